"""Concerns: words of danger wait for a person, first of everything on the desk. Staff can delete nothing here."""

import secrets
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from storage import moved
from storage.seal import Seal, new_ref

WORDS, NOTE, MATCHED, NOT_FOR = "concerns.words", "concerns.note", "concerns.matched", "concerns.not_for"
BOARD = "board"  # the source of what was written in the letter box


@dataclass(frozen=True)
class Concern:
    """One worrying text: `level` "now" or "today", `source` the flow where it was written, `matched` why it is here.

    What was written in the letter box has no person, no hour but its day's beginning, perhaps the `post` it became, and
    is `not_for` the colleagues of whom it speaks.
    """

    id: int
    ref: str
    person_id: int | None
    level: str
    source: str
    words: str
    matched: str
    state: str
    version: int
    at: int
    taken_by: int | None
    taken_at: int | None
    post: str | None = None
    not_for: frozenset[int] = field(default_factory=frozenset)


class Moved(moved.Moved[Concern]):
    """Someone else changed it first."""


def raise_concern(
    db: sqlite3.Connection, seal: Seal, *, person_id: int | None, level: str, source: str, words: str, matched: str,
    now: int, not_for: frozenset[int] = frozenset(),
) -> str:  # fmt: skip
    """Keep a worrying text sealed, as it was written; the concern's ref. Its row says nothing of when it came."""
    ref = new_ref()
    db.execute(
        "INSERT INTO concerns (id, ref, person_id, level, source, words, matched, at, not_for) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (1 + secrets.randbelow(2**62), ref, person_id, level, source, seal.close(words, WORDS),
         seal.close(matched, MATCHED), now, seal.close(sorted(not_for), NOT_FOR)),
    )  # fmt: skip
    return ref


def became(db: sqlite3.Connection, ref: str, post: str) -> None:
    """What was written has been put into the letter box as this post."""
    db.execute("UPDATE concerns SET post = ? WHERE ref = ?", (post, ref))


def of_post(db: sqlite3.Connection, seal: Seal, post: str) -> list[Concern]:
    """What of a post was pressing."""
    return [_concern(seal, row) for row in db.execute("SELECT * FROM concerns WHERE post = ?", (post,))]


def speaks_of(db: sqlite3.Connection, seal: Seal, post: str, those: frozenset[int]) -> None:
    """What was pressing in a post is kept from these colleagues as well; one that they had taken waits anew."""
    for one in of_post(db, seal, post):
        let_go = ", state = 'open', taken_by = NULL, taken_at = NULL" if one.taken_by in those else ""
        if one.state == "closed":
            let_go = ""
        db.execute(
            f"UPDATE concerns SET not_for = ?, version = version + 1{let_go} WHERE ref = ?",  # noqa: S608 - ours
            (seal.close(sorted(one.not_for | those), NOT_FOR), one.ref),
        )


def find(db: sqlite3.Connection, seal: Seal, ref: str) -> Concern | None:
    """The concern of this ref."""
    row = db.execute("SELECT * FROM concerns WHERE ref = ?", (ref,)).fetchone()
    return _concern(seal, row) if row else None


def unfinished(db: sqlite3.Connection, seal: Seal) -> list[Concern]:
    """What is not closed: the untaken first, then "now" before "today", then the oldest."""
    rows = db.execute("SELECT * FROM concerns WHERE state <> 'closed' ORDER BY state = 'taken', level <> 'now', at, id")
    return [_concern(seal, row) for row in rows]


def recent(db: sqlite3.Connection, seal: Seal, person_id: int, since: int) -> list[Concern]:
    """What a person has written from `since` on, the newest first."""
    rows = db.execute("SELECT * FROM concerns WHERE person_id = ? AND at >= ? ORDER BY at DESC", (person_id, since))
    return [_concern(seal, row) for row in rows]


def in_the_box(db: sqlite3.Connection, seal: Seal, words: str) -> Concern | None:
    """The same words, written for the letter box and not put in yet: another child's letter may say the same."""
    those = (one for one in unfinished(db, seal) if one.source == BOARD and one.post is None)
    return next((one for one in those if one.words == words), None)


def untaken(db: sqlite3.Connection, before: int, told: str) -> list[tuple[str, int]]:
    """(ref, version) of each "now" that nobody has taken since before `before` and no act `told` is recorded.

    Not of the letter box, which knows no hour: whoever leads the home hears of that at once.
    """
    rows = db.execute(
        "SELECT ref, version FROM concerns WHERE state = 'open' AND level = 'now' AND at <= ? AND source <> 'board' "
        "AND NOT EXISTS (SELECT 1 FROM audit WHERE object = concerns.ref AND act = ?) ORDER BY at, id",
        (before, told),
    )
    return [(row["ref"], row["version"]) for row in rows]


def note_of(db: sqlite3.Connection, seal: Seal, ref: str) -> str:
    """How a closed concern was seen to; empty while it is open."""
    row = db.execute("SELECT note FROM concerns WHERE ref = ?", (ref,)).fetchone()
    return str(seal.open(row["note"], NOTE)) if row and row["note"] else ""


def take(db: sqlite3.Connection, seal: Seal, ref: str, version: int, person_id: int, now: int) -> None:
    """Someone says "I see to it". Raises Moved."""
    _move(db, seal, ref, version, "state = 'taken', taken_by = :by, taken_at = :now", by=person_id, now=now)


def close(db: sqlite3.Connection, seal: Seal, ref: str, version: int, person_id: int, now: int, note: str) -> None:
    """It has been seen to; `note` says how. Raises Moved."""
    changes = "state = 'closed', closed_by = :by, closed_at = :now, note = :note"
    _move(db, seal, ref, version, changes, by=person_id, now=now, note=seal.close(note, NOTE))


def forget_before(db: sqlite3.Connection, instant: int) -> list[str]:
    """Forget what was closed before `instant`; the refs."""
    rows = db.execute("DELETE FROM concerns WHERE closed_at < ? RETURNING ref", (instant,)).fetchall()
    return sorted(row["ref"] for row in rows)


def _move(db: sqlite3.Connection, seal: Seal, ref: str, version: int, changes: str, **values: Any) -> None:
    changed = db.execute(
        f"UPDATE concerns SET version = version + 1, {changes} "  # noqa: S608 - `changes` are the two constants above
        "WHERE ref = :ref AND version = :version AND state <> 'closed'",
        {"ref": ref, "version": version, **values},
    )
    moved.settled(changed, find(db, seal, ref), Moved)


def _concern(seal: Seal, row: sqlite3.Row) -> Concern:
    return Concern(
        row["id"], row["ref"], row["person_id"], row["level"], row["source"],
        seal.open(row["words"], WORDS), seal.open(row["matched"], MATCHED),
        row["state"], row["version"], row["at"], row["taken_by"], row["taken_at"], row["post"],
        frozenset(seal.open(row["not_for"], NOT_FOR)) if row["not_for"] else frozenset(),
    )  # fmt: skip
