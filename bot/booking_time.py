"""What time does to bookings: waiting and offers that run out, and the days that open ahead."""

import sqlite3
from datetime import date, timedelta

from bot.booking import facts, offer_freed, record, tell_family, tell_staff
from bot.chat import Button, Screen, Tap, Turn
from bot.home import Home
from bot.service import is_known, service_of
from bot.text import Day, Several, _
from storage import due, meta, places
from storage.places import Booking

DAYS_BEYOND = 7


def sweep(turn: Turn) -> None:
    """Let offers and waiting lapse, mark what has passed undecided, and offer on."""
    lapsed = places.lapse(turn.db, turn.now)
    for booking in [*lapsed, *places.settle(turn.db, turn.now)]:
        record(turn, booking)
    for booking in lapsed:
        due.forget(turn.db, booking.ref)
        if is_known(turn.home, booking):
            tell_family(turn, booking, _waited_in_vain(turn, booking))
    if _room_opened(turn) or lapsed:
        offer_freed(turn)


def _room_opened(turn: Turn) -> bool:
    """Whether room was opened beside the turns (a new plan, a restore): said once, and while people are awake."""
    if not meta.get(turn.db, meta.ROOM_OPENED) or turn.home.is_quiet(turn.now):
        return False
    meta.put(turn.db, meta.ROOM_OPENED, "")
    return True


def _waited_in_vain(turn: Turn, booking: Booking) -> Screen:
    again = Button(_("Choose another day"), Tap("door", "open", service_of(booking).flow), "primary")
    return Screen(
        title=_("The wait is over for this time"),
        text=_(
            "No place was taken up in time, so this request has ended. You can ask for another day whenever you like."
        ),
        facts=facts(turn, booking),
        rows=((again,),),
    )


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
            text=_("The weekly plan in home.toml has changed, and families are booked on these days: {days}. "
                   "Their bookings stand until somebody decides.", days=Several(days)),
            rows=((Button(_("Open the desk"), Tap("door", "open", "desk")),),),
        ))  # fmt: skip
