"""What families and children said in one tap: whether they come, and how it was. Codes, never words."""

import sqlite3


def keep(db: sqlite3.Connection, *, booking: str, voice: str, answer: str, now: int) -> None:
    """Keep an answer of "family", "child" or about "coming"; a later one replaces it."""
    db.execute(
        "INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT (booking, voice) "
        "DO UPDATE SET answer = excluded.answer, at = excluded.at",
        (booking, voice, answer, now),
    )


def of_booking(db: sqlite3.Connection, booking: str) -> dict[str, str]:
    """Who said what of a booking."""
    rows = db.execute("SELECT voice, answer FROM feedback WHERE booking = ?", (booking,))
    return {row["voice"]: row["answer"] for row in rows}
