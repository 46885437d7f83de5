"""What was heard, before anything is decided. The same event twice is the same event."""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.seal import Seal, new_ref

PLACE = "inbox.payload"
TRIES = 3
RETRY_SECONDS = (1, 3)


@dataclass(frozen=True)
class Heard:
    """An event as it lies in the inbox."""

    id: int
    address_id: int
    payload: Any
    tries: int
    reference: str | None


def keep(
    db: sqlite3.Connection, seal: Seal, *, channel: str, event_id: str, address_id: int, payload: Any, raw: bytes, now: int
) -> Heard | None:
    """Write the event down; None if it is here already. (channel, id, hash of the raw bytes) makes it the same one."""
    digest = hashlib.sha256(raw).digest()[:16]
    cursor = db.execute(
        "INSERT INTO inbox (channel, event_id, hash, address_id, payload, received_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (channel, event_id, digest, address_id, seal.close(payload, PLACE), now),
    )
    return Heard(int(cursor.lastrowid or 0), address_id, payload, 0, None) if cursor.rowcount else None


def known_id(db: sqlite3.Connection, channel: str, event_id: str) -> bool:
    """Whether an event of this id was heard, whatever it said."""
    return bool(db.execute("SELECT 1 FROM inbox WHERE channel = ? AND event_id = ?", (channel, event_id)).fetchone())


def done(db: sqlite3.Connection, heard_id: int) -> None:
    """Handled: its content is emptied, what made it unique stays."""
    db.execute("UPDATE inbox SET state = 'done', payload = NULL, retry_at = NULL WHERE id = ?", (heard_id,))


def failed(db: sqlite3.Connection, heard: Heard, now: int) -> tuple[str, bool]:
    """Its turn failed: (reference, whether it is set aside for good after this try)."""
    reference = heard.reference or new_ref(6)
    tries = heard.tries + 1
    aside = tries >= TRIES
    retry_at = None if aside else now + RETRY_SECONDS[tries - 1]
    db.execute(
        "UPDATE inbox SET state = ?, tries = ?, reference = ?, retry_at = ? WHERE id = ?",
        ("aside" if aside else "failed", tries, reference, retry_at, heard.id),
    )
    return reference, aside


def has_waiting(db: sqlite3.Connection, address_id: int) -> bool:
    """Whether an earlier event of this address still waits: later ones wait behind it."""
    sql = "SELECT 1 FROM inbox WHERE address_id = ? AND state IN ('new', 'failed') LIMIT 1"
    return db.execute(sql, (address_id,)).fetchone() is not None


def to_retry(db: sqlite3.Connection, seal: Seal, now: int) -> list[Heard]:
    """Each address's first waiting event whose time has come, in order."""
    rows = db.execute(
        "SELECT * FROM inbox WHERE id IN (SELECT min(id) FROM inbox WHERE state IN ('new', 'failed') GROUP BY address_id) "
        "AND coalesce(retry_at, 0) <= ? ORDER BY id LIMIT 64",
        (now,),
    )
    return [
        Heard(row["id"], row["address_id"], seal.open(row["payload"], PLACE), row["tries"], row["reference"])
        for row in rows
    ]


def oldest_waiting(db: sqlite3.Connection) -> int | None:
    """When the oldest event that still waits was received."""
    found = db.execute("SELECT min(received_at) AS at FROM inbox WHERE state IN ('new', 'failed')").fetchone()
    return None if found["at"] is None else int(found["at"])


def forget_before(db: sqlite3.Connection, instant: int) -> int:
    """Forget handled events older than `instant`; how many."""
    return db.execute("DELETE FROM inbox WHERE received_at < ? AND state = 'done'", (instant,)).rowcount
