"""Signing up, and what follows: the audit, the reminders, who stays beside a newcomer, and judging again later.

A lapsed check or a new code of conduct sets what lies ahead back to waiting; it is settled again by itself when the
gates are open. Nobody is thrown out of a shift by a rule, and nobody comes through a closed gate.
"""

from datetime import date, timedelta

from bot.booking import DETAILS, record, tell_staff
from bot.chat import Button, Screen, Tap, Turn
from bot.hours import instant
from bot.text import Text, _
from bot.volunteering.gates import Reason, buddy_for, needs_buddy, personal
from bot.volunteering.profile import rules_of
from bot.volunteering.shifts import Shift, on_it, shift_of_signup, when
from bot.volunteering.standing import Standing, standing_of
from storage import due, places, signups, standins
from storage.due import Due
from storage.places import Actor, NewBooking
from storage.signups import SERVICE, Signup
from storage.standins import Standin

AFTER_SECONDS = 3600
AHEAD = ("held", "confirmed")
Judged = tuple[Shift, list[Reason]]


def sign_up(turn: Turn, who: Standing, shift: Shift, standin: Standin | None = None) -> Signup:
    """Take a place that the gates have opened: a free one, or that of whoever `standin` looks for.

    Raises places.Full, standins.TakenAlready, places.AlreadyMoving, places.IllegalMove.
    """
    first = signups.by_booking(turn.db, standin.booking_id) if standin is not None else None
    others = [one for one in on_it(turn, shift) if first is None or one.booking.id != first.booking.id]
    buddy = buddy_for(turn, shift, others) if needs_buddy(who, shift) else None
    new, beside = _new(turn, who, shift, first), buddy.volunteer.id if buddy else None
    if standin is None:
        made = signups.sign_up(turn.db, new, shift.span, who.volunteer.id, turn.now, buddy=beside)
    else:
        made = standins.take_over(turn.db, standin, new, shift.span, who.volunteer.id, turn.now, buddy=beside)
    record(turn, made.booking)
    _plan(turn, made)
    if first is not None:
        _freed(turn, first)
    mend_buddies(turn, shift)
    return made


def _new(turn: Turn, who: Standing, shift: Shift, first: Signup | None) -> NewBooking:
    return NewBooking(
        service=SERVICE, kind=shift.post.id, person_id=who.volunteer.person_id, children=(),
        starts_at=shift.span.starts_at, ends_at=shift.span.ends_at, first_day=shift.span.day,
        details=turn.seal.close({}, DETAILS), replaces_ref=first.booking.ref if first else None,
    )  # fmt: skip


def _freed(turn: Turn, first: Signup) -> None:
    record(turn, places.by_id(turn.db, first.booking.id))
    due.forget(turn.db, first.booking.ref)


def _plan(turn: Turn, made: Signup) -> None:
    """Due rows for the reminders still ahead, and for the thanks afterwards."""
    booking = made.booking
    for reminder in rules_of(turn.home).reminders:
        day = date.fromisoformat(booking.first_day) - timedelta(days=reminder.days_before)
        at = instant(day, reminder.at, turn.zone)
        if turn.now < at < booking.starts_at:
            due.plan(turn.db, Due(booking.person_id or 0, "shifts.remind", booking.ref, at))
    due.plan(turn.db, Due(booking.person_id or 0, "shifts.after", booking.ref, booking.ends_at + AFTER_SECONDS))


def give_up(turn: Turn, signup: Signup, by: Actor, to: str = "cancelled") -> Signup:
    """Let somebody go without a stand-in: staff release them, or they leave for good. The place is free then."""
    search = standins.open_for(turn.db, signup.booking.id)
    if search is not None:
        standins.end(turn.db, search, "released")
        due.forget(turn.db, search.ref)
    record(turn, places.change(turn.db, signup.booking.ref, to, by, turn.now))
    due.forget(turn.db, signup.booking.ref)
    shift = shift_of_signup(turn, signup)
    if shift is not None:
        mend_buddies(turn, shift)
    return signups.get(turn.db, signup.booking.ref)


def mend_buddies(turn: Turn, shift: Shift) -> None:
    """Every newcomer has somebody beside them again, as far as there is anybody."""
    everybody = on_it(turn, shift)
    for one in everybody:
        there = {other.volunteer_id for other in everybody if other.is_sure and other.volunteer_id != one.volunteer_id}
        if one.buddy in there or not needs_buddy(standing_of(turn, one.volunteer_id), shift):
            continue
        others = [other for other in on_it(turn, shift) if other.booking.id != one.booking.id]
        buddy = buddy_for(turn, shift, others)
        if buddy is not None or one.buddy is not None:
            signups.set_buddy(turn.db, one, buddy.volunteer.id if buddy else None)


def rejudge(turn: Turn, volunteer_id: int) -> None:
    """Judge again what lies ahead of a volunteer. Both sides are told, once, of everything that waits from now on."""
    lapsed: list[Judged] = []
    settled: list[Judged] = []
    for one, shift, reasons in stands_otherwise(turn, volunteer_id):
        (lapsed if reasons else settled).append((shift, reasons))
        to = "held" if reasons else "confirmed"
        record(turn, places.change(turn.db, one.booking.ref, to, places.CLOCK, turn.now), by="clock")
        mend_buddies(turn, shift)
    if lapsed:
        why = {reasons[0].code: reasons[0].said for _shift, reasons in lapsed}
        _tell_of(turn, volunteer_id, _("Shifts that wait for now"), tuple(why.values()), lapsed)
        _tell_coordinator(turn, volunteer_id, len(lapsed))
    if settled:
        said = (_("Everything is in order: we expect you."),)
        _tell_of(turn, volunteer_id, _("Settled again"), said, settled)


def stands_otherwise(turn: Turn, volunteer_id: int) -> list[tuple[Signup, Shift, list[Reason]]]:
    """What lies ahead of a volunteer and is settled although a gate is closed, or waits although all are open.

    A break closes no gate while somebody else is looked for: until it is taken over they stay responsible.
    """
    found = []
    for one in standing_of(turn, volunteer_id).signups:
        shift = shift_of_signup(turn, one) if one.booking.starts_at > turn.now else None
        if shift is None or one.booking.state not in AHEAD:
            continue
        reasons = personal(turn.home, standing_of(turn, volunteer_id), shift.post, shift.day)
        if standins.open_for(turn.db, one.booking.id) is not None:
            reasons = [each for each in reasons if each.code != "paused"]
        if bool(reasons) == (one.booking.state == "confirmed"):
            found.append((one, shift, reasons))
    return found


def _tell_of(
    turn: Turn, volunteer_id: int, title: Text, said: tuple[Text, ...], shifts: list[Judged]
) -> None:
    """One message, however many shifts it is about."""
    person_id = standing_of(turn, volunteer_id).volunteer.person_id or 0
    mine = Button(_("My shifts"), Tap("shifts", "mine"), "primary")
    facts = tuple((shift.post.name, when(shift)) for shift, _reasons in shifts)
    turn.tell(person_id, Screen(title=title, text=said, facts=facts, rows=((mine,),)), purpose="shifts")


def _tell_coordinator(turn: Turn, volunteer_id: int, number: int) -> None:
    """Once, with how many shifts wait now."""
    volunteer = standing_of(turn, volunteer_id).volunteer
    tell_staff(turn, rules_of(turn.home).reader, Screen(
        title=_("Shifts ahead wait for a check: {ref}", ref=volunteer.ref),
        text=_("Something has run out or is missing. Shifts that wait now: {number}.", number=number),
        rows=((Button(_("Open"), Tap("vetting", "card", volunteer.ref, volunteer.version), "primary"),),),
    ))  # fmt: skip
