"""Codes for a second guardian: once, in time, from somebody who still speaks for the child."""

import sqlite3
from pathlib import Path

import pytest

from storage import children, guardians
from tests.storage.a_person import SEAL, a_database, somebody

CODE, LATER = "ABCDEFGHJK", 100


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    """Two people, and a child of the first."""
    made = a_database(tmp_path)
    somebody(made)
    somebody(made, "other")
    details = {"nickname": "小晴", "age": "a7", "needs": [], "high_support": False}
    children.add(made, SEAL, person_id=1, details=details, role="parent", day="2026-12-01")
    guardians.offer(made, SEAL, code=CODE, child_id=1, person_id=1, expires_at=LATER)
    return made


def enters(db: sqlite3.Connection, code: str = CODE, *, person: int = 2, now: int = LATER - 1) -> object:
    return guardians.accept(db, SEAL, code=code, person_id=person, role="parent", day="2026-12-02", now=now)


def test_a_code_makes_a_guardian_once(db: sqlite3.Connection) -> None:
    assert enters(db) == (1, 1)
    assert enters(db) is None
    assert guardians.of_child(db, 1) == [1, 2]
    assert guardians.role_of(db, 1, 2) == "parent"


def test_a_code_ends_with_its_hour(db: sqlite3.Connection) -> None:
    assert enters(db, now=LATER) is None
    assert enters(db, "BBCDEFGHJK") is None
    assert guardians.of_child(db, 1) == [1]


def test_nobody_becomes_ones_own_second_guardian(db: sqlite3.Connection) -> None:
    assert enters(db, person=1) is None


def test_who_speaks_for_the_child_no_longer_lets_nobody_in(db: sqlite3.Connection) -> None:
    db.execute("UPDATE guardianships SET ended_day = '2026-12-02'")
    assert enters(db) is None


def test_a_child_that_is_forgotten_is_nobodys(db: sqlite3.Connection) -> None:
    children.forget(db, 1)
    assert enters(db) is None


def test_who_is_a_guardian_already_stays_one(db: sqlite3.Connection) -> None:
    assert enters(db) == (1, 1)
    guardians.offer(db, SEAL, code="BBCDEFGHJK", child_id=1, person_id=1, expires_at=LATER)
    assert enters(db, "BBCDEFGHJK") == (1, 1)
    assert guardians.of_child(db, 1) == [1, 2]
