"""Hours served: a ledger in half hours that is only ever appended to, and the numbered summaries that are made of it.

志愿服务条例 art. 19: recorded truthfully. A mistake is taken back by a counter-entry with its reason, never erased; who
was forgotten leaves their hours under a number without a name.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.seal import new_ref

HALF_HOUR = 1800
SERVED, MENDED = "served", "mended"
REASONS = ("mistake", "times", "person", "absent")  # why an entry is taken back


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `halves` half hours on a local day, below zero where it takes back the line `counters`."""

    id: int
    ref: str
    booking: str | None
    day: str
    halves: int
    reason: str
    counters: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Summary:
    """One numbered summary of everything up to a line of the ledger."""

    number: str
    volunteer_id: int
    upto: int
    halves: int
    day: str
    revoked: bool


def halves_of(came_at: int, left_at: int, starts_at: int, ends_at: int) -> int:
    """Half hours really served within the shift: to the nearest, a quarter of an hour down. The way there is not."""
    seconds = max(0, min(left_at, ends_at) - max(came_at, starts_at))
    return (seconds + HALF_HOUR // 2 - 1) // HALF_HOUR


def add(
    db: sqlite3.Connection, volunteer_id: int, *, day: str, halves: int, by: str, now: int, booking: str | None = None,
    reason: str = SERVED,
) -> None:  # fmt: skip
    """Append what was served; nothing for less than half an hour. `by` is the ref of who confirmed it."""
    if halves > 0:
        db.execute(
            "INSERT INTO hours (ref, volunteer_id, booking, day, halves, reason, by_ref, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (new_ref(), volunteer_id, booking, day, halves, reason, by, now),
        )


def counter(db: sqlite3.Connection, entry: Entry, *, reason: str, by: str, now: int) -> None:
    """Take back a whole entry. Raises sqlite3.IntegrityError if it was taken back already."""
    db.execute(
        "INSERT INTO hours (ref, volunteer_id, booking, day, halves, reason, counters, by_ref, at)"
        " SELECT ?, volunteer_id, booking, day, -halves, ?, id, ?, ? FROM hours WHERE id = ?",
        (new_ref(), reason, by, now, entry.id),
    )


def of_volunteer(db: sqlite3.Connection, volunteer_id: int) -> list[Entry]:
    """Every line, oldest first."""
    return _select(db, "WHERE volunteer_id = ? ORDER BY id", volunteer_id)


def find(db: sqlite3.Connection, ref: str) -> tuple[Entry, int] | None:
    """A line and its volunteer's row."""
    row = db.execute("SELECT volunteer_id FROM hours WHERE ref = ?", (ref,)).fetchone()
    return (_select(db, "WHERE ref = ?", ref)[0], int(row["volunteer_id"])) if row else None


def standing(entries: list[Entry]) -> list[Entry]:
    """The lines that count: neither taken back nor taking back."""
    taken_back = {one.counters for one in entries}
    return [one for one in entries if one.counters is None and one.id not in taken_back]


def total(db: sqlite3.Connection, volunteer_id: int, upto: int | None = None) -> int:
    """Half hours served: of all lines, or of those that existed when a summary was made and what took them back."""
    sql = (
        "SELECT coalesce(sum(halves), 0) FROM hours WHERE volunteer_id = :volunteer"
        " AND (:upto IS NULL OR id <= :upto OR counters <= :upto)"
    )
    return int(db.execute(sql, {"volunteer": volunteer_id, "upto": upto}).fetchone()[0])


def summarise(db: sqlite3.Connection, volunteer_id: int, day: str) -> Summary:
    """Give out a numbered summary of what the ledger says today; the same one again while nothing was added."""
    upto = max((one.id for one in of_volunteer(db, volunteer_id)), default=0)
    for one in of_summaries(db, volunteer_id):
        if one.upto == upto and not one.revoked:
            return one
    number = new_ref()
    db.execute(
        "INSERT INTO summaries (number, volunteer_id, upto, halves, day) VALUES (?, ?, ?, ?, ?)",
        (number, volunteer_id, upto, total(db, volunteer_id), day),
    )
    (made,) = _summaries(db, "WHERE number = ?", number)
    return made


def of_summaries(db: sqlite3.Connection, volunteer_id: int) -> list[Summary]:
    """Every summary that was given out to a volunteer."""
    return _summaries(db, "WHERE volunteer_id = ? ORDER BY id", volunteer_id)


def summary(db: sqlite3.Connection, number: str) -> Summary | None:
    """The summary of a number, if it was ever given out."""
    return next(iter(_summaries(db, "WHERE number = ?", number)), None)


def revoke(db: sqlite3.Connection, number: str) -> None:
    """It is not to be relied upon any more."""
    db.execute("UPDATE summaries SET revoked = 1 WHERE number = ?", (number,))


def valid_halves(db: sqlite3.Connection, number: str) -> int | None:
    """The half hours that a number stands for, while the ledger still says so; None for every other number."""
    found = summary(db, number)
    if found is None or found.revoked or total(db, found.volunteer_id, found.upto) != found.halves:
        return None
    return found.halves


def _select(db: sqlite3.Connection, rest: str, *slots: object) -> list[Entry]:
    sql = f"SELECT id, ref, booking, day, halves, reason, counters, at FROM hours {rest}"  # noqa: S608 - ours
    return [Entry(*row) for row in db.execute(sql, slots)]


def _summaries(db: sqlite3.Connection, rest: str, *slots: object) -> list[Summary]:
    sql = f"SELECT number, volunteer_id, upto, halves, day, revoked FROM summaries {rest}"  # noqa: S608 - ours
    return [_summary(row) for row in db.execute(sql, slots)]


def _summary(row: Sequence[Any]) -> Summary:
    *head, revoked = row
    values: list[Any] = [*head, bool(revoked)]
    return Summary(*values)
