"""The draw: an order that nobody could have wished for, and that anybody can work out again from the published file.

The hash of a secret seed is published with the week, before anybody has entered; the hash of the list of entrants when
it is frozen; the seed when it is drawn. The shuffle is our own, over SHA-256 in counter mode, so that no other version
of a language or a library can change what once was drawn. Published are opaque names of registrations, one for brothers
and sisters together, and nothing else: neither the groups that have quotas nor who fitted where.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from storage.bookings import Booking, by_id, select
from storage.camps import Camp
from storage.seal import Seal, new_ref

FORM = "rainbow-ramp draw 1"
SEED = "draws.seed"
WORD = 8  # bytes of a hash that make one number


# --- the arithmetic: pure, for whoever replays it ---


def list_hash(entrants: Iterable[str]) -> str:
    """SHA-256 over the entrants in the order of their characters, a line feed after each."""
    return hashlib.sha256("".join(f"{each}\n" for each in sorted(entrants)).encode()).hexdigest()


def seed_hash(seed: str) -> str:
    """SHA-256 over the seed as it is written, in hexadecimal."""
    return hashlib.sha256(seed.encode()).hexdigest()


def shuffled(entrants: Iterable[str], seed: str) -> list[str]:
    """The entrants in the drawn order: Fisher and Yates from the end of the sorted list, by numbers of the seed."""
    order, numbers = sorted(entrants), _numbers(seed)
    for last in range(len(order) - 1, 0, -1):
        at = _below(last + 1, numbers)
        order[last], order[at] = order[at], order[last]
    return order


def _numbers(seed: str) -> Iterator[int]:
    """SHA-256 over the seed and a counter of eight bytes, from 0; each hash gives four numbers of 64 bits."""
    for counter in count():
        block = hashlib.sha256(seed.encode() + counter.to_bytes(8, "big")).digest()
        for at in range(0, len(block), WORD):
            yield int.from_bytes(block[at : at + WORD], "big")


def _below(limit: int, numbers: Iterator[int]) -> int:
    """The next number below `limit`, each equally likely: those above the last whole multiple are passed over."""
    whole = 2 ** (8 * WORD) // limit * limit
    return next(number for number in numbers if number < whole) % limit


def wrongs(published: Mapping[str, Any]) -> list[str]:
    """What does not hold in a published draw: "form", "list", "seed", "order"; empty if it is what it says."""
    entrants, order, seed = _names(published.get("entrants")), _names(published.get("order")), published.get("seed")
    if published.get("draw") != FORM or entrants is None or order is None or not isinstance(seed, str):
        return ["form"]
    found = ["list"] if list_hash(entrants) != published.get("list_hash") else []
    found += ["seed"] if seed_hash(seed) != published.get("seed_hash") else []
    return found + (["order"] if shuffled(entrants, seed) != order else [])


def _names(value: Any) -> list[str] | None:
    names = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    return names if names == value and len(set(names)) == len(names) else None


# --- the draw of a week ---


def open_draw(db: sqlite3.Connection, seal: Seal, camp: Camp) -> None:
    """A seed for the week, made before anybody can enter; from now on its hash is public."""
    seed = secrets.token_hex(32)
    sql = "INSERT INTO draws (camp_id, seed, seed_hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    db.execute(sql, (camp.id, seal.close(seed, SEED), seed_hash(seed)))


def enter(db: sqlite3.Connection, camp: Camp, booking: Booking) -> str:
    """Write a registration into the list; the name under which it is drawn."""
    entrant = new_ref()
    db.execute("INSERT INTO entrants (entrant, camp_id, booking_id) VALUES (?, ?, ?)", (entrant, camp.id, booking.id))
    return entrant


def entrant_of(db: sqlite3.Connection, booking: Booking) -> str:
    """The name under which a registration is drawn; nothing if it never entered."""
    row = db.execute("SELECT entrant FROM entrants WHERE booking_id = ?", (booking.id,)).fetchone()
    return str(row["entrant"]) if row else ""


def entrants(db: sqlite3.Connection, camp: Camp) -> list[str]:
    """Everybody who has entered so far, in the order of the list."""
    rows = db.execute("SELECT entrant FROM entrants WHERE camp_id = ? ORDER BY entrant", (camp.id,))
    return [row["entrant"] for row in rows]


def freeze(db: sqlite3.Connection, camp: Camp, now: int) -> str:
    """The period is over: nobody enters any more. The list's hash, to be published before the draw.

    Who called off before is not in it; who calls off later stays in it and is passed over.
    """
    db.execute(
        "DELETE FROM entrants WHERE camp_id = ? "
        "AND booking_id IN (SELECT id FROM bookings WHERE state <> 'waitlisted')",
        (camp.id,),
    )
    hashed = list_hash(entrants(db, camp))
    db.execute("UPDATE draws SET list_hash = ?, frozen_at = ? WHERE camp_id = ?", (hashed, now, camp.id))
    return hashed


def draw(db: sqlite3.Connection, seal: Seal, camp: Camp, now: int) -> list[Booking]:
    """Reveal the seed and put everybody in line in the drawn order; the registrations in it.

    Whoever came after the end of the period stands behind all who were drawn.
    """
    seed = seal.open(db.execute("SELECT seed FROM draws WHERE camp_id = ?", (camp.id,)).fetchone()["seed"], SEED)
    order = shuffled(entrants(db, camp), seed)
    drawn = []
    for place, entrant in enumerate(order, 1):
        sql = "UPDATE entrants SET place = ? WHERE entrant = ? RETURNING booking_id"
        booking_id = db.execute(sql, (place, entrant)).fetchone()["booking_id"]
        db.execute("UPDATE bookings SET lot = ? WHERE id = ?", (place, booking_id))
        drawn.append(by_id(db, booking_id))
    late = select(db, "WHERE b.service = 'camp' AND b.kind = ? AND b.first_day = ? AND b.lot = 0",
                  (camp.week, camp.first_day))  # fmt: skip
    db.executemany("UPDATE bookings SET lot = NULL WHERE id = ?", [(one.id,) for one in late])
    db.execute("UPDATE draws SET drawn_at = ? WHERE camp_id = ?", (now, camp.id))
    return drawn


def to_freeze(db: sqlite3.Connection, now: int) -> list[int]:
    """Rows of the weeks whose period is over and whose entrants are not frozen yet."""
    sql = "SELECT id FROM camps JOIN draws ON camp_id = id WHERE closes_at <= ? AND frozen_at IS NULL ORDER BY id"
    return [row["id"] for row in db.execute(sql, (now,))]


def to_draw(db: sqlite3.Connection, now: int) -> list[int]:
    """Rows of the weeks whose entrants are frozen and whose hour has come."""
    sql = (
        "SELECT id FROM camps JOIN draws ON camp_id = id "
        "WHERE draw_at <= ? AND frozen_at IS NOT NULL AND drawn_at IS NULL ORDER BY id"
    )
    return [row["id"] for row in db.execute(sql, (now,))]


def published(db: sqlite3.Connection, seal: Seal, camp: Camp) -> dict[str, Any]:
    """What may be known of the draw by now: its hashes, once frozen the list, once drawn the seed and the order."""
    row = db.execute("SELECT * FROM draws WHERE camp_id = ?", (camp.id,)).fetchone()
    if row is None:
        return {}
    told: dict[str, Any] = {"draw": FORM, "week": camp.week, "first_day": camp.first_day, "seed_hash": row["seed_hash"]}
    if row["frozen_at"] is not None:
        told |= {"list_hash": row["list_hash"], "entrants": entrants(db, camp)}
    if row["drawn_at"] is not None:
        order = db.execute("SELECT entrant FROM entrants WHERE camp_id = ? ORDER BY place", (camp.id,))
        told |= {"seed": seal.open(row["seed"], SEED), "order": [each["entrant"] for each in order]}
    return told
