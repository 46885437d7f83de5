"""Off the record: what is left of a conversation in which nobody may be recognised, which is next to nothing.

An event is remembered for minutes, without its address, so that a channel that brings it twice is heard once. Screens
are kept only until they were seen; how many there were is folded into a round number. No row has a clock.
"""

import sqlite3

from storage.seal import Seal

PURPOSE = "unrecorded"  # of the outbox rows
FOLD = 64  # message numbers go on at the next multiple: nobody can count what was said
PLACE = "heard once"


def heard_once(db: sqlite3.Connection, seal: Seal, what: str) -> bool:
    """Whether this was heard (or done) a few minutes ago; from now on it was."""
    sql = "INSERT INTO heard_once (hash) VALUES (?) ON CONFLICT DO NOTHING"
    return db.execute(sql, (seal.blind(what, PLACE),)).rowcount == 0


def was_heard(db: sqlite3.Connection, seal: Seal, what: str) -> bool:
    """Whether it was heard a few minutes ago."""
    found = db.execute("SELECT 1 FROM heard_once WHERE hash = ?", (seal.blind(what, PLACE),)).fetchone()
    return found is not None


def turn_over(db: sqlite3.Connection) -> None:
    """Forget what was heard before the last time; what came since lasts until the next."""
    db.execute("DELETE FROM heard_once WHERE generation > 0")
    db.execute("UPDATE heard_once SET generation = 1")


def clear(db: sqlite3.Connection, address_id: int, *, up_to: int | None = None, but: int | None = None) -> None:
    """Forget what was said here off the record up to a message, `but` one; what is on its way goes when it is there."""
    db.execute(
        "DELETE FROM outbox WHERE address_id = ? AND purpose = ? AND seq <= coalesce(?, seq) AND seq IS NOT ? "
        "AND state <> 'waiting'",
        (address_id, PURPOSE, up_to, but),
    )


def clear_before(db: sqlite3.Connection, day_began: int) -> None:
    """Forget what was said anywhere off the record on an earlier day, delivered or not."""
    db.execute("DELETE FROM outbox WHERE purpose = ? AND at < ?", (PURPOSE, day_began))


def fold(db: sqlite3.Connection, address_id: int) -> None:
    """Count on from a round number: how much was said here off the record cannot be read from it."""
    db.execute("UPDATE addresses SET last_seq = (last_seq / ? + 1) * ? - 1 WHERE id = ?", (FOLD, FOLD, address_id))


def is_open(db: sqlite3.Connection, address_id: int) -> bool:
    """Whether the newest screen here is one off the record."""
    row = db.execute(
        "SELECT purpose FROM outbox WHERE address_id = ? AND origin = 'home' ORDER BY seq DESC LIMIT 1", (address_id,)
    ).fetchone()
    return row is not None and row["purpose"] == PURPOSE


def open_since_before(db: sqlite3.Connection, channel: str) -> list[int]:
    """Addresses of a channel with a screen off the record."""
    rows = db.execute(
        "SELECT DISTINCT address_id FROM outbox JOIN addresses ON addresses.id = address_id "
        "WHERE purpose = ? AND channel = ? AND outbox.state <> 'waiting'",
        (PURPOSE, channel),
    )
    return [row["address_id"] for row in rows]
