"""A home that many people know: made through the storage functions, in a few large transactions."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from bench.families import CHANNEL, KEY, settings
from bot.app import DATABASE, read_home
from bot.home import Home
from storage import due, people, places
from storage.db import connect, migrate
from storage.due import Due
from storage.places import NewBooking, Want
from storage.seal import Seal, new_ref

PEOPLE, BOOKINGS, DUE = 100_000, 20_000, 100_000
ROOM = "day-room"
DAY_SECONDS = 24 * 3600


def fill(folder: Path) -> None:
    """A database in `folder` with 100,000 people and their addresses, 20,000 bookings ahead and 100,000 due moments."""
    home, seal = read_home(settings(folder)), Seal(KEY)
    db = connect(folder / DATABASE)
    migrate(db)
    db.execute("BEGIN IMMEDIATE")
    spans = room_for_all(db, home, int(time()))
    known = [_person(db, seal, number) for number in range(PEOPLE)]
    for number in range(BOOKINGS):
        ask(db, spans[number % len(spans)], person_id=known[number])
    for number in range(DUE):
        at = int(time()) + 2 * DAY_SECONDS + number
        due.plan(db, Due(known[number % PEOPLE], "bookings.week", new_ref(), at))
    db.execute("COMMIT")
    db.close()


def room_for_all(db: sqlite3.Connection, home: Home, now: int, most: int = BOOKINGS) -> list[places.Span]:
    """The day room's spans that lie ahead, opened as the home opens them and made wide enough for everyone."""
    first = home.local_day(now)
    places.open_spans(db, home.spans(first, first + timedelta(days=home.horizon_days + 7)))
    days = (first + timedelta(days=number) for number in range(home.horizon_days))
    spans = [span for day in days for span in places.spans_of(db, ROOM, day.isoformat())]
    return [places.edit_span(db, span.id, capacity=most) for span in spans if span.starts_at > now]


def ask(db: sqlite3.Connection, span: places.Span, *, person_id: int | None = None, waitlist: bool = False) -> None:
    """Somebody asks for one place in a span."""
    new = NewBooking(
        service="respite", kind="half", person_id=person_id, children=(), starts_at=span.starts_at,
        ends_at=span.ends_at, first_day=span.day, details=b"sealed",
    )  # fmt: skip
    want = Want(span.resource, span.starts_at, span.ends_at, 1)
    places.request(db, new, (want,), span.starts_at - 30 * DAY_SECONDS, waitlist=waitlist)


def _person(db: sqlite3.Connection, seal: Seal, number: int) -> int:
    day = datetime.now(UTC).date().isoformat()
    person_id = people.new_person(db, "zh", day)
    people.new_address(
        db, seal, person_id=person_id, channel=CHANNEL, door="family", key=f"person {number}", now=int(time())
    )
    return person_id
