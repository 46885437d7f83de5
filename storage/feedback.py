"""What families and children said in one tap: whether they come, and how it was. Codes; a family may add words."""

import sqlite3

from storage.seal import Seal

WORDS = "feedback.words"


def keep(db: sqlite3.Connection, *, booking: str, voice: str, answer: str, now: int) -> None:
    """Keep an answer of "family", "child" or about "coming"; a later one replaces it."""
    db.execute(
        "INSERT INTO feedback (booking, voice, answer, at) VALUES (?, ?, ?, ?) ON CONFLICT (booking, voice) "
        "DO UPDATE SET answer = excluded.answer, at = excluded.at",
        (booking, voice, answer, now),
    )


def of_booking(db: sqlite3.Connection, booking: str) -> dict[str, str]:
    """Who said what of a booking."""
    rows = db.execute("SELECT voice, answer FROM feedback WHERE booking = ? AND answer <> ''", (booking,))
    return {row["voice"]: row["answer"] for row in rows}


def write(db: sqlite3.Connection, seal: Seal, *, booking: str, words: str, now: int) -> None:
    """Keep what a family wrote beside its tap; later words replace it."""
    db.execute(
        "INSERT INTO feedback (booking, voice, answer, at, words) VALUES (?, 'family', '', ?, ?) "
        "ON CONFLICT (booking, voice) DO UPDATE SET words = excluded.words",
        (booking, now, seal.close(words, WORDS)),
    )


def words_of(db: sqlite3.Connection, seal: Seal, booking: str) -> str:
    """What a family wrote; nothing if it did not."""
    sql = "SELECT words FROM feedback WHERE booking = ? AND voice = 'family' AND words IS NOT NULL"
    row = db.execute(sql, (booking,)).fetchone()
    return str(seal.open(row["words"], WORDS)) if row else ""
