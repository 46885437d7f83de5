"""Five hundred families in the opening minute: no place too many, everybody answered; and the same unguarded."""

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
from storage.places import Full, NewBooking, SpanPlan, Want, open_spans, request, spans_of
from tests.storage.conftest import House, at, day_name

QUOTAS = {"camp.first.a": 6, "camp.first.b": 6, "camp.first.c": 8}
FAMILIES, THREADS = 500, 10
NEW = NewBooking("camp", "first", None, (), at(0, 9), at(4, 16), day_name(0), b"sealed")


@pytest.fixture
def path(house: House, tmp_path: Path) -> Path:
    plans = [SpanPlan(key, day_name(0), at(0, 9), at(4, 16), places) for key, places in QUOTAS.items()]
    open_spans(house.db, plans, plan="camp")
    return tmp_path / "home.db"


def wants(number: int) -> list[Want]:
    """One child, or brothers and sisters, of whom one may belong to another group."""
    keys = sorted(QUOTAS)
    amounts = Counter({keys[number % 3]: 1}) + Counter({keys[number // 3 % 3]: 1} if number % 5 == 0 else {})
    return [Want(key, at(0, 9), at(4, 16), amount) for key, amount in amounts.items()]


def open_file(path: Path) -> sqlite3.Connection:
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA busy_timeout = 60000")
    return db


def registers(db: sqlite3.Connection, number: int) -> str:
    """As a turn does it; whoever does not fit is asked, and waits."""
    db.execute("BEGIN IMMEDIATE")
    try:
        state = request(db, NEW, wants(number), number, waitlist=False).state
    except Full:
        state = request(db, NEW, wants(number), number, waitlist=True).state
    db.execute("COMMIT")
    return state


def all_at_once(path: Path, one: Callable[[sqlite3.Connection, int], str], families: int, threads: int) -> Counter[str]:
    ready = Barrier(threads)

    def run(first: int) -> list[str]:
        with closing(open_file(path)) as db:
            ready.wait()
            return [one(db, number) for number in range(first, families, threads)]

    with ThreadPoolExecutor(threads) as pool:
        return Counter(answer for answers in pool.map(run, range(threads)) for answer in answers)


def taken(house: House) -> dict[str, int]:
    return {key: spans_of(house.db, key, day_name(0))[0].taken for key in QUOTAS}


@pytest.mark.parametrize("walls", ["both walls", "the functions alone"])
def test_five_hundred_in_the_opening_minute_fill_each_quota_and_everybody_is_answered(
    house: House, path: Path, walls: str
) -> None:
    if walls == "the functions alone":
        house.db.execute("DROP TRIGGER claims_fit_on_insert")

    answers = all_at_once(path, registers, FAMILIES, THREADS)

    assert answers.keys() == {"held", "waitlisted"}
    assert answers.total() == FAMILIES
    assert taken(house) == QUOTAS


def test_without_the_guard_the_last_places_are_promised_twice(house: House, path: Path) -> None:
    """The negative control: everyone looks before anyone writes, and the second wall is down."""
    house.db.execute("DROP TRIGGER claims_fit_on_insert")
    together = Barrier(20)

    def looks_first(db: sqlite3.Connection, _number: int) -> str:
        laid = fit(db, [Want("camp.first.c", at(0, 9), at(4, 16), 1)])
        together.wait()
        db.execute("BEGIN IMMEDIATE")
        insert(db, NEW, "held", 1, None, laid.amounts)
        db.execute("COMMIT")
        return "full" if laid.shorts else "held"

    answers = all_at_once(path, looks_first, 20, 20)

    assert answers == {"held": 20}
    assert taken(house)["camp.first.c"] == 20 > QUOTAS["camp.first.c"]
