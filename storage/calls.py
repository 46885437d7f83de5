"""The call list: people somebody of the home should ring, because no message reached them or because they asked."""

import sqlite3
from dataclasses import dataclass

from storage.bookings import Booking, select
from storage.seal import new_ref

_ABOUT = "substr(object, instr(object, ' ') + 1)"  # the ref in an object


@dataclass(frozen=True)
class Call:
    """One call to make: `reason` a code, `object` what it is about: "booking REF", or the ref alone."""

    ref: str
    person_id: int
    reason: str
    object: str
    at: int
    version: int
    done: bool

    @property
    def about(self) -> str:
        """The ref of what it is about."""
        return self.object.rpartition(" ")[2]


def add(db: sqlite3.Connection, *, person_id: int, reason: str, about: str, now: int) -> None:
    """Put a call on the list; the same person, reason and object is one call, opened again if it was done."""
    db.execute(
        "INSERT INTO calls (ref, person_id, reason, object, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (person_id, reason, object) DO UPDATE SET at = excluded.at, done_at = NULL, version = version + 1 "
        "WHERE done_at IS NOT NULL",
        (new_ref(), person_id, reason, about, now),
    )


def waiting(db: sqlite3.Connection) -> list[Call]:
    """Calls still to make, oldest first."""
    return [_call(row) for row in db.execute("SELECT * FROM calls WHERE done_at IS NULL ORDER BY at, id")]


def about(db: sqlite3.Connection, ref: str) -> list[Call]:
    """Calls still to make about one object, oldest first."""
    sql = f"SELECT * FROM calls WHERE done_at IS NULL AND {_ABOUT} = ? ORDER BY at, id"  # noqa: S608 - ours
    return [_call(row) for row in db.execute(sql, (ref,))]


def bookings(db: sqlite3.Connection) -> dict[str, Booking]:
    """The bookings that calls still to make are about, by their refs."""
    found = select(db, f"WHERE b.ref IN (SELECT {_ABOUT} FROM calls WHERE done_at IS NULL)")  # noqa: S608 - ours
    return {booking.ref: booking for booking in found}


def find(db: sqlite3.Connection, ref: str) -> Call | None:
    """The call of this ref."""
    row = db.execute("SELECT * FROM calls WHERE ref = ?", (ref,)).fetchone()
    return _call(row) if row else None


def done(db: sqlite3.Connection, ref: str, version: int, person_id: int, now: int) -> bool:
    """Somebody rang. False if it was done already."""
    sql = (
        "UPDATE calls SET done_at = ?, done_by = ?, version = version + 1 "
        "WHERE ref = ? AND version = ? AND done_at IS NULL"
    )
    return db.execute(sql, (now, person_id, ref, version)).rowcount == 1


def forget_before(db: sqlite3.Connection, instant: int) -> int:
    """Forget calls that were made before `instant`; how many."""
    return db.execute("DELETE FROM calls WHERE done_at < ?", (instant,)).rowcount


def _call(row: sqlite3.Row) -> Call:
    done = row["done_at"] is not None
    return Call(row["ref"], row["person_id"], row["reason"], row["object"], row["at"], row["version"], done)


def of_person(db: sqlite3.Connection, person_id: int) -> list[Call]:
    """Every call to a person, oldest first, made or not."""
    return [_call(row) for row in db.execute("SELECT * FROM calls WHERE person_id = ? ORDER BY at, id", (person_id,))]


def close_all(db: sqlite3.Connection, person_id: int, now: int) -> None:
    """Nobody rings this person any more, unless there is a concern: that is not theirs to call off."""
    db.execute(
        "UPDATE calls SET done_at = ?, version = version + 1 WHERE person_id = ? AND done_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM concerns WHERE concerns.person_id = calls.person_id AND state <> 'closed')",
        (now, person_id),
    )
