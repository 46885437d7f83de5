"""The ledger of hours: half hours really served, only ever appended to, and always adding up."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import hours
from storage.db import connect, migrate
from storage.hours import HALF_HOUR
from tests.storage.a_volunteer import NOW, a_volunteer
from tests.storage.conftest import HOUR

NINE, ELEVEN = 9 * HOUR, 11 * HOUR
MINUTE = 60


def served(came: int, left: int) -> int:
    """Half hours of somebody who came so many minutes after nine and left so many minutes after eleven."""
    return hours.halves_of(NINE + came * MINUTE, ELEVEN + left * MINUTE, NINE, ELEVEN)


@pytest.mark.parametrize(
    ("came", "left", "halves"),
    [
        (0, 0, 4), (-30, 45, 4),  # early, and staying on: the shift alone counts
        (14, 0, 4), (15, 0, 3), (16, 0, 3), (45, 0, 2), (46, 0, 2),
        (0, -14, 4), (0, -15, 3), (0, -60, 2), (10, -10, 3), (60, -60, 0), (200, 0, 0),
    ],
)  # fmt: skip
def test_late_and_early_are_counted_to_the_nearest_half_hour(came: int, left: int, halves: int):
    assert served(came, left) == halves


@given(st.integers(-300, 300), st.integers(-300, 300))
def test_never_less_than_nothing_nor_more_than_the_shift_nor_off_by_a_quarter(came: int, left: int):
    halves = served(came, left)
    really = max(0, min(ELEVEN + left * MINUTE, ELEVEN) - max(NINE + came * MINUTE, NINE))

    assert 0 <= halves <= 4
    assert abs(halves * HALF_HOUR - really) <= HALF_HOUR // 2


def ledger(folder: str) -> tuple[sqlite3.Connection, int]:
    db = connect(Path(folder) / "home.db")
    db.execute("PRAGMA synchronous = OFF")
    migrate(db)
    return db, a_volunteer(db).id


Deeds = st.lists(st.tuples(st.sampled_from(("add", "counter", "mend")), st.integers(1, 8), st.integers(0, 30)))


@settings(max_examples=60, deadline=None)
@given(Deeds)
def test_whatever_is_added_and_taken_back_the_ledger_adds_up(deeds: list[tuple[str, int, int]]):
    with TemporaryDirectory() as folder:
        db, somebody = ledger(folder)
        wanted: dict[int, int] = {}
        for deed, halves, which in deeds:
            _do(db, somebody, wanted, deed, halves, which)

            assert hours.total(db, somebody) == sum(wanted.values()) >= 0

        lines = hours.of_volunteer(db, somebody)
        assert {one.id: one.halves for one in hours.standing(lines)} == wanted
        assert sum(one.halves for one in lines) == sum(wanted.values())
        db.close()


def _do(
    db: sqlite3.Connection, somebody: int, wanted: dict[int, int], deed: str, halves: int, which: int
) -> None:
    """One deed, and what the ledger should hold after it."""
    if deed == "add" or not wanted:
        hours.add(db, somebody, day="2026-12-07", halves=halves, by="x", now=NOW)
        wanted[hours.of_volunteer(db, somebody)[-1].id] = halves
        return
    entry = next(one for one in hours.of_volunteer(db, somebody) if one.id == sorted(wanted)[which % len(wanted)])
    hours.counter(db, entry, reason="times", by="x", now=NOW)
    del wanted[entry.id]
    if deed == "mend":
        hours.add(db, somebody, day=entry.day, halves=halves, by="x", now=NOW, reason=hours.MENDED)
        wanted[hours.of_volunteer(db, somebody)[-1].id] = halves


@pytest.fixture
def entry(db: sqlite3.Connection) -> hours.Entry:
    somebody = a_volunteer(db).id
    hours.add(db, somebody, day="2026-12-07", halves=4, by="x", now=NOW, booking="B")
    return hours.of_volunteer(db, somebody)[0]


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE hours SET halves = 8",
        "DELETE FROM hours",
        "INSERT INTO hours (ref, volunteer_id, day, halves, reason, counters, by_ref, at)"
        " VALUES ('X', 1, '2026-12-07', -2, 'times', 1, 'x', 1)",
        "INSERT INTO hours (ref, volunteer_id, day, halves, reason, by_ref, at)"
        " VALUES ('X', 1, '2026-12-07', -4, 'times', 'x', 1)",
        "INSERT INTO hours (ref, volunteer_id, booking, day, halves, reason, by_ref, at)"
        " VALUES ('X', 1, 'B', '2026-12-07', 4, 'served', 'x', 1)",
    ],
)
def test_the_ledger_is_neither_changed_nor_bent(db: sqlite3.Connection, entry: hours.Entry, wrong: str):
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(wrong)

    assert hours.total(db, 1) == entry.halves


def test_an_entry_is_taken_back_once(db: sqlite3.Connection, entry: hours.Entry):
    hours.counter(db, entry, reason="mistake", by="x", now=NOW)

    with pytest.raises(sqlite3.IntegrityError):
        hours.counter(db, entry, reason="mistake", by="x", now=NOW)

    assert hours.total(db, 1) == 0


def test_less_than_half_an_hour_leaves_no_line(db: sqlite3.Connection):
    somebody = a_volunteer(db).id
    hours.add(db, somebody, day="2026-12-07", halves=0, by="x", now=NOW)

    assert hours.of_volunteer(db, somebody) == []


def test_a_summary_is_valid_while_the_ledger_says_the_same(db: sqlite3.Connection, entry: hours.Entry):
    made = hours.summarise(db, 1, "2026-12-08")
    assert hours.summarise(db, 1, "2026-12-09").number == made.number

    hours.add(db, 1, day="2026-12-14", halves=2, by="x", now=NOW)
    later = hours.summarise(db, 1, "2026-12-15")
    assert [hours.valid_halves(db, one.number) for one in (made, later)] == [4, 6]

    hours.counter(db, entry, reason="mistake", by="x", now=NOW)
    assert [hours.valid_halves(db, one.number) for one in (made, later)] == [None, None]


def test_a_number_that_was_revoked_or_never_was_stands_for_nothing(db: sqlite3.Connection, entry: hours.Entry):
    made = hours.summarise(db, 1, "2026-12-08")
    hours.revoke(db, made.number)

    assert hours.valid_halves(db, made.number) is None
    assert hours.valid_halves(db, "NOBODYS") is None
    assert hours.summarise(db, 1, "2026-12-08").number != made.number
    assert hours.find(db, entry.ref) == (entry, 1)
    assert hours.find(db, "NOBODYS") is None
