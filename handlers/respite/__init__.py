"""Respite care (喘息照料): somebody else looks after the child for half a day, a day or some nights, so that a family can rest.

First comes a visit together, then a day, then a night, as the profile says. Nobody is refused by a rule: what lies beyond one
is asked for all the same, marked, and a person decides. Guardianship stays with the family (未成年人保护法 art. 22).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from bot import booking
from bot.booking import Request
from bot.booking_screens import child_options, full_again, held_screen, keep_phone, notes_field, phone_field, short_of
from bot.chat import Open, Screen, Turn
from bot.fields import Answers, AskAgain, Choice, DayField, Option, Ticks
from bot.flow import Flow, Sign
from bot.form import Form
from bot.home import Home
from bot.service import Facts, Service, register
from bot.text import Day, Json, Message, Moment, Several, Text, _, _n
from handlers.respite.limits import flags_of
from handlers.respite.profile import Kind, Points, Respite, kind_of
from handlers.respite.request import (
    asked,
    chosen_kind,
    days,
    missing_first,
    my_children,
    shorts_of,
    starts_on,
    stretches,
    unit_of,
    wants_of,
)  # fmt: skip
from storage import children, places
from storage.places import Booking


def kind_options(turn: Turn, _answers: Answers) -> list[Option]:
    """The profile's kinds, each with its hours."""
    return [Option(kind.id, kind.name, hint=kind.hours) for kind in turn.home[Respite].kinds]


def asks_first(turn: Turn, answers: Answers) -> bool:
    """Whether something should come first. Moving a booking asks nothing new."""
    return not answers.get("replaces") and missing_first(turn, answers) is not None


def first_question(turn: Turn, answers: Answers) -> Text:
    """Why something else comes first; nobody is turned away."""
    first, kind = missing_first(turn, answers), kind_of(turn.home, str(answers.get("kind", "")))
    return _(
        "Before the first “{kind}” comes “{first}” ({hours}), so that your child knows us and we know your child. "
        "Shall we book that first?",
        kind=kind.name if kind else "", first=first.name if first else "", hours=first.hours if first else "",
    )  # fmt: skip


def first_options(turn: Turn, answers: Answers) -> list[Option]:
    """First things first, or ask all the same: a person decides."""
    first = missing_first(turn, answers)
    return [
        Option("first", _("Yes, first: {kind}", kind=first.name if first else ""), style="primary"),
        Option("anyway", _("Ask all the same"), hint=_("a colleague rings you and decides with you")),
    ]


def is_appointment(turn: Turn, answers: Answers) -> bool:
    """Whether a time must be chosen."""
    kind = chosen_kind(turn, answers)
    return kind is not None and kind.starts is None


def is_overnight(turn: Turn, answers: Answers) -> bool:
    """Whether nights must be chosen."""
    kind = chosen_kind(turn, answers)
    return kind is not None and kind.overnight


def fits_hint(turn: Turn, answers: Answers, kind: Kind, times: list[tuple[int, int]]) -> Text | None:
    """In a word, whether it fits; None where it cannot be asked for at all."""
    shorts = places.shortages(turn.db, wants_of(turn, answers, kind, times), unit_of(turn, answers))
    if any(short.closed for short in shorts):
        return None
    return _("full, with a waitlist") if shorts else _("free")


def time_options(turn: Turn, answers: Answers) -> list[Option]:
    """The appointments of the chosen day that are still ahead."""
    kind, day = chosen_kind(turn, answers), answers.get("day")
    if kind is None or day is None:
        return []
    starts = [at for at in starts_on(turn, kind, date.fromisoformat(str(day))) if at > turn.now]
    hints = {at: fits_hint(turn, answers, kind, [(at, at + 1)]) for at in starts}
    return [Option(str(at), Moment(at, "clock"), hint=hint) for at, hint in hints.items() if hint is not None]


def nights_until(nights: int, last: date) -> Message:
    """So many nights, until which day."""
    return _n("{number} night, until {day}", "{number} nights, until {day}", nights, day=Day(last))


def night_options(turn: Turn, answers: Answers) -> list[Option]:
    """One night up to the most, as far as the home is open."""
    kind, day = chosen_kind(turn, answers), answers.get("day")
    if kind is None or day is None:
        return []
    first = date.fromisoformat(str(day))
    options = []
    for nights in range(1, turn.home[Respite].most_nights + 1):
        hint = fits_hint(turn, answers, kind, stretches(turn, kind, first, nights, None))
        if hint is not None:
            options.append(Option(str(nights), nights_until(nights, first + timedelta(days=nights)), hint=hint))
    return options


def does_not_fit(turn: Turn, answers: Answers) -> bool:
    """Whether the request as it stands can only wait."""
    return bool(shorts_of(turn, answers))


def wait_question(turn: Turn, answers: Answers) -> Text:
    """Which resource is the one that is short, and what waiting means."""
    return _(
        "{short} Shall we put you on the waitlist? When a place becomes free, it is offered to the first in line. "
        "For another day, tap “Back”.",
        short=short_of(turn, shorts_of(turn, answers)),
    )  # fmt: skip


def wait_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """One way on; the other is back to the calendar."""
    return [Option("wait", _("Yes, put us on the waitlist"), style="primary")]


def day_question(turn: Turn, answers: Answers) -> Message:
    """Which day; for nights, the one of arrival."""
    if is_overnight(turn, answers):
        return _("On which day will you bring your child? Days in the calendar say whether there is room.")
    return _("On which day? Days in the calendar say whether there is room.")


def point_options(turn: Turn, _answers: Answers) -> list[Option]:
    """The published reasons with their points."""
    return [
        Option(one.id, one.name, hint=_("{points} points", points=one.points)) for one in turn.home[Respite].points
    ]
def prepare(turn: Turn, given: Mapping[str, Json]) -> Mapping[str, Json]:
    """Moving a booking begins with what it was; only the time is asked anew."""
    if "replaces" not in given:
        return given
    old = booking.own(turn, str(given["replaces"]))
    details = booking.details_of(turn, old)
    family = [child.ref for child in booking.children_of(turn, old)]
    return {**given, "who": family, "kind": old.kind, "notes": details.get("notes"), "points": details.get("points", [])}


def summary(turn: Turn, answers: Answers) -> Screen | None:
    """What a family should know before it sends: what a late cancellation means, and that the old place stays."""
    rules = turn.home[Respite]
    stays = _("Your present booking stays as it is until the new one is confirmed.")
    late = _("You can cancel at any time. {note}", note=rules.late_cancel_note)
    duty = _("It is free. You remain your child's guardian all the time.")
    return Screen(text=(stays, late) if answers.get("replaces") else (duty, late))


def send(turn: Turn, answers: Answers) -> Screen:
    """Ask for it: held until a person decides, or waitlisted. Nothing is refused by a rule."""
    request = asked(turn, answers)
    if request is None:
        raise AskAgain("day", _("Please choose a day once more."))
    kind, times = request
    rules = turn.home[Respite]
    ticked = answers.get("points") or []
    try:
        made = booking.ask(turn, SERVICE, Request(
            kind=kind.id, children=tuple(child.id for child in my_children(turn, answers)),
            starts_at=times[0][0], ends_at=booking.end_of(turn, times[-1], next(iter(kind.claims))),
            wants=wants_of(turn, answers, kind, times),
            details={"notes": answers.get("notes"), "points": ticked, "nights": len(times) if kind.overnight else 0},
            priority=sum(one.points for one in rules.points if one.id in ticked),
            flags=flags_of(turn, answers, kind, times), replaces=answers.get("replaces"),
            waitlist=answers.get("wait") == "wait",
        ))  # fmt: skip
    except places.Full as full:
        raise AskAgain("day", full_again(turn, full.shorts)) from None
    keep_phone(turn, answers)
    return held_screen(turn, made)


def title_of(home: Home, one: Booking) -> Text:
    """A booking's service in a few words."""
    kind = kind_of(home, one.kind)
    return _("Respite care, {kind}", kind=kind.name if kind else _("urgent"))


def facts_of(turn: Turn, _one: Booking, details: Json) -> Facts:
    """Care notes and reasons, as the family gave them."""
    reasons = tuple(one.name for one in turn.home[Respite].points if one.id in (details.get("points") or []))
    found: list[tuple[Text, Text]] = []
    if details.get("notes"):
        found.append((_("Care notes"), str(details["notes"])))
    if reasons:
        found.append((_("Your situation"), Several(reasons)))
    return tuple(found)


def bring_of(home: Home, one: Booking) -> tuple[Text, ...]:
    """What to bring."""
    kind = kind_of(home, one.kind)
    return kind.bring if kind else ()


SERVICE = register(
    Service(
        name="respite", flow="respite", picture="respite", title=title_of, rules=lambda home: home[Respite],
        bring=bring_of, facts=facts_of,
    )
)  # fmt: skip

FORM = Form(
    flow="respite",
    title=_("Book respite care"),
    fields=(
        Ticks(
            "who",
            label=_("For"),
            question=_("Who is coming? You can tick several: brothers and sisters get their places together or not at all."),
            options=child_options,
            least=1,
        ),
        Choice("kind", label=_("How long"), question=_("How long would you like a rest?"), options=kind_options),
        Choice("first", label=_("First"), question=first_question, options=first_options, when=asks_first),
        DayField(
            "day",
            label=_("Day"),
            question=day_question,
            days=days,
            pick_full=True,
        ),
        Choice("time", label=_("Time"), question=_("At what time?"), options=time_options, when=is_appointment),
        Choice("nights", label=_("Nights"), question=_("For how many nights?"), options=night_options, when=is_overnight),
        Choice("wait", label=_("Waitlist"), question=wait_question, options=wait_options, when=does_not_fit),
        notes_field(
            _("Is there anything whoever looks after your child should know? Food, medicine, sleep, what comforts."),
        ),
        Ticks(
            "points",
            label=_("Your situation"),
            question=_("Does any of this fit you? The points are public and only decide who comes first for the same day."),
            why=_("When more families ask than there are places, more points come first. A colleague checks; nobody is refused."),
            options=point_options,
            optional=True,
            none_label=_("None of these"),
        ),
        phone_field(),
    ),
    send=send,
    summary=summary,
    send_label=_("Send the request"),
)

flow = Flow(
    "respite",
    _("Book respite care"),
    sign=Sign(_("🌙 Book respite care"), _("half a day, a day or some nights, so that you can rest"), order=10),
    section=Respite,
    consent="care",
    words=("喘息", "喘息照料", "预约喘息", "照料", "respite"),
    form=FORM,
    prepare=prepare,
)

__all__ = ["Kind", "Points", "Respite", "flow"]
