"""Due rows: planned once, in order, moved and forgotten with what they are about."""

from pathlib import Path

from storage import due
from storage.due import Due
from tests.storage.a_person import a_database, somebody


def test_what_is_planned_twice_is_planned_once(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    reminder = Due(1, "bookings.day", "B", 100)

    due.plan(db, reminder)
    due.plan(db, reminder)

    assert due.waiting(db, 100, 9) == [reminder]


def test_the_oldest_comes_first_and_nothing_before_its_time(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    assert due.next_at(db) is None
    late, early, later = Due(1, "x.y", "late", 200), Due(1, "x.y", "early", 100), Due(1, "x.y", "later", 300, tries=2)
    for one in (late, early, later):
        due.plan(db, one)

    assert due.next_at(db) == 100
    assert due.waiting(db, 99, 9) == []
    assert due.waiting(db, 250, 9) == [early, late]
    assert due.waiting(db, 999, 2) == [early, late]
    assert due.waiting(db, 999, 9)[2] == later


def test_done_takes_one_and_forget_takes_all_of_an_object(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    first, second, other = Due(1, "x.y", "B", 100), Due(1, "x.z", "B", 200), Due(1, "x.y", "C", 100)
    for one in (second, first, other):
        due.plan(db, one)

    assert due.of_object(db, "B") == [first, second]

    due.done(db, first)

    assert due.of_object(db, "B") == [second]
    assert due.forget(db, "B") == 1
    assert due.waiting(db, 999, 9) == [other]
