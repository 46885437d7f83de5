"""Consents: one row an answer of one adult for one purpose and wording. The latest counts; nothing is overwritten.

Withdrawing must be as easy as giving (个人信息保护法 art. 15), so it is one more row. For a child's consents the latest
answer of *each* guardian counts: two who disagree are a state that staff clear, and until then nothing is allowed.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storage.seal import Seal

REASON, NOTE = "consents.reason", "settlements.note"
Answer = Literal["given", "ask", "refused"]


@dataclass(frozen=True)
class Consent:
    """An adult's latest answer for a purpose."""

    purpose: str
    wording: str
    answer: str
    at: int


@dataclass(frozen=True)
class Standing:
    """What holds for a child and a purpose. `heard`: somebody has answered; `conflict`: two guardians disagree."""

    answer: Answer
    heard: bool = False
    conflict: bool = False


def record(
    db: sqlite3.Connection, *, person_id: int, purpose: str, wording: str, answer: str, channel: str, now: int,
    child_id: int | None = None, reason: bytes | None = None,
) -> None:  # fmt: skip
    """Write an answer down: "given", "ask" (me each time), "refused" or "withdrawn"; `reason` is sealed."""
    db.execute(
        "INSERT INTO consents (person_id, child_id, purpose, wording, answer, channel, at, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (person_id, child_id, purpose, wording, answer, channel, now, reason),
    )


def latest(db: sqlite3.Connection, person_id: int, purpose: str, child_id: int | None = None) -> Consent | None:
    """The answer that counts now."""
    row = db.execute(
        "SELECT * FROM consents WHERE person_id = ? AND purpose = ? AND child_id IS ? ORDER BY id DESC LIMIT 1",
        (person_id, purpose, child_id),
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


def standing(db: sqlite3.Connection, child_id: int, purpose: str, wording: str) -> Standing:
    """What holds now: the answers of all who are guardians today, in the present wording, and what staff settled.

    An older wording is no answer to the present one. Nobody heard means no.
    """
    rows = db.execute(_LATEST_OF_EACH, (child_id, purpose)).fetchall()
    said = {_plain(row["answer"]) for row in rows if row["wording"] == wording}
    if not said:
        return Standing("refused")
    settled = _settled(db, child_id, purpose, max(row["id"] for row in rows))
    if settled is not None:
        return Standing(settled, heard=True)
    if "refused" in said:
        return Standing("refused", heard=True, conflict=len(said) > 1)
    return Standing("ask" if "ask" in said else "given", heard=True)


_LATEST_OF_EACH = """
    SELECT max(c.id) AS id, c.person_id, c.wording, c.answer, c.reason FROM consents AS c
    JOIN guardianships AS g ON g.child_id = c.child_id AND g.person_id = c.person_id AND g.ended_day IS NULL
    WHERE c.child_id = ? AND c.purpose = ? GROUP BY c.person_id ORDER BY c.person_id
"""


def _plain(answer: str) -> Answer:
    return "given" if answer == "given" else "ask" if answer == "ask" else "refused"


def _settled(db: sqlite3.Connection, child_id: int, purpose: str, upto: int) -> Answer | None:
    sql = "SELECT answer, upto FROM settlements WHERE child_id = ? AND purpose = ? ORDER BY id DESC LIMIT 1"
    row = db.execute(sql, (child_id, purpose)).fetchone()
    return _plain(row["answer"]) if row and row["upto"] >= upto else None


def settle(
    db: sqlite3.Connection, seal: Seal, *, child_id: int, purpose: str, answer: Answer, by: int, note: str, now: int
) -> None:
    """Staff spoke with both guardians: this holds until one of them answers anew."""
    upto = db.execute(
        "SELECT coalesce(max(id), 0) AS upto FROM consents WHERE child_id = ? AND purpose = ?", (child_id, purpose)
    ).fetchone()["upto"]
    db.execute(
        "INSERT INTO settlements (child_id, purpose, answer, upto, by_person, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (child_id, purpose, answer, upto, by, seal.close(note, NOTE), now),
    )


def voices(db: sqlite3.Connection, seal: Seal, child_id: int, purpose: str) -> list[tuple[int, str, str]]:
    """(person, answer, reason) of every guardian of today who has answered: for staff alone, never for one another."""
    rows = db.execute(_LATEST_OF_EACH, (child_id, purpose))
    return [
        (row["person_id"], row["answer"], str(seal.open(row["reason"], REASON)) if row["reason"] else "")
        for row in rows
    ]


def of_several(db: sqlite3.Connection) -> list[int]:
    """The children for whom more than one adult has answered: only they can have a conflict."""
    rows = db.execute(
        "SELECT child_id FROM consents WHERE child_id IS NOT NULL "
        "GROUP BY child_id HAVING count(DISTINCT person_id) > 1"
    )
    return [row["child_id"] for row in rows]


def forget_reasons(db: sqlite3.Connection, children: Iterable[int]) -> None:
    """The answers stay as evidence; why they were given goes."""
    for child_id in children:
        db.execute("UPDATE consents SET reason = NULL WHERE child_id = ?", (child_id,))
        db.execute("UPDATE settlements SET note = NULL WHERE child_id = ?", (child_id,))
