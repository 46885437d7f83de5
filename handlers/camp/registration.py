"""Registering for a week (报名): who comes, a sheet for each, and whether to wait when it is full.

Brothers and sisters get their places together or not at all. In a week whose places are drawn, it does not matter when
in the period one registers. What lies beyond a rule (an age, a date) is taken all the same and marked.
"""

from collections.abc import Mapping
from datetime import date

from bot import booking
from bot.booking import Request
from bot.booking_screens import child_options, chosen_children, held_screen, keep_phone, phone_field
from bot.chat import Open, Refused, Screen, Turn
from bot.fields import Answers, AskAgain, Choice, Option, Ticks
from bot.flow import Answer, Flow
from bot.form import Form
from bot.text import Json, Text, _
from handlers.camp.ages import age_on
from handlers.camp.fields import Sheets
from handlers.camp.profile import Camp
from handlers.camp.service import SERVICE
from handlers.camp.sheet import born_of, lacks, own_sheet
from handlers.camp.weeks import days_of, is_drawn, name_of, phase_of, the_week, wants_of
from storage import camps, draws, places
from storage.children import Child
from storage.places import Short

flow = Flow("camp_register", _("Register for the camp"), section=Camp, consent="care")


@flow.begins
def begin(_turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Only a week leads here."""
    return None if "week" in given else Open("camp")


ALREADY = frozenset({*places.COUNTING, "waitlisted"})


def family_of(turn: Turn, answers: Answers) -> list[Child]:
    """The children who come."""
    return chosen_children(turn, answers.get("who") or [])


def sheet_lacks(turn: Turn, answers: Answers, child: Child) -> Text | None:
    """What a child's sheet lacks for this week."""
    return lacks(turn, the_week(turn, str(answers["week"])), child)


def sheet_opens(turn: Turn, answers: Answers, child: Child) -> Open:
    """Into the child's sheet, with a brother or sister to be the same as."""
    done = (one for one in family_of(turn, answers) if one.ref != child.ref and own_sheet(turn, one.id) is not None)
    return Open("camp_child", {"child": child.ref, "like": next((one.ref for one in done), "")})


def not_registered(turn: Turn, answers: Answers, value: Json) -> None:
    """A child registers once for a week."""
    camp = the_week(turn, str(answers["week"]))
    for child in chosen_children(turn, value):
        for one in places.of_child(turn.db, child.id):
            same = (one.service, one.kind, one.first_day) == (camps.SERVICE, camp.week, camp.first_day)
            if same and one.state in ALREADY:
                raise Refused(_("{child} is registered for this week already.", child=child.nickname))


def waits_for_draw(turn: Turn, answers: Answers) -> bool:
    """Whether its places are still to be drawn."""
    return not is_drawn(turn, the_week(turn, str(answers["week"])))


def shorts_of(turn: Turn, answers: Answers) -> tuple[Short, ...]:
    """What is short; nothing as long as nobody is ticked."""
    family = family_of(turn, answers)
    if not family or waits_for_draw(turn, answers):
        return ()
    wants = wants_of(turn, the_week(turn, str(answers["week"])), family)
    return turn.once(wants, lambda: places.shortages(turn.db, wants))


def does_not_fit(turn: Turn, answers: Answers) -> bool:
    """Whether they can only wait."""
    return bool(shorts_of(turn, answers))


def wait_question(turn: Turn, answers: Answers) -> Text:
    """What waiting means; never which places are gone."""
    return _(
        "There is no room for you in this week at the moment. Shall we put you on the waitlist? When it is your turn, "
        "we write to you and keep the place for you."
    )


def wait_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """One way on; the other is back to the weeks."""
    return [Option("wait", _("Yes, put us on the waitlist"), style="primary")]


def heading(turn: Turn, answers: Answers) -> Text:
    """Which week it is."""
    camp = camps.find(turn.db, str(answers.get("week", "")))
    return _("Register: {week}", week=name_of(turn.home, camp)) if camp is not None else _("Register for the camp")


def ages_of(turn: Turn, camp: camps.Camp, family: list[Child]) -> dict[str, int]:
    """How old each is on the first day, by nickname; only those whose birthday was told."""
    first, found = date.fromisoformat(camp.first_day), {}
    for child in family:
        sheet = own_sheet(turn, child.id)
        born = born_of(sheet.details) if sheet is not None else None
        if born is not None:
            found[child.nickname] = age_on(born, first)
    return found


def summary(turn: Turn, answers: Answers) -> Screen:
    """What a family should know before it sends."""
    camp, family = the_week(turn, str(answers["week"])), family_of(turn, answers)
    drawn = _("The places of this week are drawn by lot: you need not hurry, and everybody has the same chance.")
    together = _("Brothers and sisters get their places together or not at all.")
    late = _("The application period is over. We take your registration all the same, behind the others.")
    return Screen(
        text=(
            *((drawn,) if waits_for_draw(turn, answers) else ()),
            *((together,) if len(family) > 1 else ()),
            *((late,) if phase_of(turn, camp) == "late" else ()),
            _("It is free. After this your child says, in pictures, whether it wants to come."),
        ),
        facts=(
            (_("Days"), days_of(camp)),
            *((_("Age on the first day"), _("{child}: {age} years", child=name, age=age))
              for name, age in ages_of(turn, camp, family).items()),
        ),
    )  # fmt: skip


def flags_of(turn: Turn, camp: camps.Camp, family: list[Child]) -> tuple[str, ...]:
    """What is beyond a rule, as codes. Nothing about health is among them."""
    rules = turn.home[Camp]
    outside = any(not rules.youngest <= age <= rules.oldest for age in ages_of(turn, camp, family).values())
    late = phase_of(turn, camp) == "late"
    return (*(("age",) if outside else ()), *(("late",) if late else ()))


def send(turn: Turn, answers: Answers) -> Screen:
    """Held until a person decides, waitlisted, or in the draw."""
    camp, family = the_week(turn, str(answers["week"])), family_of(turn, answers)
    if phase_of(turn, camp) in ("soon", "begun"):
        raise Refused(_("One cannot register for this week at the moment. Please look at the other weeks."))
    draws_lots = waits_for_draw(turn, answers)
    request = Request(
        kind=camp.week, children=tuple(child.id for child in family), starts_at=camp.starts_at, ends_at=camp.ends_at,
        wants=wants_of(turn, camp, family), details={}, flags=flags_of(turn, camp, family),
        waitlist=answers.get("wait") == "wait", draws=draws_lots,
    )  # fmt: skip
    try:
        made = booking.ask(turn, SERVICE, request)
    except places.Full:
        raise AskAgain(
            "who", _("Somebody was a moment faster. Nothing has been sent; please look once more.")
        ) from None
    if draws_lots and phase_of(turn, camp) == "open":
        draws.enter(turn.db, camp, made)
    keep_phone(turn, answers)
    return held_screen(turn, made)


PHONE = phone_field()
flow.form = Form(
    flow="camp_register",
    title=_("Register for the camp"),
    heading=heading,
    fields=(
        Ticks(
            "who",
            label=_("Who comes"),
            question=_(
                "Who is coming? Tick all who come: brothers and sisters get their places together or not at all."
            ),
            options=child_options,
            least=1,
            check=not_registered,
        ),
        Sheets(
            "sheets",
            label=_("Sheets"),
            question=_("Each child has a sheet: what you agree to, health, food, who collects. Please tap each name."),
            why=_("Only what the camp needs. What you said before, or of a brother or sister, you only look over."),
            children=family_of,
            lacks=sheet_lacks,
            opens=sheet_opens,
        ),
        Choice("wait", label=_("Waitlist"), question=wait_question, options=wait_options, when=does_not_fit),
        PHONE,
    ),
    send=send,
    summary=summary,
    send_label=_("Send the registration"),
)
