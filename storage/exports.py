"""Sheets that colleagues took out: what, when, by whom, how many lines. The file itself is made anew at each look."""

import sqlite3
from dataclasses import dataclass

from storage.camps import Camp
from storage.seal import new_ref


@dataclass(frozen=True)
class Export:
    """One sheet taken out: good on its `day`, for its person."""

    ref: str
    camp_id: int
    sheet: str
    form: str
    person_id: int
    day: str
    at: int
    lines: int


def keep(
    db: sqlite3.Connection, *, camp: Camp, sheet: str, form: str, person_id: int, day: str, lines: int, now: int
) -> str:
    """Write down that a sheet was taken out; the ref under which it is fetched."""
    ref = new_ref()
    db.execute("INSERT INTO exports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               (ref, camp.id, sheet, form, person_id, day, now, lines))  # fmt: skip
    return ref


def find(db: sqlite3.Connection, ref: str) -> Export | None:
    """The export of this ref."""
    row = db.execute("SELECT * FROM exports WHERE ref = ?", (ref,)).fetchone()
    return Export(*row) if row else None


def since(db: sqlite3.Connection, camp: Camp, instant: int) -> list[Export]:
    """What was taken out of a week's sheets from an instant on: what lies printed somewhere."""
    rows = db.execute("SELECT * FROM exports WHERE camp_id = ? AND at >= ? ORDER BY at", (camp.id, instant))
    return [Export(*row) for row in rows]
