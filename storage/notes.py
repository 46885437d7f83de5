"""The one note a day to the families of a team, sealed; it goes when the camp's other words go."""

import sqlite3

from storage.camps import Camp
from storage.seal import Seal

PLACE = "notes.words"


def keep(db: sqlite3.Connection, seal: Seal, *, camp: Camp, team: str, day: str, words: str, by: int, now: int) -> bool:
    """Keep a note. False if the team has had its note that day: then nothing is kept."""
    changed = db.execute(
        "INSERT INTO notes (camp_id, team, day, words, by_person, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (camp.id, team, day, seal.close(words, PLACE), by, now),
    )
    return changed.rowcount == 1


def has(db: sqlite3.Connection, camp: Camp, team: str, day: str) -> bool:
    """Whether the families of a team have had their note of a day."""
    sql = "SELECT 1 FROM notes WHERE camp_id = ? AND team = ? AND day = ?"
    return db.execute(sql, (camp.id, team, day)).fetchone() is not None


def delete_before(db: sqlite3.Connection, instant: int) -> int:
    """Delete the notes of weeks that ended before `instant`; how many."""
    return db.execute(
        "DELETE FROM notes WHERE camp_id IN (SELECT id FROM camps WHERE ends_at < ?)", (instant,)
    ).rowcount
