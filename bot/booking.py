"""Bookings in a conversation: asking for one and changing it, with everything that follows, written once for all services.

`storage.places` decides what fits. Here each decision gets its audit entry, its due rows, and whoever must be told.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat import Button, Refused, Screen, Tap, Turn
from bot.home import Home
from bot.hours import instant
from bot.service import Rules, Service, service_of
from bot.text import Day, Json, Moment, Several, Text, _
from storage import audit, calls, children, due, places, staff
from storage.due import Due
from storage.places import Actor, Booking, NewBooking, Want
from storage.seal import CODE_LENGTH, new_ref

DETAILS = "bookings.details"
REASON = "bookings.reason"
CODE = "bookings.code"
FREEING = frozenset({"declined", "cancelled", "late_cancel", "no_show", "lapsed", "completed"})
OVER = places.FINAL
DAYS_BEYOND = 7
LEAST_OFFER_SECONDS = 3 * 3600
OFFER_NOTICE_SECONDS = 4 * 3600


@dataclass(frozen=True)
class Request:
    """What a family asks for. `details` is sealed as a whole; `children` are row ids."""

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
    decide_hours: int | None = None


def ask(turn: Turn, service: Service, request: Request) -> Booking:
    """Keep a place, or one on the waitlist, and see to what follows. Raises places.Full, places.AlreadyMoving."""
    rules = service.rules(turn.home)
    code = new_ref(CODE_LENGTH)
    new = NewBooking(
        service=service.name, kind=request.kind, person_id=turn.person.id, children=request.children,
        starts_at=request.starts_at, ends_at=request.ends_at, first_day=turn.home.local_day(request.starts_at).isoformat(),
        priority=request.priority, decide_by=turn.home.waking_end(turn.now, request.decide_hours or rules.decide_hours),
        urgent=request.urgent, flags=request.flags, details=turn.seal.close({**request.details, "code": code}, DETAILS),
        code=turn.seal.blind(code, CODE), replaces_ref=request.replaces,
    )  # fmt: skip
    booking = places.request(turn.db, new, request.wants, turn.now, request.waitlist)
    _record(turn, booking)
    _plan(turn, booking)
    tell_staff(turn, rules.reader, _news_for_staff(turn, service, booking))
    return booking


def change(turn: Turn, booking: Booking, to: str, by: str, *, version: int | None = None, reason: str = "") -> Booking:
    """Move a booking to another state: `by` is "family", "staff" or "clock". Raises what places.change raises."""
    actor = Actor(by, turn.person.id if by != "clock" else None)  # type: ignore[arg-type]
    sealed = turn.seal.close(reason, REASON) if reason else None
    changed = places.change(turn.db, booking.ref, to, actor, turn.now, version=version, reason=sealed)
    _record(turn, changed)
    if to in OVER and to != "completed":  # after a stay that took place we still ask how it was
        due.forget(turn.db, booking.ref)
    if to == "confirmed" and booking.replaces:
        due.forget(turn.db, places.by_id(turn.db, booking.replaces).ref)
    if to in FREEING or booking.replaces:
        offer_freed(turn)
    return changed


def offer_freed(turn: Turn) -> None:
    """Offer what has become free to the first in line whose whole request fits."""
    offered, to_call = places.offer_freed(turn.db, turn.now, lambda booking, now: _offer_until(turn.home, booking, now))
    for booking in offered:
        _record(turn, booking)
        tell_family(turn, booking, offer_screen(turn, booking))
    for booking in to_call:
        if booking.person_id is not None:
            calls.add(turn.db, person_id=booking.person_id, reason="offer", about=booking.ref, now=turn.now)


def _offer_until(home: Home, booking: Booking, now: int) -> int | None:
    """When an offer ends: after N waking hours, or a while before the start. None: too short, somebody must ring."""
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


def sweep(turn: Turn) -> None:
    """Let offers and waiting lapse, mark what has passed undecided, and offer on."""
    lapsed = places.lapse(turn.db, turn.now)
    for booking in [*lapsed, *places.settle(turn.db, turn.now)]:
        _record(turn, booking)
    for booking in lapsed:
        due.forget(turn.db, booking.ref)
        tell_family(turn, booking, Screen(title=_("The wait is over for this time"), facts=facts(turn, booking), text=_(
            "No place was taken up in time, so this request has ended. You can ask for another day whenever you like."
        ), rows=((Button(_("Choose another day"), Tap("door", "open", service_of(booking).flow), "primary"),),)))  # fmt: skip
    if lapsed:
        offer_freed(turn)


def open_ahead(db: sqlite3.Connection, home: Home, now: int) -> places.Orphans:
    """Generate the spans that may be asked for: up to the horizon, and over the longest stay beyond it."""
    first = home.local_day(now)
    last = first + timedelta(days=home.horizon_days + DAYS_BEYOND)
    return places.open_spans(db, home.spans(first, last), first.isoformat(), last.isoformat())


def open_next_day(turn: Turn) -> None:
    """Nightly: one day more. Families in spans that the profile no longer knows are the head's to see to."""
    orphans = open_ahead(turn.db, turn.home, turn.now)
    if orphans:
        days = tuple(Day(day) for day in sorted({date.fromisoformat(orphan.span.day) for orphan in orphans}))
        tell_staff(turn, "head", Screen(
            title=_("Bookings that no longer fit the weekly plan"),
            text=_("The weekly plan in home.toml has changed, and families are booked on these days: {days}. Their bookings "
                   "stand until somebody decides.", days=Several(days)),
            rows=((Button(_("Open the desk"), Tap("door", "open", "desk")),),),
        ))  # fmt: skip


def own(turn: Turn, ref: str) -> Booking:
    """This person's booking. Raises Refused for anybody else's, exactly as for one that never was."""
    booking = places.find(turn.db, ref)
    if booking is None or booking.person_id != turn.person.id:
        raise Refused(_("We cannot find this booking here. If you have a return code, please type it."))
    return booking


def details_of(turn: Turn, booking: Booking) -> Json:
    """What was sealed with the booking; {} once it has been forgotten."""
    return turn.seal.open(booking.details, DETAILS) if booking.details else {}


def facts(turn: Turn, booking: Booking) -> tuple[tuple[Text, Text], ...]:
    """What a booking is about, for its guardian and for staff who may read it."""
    service = service_of(booking)
    names = tuple(child.nickname for child in children_of(turn, booking))
    mine: list[tuple[Text, Text]] = [(_("What"), service.title(turn.home, booking)), (_("When"), when(booking))]
    if names:
        mine.insert(0, (_("For"), Several(names)))
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
    """Tell whoever asked for the booking; unseen a day before it, it becomes a call to make."""
    if booking.person_id is not None:
        turn.tell(booking.person_id, screen, purpose=f"booking {booking.ref}", important_until=booking.starts_at)


def tell_staff(turn: Turn, role: str, screen: Screen) -> None:
    """Tell everyone who holds a role. Dates and refs only: a child's details open on the desk."""
    for member in staff.members(turn.db, turn.seal):
        if role in member.roles and member.person_id != turn.person.id:
            turn.tell(member.person_id, screen, purpose="desk")


def reader_line(turn: Turn, rules: Rules, booking: Booking) -> Text:
    """Who reads it, by when, and whom to ring: every request says so."""
    return _(
        "{reader} reads this and answers by {by}. If it cannot wait, please ring {phone}.",
        reader=turn.home.duty_title(rules.reader), by=Moment(booking.decide_by or turn.now), phone=turn.home.phone,
    )  # fmt: skip


def _news_for_staff(turn: Turn, service: Service, booking: Booking) -> Screen:
    urgent = _("Urgent request {ref}", ref=booking.ref)
    return Screen(
        title=urgent if booking.urgent else _("New request {ref}", ref=booking.ref),
        facts=((_("What"), service.title(turn.home, booking)), (_("When"), when(booking))),
        rows=((Button(_("Open"), Tap("desk", "card", booking.ref, booking.version), "primary"),),),
    )


def _plan(turn: Turn, booking: Booking) -> None:
    """Due rows for the reminders still ahead, and for the question afterwards."""
    service = service_of(booking)
    for reminder in service.rules(turn.home).reminders:
        day = date.fromisoformat(booking.first_day) - timedelta(days=reminder.days_before)
        at = instant(day, reminder.at, turn.zone)
        if turn.now < at < booking.starts_at:
            due.plan(turn.db, Due(booking.person_id or 0, f"bookings.{reminder.id}", booking.ref, at))
    due.plan(turn.db, Due(booking.person_id or 0, "bookings.after", booking.ref, booking.ends_at + 4 * 3600))


def _record(turn: Turn, booking: Booking) -> None:
    audit.record(
        turn.db, at=turn.now, actor=turn.person.ref, act=f"booking.{booking.state}", what=booking.ref, why="booking"
    )
