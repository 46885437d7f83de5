"""A thousand families want the last ten places at once: with the guard, and what would happen without it."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from storage.bookings import insert
from storage.claims import fit
from storage.db import connect
from storage.places import Full, NewBooking, Want, request, spans_of
from tests.storage.conftest import House, at, day_name

PLACES = 10
THREADS = 8
EACH = 125
WANTS = [Want("room", at(1, 9), at(1, 12), 1)]
NEW = NewBooking("respite", "half", None, (), at(1, 9), at(1, 12), day_name(1), b"sealed")


@pytest.fixture
def path(house: House, tmp_path: Path) -> Path:
    house.open(house.halves("room", PLACES))
    return tmp_path / "home.db"


def open_file(path: Path) -> sqlite3.Connection:
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA busy_timeout = 60000")
    return db


def one_turn(db: sqlite3.Connection) -> str:
    """As a turn does it: the lock first, then the look, then the word."""
    db.execute("BEGIN IMMEDIATE")
    try:
        request(db, NEW, WANTS, 1, waitlist=False)
    except Full:
        db.execute("ROLLBACK")
        return "full"
    db.execute("COMMIT")
    return "held"


def all_at_once(path: Path, family: Callable[[sqlite3.Connection], list[str]], threads: int) -> Counter[str]:
    ready = Barrier(threads)

    def run(_number: int) -> list[str]:
        with closing(open_file(path)) as db:
            ready.wait()
            return family(db)

    with ThreadPoolExecutor(threads) as pool:
        return Counter(answer for answers in pool.map(run, range(threads)) for answer in answers)


def look_all_then_write_all(together: Barrier) -> Callable[[sqlite3.Connection], list[str]]:
    """The wrong way: everyone has looked before anyone writes."""

    def family(db: sqlite3.Connection) -> list[str]:
        laid = fit(db, WANTS)
        assert not laid.shorts
        together.wait()
        db.execute("BEGIN IMMEDIATE")
        try:
            insert(db, NEW, "held", 1, None, laid.amounts)
        except sqlite3.IntegrityError:
            db.execute("ROLLBACK")
            return ["stopped"]
        db.execute("COMMIT")
        return ["held"]

    return family


@pytest.mark.parametrize("walls", ["both walls", "the functions alone"])
def test_of_a_thousand_at_once_exactly_ten_get_the_last_ten_places(house: House, path: Path, walls: str) -> None:
    if walls == "the functions alone":
        house.db.execute("DROP TRIGGER claims_fit_on_insert")

    answers = all_at_once(path, lambda db: [one_turn(db) for _ in range(EACH)], THREADS)

    assert answers == {"held": PLACES, "full": THREADS * EACH - PLACES}
    assert spans_of(house.db, "room", day_name(1))[0].taken == PLACES


def test_without_the_guard_the_places_are_promised_twice(house: House, path: Path) -> None:
    house.db.execute("DROP TRIGGER claims_fit_on_insert")

    answers = all_at_once(path, look_all_then_write_all(Barrier(2 * PLACES)), 2 * PLACES)

    assert answers == {"held": 2 * PLACES}
    assert spans_of(house.db, "room", day_name(1))[0].taken == 2 * PLACES


def test_the_second_wall_alone_holds_when_everyone_looks_before_anyone_writes(house: House, path: Path) -> None:
    answers = all_at_once(path, look_all_then_write_all(Barrier(2 * PLACES)), 2 * PLACES)

    assert answers == {"held": PLACES, "stopped": PLACES}
    assert spans_of(house.db, "room", day_name(1))[0].taken == PLACES


def test_the_second_wall_stops_every_way_around_the_functions(house: House, path: Path) -> None:
    room = spans_of(house.db, "room", day_name(1))[0].id
    full = house.asks(house.morning(1, PLACES))
    waits = house.asks(house.morning(1), waitlist=True)
    other = house.asks(house.morning(2))
    house.edits("room", 3, closed=True)
    closed = spans_of(house.db, "room", day_name(3))[0].id

    slots = {"waits": waits.id, "full": full.id, "other": other.id, "room": room, "closed": closed}
    for wrong in (
        "UPDATE bookings SET state = 'offered' WHERE id = :waits",
        "UPDATE claims SET counts = 1 WHERE booking_id = :waits",
        "UPDATE claims SET unit = :full WHERE booking_id = :waits",
        "UPDATE claims SET span_id = :room WHERE booking_id = :other",
        "UPDATE claims SET amount = amount + 1 WHERE booking_id = :full",
        "UPDATE bookings SET unit = :full WHERE id = :other",
        "UPDATE bookings SET replaces = :full WHERE id = :other",
        "INSERT INTO claims VALUES (:other, :room, 1, :other, 1)",
        "INSERT INTO claims VALUES (:other, :room, 1, :other, 0)",
        "INSERT OR REPLACE INTO claims VALUES (:other, :closed, 1, :other, 1)",
        "INSERT INTO bookings (ref, service, kind, state, asked_at, starts_at, ends_at, first_day, unit, details)"
        " VALUES ('X', 'respite', 'half', 'confirmed', 1, 1, 2, '2026-12-07', 99, x'')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            house.db.execute(wrong, slots)

    assert house.state(waits) == "waitlisted"
    assert spans_of(house.db, "room", day_name(1))[0].taken == PLACES
