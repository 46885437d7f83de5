"""What time does to bookings: waiting and offers that run out, and the days that open ahead."""

import sqlite3
from collections.abc import Sequence
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
OF_POSTS = "post:"  # in front of what volunteers' posts make scarce


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
    """Nightly: one day more. Of what people have in spans that the plan no longer knows, whoever sees to it hears once:
    the heads of families' bookings, the coordinators of volunteers' shifts.
    """
    orphans = [orphan for orphan in open_ahead(turn.db, turn.home, turn.now) if not _is_told(turn, orphan)]
    shifts = [orphan for orphan in orphans if orphan.span.resource.startswith(OF_POSTS)]
    _plan_news(turn, "head", "bookings.orphans", [orphan for orphan in orphans if orphan not in shifts])
    _plan_news(turn, "coordinator", "roster.orphans", shifts)


def _plan_news(turn: Turn, role: str, purpose: str, orphans: Sequence[Orphan]) -> None:
    """A due row for each who holds the role, because it is night; without anybody it is kept until there is one."""
    readers = [member for member in staff.members(turn.db, turn.seal) if role in member.roles]
    if not readers or not orphans:
        return
    for orphan in orphans:
        audit.record(turn.db, at=turn.now, actor="clock", act=ORPHANED, what=_name(orphan), why=orphan.why)
    days = " ".join(sorted({orphan.span.day for orphan in orphans}))
    for reader in readers:
        due.plan(turn.db, Due(reader.person_id, purpose, days, turn.now))


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
