"""Who was handed a child at the door, seen by whom, and who was not."""

import sqlite3
from dataclasses import dataclass

from storage.bookings import Booking
from storage.seal import Seal

PLACE = "pickups.details"


@dataclass(frozen=True)
class Pickup:
    """One moment at the door: `who` came, whether the child was `handed` over, the colleague who saw them."""

    child_id: int
    day: str
    handed: bool
    who: str
    by_person: int
    at: int


def record(
    db: sqlite3.Connection, seal: Seal, *, booking: Booking, child_id: int, day: str, handed: bool, who: str, by: int,
    now: int,
) -> bool:  # fmt: skip
    """Write it down. False if the child has been handed over that day already: then nothing is written."""
    changed = db.execute(
        "INSERT INTO pickups (booking_id, child_id, day, handed, details, by_person, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (booking.id, child_id, day, handed, seal.close(who, PLACE), by, now),
    )
    return changed.rowcount == 1


def of_day(db: sqlite3.Connection, seal: Seal, booking: Booking, day: str) -> list[Pickup]:
    """What happened at the door with the children of a registration on a day, in order."""
    rows = db.execute("SELECT * FROM pickups WHERE booking_id = ? AND day = ? ORDER BY id", (booking.id, day))
    return [_pickup(seal, row) for row in rows]


def of_booking(db: sqlite3.Connection, seal: Seal, booking: Booking) -> list[Pickup]:
    """The same of all its days."""
    rows = db.execute("SELECT * FROM pickups WHERE booking_id = ? ORDER BY id", (booking.id,))
    return [_pickup(seal, row) for row in rows]


def _pickup(seal: Seal, row: sqlite3.Row) -> Pickup:
    who = seal.open(row["details"], PLACE)
    return Pickup(row["child_id"], row["day"], bool(row["handed"]), who, row["by_person"], row["at"])
