"""Delivery: messages that a channel carries away, each address's in order, and what became of them.

A message is marked before it is handed over. One that was `begun` and is found waiting may have arrived: a kill, or an
answer that was lost on the way, leaves that open for ever. It is sent again, for a message twice does less harm than
none; only a form's question is let go if the conversation has gone on meanwhile.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from storage import news, unrecorded
from storage.outbox import PLACE
from storage.seal import Seal, WrongKey

_WAITING = """
    SELECT address_id, max(purpose IN ('answer', 'unrecorded')) AS fresh
    FROM outbox JOIN addresses ON addresses.id = address_id
    WHERE outbox.state = 'waiting' AND channel = :channel AND coalesce(not_before, 0) <= :now {among}
    GROUP BY address_id ORDER BY min(outbox.id)
"""
WAITING = _WAITING.format(among="")
WAITING_AMONG = _WAITING.format(among="AND address_id IN (SELECT value FROM json_each(:among))")
NOBODY_RINGS = ("answer", unrecorded.PURPOSE, news.PURPOSE)  # when these do not arrive
LONGEST_CLEARED_SECONDS = 47 * 3600  # Telegram lets a bot delete what is younger than 48 hours


@dataclass(frozen=True)
class Letter:
    """One message on its way: `edits` is what the channel calls the message it takes the place of.

    `clears` are those that should vanish before it; `key` is the address as the channel knows it.
    """

    id: int
    address_id: int
    key: str
    language: str
    payload: Any
    purpose: str
    edits: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()


def waiting(
    db: sqlite3.Connection, *, channel: str, now: int, among: Iterable[int] | None = None
) -> list[tuple[int, bool]]:
    """Addresses of a channel (`among` these) with something to carry at `now`, and whether an answer is in it."""
    values = {"channel": channel, "now": now, "among": None if among is None else json.dumps(list(among))}
    rows = db.execute(WAITING if among is None else WAITING_AMONG, values)
    return [(row["address_id"], bool(row["fresh"])) for row in rows]


def take(db: sqlite3.Connection, seal: Seal, address_id: int, now: int) -> Letter | None:
    """The next message of an address, marked as handed over; None if there is none for now."""
    for row in db.execute(
        "SELECT outbox.*, sealed_id, language FROM outbox JOIN addresses ON addresses.id = address_id "
        "JOIN people ON people.id = person_id "
        "WHERE address_id = ? AND outbox.state = 'waiting' AND coalesce(not_before, 0) <= ? ORDER BY seq",
        (address_id, now),
    ).fetchall():
        letter = _letter(db, seal, row) if row["payload"] is not None and row["sealed_id"] is not None else None
        if letter is None or (row["begun"] and _is_outrun(db, row, letter.payload)):
            sent(db, row["id"], (), now)  # it was forgotten, or nobody is there, or nobody needs it any more
            continue
        db.execute("UPDATE outbox SET begun = 1 WHERE id = ?", (row["id"],))
        return letter
    return None


def _is_outrun(db: sqlite3.Connection, row: sqlite3.Row, payload: Any) -> bool:
    """Whether a question that may have arrived has been followed by another turn's screen: twice it would only confuse.

    All else is said twice rather than not at all: a confirmation, a code, the numbers to ring.
    """
    sql = "SELECT 1 FROM outbox WHERE address_id = ? AND seq > ? AND at > ? AND purpose = 'answer' AND origin = 'home'"
    is_question = row["purpose"] == "answer" and row["edits"] is None and "progress" in (payload or {})
    return is_question and db.execute(sql, (row["address_id"], row["seq"], row["at"])).fetchone() is not None


def _letter(db: sqlite3.Connection, seal: Seal, row: sqlite3.Row) -> Letter:
    payload = _opened(seal, row["payload"])
    return Letter(
        row["id"], row["address_id"], str(seal.open(row["sealed_id"], "addresses.id")), row["language"], payload,
        row["purpose"], _remote(db, row["address_id"], row["edits"]),
        _recent(db, row) if payload and payload.get("clears") else (),
    )  # fmt: skip


def _opened(seal: Seal, payload: bytes) -> Any:
    """The screen; None where nobody can read it any more: then it is not delivered, and holds nobody up."""
    try:
        return seal.open(payload, PLACE)
    except WrongKey:
        return None


def _remote(db: sqlite3.Connection, address_id: int, seq: int | None) -> tuple[str, ...]:
    row = db.execute("SELECT remote FROM outbox WHERE address_id = ? AND seq = ?", (address_id, seq)).fetchone()
    return tuple(row["remote"].split()) if row and row["remote"] else ()


def _recent(db: sqlite3.Connection, row: sqlite3.Row) -> tuple[str, ...]:
    rows = db.execute(
        "SELECT DISTINCT remote FROM outbox WHERE address_id = ? AND seq < ? AND remote IS NOT NULL AND at > ?",
        (row["address_id"], row["seq"], row["at"] - LONGEST_CLEARED_SECONDS),
    )
    return tuple(number for one in rows for number in one["remote"].split())


def sent(db: sqlite3.Connection, letter_id: int, remote: tuple[str, ...], now: int) -> bool:
    """It is there; whether more waits at its address. What was said there before lies on the reader's own phone."""
    row = db.execute(
        "UPDATE outbox SET state = 'sent', remote = ? WHERE id = ? AND state = 'waiting' RETURNING address_id, seq",
        (" ".join(remote) or None, letter_id),
    ).fetchone()
    if row is None:  # it was replaced or forgotten while it was on its way
        return True
    db.execute(
        "UPDATE outbox SET payload = NULL "
        "WHERE address_id = ? AND seq < ? AND state IN ('sent', 'seen') AND payload IS NOT NULL",
        (row["address_id"], row["seq"]),
    )
    db.execute(
        "DELETE FROM outbox WHERE address_id = ? AND seq < ? AND purpose IN (?, ?) AND state IN ('sent', 'seen')",
        (row["address_id"], row["seq"], unrecorded.PURPOSE, unrecorded.PAGE),
    )
    sql = "SELECT 1 FROM outbox WHERE address_id = ? AND state = 'waiting' AND coalesce(not_before, 0) <= ? LIMIT 1"
    return db.execute(sql, (row["address_id"], now)).fetchone() is not None


def not_taken(db: sqlite3.Connection, letter_id: int) -> None:
    """The channel said that it did not take it: it waits as before."""
    db.execute("UPDATE outbox SET begun = 0 WHERE id = ?", (letter_id,))


def failed(db: sqlite3.Connection, letter_id: int) -> list[tuple[int, str]]:
    """It cannot be delivered, and is let go; (person, purpose) if it was more than an answer."""
    return _given_up(db, "outbox.id = ?", letter_id)


def unreachable(db: sqlite3.Connection, address_id: int) -> list[tuple[int, str]]:
    """The address takes nothing any more: (person, purpose) of what waited for it and matters.

    It is healed when it is used again (storage.people.use).
    """
    db.execute("UPDATE addresses SET state = 'unreachable' WHERE id = ? AND state = 'open'", (address_id,))
    return _given_up(db, "address_id = ?", address_id)


def _given_up(db: sqlite3.Connection, which: str, value: int) -> list[tuple[int, str]]:
    rows = db.execute(
        f"UPDATE outbox SET state = 'failed' WHERE {which} AND state = 'waiting' "  # noqa: S608 - ours
        "RETURNING purpose, (SELECT person_id FROM addresses WHERE addresses.id = address_id) AS person_id",
        (value,),
    ).fetchall()
    return [(row["person_id"], row["purpose"]) for row in rows if row["purpose"] not in NOBODY_RINGS]


def seq_of(db: sqlite3.Connection, address_id: int, remote: str) -> int | None:
    """The number here of the message that the channel calls `remote`: the newest that took its place."""
    row = db.execute(
        # Either alone or the first of several, apart by spaces: a range, for LIKE would pass the index by.
        "SELECT max(seq) AS seq FROM outbox WHERE address_id = ? AND remote >= ? AND remote < ? || '!'",
        (address_id, remote, remote),
    ).fetchone()
    return None if row["seq"] is None else int(row["seq"])


def oldest_waiting(db: sqlite3.Connection, now: int) -> int | None:
    """Since when the oldest message waits that could have been carried away by `now`: a night's rest is no waiting.

    Of those without an hour, whose ids count from below, it cannot be said.
    """
    row = db.execute(
        "SELECT min(max(at, coalesce(not_before, 0))) AS since FROM outbox "
        "WHERE state = 'waiting' AND id > 0 AND coalesce(not_before, 0) <= ?",
        (now,),
    ).fetchone()
    return None if row["since"] is None else int(row["since"])
