"""What was heard, before anything is decided. The same event twice is the same event."""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage import unrecorded
from storage.seal import Seal, WrongKey, new_ref

PLACE = "inbox.payload"
TRIES = 3
RETRY_SECONDS = (1, 3)
JOB_SECONDS = 30


@dataclass(frozen=True)
class Heard:
    """An event as it lies in the inbox. One that has not `waited` is handled in the very transaction that keeps it."""

    id: int
    address_id: int
    payload: Any
    tries: int
    reference: str | None
    waited: bool = True


def keep(
    db: sqlite3.Connection, seal: Seal, *, channel: str, event_id: str, address_id: int, payload: Any, raw: bytes,
    now: int, waits: bool,
) -> Heard | None:  # fmt: skip
    """Write the event down; None if it is here already. (channel, id, hash of the raw bytes) makes it the same one.

    What need not wait is written as handled, without its content, and must be handled before the commit: nearly every
    event is, and the disk sees it once. `failed` takes that back.
    """
    if unrecorded.was_heard(db, seal, unrecorded.named(channel, event_id, _digest(raw))):
        return None
    sealed, state = (seal.close(payload, PLACE), "new") if waits else (None, "done")
    cursor = db.execute(
        "INSERT INTO inbox (channel, event_id, hash, address_id, payload, received_at, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (channel, event_id, _digest(raw), address_id, sealed, now, state),
    )
    return Heard(int(cursor.lastrowid or 0), address_id, payload, 0, None, waits) if cursor.rowcount else None


def keep_unread(
    db: sqlite3.Connection, seal: Seal, *, channel: str, event_id: str, raw: bytes, now: int
) -> str | None:
    """Set aside, sealed, what could not be read as an event; its reference, None if it is here already."""
    reference = new_ref(6)
    cursor = db.execute(
        "INSERT INTO inbox (channel, event_id, hash, payload, received_at, state, reference) "
        "VALUES (?, ?, ?, ?, ?, 'aside', ?) ON CONFLICT DO NOTHING",
        (channel, event_id, _digest(raw), seal.close(raw.decode("utf-8", "replace"), PLACE), now, reference),
    )
    return reference if cursor.rowcount else None


def done(db: sqlite3.Connection, heard: Heard) -> None:
    """Handled: its content is emptied, what made it unique stays."""
    if heard.waited:
        db.execute("UPDATE inbox SET state = 'done', payload = NULL, retry_at = NULL WHERE id = ?", (heard.id,))


def unrecord(db: sqlite3.Connection, seal: Seal, heard: Heard) -> None:
    """Handled off the record: that it was heard is known for minutes, and neither when nor from whom."""
    row = db.execute("DELETE FROM inbox WHERE id = ? RETURNING channel, event_id, hash", (heard.id,)).fetchone()
    if row is not None:  # it may have gone with all that was heard there today
        unrecorded.heard_once(db, seal, unrecorded.named(row["channel"], row["event_id"], row["hash"]))


def failed(db: sqlite3.Connection, seal: Seal, heard: Heard, now: int) -> tuple[str, bool]:
    """Its turn failed: (reference, whether it is set aside for good after this try)."""
    reference = heard.reference or new_ref(6)
    tries = heard.tries + 1
    aside = tries >= TRIES
    retry_at = None if aside else now + RETRY_SECONDS[tries - 1]
    payload = None if heard.waited else seal.close(heard.payload, PLACE)
    db.execute(
        "UPDATE inbox SET state = ?, tries = ?, reference = ?, retry_at = ?, payload = coalesce(?, payload) "
        "WHERE id = ?",
        ("aside" if aside else "failed", tries, reference, retry_at, payload, heard.id),
    )
    return reference, aside


def has_waiting(db: sqlite3.Connection, address_id: int) -> bool:
    """Whether an earlier event of this address still waits: later ones wait behind it."""
    sql = "SELECT 1 FROM inbox WHERE address_id = ? AND state IN ('new', 'failed') LIMIT 1"
    return db.execute(sql, (address_id,)).fetchone() is not None


def to_retry(db: sqlite3.Connection, seal: Seal, now: int) -> list[Heard]:
    """Each address's first waiting event whose time has come and for which no job is waited any more, in order.

    A `retry_at` further ahead than any retry is from before the clock was set back. A payload that cannot be opened is
    None: its turn fails like any other, and holds nobody up.
    """
    rows = db.execute(
        "SELECT * FROM inbox WHERE coalesce(retry_at, 0) NOT BETWEEN ? + 1 AND ? AND id IN "
        "(SELECT min(id) FROM inbox WHERE state IN ('new', 'failed') GROUP BY address_id) AND NOT EXISTS "
        "(SELECT 1 FROM jobs WHERE jobs.address_id = inbox.address_id AND jobs.state = 'waiting' AND jobs.at > ?) "
        "ORDER BY id LIMIT 64",
        (now, now + max(RETRY_SECONDS), now - JOB_SECONDS),
    )
    return [
        Heard(row["id"], row["address_id"], _opened(seal, row["payload"]), row["tries"], row["reference"])
        for row in rows
    ]


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()[:16]


def _opened(seal: Seal, payload: bytes) -> Any:
    try:
        return seal.open(payload, PLACE)
    except WrongKey:
        return None


def oldest_waiting(db: sqlite3.Connection) -> int | None:
    """When the oldest event that still waits was received."""
    # The "+" keeps SQLite from walking through all that was received, in its order, to the first that waits.
    found = db.execute("SELECT min(+received_at) AS at FROM inbox WHERE state IN ('new', 'failed')").fetchone()
    return None if found["at"] is None else int(found["at"])


def forget_before(db: sqlite3.Connection, instant: int) -> int:
    """Forget events received before `instant` that were handled or set aside; how many."""
    return db.execute("DELETE FROM inbox WHERE received_at < ? AND state IN ('done', 'aside')", (instant,)).rowcount
