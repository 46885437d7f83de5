"""Checks: that a record, a talk, a training or a skill of a volunteer was looked at. The result and until when; never
what was read.

One row a look; the latest of each kind counts. 未成年人保护法 art. 62: the record check is made anew every year.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

RECORD, GUARDIAN, TALK, LEAD = "record", "guardian", "talk", "lead"
SKILL, TRAINING = "skill-", "training-"  # in front of the profile's id


@dataclass(frozen=True, slots=True)
class Check:
    """One look: `result` asked, passed or failed; `until` is the last day it holds (ISO), None for good."""

    kind: str
    result: str
    day: str
    until: str | None
    by_person: int | None
    at: int

    def holds(self, on: date) -> bool:
        """Whether it covers a day: that of the shift, never that of the question."""
        return self.result == "passed" and (self.until is None or on.isoformat() <= self.until)


def last_day(passed_on: date, days: int) -> date:
    """The last of `days` days, the first of which is the day it was passed on."""
    return passed_on + timedelta(days=days - 1)


def add(
    db: sqlite3.Connection, volunteer_id: int, kind: str, result: str, *, day: date, until: date | None = None,
    by: int | None, now: int,
) -> None:  # fmt: skip
    """Write a look down."""
    db.execute(
        "INSERT INTO checks (volunteer_id, kind, result, day, until, by_person, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (volunteer_id, kind, result, day.isoformat(), until.isoformat() if until else None, by, now),
    )


def of_volunteer(db: sqlite3.Connection, volunteer_id: int) -> list[Check]:
    """Every look, oldest first."""
    rows = db.execute(
        "SELECT kind, result, day, until, by_person, at FROM checks WHERE volunteer_id = ? ORDER BY id", (volunteer_id,)
    )
    return [Check(*row) for row in rows]


def latest(db: sqlite3.Connection, volunteer_id: int) -> dict[str, Check]:
    """The one that counts, by kind."""
    return {one.kind: one for one in of_volunteer(db, volunteer_id)}
