"""Children and their guardians. We keep a nickname, an age band and ticked needs: no names, no ID numbers."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.seal import Seal, new_ref

PLACE = "children.details"


@dataclass(frozen=True)
class Child:
    """A child as its guardian described it: `needs` are ids of the home's profile, `high_support` what they came to."""

    id: int
    ref: str
    nickname: str
    age: str
    needs: tuple[str, ...]
    high_support: bool


def add(db: sqlite3.Connection, seal: Seal, *, person_id: int, details: dict[str, Any], role: str, day: str) -> str:
    """A child of whom `person_id` says to be a guardian ("stated", until staff have seen a paper); the child's ref."""
    ref = new_ref()
    cursor = db.execute(
        "INSERT INTO children (ref, details, created_day) VALUES (?, ?, ?)", (ref, seal.close(details, PLACE), day)
    )
    db.execute(
        "INSERT INTO guardianships (child_id, person_id, role, known_by, since_day) VALUES (?, ?, ?, 'stated', ?)",
        (cursor.lastrowid, person_id, role, day),
    )
    return ref


def change(db: sqlite3.Connection, seal: Seal, child_id: int, details: dict[str, Any]) -> None:
    """Replace what is kept of the child."""
    db.execute("UPDATE children SET details = ? WHERE id = ?", (seal.close(details, PLACE), child_id))


def of_guardian(db: sqlite3.Connection, seal: Seal, person_id: int) -> list[Child]:
    """The children a person may decide for, oldest entry first."""
    rows = db.execute(
        "SELECT children.* FROM children JOIN guardianships ON child_id = children.id "
        "WHERE person_id = ? AND ended_day IS NULL AND details IS NOT NULL ORDER BY children.id",
        (person_id,),
    )
    return [_child(seal, row) for row in rows]


def by_ids(db: sqlite3.Connection, seal: Seal, ids: tuple[int, ...]) -> list[Child]:
    """The children with these row ids, in that order; forgotten ones are left out."""
    rows = (db.execute("SELECT * FROM children WHERE id = ? AND details IS NOT NULL", (i,)).fetchone() for i in ids)
    return [_child(seal, row) for row in rows if row]


def forget(db: sqlite3.Connection, child_id: int) -> None:
    """Forget what is known of the child; the empty row stays for bookings of the past."""
    db.execute("UPDATE children SET details = NULL WHERE id = ?", (child_id,))


def _child(seal: Seal, row: sqlite3.Row) -> Child:
    details = seal.open(row["details"], PLACE)
    nickname, age, needs = details["nickname"], details["age"], tuple(details["needs"])
    return Child(row["id"], row["ref"], nickname, age, needs, details["high_support"])
