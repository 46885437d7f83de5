"""Small facts about the home's own machine, by name."""

import sqlite3

KEY_FINGERPRINT = "key fingerprint"
COPIED_AT = "copied at"
ROOM_OPENED = "room opened"  # there may be room for people who wait, and the line has not been passed since


def get(db: sqlite3.Connection, name: str, default: str = "") -> str:
    """The value kept under `name`."""
    found = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(found["value"]) if found else default


def put(db: sqlite3.Connection, name: str, value: str) -> None:
    """Keep `value` under `name`."""
    db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))
