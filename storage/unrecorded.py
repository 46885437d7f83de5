"""Off the record: what is left of a conversation in which nobody may be recognised, which is next to nothing.

An event is remembered for minutes, without its address, so that a channel that brings it twice is heard once. Screens
are kept only until they were seen; how many there were is folded into a round number. No row has a clock, and for the
rest of the day none of its address has: a visit that led to the letter box leaves that it was on this day.
"""

import json
import secrets
import sqlite3
from collections.abc import Collection

from storage import attachments, drafts
from storage.seal import COMPACT, Seal

PURPOSE = "unrecorded"  # of the outbox rows
PAGE = "desk, no clock"  # of those that call a colleague; when they came would tell when something was written
FOLD = 64  # message numbers go on at the next multiple: nobody can count what was said
PLACE = "heard once"
_STANDS = (
    f"(purpose = '{PURPOSE}' AND state <> 'waiting' OR purpose = '{PAGE}' AND state IN ('seen', 'sent', 'failed'))"
)


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


def no_order() -> int:
    """A row id that tells neither when a row came nor what came before it. Rows that may have a clock count from 1."""
    return -1 - secrets.randbelow(2**62)


def clear(db: sqlite3.Connection, address_id: int, *, up_to: int | None = None, but: int | None = None) -> None:
    """Forget what was said here off the record up to a message, `but` one; what is on its way goes when it is there."""
    db.execute(
        "DELETE FROM outbox WHERE address_id = ? AND purpose IN (?, ?) AND seq <= coalesce(?, seq) AND seq IS NOT ? "
        "AND state <> 'waiting'",
        (address_id, PURPOSE, PAGE, up_to, but),
    )


def clear_before(db: sqlite3.Connection, day_began: int) -> None:
    """Forget what was said anywhere off the record on an earlier day, delivered or not; a call that waits is kept."""
    db.execute("DELETE FROM outbox WHERE purpose = ? AND at < ?", (PURPOSE, day_began))
    db.execute("DELETE FROM outbox WHERE purpose = ? AND state IN ('seen', 'sent', 'failed')", (PAGE,))


def clear_idle(db: sqlite3.Connection, there: Collection[int], flows: Collection[str]) -> list[int]:
    """Forget what of `there` stands anywhere with nothing half written beside it: five pictures open a letter.

    The ids of what stands there by now.
    """
    db.execute(
        f"DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?)) AND {_STANDS} "  # noqa: S608 - ours
        "AND address_id NOT IN (SELECT address_id FROM drafts WHERE flow IN (SELECT value FROM json_each(?)))",
        (json.dumps(list(there)), json.dumps(list(flows))),
    )
    return [row["id"] for row in db.execute(f"SELECT id FROM outbox WHERE {_STANDS}")]  # noqa: S608 - ours


def clear_day(
    db: sqlite3.Connection, seal: Seal, address_id: int, day_began: int, *, up_to: int, but: int | None
) -> None:
    """Forget when something was heard and answered here today: who came just before a letter would be known by it.

    What is more than an answer, waits or is watched stays, and so does message `but`, which is about to be replaced.
    """
    rows = db.execute(
        "DELETE FROM inbox WHERE address_id = ? AND received_at >= ? AND state = 'done' "
        "RETURNING channel, event_id, hash",
        (address_id, day_began),
    )
    for row in rows.fetchall():
        heard_once(db, seal, named(row["channel"], row["event_id"], row["hash"]))
    today = (
        "address_id = ? AND at >= ? AND seq <= ? AND purpose = 'answer' AND state <> 'waiting' "
        "AND important_until IS NULL"
    )
    values = (address_id, day_began, up_to)
    db.execute(f"DELETE FROM outbox WHERE {today} AND seq IS NOT ?", (*values, but))  # noqa: S608 - ours
    db.execute(f"UPDATE outbox SET at = ?, id = ? WHERE {today}", (day_began, no_order(), *values))  # noqa: S608 - ours


def let_go(db: sqlite3.Connection, seal: Seal, person_id: int | None = None, before: str = "9") -> None:
    """Forget what was spoken or drawn (by one person, or before a local day) and is in nothing half written now."""
    held = COMPACT.encode(drafts.states(db, seal, person_id))
    for ref in attachments.loose(db, person_id, before):
        if ref not in held:
            attachments.drop(db, ref)


def leave_out(db: sqlite3.Connection, seal: Seal, flows: Collection[str]) -> None:
    """Take out of a copy what is said and half written off the record: it would be kept for as long as the copy is."""
    of_them = (
        f"SELECT address_id FROM outbox WHERE purpose = '{PURPOSE}' "  # noqa: S608 - ours
        "UNION SELECT address_id FROM drafts WHERE flow IN (SELECT value FROM json_each(?))"
    )
    those = json.dumps([row["address_id"] for row in db.execute(of_them, (json.dumps(list(flows)),))])
    for table, waits in (("inbox", "('new', 'failed', 'aside')"), ("jobs", "('waiting')")):
        sql = f"DELETE FROM {table} WHERE state IN {waits} AND address_id IN (SELECT value FROM json_each(?))"  # noqa: S608
        db.execute(sql, (those,))
    db.execute("DELETE FROM drafts WHERE flow IN (SELECT value FROM json_each(?))", (json.dumps(list(flows)),))
    db.execute("DELETE FROM outbox WHERE purpose IN (?, ?)", (PURPOSE, PAGE))
    db.execute("DELETE FROM heard_once")
    let_go(db, seal)
    for address_id in json.loads(those):
        fold(db, address_id)


def named(channel: str, event_id: str, digest: bytes) -> str:
    """One event as one word; what was said cannot be guessed from it, for a page's event ids are random."""
    return f"{channel} {event_id} {digest.hex()}"


def fold(db: sqlite3.Connection, address_id: int) -> None:
    """Count on from a round number: how much was said here off the record cannot be read from it."""
    db.execute("UPDATE addresses SET last_seq = (last_seq / ? + 1) * ? - 1 WHERE id = ?", (FOLD, FOLD, address_id))


def is_open(db: sqlite3.Connection, address_id: int) -> bool:
    """Whether the newest screen here is one off the record."""
    row = db.execute(
        "SELECT purpose FROM outbox WHERE address_id = ? AND origin = 'home' ORDER BY seq DESC LIMIT 1", (address_id,)
    ).fetchone()
    return row is not None and row["purpose"] == PURPOSE
