"""What grows with what is in the book: a month's calendar, and passing a freed place down the waitlist."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from bench.crowd import ROOM, ask, room_for_all
from bench.families import NOW, settings
from bench.rounds import interleaved
from bot.app import read_home
from storage import places
from storage.db import connect, migrate
from storage.places import Want

BOOKINGS, WAITING = 10_000, 1_000
ROUNDS, TIMES = 9, 10
MONTH = "2026-12"
Days = dict[str, list[Want]]


async def measured(folder: Path) -> dict[str, list[float]]:
    """Seconds for each pass, by name."""
    names = ("empty", "here", "elsewhere", "waiting")
    empty, here, elsewhere, waiting = (_home(folder / f"{name}.db") for name in names)
    days = _days(empty)
    _book(here, [span for span in _spans(here) if span.day.startswith(MONTH)])
    _book(elsewhere, [span for span in _spans(elsewhere) if not span.day.startswith(MONTH)])
    _queue(waiting)
    calendars = {"empty": empty, "here": here, "elsewhere": elsewhere}
    contenders = {f"calendar {name}": lambda db=db: _calendar(db, days) for name, db in calendars.items()}
    contenders |= {f"offer {name}": lambda db=db: _offer(db) for name, db in (("empty", empty), ("waiting", waiting))}
    found = await interleaved(contenders, ROUNDS)  # type: ignore[arg-type]
    for db in (empty, here, elsewhere, waiting):
        db.close()
    return found


def _home(path: Path) -> sqlite3.Connection:
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")  # only reading is timed
    migrate(db)
    room_for_all(db, read_home(settings(path.parent)), NOW, most=BOOKINGS)
    return db


def _spans(db: sqlite3.Connection) -> list[places.Span]:
    days = ((date(2026, 12, 2) + timedelta(days=number)).isoformat() for number in range(59))
    return [span for day in days for span in places.spans_of(db, ROOM, day)]


def _days(db: sqlite3.Connection) -> Days:
    """What a half day asks for on each day of the month."""
    return {
        span.day: [Want(ROOM, span.starts_at, span.ends_at, 1)]
        for span in reversed(_spans(db))
        if span.day.startswith(MONTH)
    }


def _book(db: sqlite3.Connection, spans: list[places.Span]) -> None:
    db.execute("BEGIN IMMEDIATE")
    for number in range(BOOKINGS):
        ask(db, spans[number % len(spans)])
    db.execute("COMMIT")


def _queue(db: sqlite3.Connection) -> None:
    """Every span has one place, that is taken, and a line of families who wait for it."""
    db.execute("BEGIN IMMEDIATE")
    spans = [places.edit_span(db, span.id, capacity=1) for span in _spans(db)]
    for span in spans:
        ask(db, span)
    for number in range(WAITING):
        ask(db, spans[number % len(spans)], waitlist=True)
    db.execute("COMMIT")


async def _calendar(db: sqlite3.Connection, days: Days) -> float:
    begun = perf_counter()
    for _time in range(TIMES):
        rooms = places.calendar(db, days)
    assert len(rooms) == len(days)
    return (perf_counter() - begun) / TIMES


async def _offer(db: sqlite3.Connection) -> float:
    begun = perf_counter()
    for _time in range(TIMES):
        offered = places.offer_freed(db, NOW, lambda _booking, now: now + 3600)
    assert offered == ([], []), "every place is taken"
    return (perf_counter() - begun) / TIMES
