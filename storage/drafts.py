"""Half-filled forms: a stack an address, the innermost on top. They outlive restarts, pauses, a change of language."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from storage.seal import Seal, WrongKey

PLACE = "drafts.state"


@dataclass(frozen=True)
class Draft:
    """One half-filled form: its flow's name and the engine's own state (JSON)."""

    depth: int
    flow: str
    state: Any


def top(db: sqlite3.Connection, seal: Seal, address_id: int) -> Draft | None:
    """The form this address is in, or None."""
    found = db.execute(
        "SELECT * FROM drafts WHERE address_id = ? ORDER BY depth DESC LIMIT 1", (address_id,)
    ).fetchone()
    return Draft(found["depth"], found["flow"], seal.open(found["state"], PLACE)) if found else None


def flow_on_top(db: sqlite3.Connection, address_id: int) -> str:
    """The flow of the form that this address is in, "" if in none: nothing is opened for it."""
    sql = "SELECT flow FROM drafts WHERE address_id = ? ORDER BY depth DESC LIMIT 1"
    found = db.execute(sql, (address_id,)).fetchone()
    return str(found["flow"]) if found else ""


def stack(db: sqlite3.Connection, seal: Seal, address_id: int) -> list[Draft]:
    """Every half-filled form of this address, the outermost first."""
    rows = db.execute("SELECT * FROM drafts WHERE address_id = ? ORDER BY depth", (address_id,))
    return [Draft(row["depth"], row["flow"], seal.open(row["state"], PLACE)) for row in rows]


def states(db: sqlite3.Connection, seal: Seal, person_id: int | None = None) -> list[Any]:
    """What every half-filled form holds that can be opened, of one person's or of all."""
    sql = (
        "SELECT drafts.state FROM drafts JOIN addresses ON addresses.id = address_id "
        "WHERE person_id = coalesce(?, person_id)"
    )
    held = []
    for row in db.execute(sql, (person_id,)):
        with suppress(WrongKey):
            held.append(seal.open(row["state"], PLACE))
    return held


def keep(db: sqlite3.Connection, seal: Seal, address_id: int, draft: Draft, now: int) -> None:
    """Write the draft down at its depth."""
    db.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?) ON CONFLICT (address_id, depth) "
        "DO UPDATE SET flow = excluded.flow, state = excluded.state, updated_at = excluded.updated_at",
        (address_id, draft.depth, draft.flow, seal.close(draft.state, PLACE), now),
    )


def drop(db: sqlite3.Connection, address_id: int, depth: int = 0) -> None:
    """Forget the drafts at `depth` and above."""
    db.execute("DELETE FROM drafts WHERE address_id = ? AND depth >= ?", (address_id, depth))


def drop_flow(db: sqlite3.Connection, address_id: int, flow: str) -> None:
    """Forget a flow's drafts at an address, whatever lies on top of them."""
    db.execute("DELETE FROM drafts WHERE address_id = ? AND flow = ?", (address_id, flow))


def forget_flow_before(db: sqlite3.Connection, flow: str, instant: int) -> None:
    """Forget drafts of a flow untouched since `instant`."""
    db.execute("DELETE FROM drafts WHERE flow = ? AND updated_at < ?", (flow, instant))


def forget_before(db: sqlite3.Connection, instant: int) -> int:
    """Forget drafts untouched since `instant`; how many."""
    return db.execute("DELETE FROM drafts WHERE updated_at < ?", (instant,)).rowcount
