"""A house with a week of places, for the tests of storage."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.db import connect, migrate
from storage.places import Actor, Booking, NewBooking, SpanPlan, Want, change, edit_span, open_spans, request, spans_of

HOUR = 3600
DAY = 24 * HOUR
MONDAY = int(datetime(2026, 12, 6, 16, tzinfo=UTC).timestamp())  # midnight of 7 December in Shanghai


def day_name(day: int) -> str:
    """The ISO date of a day counted from that Monday."""
    return (datetime(2026, 12, 7, tzinfo=UTC) + timedelta(days=day)).date().isoformat()


def at(day: int, hour: float = 0) -> int:
    """The instant of an hour on that day; an hour may lie past midnight."""
    return MONDAY + day * DAY + int(hour * HOUR)


class House:
    """What the tests do to the places: opening them, asking for them, deciding."""

    staff = Actor("staff")
    family = Actor("family")

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.now = at(-7)

    def halves(self, resource: str, capacity: int, days: int = 7) -> list[SpanPlan]:
        """Two spans a day, with an hour's rest at noon."""
        hours = ((9, 12), (13, 17))
        return [
            SpanPlan(resource, day_name(day), at(day, starts), at(day, ends), capacity)
            for day in range(days)
            for starts, ends in hours
        ]

    def nights(self, resource: str, capacity: int, days: int = 7) -> list[SpanPlan]:
        """From 15:00 to noon of the next day."""
        return [SpanPlan(resource, day_name(day), at(day, 15), at(day, 36), capacity) for day in range(days)]

    def open(self, *plans: list[SpanPlan]) -> None:
        open_spans(self.db, [plan for some in plans for plan in some])

    def morning(self, day: int, amount: int = 1, resource: str = "room") -> Want:
        return Want(resource, at(day, 9), at(day, 12), amount)

    def whole_day(self, day: int, amount: int = 1, resource: str = "room") -> Want:
        return Want(resource, at(day, 9), at(day, 17), amount)

    def stay(self, day: int, nights: int = 1, amount: int = 1, resource: str = "bed") -> Want:
        return Want(resource, at(day, 15), at(day + nights, 12), amount)

    def asks(self, *wants: Want, waitlist: bool = False, **more: Any) -> Booking:
        """A family asks, one second after the one before."""
        self.now += 1
        starts = more.pop("starts_at", min((want.starts_at for want in wants), default=self.now))
        ends = more.pop("ends_at", max((want.ends_at for want in wants), default=starts))
        new = NewBooking(
            service="respite",
            kind="half",
            person_id=more.pop("person_id", None),
            children=more.pop("children", ()),
            starts_at=starts,
            ends_at=ends,
            first_day=day_name((starts - MONDAY) // DAY),
            details=b"sealed",
            **more,
        )
        return request(self.db, new, wants, self.now, waitlist)

    def confirms(self, booking: Booking) -> Booking:
        return change(self.db, booking.ref, "confirmed", self.staff, self.now)

    def cancels(self, booking: Booking) -> Booking:
        return change(self.db, booking.ref, "cancelled", self.family, self.now)

    def edits(self, resource: str, day: int, **change: Any) -> None:
        for span in spans_of(self.db, resource, day_name(day)):
            edit_span(self.db, span.id, **change)

    def state(self, booking: Booking) -> str:
        return str(self.db.execute("SELECT state FROM bookings WHERE id = ?", (booking.id,)).fetchone()[0])


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new database in a real file, as the home has it but for waiting on the disk."""
    connection = connect(tmp_path / "home.db")
    connection.execute("PRAGMA synchronous = OFF")
    migrate(connection)
    yield connection
    connection.close()


@pytest.fixture
def house(db: sqlite3.Connection) -> House:
    return House(db)
