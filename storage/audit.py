"""The audit log: who did or read what, and why. Append-only, over opaque ids, each row hashed onto the one before."""

import hashlib
import sqlite3

from storage import meta

ANCHOR_ID = "audit anchor id"
ANCHOR_HASH = "audit anchor hash"


def record(db: sqlite3.Connection, *, at: int, actor: str, act: str, what: str, why: str) -> None:
    """Append one entry: `actor` a person's ref or "clock", `act` such as "booking.confirmed", `what` a ref."""
    last = db.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    number, previous = (last["id"], last["hash"]) if last else _anchor(db)
    entry = (number + 1, at, actor, act, what, why)
    db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (*entry, _link(previous, entry)))


def verify(db: sqlite3.Connection) -> int | None:
    """The id of the first entry that was changed or after which one is missing; None if the chain is whole."""
    number, previous = _anchor(db)
    for row in db.execute("SELECT * FROM audit ORDER BY id"):
        entry = (row["id"], row["at"], row["actor"], row["act"], row["object"], row["why"])
        if row["id"] != number + 1 or row["hash"] != _link(previous, entry):
            return int(row["id"])
        number, previous = row["id"], row["hash"]
    return None


def prune(db: sqlite3.Connection, instant: int) -> int:
    """Drop entries older than `instant` behind an anchor that keeps the chain verifiable; how many."""
    last = db.execute("SELECT id, hash FROM audit WHERE at < ? ORDER BY id DESC LIMIT 1", (instant,)).fetchone()
    if last is None:
        return 0
    meta.put(db, ANCHOR_ID, str(last["id"]))
    meta.put(db, ANCHOR_HASH, last["hash"].hex())
    return db.execute("DELETE FROM audit WHERE id <= ?", (last["id"],)).rowcount


def of_object(db: sqlite3.Connection, what: str) -> list[tuple[int, str, str, str]]:
    """(at, actor, act, why) of everything recorded of an object, in order."""
    rows = db.execute("SELECT * FROM audit WHERE object = ? ORDER BY id", (what,))
    return [(row["at"], row["actor"], row["act"], row["why"]) for row in rows]


def readings(db: sqlite3.Connection, ref: str) -> int:
    """How often staff have opened an object."""
    sql = "SELECT count(*) AS number FROM audit WHERE object = ? AND act LIKE '%.read'"
    return int(db.execute(sql, (ref,)).fetchone()["number"])


def _anchor(db: sqlite3.Connection) -> tuple[int, bytes]:
    return int(meta.get(db, ANCHOR_ID, "0")), bytes.fromhex(meta.get(db, ANCHOR_HASH))


def _link(previous: bytes, entry: tuple[int, int, str, str, str, str]) -> bytes:
    return hashlib.sha256(previous + "\x1f".join(map(str, entry)).encode()).digest()
