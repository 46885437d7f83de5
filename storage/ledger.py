"""The ledger: what was said, promised and done, as colleagues write it for everybody to read.

No letter leads here and none is led to. Of what children tap there is only how many. Entries are hidden, never deleted.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from storage import moved
from storage.seal import Seal, new_ref

WORDS = "ledger.words"
REF_LENGTH = 16

Vote = Literal["yes", "little", "no"]
VOTES: tuple[Vote, ...] = ("yes", "little", "no")
OPEN = frozenset({"doing", "again"})  # promised, and not there yet
JUDGED = frozenset({"done", "again"})  # children say whether it has become better
# What colleagues may make of each. A child's “no” makes "again" of "done"; "result" is how a question was answered.
MOVES: Mapping[str, frozenset[str]] = {
    "doing": frozenset({"done", "cannot"}),
    "done": frozenset({"doing"}),
    "cannot": frozenset({"doing"}),
    "again": frozenset({"doing", "done", "cannot"}),
    "result": frozenset({"doing"}),
}


@dataclass(frozen=True)
class Told:
    """The words of an entry: what was said, in the home's words; what was promised; what was done, or why not."""

    said: str
    promised: str = ""
    done: str = ""
    why: str = ""


@dataclass(frozen=True)
class Votes:
    """How many said that it has really become better, a little, or not."""

    yes: int = 0
    little: int = 0
    no: int = 0

    @property
    def all(self) -> int:
        """How many said anything."""
        return self.yes + self.little + self.no


@dataclass(frozen=True)
class Entry:
    """One entry. `role` keeps the promise by `by_day`; `poll` is the question whose answers it tells."""

    told: Told
    picture: str
    state: str
    state_day: str
    role: str | None = None
    by_day: str | None = None
    poll: str | None = None
    hidden: bool = False
    ref: str = ""
    version: int = 1
    changed_by: int | None = None
    same: int = 0
    votes: Votes = field(default_factory=Votes)


class Moved(moved.Moved[Entry]):
    """Someone else changed it first."""


def write(db: sqlite3.Connection, seal: Seal, entry: Entry) -> str:
    """Put a new entry on the page; its ref."""
    ref = new_ref(REF_LENGTH)
    db.execute(
        "INSERT INTO ledger (ref, number, words, picture, role, by_day, state, state_day, poll, changed_by) "
        "SELECT :ref, coalesce(max(number), 0) + 1, :words, :picture, :role, :by_day, :state, :state_day, :poll, "
        ":changed_by FROM ledger",
        {"ref": ref, "words": seal.close(asdict(entry.told), WORDS), "picture": entry.picture, "role": entry.role,
         "by_day": entry.by_day, "state": entry.state, "state_day": entry.state_day, "poll": entry.poll,
         "changed_by": entry.changed_by},
    )  # fmt: skip
    return ref


def find(db: sqlite3.Connection, seal: Seal, ref: str) -> Entry | None:
    """The entry of this ref."""
    row = db.execute("SELECT * FROM ledger WHERE ref = ?", (ref,)).fetchone()
    return _entry(seal, row) if row else None


def every(db: sqlite3.Connection, seal: Seal) -> list[Entry]:
    """All entries, hidden ones as well; what changed last comes first."""
    rows = db.execute("SELECT * FROM ledger ORDER BY state_day DESC, number DESC")
    return [_entry(seal, row) for row in rows]


def shown(db: sqlite3.Connection, seal: Seal) -> list[Entry]:
    """What stands on the page."""
    return [entry for entry in every(db, seal) if not entry.hidden]


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether nothing was ever written."""
    return db.execute("SELECT 1 FROM ledger LIMIT 1").fetchone() is None


def change(db: sqlite3.Connection, seal: Seal, entry: Entry, version: int, by: int) -> Entry:
    """Keep an entry as a colleague has changed it, where it still is at `version`; as it is now.

    What has been done anew is judged anew. Raises Moved where somebody was faster.
    """
    row: dict[str, Any] = {
        "ref": entry.ref, "version": version, "by": by, "words": seal.close(asdict(entry.told), WORDS),
        "picture": entry.picture, "role": entry.role, "by_day": entry.by_day, "state": entry.state,
        "day": entry.state_day, "hidden": int(entry.hidden),
    }  # fmt: skip
    changed = db.execute(
        "UPDATE ledger SET version = version + 1, changed_by = :by, words = :words, picture = :picture, role = :role, "
        "by_day = :by_day, state_day = :day, hidden = :hidden, "
        "yes = CASE WHEN state <> 'done' AND :state = 'done' THEN 0 ELSE yes END, "
        "little = CASE WHEN state <> 'done' AND :state = 'done' THEN 0 ELSE little END, "
        "no = CASE WHEN state <> 'done' AND :state = 'done' THEN 0 ELSE no END, state = :state "
        "WHERE ref = :ref AND version = :version",
        row,
    )
    return moved.settled(changed, find(db, seal, entry.ref), Moved)


def count_same(db: sqlite3.Connection, ref: str) -> None:
    """One more thinks the same."""
    db.execute("UPDATE ledger SET same = same + 1 WHERE ref = ?", (ref,))


def count_vote(db: sqlite3.Connection, ref: str, vote: Vote, day: str) -> None:
    """One more says whether it has become better; a “no” opens again what was called done."""
    db.execute(f"UPDATE ledger SET {vote} = {vote} + 1 WHERE ref = ?", (ref,))  # noqa: S608 - one of VOTES
    if vote == "no":
        db.execute(
            "UPDATE ledger SET state = 'again', state_day = ?, version = version + 1, changed_by = NULL "
            "WHERE ref = ? AND state = 'done'",
            (day, ref),
        )


def _entry(seal: Seal, row: sqlite3.Row) -> Entry:
    return Entry(
        Told(**seal.open(row["words"], WORDS)), row["picture"], row["state"], row["state_day"], row["role"],
        row["by_day"], row["poll"], bool(row["hidden"]), row["ref"], row["version"], row["changed_by"], row["same"],
        Votes(row["yes"], row["little"], row["no"]),
    )  # fmt: skip
