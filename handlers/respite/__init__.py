"""Respite care (喘息照料): somebody else looks after the child for half a day, a day or some nights; the family rests.

First comes a visit together, then a day, then a night, as the profile says. Nobody is refused by a rule: what lies
beyond one is asked for all the same, marked, and a person decides. Guardianship stays with the family
(未成年人保护法 art. 22).
"""

from collections.abc import Mapping
from dataclasses import replace

from bot import booking
from bot.booking import Request
from bot.booking_screens import child_options, held_screen, keep_phone, notes_field, phone_field
from bot.chat import Refused, Screen, Turn
from bot.fields import Answers, AskAgain, Choice, DayField, Ticks
from bot.flow import Flow, Sign
from bot.form import Form
from bot.home import Home
from bot.service import Facts, Service, register
from bot.shortage import full_again
from bot.text import Json, Several, Text, _
from handlers.respite.limits import FLAGS, flags_of
from handlers.respite.profile import Kind, Points, Respite, kind_of
from handlers.respite.questions import (
    asks_first,
    day_question,
    does_not_fit,
    first_options,
    first_question,
    is_appointment,
    is_overnight,
    kind_options,
    night_options,
    point_options,
    time_options,
    wait_options,
    wait_question,
)
from handlers.respite.request import asked, chosen_kind, days, my_children, one_day, wants_of
from storage import places
from storage.places import Booking


def prepare(turn: Turn, given: Mapping[str, Json]) -> Mapping[str, Json]:
    """Moving a booking begins with what it was; only the time is asked anew."""
    if "replaces" not in given:
        return given
    old = booking.own(turn, str(given["replaces"]))
    details = booking.details_of(turn, old)
    family = [child.ref for child in booking.children_of(turn, old)]
    kept = {"notes": details.get("notes"), "points": details.get("points", [])}
    return {**given, "who": family, "kind": old.kind, **kept, "noted": bool(details.get("notes"))}


def heading(turn: Turn, answers: Answers) -> Text:
    """Whether this is a new request or a move."""
    kind = kind_of(turn.home, str(answers.get("kind", "")))
    return _("Another time for: {name}", name=kind.name) if answers.get("replaces") and kind else TITLE


def summary(turn: Turn, answers: Answers) -> Screen | None:
    """What a family should know before it sends: what a late cancellation means, and that the old place stays."""
    late = _("You can cancel at any time. {note}", note=turn.home[Respite].late_cancel_note)
    duty = _("It is free. You remain your child's guardian all the time.")
    if answers.get("replaces"):
        return Screen(text=(_("Your present booking stays as it is until the new one is confirmed."), late))
    first, kind = chosen_kind(turn, answers), kind_of(turn.home, str(answers["kind"]))
    if first is None or kind is None or first == kind:
        return Screen(text=(duty, late))
    only = _("This request is for “{first}” alone. Afterwards you book “{kind}”.", first=first.name, kind=kind.name)
    return Screen(text=(only, duty, late))


def send(turn: Turn, answers: Answers) -> Screen:
    """Ask for it: held until a person decides, or waitlisted. Nothing is refused by a rule."""
    request = _request(turn, answers)
    try:
        made = booking.ask(turn, SERVICE, request)
    except places.Full as full:
        raise AskAgain("day", full_again(turn, full.shorts)) from None
    except (places.AlreadyMoving, places.IllegalMove):
        raise Refused(_("This booking cannot be moved any more. Please look at “My bookings”.")) from None
    keep_phone(turn, answers)
    return held_screen(turn, made)


def _request(turn: Turn, answers: Answers) -> Request:
    found = asked(turn, answers)
    if found is None:
        raise AskAgain("day", _("Please choose a day once more."))
    kind, times = found
    ticked = answers.get("points") or []
    return Request(
        kind=kind.id,
        children=tuple(child.id for child in my_children(turn, answers)),
        starts_at=times[0][0],
        ends_at=booking.end_of(turn, times[-1], next(iter(kind.claims))),
        wants=wants_of(turn, answers, kind, times),
        details={"notes": answers.get("notes"), "points": ticked},
        priority=sum(one.points for one in turn.home[Respite].points if one.id in ticked),
        flags=flags_of(turn, answers, kind, times),
        replaces=answers.get("replaces"),
        waitlist=answers.get("wait") == "wait",
    )


def title_of(home: Home, one: Booking) -> Text:
    """A booking's service in a few words; a kind that the home has given up since is still respite care."""
    kind = kind_of(home, one.kind)
    return _("Respite care, {kind}", kind=kind.name) if kind else _("Respite care")


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
        name="respite", picture="respite", title=title_of, section=Respite,
        bring=bring_of, facts=facts_of, flags=FLAGS,
    )
)  # fmt: skip

TITLE = _("Book respite care")
NOTES = notes_field(_("Is there anything we should know? Food, medicine, sleep, what comforts your child."))
PHONE = phone_field()
FORM = Form(
    flow="respite",
    title=TITLE,
    heading=heading,
    fields=(
        Ticks(
            "who",
            label=_("For"),
            question=_(
                "Who is coming? Tick all who come: brothers and sisters get their places together or not at all."
            ),
            options=child_options,
            least=1,
        ),
        Choice("kind", label=_("How long"), question=_("How long would you like a rest?"), options=kind_options),
        Choice("first", label=_("First"), question=first_question, options=first_options, when=asks_first),
        DayField("day", label=_("Day"), question=day_question, days=days, one_day=one_day, pick_full=True),
        Choice("time", label=_("Time"), question=_("At what time?"), options=time_options, when=is_appointment),
        Choice(
            "nights", label=_("Nights"), question=_("For how many nights?"), options=night_options, when=is_overnight
        ),
        Choice("wait", label=_("Waitlist"), question=wait_question, options=wait_options, when=does_not_fit),
        replace(NOTES, when=lambda _turn, answers: not answers.get("replaces") or bool(answers.get("noted"))),
        Ticks(
            "points",
            label=_("Your situation"),
            question=_("Does any of this fit you? It only decides who comes first when a day is full."),
            why=_(
                "The points are the same for everybody. When more families ask than there are places, more points "
                "come first. A colleague checks; nobody is refused."
            ),
            options=point_options,
            none_label=_("None of these"),
        ),
        replace(PHONE, when=lambda turn, answers: not answers.get("replaces") and PHONE.when(turn, answers)),
    ),
    send=send,
    summary=summary,
    send_label=_("Send the request"),
)

flow = Flow(
    "respite",
    _("Book respite care"),
    sign=Sign(
        _("Book respite care"), _("half a day, a day or some nights, so that you can rest"), order=10, picture="respite"
    ),
    section=Respite,
    consent="care",
    words=("喘息", "喘息照料", "预约喘息", "照料", "respite"),
    form=FORM,
    prepare=prepare,
)

__all__ = ["Kind", "Points", "Respite", "flow"]
