"""Jobs: what takes time beside the turns. A job is done when its result is written, in the turn that hears of it."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.seal import Seal, new_ref

PAYLOAD, RESULT = "jobs.payload", "jobs.result"
TRIES = 3


@dataclass(frozen=True)
class Job:
    """One job: `kind` is "flow.what", `payload` what it needs to know (JSON)."""

    id: int
    ref: str
    kind: str
    address_id: int
    payload: Any
    tries: int


def add(db: sqlite3.Connection, seal: Seal, *, kind: str, address_id: int, payload: Any, now: int) -> str:
    """Keep a job to be done; its ref."""
    ref = new_ref()
    db.execute(
        "INSERT INTO jobs (ref, kind, address_id, payload, at) VALUES (?, ?, ?, ?, ?)",
        (ref, kind, address_id, seal.close(payload, PAYLOAD), now),
    )
    return ref


def waiting(db: sqlite3.Connection, seal: Seal, *, of: str = "", but: str = "", most: int = 8) -> list[Job]:
    """Jobs to be done, oldest first: those `of` one kind alone, or all `but` one kind."""
    sql = "SELECT * FROM jobs WHERE state = 'waiting' AND ? IN ('', kind) AND kind <> ? ORDER BY id LIMIT ?"
    rows = db.execute(sql, (of, but, most))
    return [
        Job(row["id"], row["ref"], row["kind"], row["address_id"], seal.open(row["payload"], PAYLOAD), row["tries"])
        for row in rows
    ]


def done(db: sqlite3.Connection, seal: Seal, job_id: int, result: Any) -> bool:
    """Its result is here; what it needed to know is emptied. False, and nothing is kept, if nobody waits for it."""
    sql = "UPDATE jobs SET state = 'done', payload = NULL, result = ? WHERE id = ? AND state = 'waiting'"
    return db.execute(sql, (seal.close(result, RESULT), job_id)).rowcount == 1


def unrecord(db: sqlite3.Connection, job_id: int) -> None:
    """It was done off the record: that it ever was is not kept."""
    db.execute("DELETE FROM jobs WHERE id = ?", (job_id,))


def failed(db: sqlite3.Connection, job: Job) -> bool:
    """It did not work; whether it is given up, and somebody waits to hear so."""
    given_up = job.tries + 1 >= TRIES
    sql = "UPDATE jobs SET tries = tries + 1, state = ? WHERE id = ? AND state = 'waiting'"
    return db.execute(sql, ("failed" if given_up else "waiting", job.id)).rowcount == 1 and given_up


def result_of(db: sqlite3.Connection, seal: Seal, ref: str, address_id: int) -> Any:
    """The result of a job of this address; None if there is none."""
    row = db.execute(
        "SELECT result FROM jobs WHERE ref = ? AND address_id = ? AND result IS NOT NULL", (ref, address_id)
    ).fetchone()
    return seal.open(row["result"], RESULT) if row else None


def holds_up(db: sqlite3.Connection, address_id: int, since: int) -> bool:
    """Whether a job begun after `since` still runs for this address: its later events wait for it."""
    sql = "SELECT 1 FROM jobs WHERE address_id = ? AND at > ? AND state = 'waiting' LIMIT 1"
    return db.execute(sql, (address_id, since)).fetchone() is not None


def tell_once(db: sqlite3.Connection, address_id: int) -> bool:
    """Whether this address has a job that still runs and was not yet told so; from now on it was."""
    sql = "UPDATE jobs SET told = 1 WHERE address_id = ? AND state = 'waiting' AND told = 0"
    return db.execute(sql, (address_id,)).rowcount > 0


def drop(db: sqlite3.Connection, address_id: int) -> None:
    """Nobody waits for the jobs of an address any more, nor may read what came of them."""
    # The rows stay: a job that is being worked on at this moment must not find another one under its number.
    db.execute("UPDATE jobs SET state = 'failed', payload = NULL, result = NULL WHERE address_id = ?", (address_id,))


def forget_before(db: sqlite3.Connection, instant: int) -> int:
    """Forget jobs that ended, with their results, if they were begun before `instant`; how many."""
    return db.execute("DELETE FROM jobs WHERE at < ? AND state <> 'waiting'", (instant,)).rowcount
