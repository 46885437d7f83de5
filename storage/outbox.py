"""What was and will be said: one row a screen, numbered per address, sealed, rendered only at delivery."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage import unrecorded
from storage.seal import Seal

PLACE = "outbox.payload"


@dataclass(frozen=True)
class Said:
    """One message of a conversation: `payload` is the screen as JSON with unspoken texts."""

    seq: int
    origin: str
    edits: int | None
    payload: Any
    at: int
    state: str
    purpose: str = "answer"
    hourless: bool = False


def put(
    db: sqlite3.Connection,
    seal: Seal,
    *,
    address_id: int,
    payload: Any,
    now: int,
    purpose: str = "answer",
    origin: str = "home",
    edits: int | None = None,
    state: str = "stored",
    important_until: int | None = None,
    not_before: int | None = None,
    hourless: bool = False,
) -> int:
    """Say something at an address; its sequence number there. What it `edits` was one of ours, or it stands alone.

    Where `now` is no hour but a day, the row's own id has no order either.
    """
    found = db.execute(
        "UPDATE addresses SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq", (address_id,)
    ).fetchone()
    seq = int(found["last_seq"])
    if edits is not None and not _replace(db, address_id, edits):
        edits = None
    db.execute(
        "INSERT INTO outbox "
        "(id, address_id, seq, origin, edits, purpose, payload, state, at, important_until, not_before) "
        "VALUES (coalesce(?, (SELECT max(coalesce(max(id), 0), 0) + 1 FROM outbox)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (unrecorded.no_order() if hourless else None, address_id, seq, origin, edits, purpose,
         seal.close(payload, PLACE), state, now, important_until, not_before),
    )  # fmt: skip
    return seq


def unsay(db: sqlite3.Connection, address_id: int, after: int) -> None:
    """Take back the echo of what somebody said here after message `after`."""
    db.execute("DELETE FROM outbox WHERE address_id = ? AND seq > ? AND origin = 'me'", (address_id, after))


def _replace(db: sqlite3.Connection, address_id: int, seq: int) -> bool:
    """What is replaced is not kept, and was seen: whoever tapped on it had it before their eyes."""
    sql = (
        "UPDATE outbox SET payload = NULL, state = CASE WHEN state IN ('stored', 'sent') THEN 'seen' ELSE state END "
        "WHERE address_id = ? AND seq = ? AND origin = 'home'"
    )
    return db.execute(sql, (address_id, seq)).rowcount == 1


def after(db: sqlite3.Connection, seal: Seal, address_id: int, seq: int, most: int = 200) -> list[Said]:
    """What was said at an address after message `seq`, in order; emptied ones are left out."""
    rows = db.execute(
        "SELECT * FROM outbox WHERE address_id = ? AND seq > ? AND payload IS NOT NULL ORDER BY seq LIMIT ?",
        (address_id, seq, most),
    )
    return [_said(seal, row) for row in rows]


def of_person(db: sqlite3.Connection, seal: Seal, person_id: int) -> list[Said]:
    """What is kept of a person's conversations, wherever they were held, oldest first."""
    rows = db.execute(
        "SELECT outbox.* FROM outbox JOIN addresses ON addresses.id = address_id "
        "WHERE person_id = ? AND payload IS NOT NULL ORDER BY outbox.at, address_id, seq",
        (person_id,),
    )
    return [_said(seal, row) for row in rows]


def last_screen(db: sqlite3.Connection, seal: Seal, address_id: int) -> Any:
    """The newest screen of ours at this address, or {}."""
    row = db.execute(
        "SELECT payload FROM outbox WHERE address_id = ? AND origin = 'home' AND payload IS NOT NULL "
        "ORDER BY seq DESC LIMIT 1",
        (address_id,),
    ).fetchone()
    return seal.open(row["payload"], PLACE) if row else {}


def last_seq(db: sqlite3.Connection, address_id: int) -> int:
    """The number of the newest message at this address, 0 if there is none."""
    return int(db.execute("SELECT last_seq FROM addresses WHERE id = ?", (address_id,)).fetchone()["last_seq"])


def start_after(db: sqlite3.Connection, address_id: int, heard: int, most: int = 60) -> int:
    """After which message to go on for a page that heard everything up to `heard`; a new one gets the newest `most`.

    A page that claims to have heard what was never said has its number from elsewhere, and is as good as new.
    """
    last = last_seq(db, address_id)
    return heard if 0 < heard <= last else max(0, last - most)


def seen(db: sqlite3.Connection, address_id: int, seq: int) -> bool:
    """The page says that it has shown everything up to `seq`; whether something off the record went with it."""
    db.execute(
        "UPDATE outbox SET state = 'seen' WHERE address_id = ? AND seq <= ? AND state IN ('stored', 'sent')",
        (address_id, seq),
    )
    gone = db.execute(  # a page may ask for its newest message again; off the record, nothing before it is kept
        "DELETE FROM outbox WHERE address_id = ? AND purpose IN (?, ?) AND state = 'seen' AND seq < "
        "(SELECT max(seq) FROM outbox WHERE address_id = ? AND origin = 'home')",
        (address_id, unrecorded.PURPOSE, unrecorded.PAGE, address_id),
    )
    return gone.rowcount > 0


def unseen_important(db: sqlite3.Connection, before: int) -> list[tuple[int, int, str]]:
    """(row id, person, purpose) of important messages nobody has seen whose time is at or before `before`.

    What was `sent` rang on somebody's phone; what is `stored` waits on a page that may be closed.
    """
    rows = db.execute(
        "SELECT outbox.id, addresses.person_id, outbox.purpose FROM outbox JOIN addresses ON addresses.id = address_id "
        "WHERE important_until <= ? AND outbox.state NOT IN ('seen', 'sent')",
        (before,),
    )
    return [(row["id"], row["person_id"], row["purpose"]) for row in rows]


def settle_important(db: sqlite3.Connection, before: int) -> None:
    """Important messages whose time is at or before `before` need no more watching."""
    db.execute("UPDATE outbox SET important_until = NULL WHERE important_until <= ?", (before,))


def empty_seen(db: sqlite3.Connection, address_id: int) -> None:
    """Empty what was shown at an address already: a page that is locked and opened anew has nothing to show of it."""
    db.execute("UPDATE outbox SET payload = NULL WHERE address_id = ? AND state = 'seen'", (address_id,))


def forget_before(db: sqlite3.Connection, instant: int) -> int:
    """Forget what was said before `instant`, but not what still waits to be sent or watched; how many messages."""
    sql = "DELETE FROM outbox WHERE at < ? AND state <> 'waiting' AND important_until IS NULL"
    return db.execute(sql, (instant,)).rowcount


def _said(seal: Seal, row: sqlite3.Row) -> Said:
    return Said(
        row["seq"], row["origin"], row["edits"], seal.open(row["payload"], PLACE), row["at"], row["state"],
        row["purpose"], row["id"] < 0,
    )  # fmt: skip
