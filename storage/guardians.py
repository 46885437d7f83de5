"""Who else speaks for a child: a single-use code of one guardian makes another person a guardian of the same child."""

import sqlite3

from storage.seal import Seal

CODE = "guardian_codes.code"


def of_child(db: sqlite3.Connection, child_id: int) -> list[int]:
    """The people who are guardians of a child today."""
    sql = "SELECT person_id FROM guardianships WHERE child_id = ? AND person_id IS NOT NULL AND ended_day IS NULL"
    return [row["person_id"] for row in db.execute(sql + " ORDER BY rowid", (child_id,))]


def role_of(db: sqlite3.Connection, child_id: int, person_id: int) -> str:
    """In which role a person speaks for a child; nothing if they do not."""
    sql = "SELECT role FROM guardianships WHERE child_id = ? AND person_id = ? AND ended_day IS NULL"
    row = db.execute(sql, (child_id, person_id)).fetchone()
    return str(row["role"]) if row else ""


def offer(db: sqlite3.Connection, seal: Seal, *, code: str, child_id: int, person_id: int, expires_at: int) -> None:
    """Keep a code for one other guardian by its blind index; codes that this person gave before open nothing more."""
    db.execute("DELETE FROM guardian_codes WHERE child_id = ? AND person_id = ? AND used_at IS NULL",
               (child_id, person_id))  # fmt: skip
    db.execute(
        "INSERT INTO guardian_codes (code, child_id, person_id, expires_at) VALUES (?, ?, ?, ?)",
        (seal.blind(code, CODE), child_id, person_id, expires_at),
    )


def accept(
    db: sqlite3.Connection, seal: Seal, *, code: str, person_id: int, role: str, day: str, now: int
) -> tuple[int, int] | None:
    """Use a code up: (child, who gave it). None for a wrong, used or expired one, or one's own, all alike."""
    found = db.execute(
        "UPDATE guardian_codes SET used_at = :now WHERE code = :code AND used_at IS NULL AND expires_at > :now "
        "AND person_id <> :person AND child_id IN (SELECT id FROM children WHERE details IS NOT NULL) "
        "AND EXISTS (SELECT 1 FROM guardianships AS g WHERE g.child_id = guardian_codes.child_id "
        "AND g.person_id = guardian_codes.person_id AND g.ended_day IS NULL) RETURNING child_id, person_id",
        {"now": now, "code": seal.blind(code, CODE), "person": person_id},
    ).fetchone()
    if found is None:
        return None
    if person_id not in of_child(db, found["child_id"]):
        db.execute(
            "INSERT INTO guardianships (child_id, person_id, role, known_by, since_day) VALUES (?, ?, ?, 'stated', ?)",
            (found["child_id"], person_id, role, day),
        )
    return found["child_id"], found["person_id"]


def end(db: sqlite3.Connection, child_id: int, person_id: int, day: str) -> None:
    """A person speaks for the child no longer; what they told of it goes."""
    db.execute(
        "UPDATE guardianships SET ended_day = ? WHERE child_id = ? AND person_id = ? AND ended_day IS NULL",
        (day, child_id, person_id),
    )
    db.execute("DELETE FROM health WHERE child_id = ? AND person_id = ?", (child_id, person_id))
    db.execute("DELETE FROM guardian_codes WHERE child_id = ? AND person_id = ?", (child_id, person_id))


def forget_codes(db: sqlite3.Connection, instant: int) -> int:
    """Forget codes that ran out before `instant`, used or not; how many."""
    return db.execute("DELETE FROM guardian_codes WHERE expires_at < ?", (instant,)).rowcount
