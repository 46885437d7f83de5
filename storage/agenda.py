"""The agenda: what time does to bookings, and what waits for staff, ordered by what breaks first."""

import json
import sqlite3
from collections.abc import Sequence

from storage.bookings import Booking, select
from storage.moves import CLOCK, change

DAY_SECONDS = 86_400

# A request without places (urgent) has no time of its own that could pass: it waits for a person.
_PAST = """
    WHERE (b.state IN ('confirmed', 'arrived') AND b.ends_at <= :now)
        OR (b.state = 'held' AND b.starts_at <= :now AND EXISTS (SELECT 1 FROM claims WHERE booking_id = b.id))
    ORDER BY b.starts_at, b.id
"""
_RUN_OUT = """
    WHERE (b.state = 'offered' AND (b.offer_until <= :now OR b.starts_at <= :now))
        OR (b.state = 'waitlisted' AND b.starts_at <= :now)
    ORDER BY b.asked_at, b.id
"""
# Sign-ups for shifts are bookings, too; they have a desk of their own.
_OF_FAMILIES = "NOT EXISTS (SELECT 1 FROM signups WHERE booking_id = b.id)"
_QUEUE = f"""
    WHERE {_OF_FAMILIES} AND (b.state IN ('held', 'unresolved', 'arrived')
        OR (b.state = 'confirmed' AND b.starts_at < :now + :ahead)
        OR b.call = 'open')
    ORDER BY (b.urgent AND b.state IN ('held', 'unresolved')) DESC, b.call IS NULL,
        (b.state = 'held' AND b.decide_by <= :now) IS NOT TRUE,
        CASE WHEN b.state = 'held' THEN b.decide_by END NULLS LAST, b.starts_at, b.id
"""


_CHILDREN = """
    SELECT DISTINCT of_booking.child_id FROM resources AS r
    JOIN spans AS s ON s.resource_id = r.id JOIN claims AS c ON c.span_id = s.id AND c.counts = 1
    JOIN booking_children AS of_booking ON of_booking.booking_id = c.booking_id
    WHERE r.key IN (SELECT value FROM json_each(?)) AND s.ends_at > ? AND s.starts_at < ?
    ORDER BY of_booking.child_id
"""


def children_there(db: sqlite3.Connection, resources: Sequence[str], starts_at: int, ends_at: int) -> list[int]:
    """The row ids of the children who have a place in any of these resources during that time."""
    rows = db.execute(_CHILDREN, (json.dumps(list(resources)), starts_at, ends_at))
    return [row["child_id"] for row in rows]


def settle(db: sqlite3.Connection, now: int) -> list[Booking]:
    """What nobody has decided although its time has passed becomes unresolved: a person will say what happened."""
    return [change(db, booking.ref, "unresolved", CLOCK, now) for booking in select(db, _PAST, {"now": now})]


def lapse(db: sqlite3.Connection, now: int) -> list[Booking]:
    """Offers not taken up in time, and waiting whose time has begun, end. `offer_freed` should follow."""
    return [change(db, booking.ref, "lapsed", CLOCK, now) for booking in select(db, _RUN_OUT, {"now": now})]


def extend_offers(db: sqlite3.Connection, seconds: int) -> int:
    """The home was down: every open offer lasts that much longer, at most to its start. How many were extended."""
    return db.execute(
        "UPDATE bookings SET offer_until = max(offer_until, min(offer_until + ?, starts_at))"
        " WHERE state = 'offered' AND offer_until IS NOT NULL",
        (seconds,),
    ).rowcount


def queue(db: sqlite3.Connection, now: int, ahead: int = DAY_SECONDS) -> list[Booking]:
    """What waits for staff: to decide (held), to settle (unresolved), to ring (open calls), to receive and send home.

    Urgent first, then open calls, then what is overdue, then by `decide_by`, then by start. `ahead` is how many
    seconds before its start a confirmed booking shows up.
    """
    return select(db, _QUEUE, {"now": now, "ahead": ahead})


def ahead(db: sqlite3.Connection, now: int, most: int = 200) -> list[Booking]:
    """What lies ahead and is not over, by its start: to be found when a family rings."""
    states = "('held', 'waitlisted', 'offered', 'confirmed')"
    rest = f"WHERE b.starts_at >= ? AND b.state IN {states} AND {_OF_FAMILIES} ORDER BY b.starts_at, b.id LIMIT ?"
    return select(db, rest, (now, most))


def overdue(db: sqlite3.Connection, now: int) -> list[Booking]:
    """Held past the hour that the family was promised, longest first: for the deputy."""
    return select(db, "WHERE b.state = 'held' AND b.decide_by <= ? ORDER BY b.decide_by, b.id", (now,))
