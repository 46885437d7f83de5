"""Camp weeks that really take place: their dates as families were told them, and who has registered."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from storage.bookings import Booking, select
from storage.seal import new_ref

SERVICE = "camp"
COMING = ("held", "offered", "confirmed", "arrived", "unresolved", "completed")
_COLUMNS = "week, first_day, last_day, starts_at, ends_at, opens_at, closes_at, draw_at, id, ref"

_INSERT = f"""
    INSERT INTO camps (ref, week, first_day, last_day, starts_at, ends_at, opens_at, closes_at, draw_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING {_COLUMNS}
"""  # noqa: S608 - ours


@dataclass(frozen=True)
class NewCamp:
    """A week as the profile lays it down: `week` its id there; instants in UTC seconds.

    `draw_at` is None where first come is first.
    """

    week: str
    first_day: str
    last_day: str
    starts_at: int
    ends_at: int
    opens_at: int
    closes_at: int
    draw_at: int | None


@dataclass(frozen=True)
class Camp(NewCamp):
    """A week as families were told it."""

    id: int
    ref: str


def open_week(db: sqlite3.Connection, new: NewCamp) -> Camp | None:
    """Make the week known; None if it is already: what families were told stays."""
    row = db.execute(
        _INSERT,
        (new_ref(), new.week, new.first_day, new.last_day, new.starts_at, new.ends_at, new.opens_at, new.closes_at,
         new.draw_at),
    ).fetchone()  # fmt: skip
    return Camp(*row) if row else None


def find(db: sqlite3.Connection, ref: str) -> Camp | None:
    """The week of this ref."""
    row = db.execute(f"SELECT {_COLUMNS} FROM camps WHERE ref = ?", (ref,)).fetchone()  # noqa: S608 - ours
    return Camp(*row) if row else None


def by_id(db: sqlite3.Connection, camp_id: int) -> Camp:
    """The week of this row."""
    return Camp(*db.execute(f"SELECT {_COLUMNS} FROM camps WHERE id = ?", (camp_id,)).fetchone())  # noqa: S608 - ours


def not_over(db: sqlite3.Connection, instant: int) -> list[Camp]:
    """Every week that is not over at an instant, by its start."""
    sql = f"SELECT {_COLUMNS} FROM camps WHERE ends_at > ? ORDER BY starts_at, id"  # noqa: S608 - ours
    return [Camp(*row) for row in db.execute(sql, (instant,))]


def of_booking(db: sqlite3.Connection, booking: Booking) -> Camp | None:
    """The week that a registration is for."""
    sql = f"SELECT {_COLUMNS} FROM camps WHERE week = ? AND first_day = ?"  # noqa: S608 - ours
    row = db.execute(sql, (booking.kind, booking.first_day)).fetchone()
    return Camp(*row) if row else None


def registrations(db: sqlite3.Connection, camp: Camp, states: Iterable[str] = COMING) -> list[Booking]:
    """The registrations for a week in these states, in the order they were sent."""
    rest = "WHERE b.service = ? AND b.kind = ? AND b.first_day = ? ORDER BY b.id"
    wanted = frozenset(states)
    return [one for one in select(db, rest, (SERVICE, camp.week, camp.first_day)) if one.state in wanted]
