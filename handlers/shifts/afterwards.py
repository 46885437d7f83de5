"""Before a shift a reminder, after it thanks; and after a hard one, the next day: 还好吗？

Each is composed from today's facts, or stays silent.
"""

from collections.abc import Mapping
from datetime import time, timedelta

from bot.booking_screens import home_phone
from bot.chat import Button, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.hours import instant
from bot.text import Day, Moment, Text, _
from bot.volunteering.shifts import Shift, shift_of_signup, when
from bot.volunteering.words import my_shifts_button
from handlers.shifts.card import card, own
from storage import calls, due, feedback, people, signups
from storage.due import Due
from storage.signups import Signup

CARE_AT = time(10, 0)
CARE = "shifts.care"
HOW: Mapping[str, tuple[str, Text]] = {
    "was_good": ("good", _("It was good")),
    "was_fair": ("fair", _("All right")),
    "was_hard": ("hard", _("It was hard")),
}


def hang(flow: Flow) -> None:
    """Let a flow see to them."""
    flow.due("remind")(remind)
    flow.due("after")(thank_afterwards)
    flow.due("care")(care)
    flow.tap("come")(coming)
    for verb in HOW:
        flow.tap(verb)(how_it_was)
    flow.tap("fine")(is_fine)
    flow.tap("ring")(please_ring)


def _found(turn: Turn, ref: str) -> tuple[Signup, Shift] | None:
    one = signups.find(turn.db, ref)
    shift = shift_of_signup(turn, one) if one is not None else None
    return (one, shift) if one is not None and shift is not None and one.booking.person_id is not None else None


def remind(turn: Turn, moment: Due) -> None:
    """Only if it stands and still lies ahead. On top stands nothing that a stranger should not read."""
    found = _found(turn, moment.object)
    if found is None or found[0].booking.state != "confirmed" or found[1].span.starts_at <= turn.now:
        return
    one, shift = found
    building = turn.home.buildings[shift.post.building]
    turn.tell(moment.person_id, Screen(
        title=_on_day(turn, shift),
        text=_("Are you coming? One tap is enough."),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift)), (_("Where"), building.name)),
        rows=column([
            Button(_("I am coming"), Tap("shifts", "come", one.booking.ref), "primary"),
            Button(_("I cannot come"), Tap("shifts", "absent", one.booking.ref)),
            Button(_("See this shift"), Tap("shifts", "show", shift.ref), "quiet"),
        ]),
        picture="bookings",
    ), purpose=f"shift {one.booking.ref}")  # fmt: skip


def _on_day(turn: Turn, shift: Shift) -> Text:
    if shift.day == turn.today:
        return _("Your shift today at {clock}", clock=Moment(shift.span.starts_at, "clock"))
    return _("Your shift on {day}", day=Day(shift.day))


def coming(turn: Turn, tap: Tap) -> Answer:
    """I am coming."""
    who, one, shift = own(turn, tap.ref)
    if one.booking.state != "confirmed" or shift.span.ends_at <= turn.now:
        return card(turn, who, shift)
    feedback.keep(turn.db, booking=one.booking.ref, voice="coming", answer="yes", now=turn.now)
    return card(turn, who, shift, _("Good, we look forward to seeing you. If anything changes, just tell us here."))


def thank_afterwards(turn: Turn, moment: Due) -> None:
    """Thanks to whoever was there, and one question."""
    found = _found(turn, moment.object)
    if found is None or found[0].came_at is None:
        return
    one, shift = found
    turn.tell(moment.person_id, Screen(
        title=_("Thank you for today"),
        text=(_("It was good that you were here."), _("How was it for you?")),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift))),
        rows=column([Button(label, Tap("shifts", verb, one.booking.ref)) for verb, (_code, label) in HOW.items()]),
        picture="hands",
    ), purpose=f"shift {one.booking.ref}")  # fmt: skip


def how_it_was(turn: Turn, tap: Tap) -> Answer:
    """Keep it; after a hard one somebody is there, now and tomorrow."""
    who, one, shift = own(turn, tap.ref)
    if one.came_at is None:
        return card(turn, who, shift)
    answer = HOW[tap.verb][0]
    feedback.keep(turn.db, booking=one.booking.ref, voice="family", answer=answer, now=turn.now)
    if answer != "hard":
        return Screen(title=_("Thank you"), text=_("See you again."), rows=column([my_shifts_button()]))
    ask_how_they_are(turn, one)
    return Screen(
        title=_("Thank you for saying so"),
        text=_("Some days are hard, and that says nothing against you. Would it help to talk with somebody?"),
        rows=column([
            Button(_("Yes, please ring me"), Tap("shifts", "ring", one.booking.ref), "primary"),
            Button(_("No, I am fine"), Tap("shifts", "fine", one.booking.ref)),
            Button(_("Something worries me"), Tap("door", "open", "feedback")),
        ]),
        phones=home_phone(turn),
    )  # fmt: skip


def ask_how_they_are(turn: Turn, one: Signup) -> None:
    """Plan the question for tomorrow, for whoever was there."""
    if one.came_at is not None:
        signups.set_hard(turn.db, one)
        at = instant(turn.today + timedelta(days=1), CARE_AT, turn.zone)
        due.plan(turn.db, Due(one.booking.person_id or 0, CARE, one.booking.ref, at))


def care(turn: Turn, moment: Due) -> None:
    """还好吗？"""
    if _found(turn, moment.object) is not None:
        turn.tell(moment.person_id, Screen(
            title=_("Are you all right?"),
            text=_("Yesterday was a hard one. You need not answer; if you would like to talk, we ring you."),
            rows=column([
                Button(_("I am all right"), Tap("shifts", "fine", moment.object)),
                Button(_("Please ring me"), Tap("shifts", "ring", moment.object), "primary"),
            ]),
            phones=home_phone(turn),
        ), purpose=f"shift {moment.object}")  # fmt: skip


def is_fine(turn: Turn, tap: Tap) -> Answer:
    """Good."""
    own(turn, tap.ref)
    return Screen(title=_("That is good to hear"), text=_("We are here whenever."), rows=column([my_shifts_button()]))


def please_ring(turn: Turn, tap: Tap) -> Answer:
    """Somebody rings: the social worker on duty, who is there for that."""
    who, _one, _shift = own(turn, tap.ref)
    number = people.phone(turn.db, turn.seal, turn.person.id)
    if not number:
        return Screen(text=_("We have no number of yours. Please ring us: {phone}", phone=turn.home.phone),
                      phones=home_phone(turn), rows=column([my_shifts_button()]))  # fmt: skip
    calls.add(turn.db, person_id=turn.person.id, reason="hard", about=who.volunteer.ref, now=turn.now)
    return Screen(
        title=_("We will ring you"),
        text=_("{who} rings you, outside the quiet hours.", who=turn.home.duty_title("duty")),
        phones=home_phone(turn),
        rows=column([my_shifts_button()]),
    )
