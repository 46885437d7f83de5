"""Consents: one row an answer of one adult for one purpose and wording. The latest counts; nothing is overwritten.

Withdrawing must be as easy as giving (个人信息保护法 art. 15), so it is one more row.
"""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Consent:
    """An adult's latest answer for a purpose."""

    purpose: str
    wording: str
    answer: str
    at: int


def record(
    db: sqlite3.Connection, *, person_id: int, purpose: str, wording: str, answer: str, channel: str, now: int
) -> None:
    """Write an answer down: "given", "refused" or "withdrawn"."""
    db.execute(
        "INSERT INTO consents (person_id, purpose, wording, answer, channel, at) VALUES (?, ?, ?, ?, ?, ?)",
        (person_id, purpose, wording, answer, channel, now),
    )


def latest(db: sqlite3.Connection, person_id: int, purpose: str) -> Consent | None:
    """The answer that counts now."""
    row = db.execute(
        "SELECT * FROM consents WHERE person_id = ? AND purpose = ? ORDER BY id DESC LIMIT 1", (person_id, purpose)
    ).fetchone()
    return Consent(row["purpose"], row["wording"], row["answer"], row["at"]) if row else None


def given(db: sqlite3.Connection, person_id: int, purpose: str, wording: str) -> bool:
    """Whether the person has agreed to this purpose in this wording and not taken it back."""
    answer = latest(db, person_id, purpose)
    return answer is not None and answer.answer == "given" and answer.wording == wording


def history(db: sqlite3.Connection, person_id: int) -> list[Consent]:
    """Every answer of a person, oldest first."""
    rows = db.execute("SELECT * FROM consents WHERE person_id = ? ORDER BY id", (person_id,))
    return [Consent(row["purpose"], row["wording"], row["answer"], row["at"]) for row in rows]
