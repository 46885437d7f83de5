"""Questions of staff about a booking and what families answered. Sealed like everything in free words.

A photo or voice message that answers is an attachment which belongs to the question.
"""

import sqlite3
from dataclasses import dataclass

from storage import attachments
from storage.seal import Seal, new_ref

QUESTION, ANSWER = "questions.question", "questions.answer"


@dataclass(frozen=True)
class Question:
    """One question about a booking; `answer` is empty until the family has answered in words."""

    ref: str
    booking: str
    asked_by: int
    asked_at: int
    question: str
    answer: str
    answered_at: int | None


def ask(db: sqlite3.Connection, seal: Seal, *, booking: str, asked_by: int, question: str, now: int) -> str:
    """Keep a question; its ref."""
    ref = new_ref()
    db.execute(
        "INSERT INTO questions (ref, booking, asked_by, asked_at, question) VALUES (?, ?, ?, ?, ?)",
        (ref, booking, asked_by, now, seal.close(question, QUESTION)),
    )
    return ref


def answer(db: sqlite3.Connection, seal: Seal, ref: str, words: str, now: int, attachment: str | None = None) -> None:
    """Keep the family's answer, in words or as an attachment; a later one replaces it."""
    attachments.drop_of_object(db, object_of(ref))
    if attachment is not None:
        attachments.belong_to(db, attachment, object_of(ref))
    db.execute(
        "UPDATE questions SET answer = ?, answered_at = ? WHERE ref = ?", (seal.close(words, ANSWER), now, ref)
    )


def object_of(ref: str) -> str:
    """A question's name as what an attachment belongs to."""
    return f"question {ref}"


def of_object(db: sqlite3.Connection, seal: Seal, name: str) -> Question | None:
    """The question of that name, if it names one."""
    what, _space, ref = name.partition(" ")
    return find(db, seal, ref) if what == "question" else None


def find(db: sqlite3.Connection, seal: Seal, ref: str) -> Question | None:
    """The question of this ref."""
    row = db.execute("SELECT * FROM questions WHERE ref = ?", (ref,)).fetchone()
    return _question(seal, row) if row else None


def of_booking(db: sqlite3.Connection, seal: Seal, booking: str) -> list[Question]:
    """Every question about a booking, in order."""
    rows = db.execute("SELECT * FROM questions WHERE booking = ? ORDER BY id", (booking,))
    return [_question(seal, row) for row in rows]


def unread_answers(db: sqlite3.Connection) -> dict[str, int]:
    """The bookings whose family has answered since a colleague last opened them, and when: ref to UTC seconds."""
    rows = db.execute(
        "SELECT * FROM (SELECT booking, max(answered_at) AS at FROM questions GROUP BY booking) AS answers "
        "WHERE at IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM audit WHERE object = booking AND act = 'booking.read' AND audit.at > answers.at) ORDER BY at"
    )
    return {row["booking"]: row["at"] for row in rows}


def _question(seal: Seal, row: sqlite3.Row) -> Question:
    return Question(
        row["ref"], row["booking"], row["asked_by"], row["asked_at"],
        seal.open(row["question"], QUESTION),
        seal.open(row["answer"], ANSWER) if row["answer"] else "", row["answered_at"],
    )  # fmt: skip
