"""What is done every second or every night does not grow with what was done long ago: counted in steps of SQLite."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import inbox, people, retention
from tests.storage.a_person import a_database, somebody

LONG_AGO = 4000
FEW = LONG_AGO // 2


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    """Somebody who has said a great deal, and a visitor who left nothing."""
    made = a_database(tmp_path)
    address = somebody(made, "busy", now=9000)
    somebody(made, "visitor", now=1000)
    made.execute("INSERT INTO consents (person_id, purpose, wording, answer, channel, at) VALUES (1, 'care', '1', "
                 "'given', 'web', 1)")  # fmt: skip
    made.executemany(
        "INSERT INTO inbox (channel, event_id, hash, address_id, state, received_at) VALUES ('web', ?, x'00', ?, "
        "'done', ?)",
        [(str(number), address.id, number) for number in range(LONG_AGO)],
    )
    return made


def steps(db: sqlite3.Connection, function: Callable[[], object]) -> int:
    """How many steps of SQLite's machine a function takes, to the next hundred."""
    counted = [0]

    def count() -> None:
        counted[0] += 100

    db.set_progress_handler(count, 100)
    try:
        function()
    finally:
        db.set_progress_handler(None, 100)
    return counted[0]


def test_what_waits_is_found_without_a_walk_through_what_was_done(db: sqlite3.Connection):
    assert steps(db, lambda: inbox.oldest_waiting(db)) < FEW


def test_a_visitor_is_deleted_without_a_walk_through_what_others_said(db: sqlite3.Connection):
    assert steps(db, lambda: retention.delete_visitors(db, 5000)) < FEW

    assert len(db.execute("SELECT id FROM people").fetchall()) == 1
    assert people.address(db, 1).person_id == 1
