"""Small teams of a camp: which child is in which. Who may not be together stands nowhere."""

import sqlite3
from collections.abc import Mapping

from storage.bookings import Booking
from storage.camps import Camp


def put(db: sqlite3.Connection, booking: Booking, child_id: int, team: str) -> None:
    """Put a child into a team, out of the one before."""
    db.execute(
        "INSERT INTO camp_teams (booking_id, child_id, team) VALUES (?, ?, ?) "
        "ON CONFLICT (booking_id, child_id) DO UPDATE SET team = excluded.team",
        (booking.id, child_id, team),
    )


def of_camp(db: sqlite3.Connection, camp: Camp) -> Mapping[tuple[int, int], str]:
    """The team of every child that has one, by (registration, child)."""
    rows = db.execute(
        "SELECT booking_id, child_id, team FROM camp_teams JOIN bookings AS b ON b.id = booking_id "
        "WHERE b.service = 'camp' AND b.kind = ? AND b.first_day = ?",
        (camp.week, camp.first_day),
    )
    return {(row["booking_id"], row["child_id"]): row["team"] for row in rows}
