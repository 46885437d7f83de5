"""What guardians told about a child for the camp: health, diet, birthday, who collects. Sealed, and not for long.

Each guardian's words are kept apart: one does not read the other's.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage import meta
from storage.seal import Seal

PLACE = "health.details"
DELETED = "health sheets deleted"
MEDICAL = frozenset({"allergy", "medicine", "diet", "seizures"})  # what the consent to health data is about


@dataclass(frozen=True)
class Sheet:
    """One guardian's sheet of one child; `list` is the version of the questions, `valid_until` a local day."""

    child_id: int
    person_id: int
    list: str
    details: dict[str, Any]
    filled_at: int
    valid_until: str


def keep(
    db: sqlite3.Connection, seal: Seal, *, child_id: int, person_id: int, version: str, details: dict[str, Any],
    valid_until: str, now: int,
) -> None:  # fmt: skip
    """Keep a sheet in the place of the one before."""
    db.execute(
        "INSERT INTO health (child_id, person_id, list, details, filled_at, valid_until) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (child_id, person_id) DO UPDATE SET list = excluded.list, details = excluded.details, "
        "filled_at = excluded.filled_at, valid_until = excluded.valid_until",
        (child_id, person_id, version, seal.close(details, PLACE), now, valid_until),
    )


def of(db: sqlite3.Connection, seal: Seal, child_id: int, person_id: int) -> Sheet | None:
    """What this guardian told of this child."""
    sql = "SELECT * FROM health WHERE child_id = ? AND person_id = ?"
    row = db.execute(sql, (child_id, person_id)).fetchone()
    return _sheet(seal, row) if row else None


def of_person(db: sqlite3.Connection, seal: Seal, person_id: int) -> list[Sheet]:
    """Every sheet of a guardian."""
    rows = db.execute("SELECT * FROM health WHERE person_id = ? ORDER BY child_id", (person_id,))
    return [_sheet(seal, row) for row in rows]


def reduce(db: sqlite3.Connection, seal: Seal, sheet: Sheet, kept: dict[str, Any], now: int) -> None:
    """Keep only a part of a sheet, for the consent to the rest was taken back."""
    keep(
        db, seal, child_id=sheet.child_id, person_id=sheet.person_id, version=sheet.list, details=kept,
        valid_until=sheet.valid_until, now=now,
    )  # fmt: skip


def forget_of_child(db: sqlite3.Connection, child_id: int) -> int:
    """Forget every sheet of a child; how many."""
    return db.execute("DELETE FROM health WHERE child_id = ?", (child_id,)).rowcount


def forget_of_person(db: sqlite3.Connection, person_id: int) -> int:
    """Forget every sheet that a person filled in; how many."""
    return db.execute("DELETE FROM health WHERE person_id = ?", (person_id,)).rowcount


def delete_old(db: sqlite3.Connection, instant: int) -> int:
    """Delete the sheets that no camp since `instant` needs and none to come: how many. The sum is public.

    A sheet that was never sent with a registration goes so long after it was filled in.
    """
    gone = db.execute(_OLD, {"instant": instant}).rowcount
    if gone:
        meta.put(db, DELETED, str(deleted(db) + gone))
    return gone


_OLD = """
    DELETE FROM health WHERE filled_at < :instant AND NOT EXISTS (
        SELECT 1 FROM bookings AS b JOIN booking_children AS c ON c.booking_id = b.id
        WHERE c.child_id = health.child_id AND b.service = 'camp' AND b.ends_at >= :instant
            AND b.state NOT IN ('declined', 'cancelled', 'late_cancel', 'lapsed', 'no_show'))
"""


def deleted(db: sqlite3.Connection) -> int:
    """How many sheets have been deleted on their date so far."""
    return int(meta.get(db, DELETED, "0"))


def _sheet(seal: Seal, row: sqlite3.Row) -> Sheet:
    details = seal.open(row["details"], PLACE)
    return Sheet(row["child_id"], row["person_id"], row["list"], details, row["filled_at"], row["valid_until"])
