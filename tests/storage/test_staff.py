"""Staff: invites that work once, roles that end, PINs that are nowhere."""

import sqlite3
from pathlib import Path

import pytest

from storage import people, staff
from storage.staff import PIN_TRIES
from tests.storage.a_person import DAY, SEAL, a_database, rows


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    made = a_database(tmp_path)
    for _ in range(2):
        people.new_person(made, "zh", DAY)
    return made


def invite(db: sqlite3.Connection, code: str = "CODE", role: str = "duty") -> None:
    staff.invite(db, SEAL, code=code, role=role, name="王", expires_at=1000)


def accept(db: sqlite3.Connection, code: str = "CODE", person: int = 1, now: int = 0) -> bool:
    return staff.accept(db, SEAL, code=code, person_id=person, now=now)


def test_an_invite_works_once(db: sqlite3.Connection):
    invite(db)

    assert not accept(db, "OTHER")
    assert accept(db)
    assert not accept(db)
    assert not accept(db, person=2)
    assert staff.members(db, SEAL) == [staff.Member(1, "王", frozenset({"duty"}))]
    assert people.person(db, SEAL, 1).roles == {"duty"}


def test_an_invite_that_is_too_old_opens_nothing(db: sqlite3.Connection):
    invite(db)

    assert not accept(db, now=1000)
    assert staff.members(db, SEAL) == []


def test_a_second_role_comes_beside_the_first(db: sqlite3.Connection):
    for code, role in (("A", "duty"), ("B", "head")):
        invite(db, code, role)
        accept(db, code)

    assert people.person(db, SEAL, 1).roles == {"duty", "head"}


def test_whoever_left_comes_back_as_what_they_are_invited_as_and_nothing_more(db: sqlite3.Connection):
    invite(db, "A", "head")
    accept(db, "A")
    staff.set_pin(db, 1, "7391")
    staff.leave(db, 1)
    assert people.person(db, SEAL, 1).roles == frozenset()
    assert staff.name_of(db, SEAL, 1) == "王"
    assert not staff.has_pin(db, 1)
    invite(db, "B", "duty")

    accept(db, "B")

    assert people.person(db, SEAL, 1).roles == {"duty"}


def test_nobody_of_the_name_of_nothing(db: sqlite3.Connection):
    assert staff.name_of(db, SEAL, 2) == ""
    assert staff.name_of(db, SEAL, None) == ""


def test_a_pin_opens_and_is_nowhere_in_the_clear(db: sqlite3.Connection):
    invite(db)
    accept(db)
    assert not staff.has_pin(db, 1)
    assert staff.owes_pin(db, 1)
    assert staff.check_pin(db, 1, "1234") == -1

    staff.set_pin(db, 1, "7391")

    assert staff.has_pin(db, 1)
    assert not staff.owes_pin(db, 1)
    assert staff.check_pin(db, 1, "7391") == 0
    assert b"7391" not in bytes(rows(db, "SELECT pin FROM staff")[0][0])  # type: ignore[call-overload]


def test_a_wrong_pin_counts_down_to_none_and_then_the_right_one_is_too_late(db: sqlite3.Connection):
    invite(db)
    accept(db)
    staff.set_pin(db, 1, "7391")

    left = [staff.check_pin(db, 1, "0000") for _ in range(PIN_TRIES)]

    assert left == [4, 3, 2, 1, -1]
    assert staff.check_pin(db, 1, "7391") == -1


def test_the_right_pin_forgives_the_wrong_ones(db: sqlite3.Connection):
    invite(db)
    accept(db)
    staff.set_pin(db, 1, "7391")
    for _ in range(3):
        staff.check_pin(db, 1, "0000")

    assert staff.check_pin(db, 1, "7391") == 0
    assert staff.check_pin(db, 1, "0000") == PIN_TRIES - 1


def test_nobody_without_a_post_has_a_pin(db: sqlite3.Connection):
    assert staff.check_pin(db, 2, "1234") == -1


def test_an_invite_that_ran_out_is_forgotten(db: sqlite3.Connection):
    for code, expires in (("A", 100), ("B", 200)):
        staff.invite(db, SEAL, code=code, role="duty", name="王", expires_at=expires)

    assert staff.forget_invites(db, 101) == 1
    assert rows(db, "SELECT expires_at FROM invites") == [(200,)]
