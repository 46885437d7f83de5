"""What a child itself says to going: yes, no or not sure, tapped in pictures. The latest answer counts."""

import sqlite3

from storage.bookings import Booking


def keep(db: sqlite3.Connection, *, booking: Booking, child_id: int, answer: str, by_staff: bool, now: int) -> None:
    """Keep an answer; `by_staff` if a colleague asked the child."""
    db.execute(
        "INSERT INTO wishes (booking_id, child_id, answer, by_staff, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (booking_id, child_id) DO UPDATE SET answer = excluded.answer, by_staff = excluded.by_staff, "
        "at = excluded.at",
        (booking.id, child_id, answer, by_staff, now),
    )


def of_booking(db: sqlite3.Connection, booking: Booking) -> dict[int, str]:
    """The answers so far, by the child's row id."""
    rows = db.execute("SELECT child_id, answer FROM wishes WHERE booking_id = ?", (booking.id,))
    return {row["child_id"]: row["answer"] for row in rows}
