"""Sign-ups: who comes to which shift. A sign-up is a booking of one place in the shift's span, with who it is for, who
stays beside a newcomer, and when the door saw them come and go.

`storage.places` decides whether there is room; a stand-in's sign-up replaces the first one as a move replaces a
booking: both share one place, and the first is responsible until the very turn in which the other is.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage import places
from storage.bookings import Booking, NewBooking, select
from storage.claims import Want
from storage.moves import CLOCK, COUNTING, Actor
from storage.spans import Span

SERVICE = "shifts"
RESPONSIBLE = frozenset({"confirmed", "arrived", "unresolved", "completed"})
_MORE = """
    SELECT booking_id, volunteer_id, span_id, buddy, came_at, left_at, hard FROM signups
    WHERE booking_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Signup:
    """A sign-up: its booking, the volunteer's and the span's row, `buddy` a volunteer's row."""

    booking: Booking
    volunteer_id: int
    span_id: int
    buddy: int | None
    came_at: int | None
    left_at: int | None
    hard: bool

    @property
    def counts(self) -> bool:
        """Whether it takes up its place."""
        return self.booking.state in COUNTING

    @property
    def is_sure(self) -> bool:
        """Whether this person comes, or came; one that is only held waits for something."""
        return self.booking.state in RESPONSIBLE


def sign_up(
    db: sqlite3.Connection, new: NewBooking, span: Span, volunteer_id: int, now: int, *, buddy: int | None = None
) -> Signup:
    """Take one place of a shift; the rules were looked at, so it is settled at once. Raises Full.

    With `replaces_ref` the one who cannot come is free from here on. Raises AlreadyMoving, IllegalMove.
    """
    want = Want(span.resource, span.starts_at, span.ends_at, 1)
    booking = places.request(db, new, [want], now, waitlist=False, role="clock")
    db.execute(
        "INSERT INTO signups (booking_id, volunteer_id, span_id, buddy) VALUES (?, ?, ?, ?)",
        (booking.id, volunteer_id, span.id, buddy),
    )
    places.change(db, booking.ref, "confirmed", CLOCK, now)
    return get(db, booking.ref)


def arrive(db: sqlite3.Connection, signup: Signup, now: int) -> Signup:
    """The door saw them come."""
    places.change(db, signup.booking.ref, "arrived", Actor("clock", signup.booking.person_id), now)
    db.execute("UPDATE signups SET came_at = ? WHERE booking_id = ?", (now, signup.booking.id))
    return get(db, signup.booking.ref)


def depart(db: sqlite3.Connection, signup: Signup, now: int) -> Signup:
    """The door saw them go; a second time changes nothing."""
    db.execute(
        "UPDATE signups SET left_at = ? WHERE booking_id = ? AND left_at IS NULL AND came_at IS NOT NULL",
        (now, signup.booking.id),
    )
    return get(db, signup.booking.ref)


def set_buddy(db: sqlite3.Connection, signup: Signup, buddy: int | None) -> None:
    """Who stays beside this newcomer."""
    db.execute("UPDATE signups SET buddy = ? WHERE booking_id = ?", (buddy, signup.booking.id))


def set_hard(db: sqlite3.Connection, signup: Signup) -> None:
    """It was a hard one for them."""
    db.execute("UPDATE signups SET hard = 1 WHERE booking_id = ?", (signup.booking.id,))


def find(db: sqlite3.Connection, ref: str) -> Signup | None:
    """The sign-up whose booking has this ref."""
    return next(iter(_select(db, "WHERE b.ref = ?", (ref,))), None)


def get(db: sqlite3.Connection, ref: str) -> Signup:
    """The sign-up whose booking has this ref. Raises UnknownBooking."""
    found = find(db, ref)
    if found is None:
        raise places.UnknownBooking(ref)
    return found


def by_booking(db: sqlite3.Connection, booking_id: int) -> Signup:
    """The sign-up of a booking's row."""
    return _select(db, "WHERE b.id = ?", (booking_id,))[0]


def of_volunteer(db: sqlite3.Connection, volunteer_id: int, since: int = 0) -> list[Signup]:
    """A volunteer's sign-ups that end after `since`, by their start, those that were given up included."""
    return _select(db, "WHERE g.volunteer_id = ? AND b.ends_at > ? ORDER BY b.starts_at, b.id", (volunteer_id, since))


def of_span(db: sqlite3.Connection, span_id: int) -> list[Signup]:
    """Who has a place in a shift, in the order they took it."""
    return [one for one in _select(db, "WHERE g.span_id = ? ORDER BY b.id", (span_id,)) if one.counts]


def between(db: sqlite3.Connection, first: int, last: int) -> dict[int, list[Signup]]:
    """Who has a place in every shift that touches [first, last), by span."""
    rest = "WHERE b.service = 'shifts' AND b.ends_at > ? AND b.starts_at < ? ORDER BY b.id"
    found: dict[int, list[Signup]] = {}
    for one in _select(db, rest, (first, last)):
        if one.counts:
            found.setdefault(one.span_id, []).append(one)
    return found


def has_served(db: sqlite3.Connection, volunteer_id: int, but: Sequence[str] = ()) -> bool:
    """Whether somebody has ever served a shift, on any post `but` these."""
    sql = (
        "SELECT 1 FROM signups JOIN bookings ON id = booking_id WHERE volunteer_id = ? AND state = 'completed'"
        " AND kind NOT IN (SELECT value FROM json_each(?)) LIMIT 1"
    )
    return db.execute(sql, (volunteer_id, json.dumps(list(but)))).fetchone() is not None


def _select(db: sqlite3.Connection, where: str, slots: Sequence[object]) -> list[Signup]:
    bookings = select(db, f"JOIN signups AS g ON g.booking_id = b.id {where}", slots)
    rows = db.execute(_MORE, (json.dumps([booking.id for booking in bookings]),))
    more = {row["booking_id"]: row for row in rows}
    return [_signup(booking, more[booking.id]) for booking in bookings]


def _signup(booking: Booking, row: Sequence[Any]) -> Signup:
    _id, *head, hard = row
    values: list[Any] = [*head, bool(hard)]
    return Signup(booking, *values)
