"""The waitlist: by published priority, then by time asked. A freed place goes to the first whose whole request fits.

Whoever is skipped keeps the place in line. Whoever frees a place passes the list in the same turn, before others ask.
"""

import sqlite3
from collections.abc import Callable

from storage.bookings import Booking, by_id, get, select
from storage.claims import shortages_of_booking
from storage.moves import CLOCK, IllegalMove, change
from storage.spans import spans_waited_for

# Whoever was drawn stands in the drawn order before those who came after the draw.
_UNDRAWN = 1 << 60
_IN_LINE = f"ORDER BY b.priority DESC, coalesce(b.lot, {_UNDRAWN}), b.asked_at, b.id"
_WAITED_FOR = """
    SELECT c.booking_id, c.span_id, c.amount FROM bookings AS b JOIN claims AS c ON c.booking_id = b.id
    WHERE b.state = 'waitlisted'
"""
# Units that hold something already: what others have left for them is more than it looks from outside.
_HOLDING = """
    SELECT DISTINCT w.unit FROM bookings AS w
    JOIN bookings AS other ON other.unit = w.unit JOIN claims AS c ON c.booking_id = other.id
    WHERE w.state = 'waitlisted' AND (c.counts = 1 OR other.call = 'open')
"""
_AHEAD = f"""
    SELECT count(*) FROM bookings AS b
    WHERE b.state = 'waitlisted' AND b.id <> :id AND b.lot IS NOT 0
        AND (-b.priority, coalesce(b.lot, {_UNDRAWN}), b.asked_at, b.id)
            < (-:priority, coalesce(:lot, {_UNDRAWN}), :asked_at, :id)
        AND EXISTS (
            SELECT 1 FROM claims AS mine JOIN claims AS theirs ON theirs.span_id = mine.span_id
            WHERE mine.booking_id = :id AND theirs.booking_id = b.id)
"""  # noqa: S608 - ours


def place(db: sqlite3.Connection, booking: Booking) -> int:
    """Its place in line, from 1, among those who wait for any of the same spans."""
    slots = {"id": booking.id, "priority": booking.priority, "lot": booking.lot, "asked_at": booking.asked_at}
    return 1 + int(db.execute(_AHEAD, slots).fetchone()[0])


def waiting(db: sqlite3.Connection, now: int) -> list[Booking]:
    """The whole line, first come first, without those whose time has begun or whose draw is still to come."""
    return select(db, f"WHERE b.state = 'waitlisted' AND b.starts_at > ? AND b.lot IS NOT 0 {_IN_LINE}", (now,))


def _hopeful(db: sqlite3.Connection, now: int, but: str) -> list[Booking]:
    """Those in line for whom there may be room: a look at each span once, for most who wait wait for a full one."""
    room = {span.id: 0 if span.closed else span.left for span in spans_waited_for(db)}
    short = {booking_id for booking_id, span_id, amount in db.execute(_WAITED_FOR) if amount > room[span_id]}
    holding = {unit for (unit,) in db.execute(_HOLDING)}
    in_line = (booking for booking in waiting(db, now) if booking.call != "open" and booking.ref != but)
    return [booking for booking in in_line if booking.unit in holding or booking.id not in short]


def offer_freed(
    db: sqlite3.Connection, now: int, until: Callable[[Booking, int], int | None], but: str = ""
) -> tuple[list[Booking], list[Booking]]:
    """One pass down the line: the bookings offered, and those to call. `until(booking, now)` is the end of the offer.

    None means that it is too late for an offer. Then the booking stays waitlisted with an open call and is returned
    once. While its call is open its places are kept: nobody else is offered them or gets them by asking anew, and it
    is not offered them by itself either, for a person is ringing. Staff end the call by offering (and confirming),
    declining, cancelling, or `release_call`; only then do those behind come into it. `but` (a ref) is passed over: what
    staff have put on the waitlist this moment is not to come back at once.
    """
    offered: list[Booking] = []
    to_call: list[Booking] = []
    for booking in _hopeful(db, now, but):
        if shortages_of_booking(db, booking.id, booking.unit):
            continue
        end = until(booking, now)
        if end is not None:
            offered.append(change(db, booking.ref, "offered", CLOCK, now, offer_until=end))
        elif booking.call is None:
            to_call.append(_set_call(db, booking, "open"))
    return offered, to_call


def release_call(db: sqlite3.Connection, ref: str) -> Booking:
    """Nobody was reached: the place may go to those behind. It keeps its place in line and is not called again.

    Raises UnknownBooking, and IllegalMove when no call is open.
    """
    booking = get(db, ref)
    if booking.call != "open":
        raise IllegalMove(booking.state, "released")
    return _set_call(db, booking, "released")


def _set_call(db: sqlite3.Connection, booking: Booking, call: str) -> Booking:
    db.execute("UPDATE bookings SET call = ? WHERE id = ?", (call, booking.id))
    return by_id(db, booking.id)
