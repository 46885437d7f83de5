"""The audit log: append-only, chained, and verifiable after it was pruned."""

import sqlite3
from pathlib import Path

import pytest

from storage import audit
from tests.storage.a_person import a_database, rows


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    made = a_database(tmp_path)
    for number in range(1, 6):
        audit.record(made, at=number * 100, actor="A", act="booking.read", what=f"B{number % 2}", why="handling")
    return made


def tampers(db: sqlite3.Connection, sql: str) -> None:
    """As somebody with the file in their hands, whom no trigger stops."""
    db.execute("DROP TRIGGER audit_is_never_changed")
    db.execute("DROP TRIGGER audit_is_pruned_behind_its_anchor")
    db.execute(sql)


def test_an_untouched_chain_is_whole(db: sqlite3.Connection):
    assert audit.verify(db) is None


@pytest.mark.parametrize("sql", ["UPDATE audit SET why = ''", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1"])
def test_nothing_is_changed_or_taken_out(db: sqlite3.Connection, sql: str):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(sql)

    assert audit.verify(db) is None


@pytest.mark.parametrize("column", ["at", "actor", "act", "object", "why", "hash"])
def test_a_change_past_the_triggers_is_found(db: sqlite3.Connection, column: str):
    other = "x'00'" if column == "hash" else "7"
    tampers(db, f"UPDATE audit SET {column} = {other} WHERE id = 3")  # noqa: S608 - the table's own columns

    assert audit.verify(db) == 3


def test_a_gap_is_found(db: sqlite3.Connection):
    tampers(db, "DELETE FROM audit WHERE id = 3")

    assert audit.verify(db) == 4


def test_a_pruned_chain_is_whole_and_goes_on(db: sqlite3.Connection):
    assert audit.prune(db, 300) == 2
    assert audit.prune(db, 300) == 0

    audit.record(db, at=600, actor="A", act="x", what="y", why="z")

    assert audit.verify(db) is None
    assert rows(db, "SELECT min(id), max(id) FROM audit") == [(3, 6)]


def test_a_chain_that_was_pruned_to_nothing_goes_on_from_its_anchor(db: sqlite3.Connection):
    audit.prune(db, 10**6)

    audit.record(db, at=600, actor="A", act="x", what="y", why="z")

    assert rows(db, "SELECT id FROM audit") == [(6,)]
    assert audit.verify(db) is None


def test_an_anchor_that_was_moved_is_found(db: sqlite3.Connection):
    audit.prune(db, 300)
    db.execute("UPDATE meta SET value = '3' WHERE name = ?", (audit.ANCHOR_ID,))

    assert audit.verify(db) == 3


def test_what_was_recorded_of_an_object_is_told_in_order(db: sqlite3.Connection):
    assert audit.of_object(db, "B1") == [(at, "A", "booking.read", "handling") for at in (100, 300, 500)]
    assert audit.readings(db, "B1") == 3
