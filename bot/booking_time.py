"""What time does to bookings: waiting and offers that run out, and the days that open ahead."""

import sqlite3
from datetime import date, timedelta

from bot.booking import facts, offer_freed, record, tell_family
from bot.chat import Button, Screen, Tap, Turn
from bot.home import Home
from bot.service import is_known
from bot.text import Day, Several, _
from storage import audit, due, meta, places, staff
from storage.due import Due
from storage.places import Booking, Orphan

DAYS_BEYOND = 7
ORPHANED = "span.orphaned"


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
    again = Button(_("Choose another day"), Tap("door", "open", booking.service), "primary")
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
    """Nightly: one day more. Of what families have in spans that the plan no longer knows, the heads hear once."""
    heads = [member for member in staff.members(turn.db, turn.seal) if "head" in member.roles]
    orphans = [orphan for orphan in open_ahead(turn.db, turn.home, turn.now) if not _is_told(turn, orphan)]
    if not heads or not orphans:
        return
    for orphan in orphans:
        audit.record(turn.db, at=turn.now, actor="clock", act=ORPHANED, what=_name(orphan), why=orphan.why)
    days = " ".join(sorted({orphan.span.day for orphan in orphans}))
    for head in heads:  # a due row, for it is night
        due.plan(turn.db, Due(head.person_id, "bookings.orphans", days, turn.now))


def _is_told(turn: Turn, orphan: Orphan) -> bool:
    return any((act, why) == (ORPHANED, orphan.why) for _at, _who, act, why in audit.of_object(turn.db, _name(orphan)))


def _name(orphan: Orphan) -> str:
    return f"span {orphan.span.id}"


def tell_orphans(turn: Turn, moment: Due) -> None:
    """On which days (ISO, in `object`) families have what the weekly plan no longer knows."""
    days = tuple(Day(date.fromisoformat(day)) for day in moment.object.split())
    turn.tell(moment.person_id, Screen(
        title=_("Bookings that no longer fit the weekly plan"),
        text=(
            _("The weekly plan has changed. On these days families are booked, or wait, for something that it no "
              "longer has: {days}.", days=Several(days)),
            _("All these bookings stand. Please look at each of them, and ring the family if it cannot stay as it is."),
        ),
        rows=((Button(_("Bookings ahead"), Tap("desk", "ahead"), "primary"),),),
    ), purpose="desk")  # fmt: skip
