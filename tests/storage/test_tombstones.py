"""Tombstones that find nothing to forget any more: they are written down and hurt nobody."""

import sqlite3
from pathlib import Path

import pytest

from storage import calls, consents, people, tombstones
from storage.tombstones import Tombstone
from tests.storage.a_person import SEAL, a_database, rows, somebody

PLACE = "bookings.details"


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return a_database(tmp_path)


def answers(db: sqlite3.Connection, answer: str) -> None:
    consents.record(db, person_id=1, purpose="care", wording="1", answer=answer, channel="web", now=1)


def test_a_visit_is_left_once(db: sqlite3.Connection):
    address = somebody(db)

    tombstones.leave_visit(db, address.id, 5)
    tombstones.leave_visit(db, address.id, 6)

    assert [(one.what, one.at) for one in tombstones.every(db)] == [("visit", 5)]


def test_a_visit_that_an_older_backup_never_knew_is_nothing_to_forget(db: sqlite3.Connection):
    address = somebody(db)

    assert tombstones.again(db, SEAL, [Tombstone("R", "visit", "00" * 16, 5)], PLACE, 9) == (1, [])

    assert not people.address(db, address.id).ended
    assert len(tombstones.every(db)) == 1


@pytest.mark.parametrize(("before", "after"), [("given", "withdrawn"), ("refused", "refused")])
def test_only_a_consent_that_the_backup_believes_in_is_taken_back(db: sqlite3.Connection, before: str, after: str):
    somebody(db)
    answers(db, before)
    calls.add(db, person_id=1, reason="asked", about="", now=1)
    ((ref,),) = rows(db, "SELECT ref FROM people")

    tombstones.again(db, SEAL, [Tombstone("R", "consent", str(ref), 5)], PLACE, 9)

    assert [one.answer for one in consents.history(db, 1)][-1] == after
    assert calls.waiting(db) == []
