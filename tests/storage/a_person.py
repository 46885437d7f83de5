"""A database with one family in it, for the tests of what is kept of people."""

import sqlite3
from pathlib import Path

from storage import people
from storage.db import connect, migrate
from storage.people import Address
from storage.seal import Seal

SEAL = Seal(bytes(range(32)))
DAY = "2026-12-01"


def a_database(folder: Path) -> sqlite3.Connection:
    """An empty one."""
    db = connect(folder / "rainbow.db")
    migrate(db)
    return db


def somebody(db: sqlite3.Connection, key: str = "key", *, now: int = 1000, channel: str = "web") -> Address:
    """A new person at an address."""
    person = people.new_person(db, "zh", DAY)
    return people.new_address(db, SEAL, person_id=person, channel=channel, door="family", key=key, now=now)


def rows(db: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    """What a query finds."""
    return [tuple(row) for row in db.execute(sql)]
