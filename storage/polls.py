"""Questions to children, with pictures to answer by: how many chose each, and never who."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from storage import moved
from storage.seal import Seal, new_ref

WORDS = "polls.words"
REF_LENGTH = 16


@dataclass(frozen=True)
class Choice:
    """One answer with its picture, and how many chose it."""

    label: str
    picture: str
    number: int = 0


@dataclass(frozen=True)
class Poll:
    """A question that is asked until a local day, that day included. `changed_by` is None for the clock."""

    ref: str
    question: str
    choices: tuple[Choice, ...]
    until_day: str
    state: str
    version: int
    changed_by: int | None

    @property
    def all(self) -> int:
        """How many have answered."""
        return sum(choice.number for choice in self.choices)


class Moved(moved.Moved[Poll]):
    """Someone else changed it first."""


def ask(db: sqlite3.Connection, seal: Seal, question: str, choices: tuple[Choice, ...], until: str, by: int) -> str:
    """Put a question to everybody; its ref."""
    ref = new_ref(REF_LENGTH)
    words = {"question": question, "answers": [choice.label for choice in choices]}
    db.execute(
        "INSERT INTO polls (ref, number, words, pictures, until_day, changed_by) "
        "SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM polls",
        (ref, seal.close(words, WORDS), " ".join(choice.picture for choice in choices), until, by),
    )
    for number, _choice in enumerate(choices):
        db.execute("INSERT INTO poll_answers (poll, choice) VALUES (?, ?)", (ref, number))
    return ref


def find(db: sqlite3.Connection, seal: Seal, ref: str | None) -> Poll | None:
    """The question of this ref."""
    row = db.execute("SELECT * FROM polls WHERE ref = ?", (ref,)).fetchone()
    return _poll(db, seal, row) if row else None


def unfinished(db: sqlite3.Connection, seal: Seal) -> list[Poll]:
    """What nobody has ended, what ends first on top."""
    rows = db.execute("SELECT * FROM polls WHERE state = 'open' ORDER BY until_day, number")
    return [_poll(db, seal, row) for row in rows]


def open_on(db: sqlite3.Connection, seal: Seal, day: str) -> list[Poll]:
    """What may be answered on a local day."""
    return [poll for poll in unfinished(db, seal) if poll.until_day >= day]


def answer(db: sqlite3.Connection, ref: str, choice: int) -> None:
    """One more has chosen this answer."""
    db.execute("UPDATE poll_answers SET number = number + 1 WHERE poll = ? AND choice = ?", (ref, choice))


def end(
    db: sqlite3.Connection, seal: Seal, ref: str, version: int, state: Literal["closed", "dropped"], by: int | None
) -> Poll:
    """Close a question, or drop it without a result; as it is now. Raises Moved where somebody was faster."""
    changed = db.execute(
        "UPDATE polls SET state = ?, version = version + 1, changed_by = ? "
        "WHERE ref = ? AND version = ? AND state = 'open'",
        (state, by, ref, version),
    )
    return moved.settled(changed, find(db, seal, ref), Moved)


def _poll(db: sqlite3.Connection, seal: Seal, row: sqlite3.Row) -> Poll:
    words = seal.open(row["words"], WORDS)
    sql = "SELECT number FROM poll_answers WHERE poll = ? ORDER BY choice"
    numbers = [each["number"] for each in db.execute(sql, (row["ref"],))]
    choices = zip(words["answers"], row["pictures"].split(), numbers, strict=True)
    return Poll(
        row["ref"], words["question"], tuple(Choice(*choice) for choice in choices), row["until_day"], row["state"],
        row["version"], row["changed_by"],
    )  # fmt: skip
