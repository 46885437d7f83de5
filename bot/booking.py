"""Bookings in a conversation: asking for one and changing it, with all that follows, written once for every service.

`storage.places` decides what fits. Here each decision gets its audit entry, its due rows, and whoever must be told.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat import Button, Refused, Screen, Tap, Turn
from bot.home import Home
from bot.hours import instant
from bot.service import Rules, Service, is_known, service_of
from bot.text import Json, Moment, Several, Text, _
from storage import audit, children, due, places, staff
from storage.due import Due
from storage.places import Actor, Booking, NewBooking, Role, Want
from storage.seal import CODE_LENGTH, new_ref

DETAILS = "bookings.details"
REASON = "bookings.reason"
CODE = "bookings.code"
LEAST_OFFER_SECONDS = 3 * 3600
OFFER_NOTICE_SECONDS = 4 * 3600
DAY_SECONDS = 24 * 3600
UNSEEN_SECONDS = 2 * 3600


@dataclass(frozen=True)
class Request:
    """What a family asks for. `details` is sealed as a whole; `children` are row ids; `draws` enters it into a draw."""

    kind: str
    children: tuple[int, ...]
    starts_at: int
    ends_at: int
    wants: tuple[Want, ...]
    details: Json
    priority: int = 0
    urgent: bool = False
    flags: tuple[str, ...] = ()
    replaces: str | None = None
    waitlist: bool = False
    draws: bool = False


def ask(turn: Turn, service: Service, request: Request) -> Booking:
    """Keep a place, or one on the waitlist, and see to what follows. Raises places.Full, places.AlreadyMoving."""
    rules = service.rules(turn.home)
    code = new_ref(CODE_LENGTH)
    first_day = turn.home.local_day(request.starts_at).isoformat()
    new = NewBooking(
        service=service.name, kind=request.kind, person_id=turn.person.id, children=request.children,
        starts_at=request.starts_at, ends_at=request.ends_at, first_day=first_day,
        priority=request.priority, decide_by=turn.home.waking_end(turn.now, rules.decide_hours),
        urgent=request.urgent, flags=request.flags, details=turn.seal.close({**request.details, "code": code}, DETAILS),
        code=turn.seal.blind(code, CODE), lot=0 if request.draws else None, replaces_ref=request.replaces,
    )  # fmt: skip
    booking = places.request(turn.db, new, request.wants, turn.now, request.waitlist)
    record(turn, booking)
    _plan(turn, booking)
    urgent = _("Urgent request {ref}", ref=booking.ref)
    tell_reader(turn, booking, urgent if booking.urgent else _("New request {ref}", ref=booking.ref))
    return booking


def change(turn: Turn, booking: Booking, to: str, by: Role, *, version: int | None = None, reason: str = "") -> Booking:
    """Move a booking to another state. Raises what places.change raises."""
    actor = Actor(by, turn.person.id if by != "clock" else None)
    sealed = turn.seal.close(reason, REASON) if reason else None
    old = places.by_id(turn.db, booking.replaces) if booking.replaces else None
    promise = _promise(turn, booking) if to == "held" else None
    changed = places.change(
        turn.db, booking.ref, to, actor, turn.now, version=version, reason=sealed, decide_by=promise
    )
    record(turn, changed)
    if to in places.FINAL and to != "completed":  # after a stay that took place we still ask how it was
        due.forget(turn.db, booking.ref)
    if old is not None:
        _see_off(turn, old)
    if old is not None or to not in places.COUNTING:
        offer_freed(turn, but=booking.ref)
    return changed


def _promise(turn: Turn, booking: Booking) -> int:
    return turn.home.waking_end(turn.now, service_of(booking).rules(turn.home).decide_hours)


def _see_off(turn: Turn, before: Booking) -> None:
    """What follows for the booking that was moved, if the new place was kept in this very turn."""
    old = places.by_id(turn.db, before.id)
    if old.version != before.version:
        record(turn, old)
        due.forget(turn.db, old.ref)


def offer_freed(turn: Turn, but: str = "") -> None:
    """Offer what has become free to the first in line whose whole request fits, `but` (a ref) passed over."""
    offered, to_call = places.offer_freed(
        turn.db, turn.now, lambda booking, now: _offer_until(turn.home, booking, now), but
    )
    for booking in offered:
        record(turn, booking, by="clock")
        tell_family(turn, booking, offer_screen(turn, booking))
    for booking in to_call:  # whoever is to be rung stands on the desk with its booking
        audit.record(turn.db, at=turn.now, actor="clock", act="booking.to_ring", what=booking.ref, why="too late")


def _offer_until(home: Home, booking: Booking, now: int) -> int | None:
    """When an offer ends: after N waking hours, or a while before the start. None: too short, somebody must ring."""
    if not is_known(home, booking):
        return None
    hours = service_of(booking).rules(home).offer_hours
    until = min(home.waking_end(now, hours), booking.starts_at - OFFER_NOTICE_SECONDS)
    return until if home.waking_between(now, until) >= LEAST_OFFER_SECONDS else None


def offer_screen(turn: Turn, booking: Booking) -> Screen:
    """What a family reads when a place has become free for them."""
    until = booking.offer_until or booking.starts_at
    return Screen(
        title=_("A place has become free"),
        text=(
            _("It is kept for you until {until}. Shall we book it?", until=Moment(until)),
            _("If you do not answer by then, the next family is asked. Your other bookings stay as they are."),
        ),
        facts=facts(turn, booking),
        picture="bell",
        rows=(
            (Button(_("Yes, book it"), Tap("bookings", "accept", booking.ref, booking.version), "primary"),),
            (Button(_("No, thank you"), Tap("bookings", "cancel", booking.ref, booking.version)),),
        ),
    )


def own(turn: Turn, ref: str) -> Booking:
    """This person's booking. Raises Refused for anybody else's, exactly as for one that never was."""
    booking = places.find(turn.db, ref)
    if booking is None or booking.person_id != turn.person.id:
        raise Refused(_("We cannot find this booking here. If you have a return code, please type it."))
    if not is_known(turn.home, booking):
        phone = turn.home.phone
        raise Refused(_("We no longer offer this here. About your booking, please ring {phone}.", phone=phone))
    return booking


def details_of(turn: Turn, booking: Booking) -> Json:
    """What was sealed with the booking; {} once it has been forgotten."""
    return turn.seal.open(booking.details, DETAILS) if booking.details else {}


def facts(turn: Turn, booking: Booking, *, titled: bool = False) -> tuple[tuple[Text, Text], ...]:
    """What a booking is about, for its guardian and for staff who may read it; `titled` where the title says what."""
    service = service_of(booking)
    names = tuple(child.nickname for child in children_of(turn, booking))
    mine: list[tuple[Text, Text]] = [(_("For"), Several(names))] if names else []
    mine += [] if titled else [(_("What"), service.title(turn.home, booking))]
    mine.append((_("When"), when(booking)))
    return (*mine, *service.facts(turn, booking, details_of(turn, booking)))


def children_of(turn: Turn, booking: Booking) -> list[children.Child]:
    """The children of a booking."""
    return children.by_ids(turn.db, turn.seal, tuple(places.children_of(turn.db, booking)))


def when(booking: Booking) -> Text:
    """From when to when, as people say it; what is urgent has no time yet but that of the call for help."""
    if booking.urgent:
        return _("asked for {at}", at=Moment(booking.asked_at))
    same_day = booking.ends_at - booking.starts_at < 12 * 3600
    ends = Moment(booking.ends_at, "clock" if same_day else "moment")
    return _("{start} to {end}", start=Moment(booking.starts_at), end=ends)


def end_of(turn: Turn, stretch: tuple[int, int], resource: str) -> int:
    """When a stretch ends; an appointment, of which only the start is known, ends with its span."""
    start, end = stretch
    if end - start > 1:
        return end
    day = turn.home.local_day(start).isoformat()
    return next((span.ends_at for span in places.spans_of(turn.db, resource, day) if span.starts_at == start), end)


def is_late(turn: Turn, booking: Booking) -> bool:
    """Whether cancelling now counts as late."""
    hours = service_of(booking).rules(turn.home).late_cancel_hours
    return booking.state == "confirmed" and turn.now > booking.starts_at - hours * 3600


def tell_family(turn: Turn, booking: Booking, screen: Screen) -> None:
    """Tell whoever asked for the booking; unseen, it becomes a call to make: at once where there is no time to wait."""
    if booking.person_id is not None:
        until = important_until(turn, booking) or booking.starts_at
        turn.tell(booking.person_id, screen, purpose=f"booking {booking.ref}", important_until=until)


def important_until(turn: Turn, booking: Booking) -> int | None:
    """For `Turn.tell`: unseen two hours after sending, or a day before the start if that is later, it is a call.

    None if nobody could ring in time. What is urgent has no start that one could come too late for.
    """
    soon = turn.now + UNSEEN_SECONDS
    return max(booking.starts_at, soon + DAY_SECONDS) if booking.urgent or soon < booking.starts_at else None


def tell_staff(turn: Turn, role: str, screen: Screen) -> None:
    """Tell everyone who holds a role. Dates and refs only: a child's details open on the desk."""
    for member in staff.members(turn.db, turn.seal):
        if role in member.roles and member.person_id != turn.person.id:
            turn.tell(member.person_id, screen, purpose="desk")


def tell_reader(turn: Turn, booking: Booking, title: Text) -> None:
    """Tell whoever reads this service's requests that something happened to a booking, with the way to its card."""
    if not is_known(turn.home, booking):
        return
    service = service_of(booking)
    tell_staff(turn, service.rules(turn.home).reader, Screen(
        title=title,
        facts=((_("What"), service.title(turn.home, booking)), (_("When"), when(booking))),
        rows=((Button(_("Open"), Tap("desk", "card", booking.ref, booking.version), "primary"),),),
    ))  # fmt: skip


def reader_line(turn: Turn, rules: Rules, booking: Booking) -> Text:
    """Who reads it, by when, and whom to ring: every request says so."""
    return _(
        "{reader} reads this and answers by {by}. If it cannot wait, please ring {phone}.",
        reader=turn.home.duty_title(rules.reader), by=Moment(booking.decide_by or turn.now), phone=turn.home.phone,
    )  # fmt: skip


def _plan(turn: Turn, booking: Booking) -> None:
    """Due rows for the reminders still ahead, and for the question afterwards."""
    service = service_of(booking)
    for reminder in service.rules(turn.home).reminders:
        day = date.fromisoformat(booking.first_day) - timedelta(days=reminder.days_before)
        at = instant(day, reminder.at, turn.zone)
        if turn.now < at < booking.starts_at:
            due.plan(turn.db, Due(booking.person_id or 0, f"bookings.{reminder.id}", booking.ref, at))
    due.plan(turn.db, Due(booking.person_id or 0, "bookings.after", booking.ref, booking.ends_at + 4 * 3600))


def record(turn: Turn, booking: Booking, by: str = "") -> None:
    """Write down in the audit log what state a booking has come to; `by` whoever's turn it is, or "clock"."""
    who = by or turn.person.ref
    audit.record(turn.db, at=turn.now, actor=who, act=f"booking.{booking.state}", what=booking.ref, why="booking")
