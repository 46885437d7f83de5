"""Bookings: what a family has asked for and what became of it, with every step of the way."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.seal import new_ref

FINAL = frozenset({"completed", "declined", "cancelled", "late_cancel", "no_show", "lapsed"})

_COLUMNS = (
    "b.id, b.ref, b.service, b.kind, b.person_id, b.state, b.version, b.priority, b.asked_at, b.starts_at, b.ends_at,"
    " b.first_day, b.replaces, b.unit, b.decide_by, b.offer_until, b.call, b.code, b.lot, b.urgent, b.flags, b.details"
)


@dataclass(frozen=True, slots=True)
class Booking:
    """One request. Times in UTC seconds, half-open; `first_day` the local ISO date.

    `unit` is the first booking of a chain of moves, `replaces` the row that this one would take over from. `call` is
    "open" while staff should ring about a freed place, "released" when they let it go. `lot` is 0 while it waits for a
    draw, then its place in the drawn order. `details` is sealed.
    """

    id: int
    ref: str
    service: str
    kind: str
    person_id: int | None
    state: str
    version: int
    priority: int
    asked_at: int
    starts_at: int
    ends_at: int
    first_day: str
    replaces: int | None
    unit: int
    decide_by: int | None
    offer_until: int | None
    call: str | None
    code: bytes | None
    lot: int | None
    urgent: bool
    flags: tuple[str, ...]
    details: bytes


@dataclass(frozen=True, slots=True)
class NewBooking:
    """A request as it is sent. `replaces_ref` names the booking it would move; with a `lot` of 0 it enters a draw."""

    service: str
    kind: str
    person_id: int | None
    children: tuple[int, ...]
    starts_at: int
    ends_at: int
    first_day: str
    details: bytes
    priority: int = 0
    decide_by: int | None = None
    urgent: bool = False
    flags: tuple[str, ...] = ()
    code: bytes | None = None
    lot: int | None = None
    replaces_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a booking's history. The first has no `from_state`; `reason` is sealed."""

    version: int
    at: int
    from_state: str | None
    to_state: str
    by_person: int | None
    by_role: str
    reason: bytes | None


class UnknownBooking(LookupError):  # noqa: N818 - reads as the sentence it is
    """There is no booking of this name."""


def select(db: sqlite3.Connection, rest: str, slots: Mapping[str, object] | Sequence[object] = ()) -> list[Booking]:
    """The bookings `b` that the rest of the sentence (joins, WHERE, ORDER BY) chooses. Storage only."""
    return [_booking(row) for row in db.execute(f"SELECT {_COLUMNS} FROM bookings AS b {rest}", slots)]  # noqa: S608 - ours


def _booking(row: Sequence[Any]) -> Booking:
    *head, urgent, flags, details = row
    values: list[Any] = [*head, bool(urgent), tuple(json.loads(flags)), details]
    return Booking(*values)


def find(db: sqlite3.Connection, ref: str) -> Booking | None:
    """The booking of this name, if there is one."""
    return next(iter(select(db, "WHERE b.ref = ?", (ref,))), None)


def get(db: sqlite3.Connection, ref: str) -> Booking:
    """The booking of this name. Raises UnknownBooking."""
    booking = find(db, ref)
    if booking is None:
        raise UnknownBooking(ref)
    return booking


def by_id(db: sqlite3.Connection, booking_id: int) -> Booking:
    """The booking of this row, such as the one that another `replaces`. Raises UnknownBooking."""
    found = select(db, "WHERE b.id = ?", (booking_id,))
    if not found:
        raise UnknownBooking(str(booking_id))
    return found[0]


def by_code(db: sqlite3.Connection, blind: bytes) -> Booking | None:
    """The booking whose return code has this blind index."""
    return next(iter(select(db, "WHERE b.code = ?", (blind,))), None)


def set_code(db: sqlite3.Connection, ref: str, blind: bytes | None, details: bytes | None = None) -> None:
    """Give out another return code, and the sealed details that hold it; the old one opens nothing any more.

    Raises UnknownBooking.
    """
    changes = "UPDATE bookings SET code = ?, details = coalesce(?, details) WHERE ref = ?"
    if not db.execute(changes, (blind, details, ref)).rowcount:
        raise UnknownBooking(ref)


def of_person(db: sqlite3.Connection, person_id: int, live: bool = True) -> list[Booking]:
    """A person's bookings by their start; `live` leaves out what is over (see FINAL), not what is unresolved."""
    mine = select(db, "WHERE b.person_id = ? ORDER BY b.starts_at, b.id", (person_id,))
    return [booking for booking in mine if not live or booking.state not in FINAL]


def of_child(db: sqlite3.Connection, child_id: int) -> list[Booking]:
    """All bookings of a child by their start: for a limit such as nights a year."""
    rest = "JOIN booking_children AS c ON c.booking_id = b.id WHERE c.child_id = ? ORDER BY b.starts_at, b.id"
    return select(db, rest, (child_id,))


def in_span(db: sqlite3.Connection, span_id: int) -> list[Booking]:
    """Who is in a span or waits for it, by priority: whom a closing must tell."""
    rest = "JOIN claims AS c ON c.booking_id = b.id WHERE c.span_id = ? ORDER BY b.priority DESC, b.asked_at, b.id"
    return [booking for booking in select(db, rest, (span_id,)) if booking.state not in FINAL]


def children_of(db: sqlite3.Connection, booking: Booking) -> list[int]:
    """The row ids of its children, in order."""
    rows = db.execute("SELECT child_id FROM booking_children WHERE booking_id = ? ORDER BY child_id", (booking.id,))
    return [child_id for (child_id,) in rows]


def history(db: sqlite3.Connection, booking: Booking) -> list[Step]:
    """Every state it was in, oldest first."""
    return [
        Step(*row)
        for row in db.execute(
            "SELECT version, at, from_state, to_state, by_person, by_role, reason FROM booking_history"
            " WHERE booking_id = ? ORDER BY version",
            (booking.id,),
        )
    ]


def insert(
    db: sqlite3.Connection, new: NewBooking, state: str, now: int, replaced: Booking | None, amounts: Mapping[int, int]
) -> Booking:
    """Write a new booking, its children and its claims (amounts by span id). `storage.moves.request` decides first."""
    booking_id = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM bookings").fetchone()[0])
    unit = replaced.unit if replaced else booking_id
    db.execute(
        "INSERT INTO bookings (id, ref, service, kind, person_id, state, priority, asked_at, starts_at, ends_at,"
        " first_day, replaces, unit, decide_by, code, lot, urgent, flags, details)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(booking_id, new_ref(), new.service, new.kind, new.person_id, state, new.priority, now),
            *(new.starts_at, new.ends_at, new.first_day, replaced.id if replaced else None, unit),
            *(new.decide_by, new.code, new.lot, new.urgent, json.dumps(new.flags), new.details),
        ),
    )
    db.executemany("INSERT INTO booking_children VALUES (?, ?)", [(booking_id, child) for child in new.children])
    db.executemany(
        "INSERT INTO claims (booking_id, span_id, amount, unit, counts)"
        " SELECT ?, ?, ?, ?, counts FROM booking_states WHERE state = ?",
        [(booking_id, span_id, amount, unit, state) for span_id, amount in amounts.items()],
    )
    return by_id(db, booking_id)


def write_step(
    db: sqlite3.Connection, booking: Booking, before: str | None, at: int, by: tuple[int | None, str, bytes | None]
) -> None:
    """Append to the history that `booking` has come to its state; `by` is person, role and reason."""
    db.execute(
        "INSERT INTO booking_history (booking_id, version, at, from_state, to_state, by_person, by_role, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (booking.id, booking.version, at, before, booking.state, *by),
    )
