"""Due rows: who is to be thought of, about what, when. Written, moved and deleted in the turn of their object."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Due:
    """One due moment: `purpose` is "flow.what", `object` a ref, `at` UTC seconds, `tries` how often it has failed."""

    person_id: int
    purpose: str
    object: str
    at: int
    tries: int = 0


def plan(db: sqlite3.Connection, due: Due) -> None:
    """Keep a due moment; the same one twice is one."""
    db.execute(
        "INSERT INTO due (person_id, purpose, object, at, tries) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (due.person_id, due.purpose, due.object, due.at, due.tries),
    )


def forget(db: sqlite3.Connection, object_ref: str) -> int:
    """Forget every due moment of an object; how many there were."""
    return db.execute("DELETE FROM due WHERE object = ?", (object_ref,)).rowcount


def done(db: sqlite3.Connection, due: Due) -> None:
    """This one has been seen to."""
    db.execute(
        "DELETE FROM due WHERE person_id = ? AND purpose = ? AND object = ? AND at = ?",
        (due.person_id, due.purpose, due.object, due.at),
    )


def waiting(db: sqlite3.Connection, now: int, most: int) -> list[Due]:
    """The first `most` whose time has come, oldest first."""
    rows = db.execute(
        "SELECT * FROM due WHERE at <= ? ORDER BY at, person_id, purpose, object LIMIT ?", (now, most)
    )
    return [_due(row) for row in rows]


def next_at(db: sqlite3.Connection) -> int | None:
    """When the next one is due."""
    found = db.execute("SELECT min(at) AS at FROM due").fetchone()
    return None if found["at"] is None else int(found["at"])


def of_object(db: sqlite3.Connection, object_ref: str) -> list[Due]:
    """What is planned for an object, in order."""
    rows = db.execute("SELECT * FROM due WHERE object = ? ORDER BY at", (object_ref,))
    return [_due(row) for row in rows]


def _due(row: sqlite3.Row) -> Due:
    return Due(row["person_id"], row["purpose"], row["object"], row["at"], row["tries"])
