"""Tombstones that find nothing to forget any more: they are written down and hurt nobody."""

import sqlite3
from pathlib import Path

import pytest

from storage import calls, children, consents, guardians, health, people, tombstones
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


def a_child(db: sqlite3.Connection) -> str:
    """A child of the first person, with a sheet; its ref."""
    details = {"nickname": "小晴", "age": "a7", "needs": [], "high_support": False}
    ref = children.add(db, SEAL, person_id=1, details=details, role="parent", day="2026-12-01")
    health.keep(db, SEAL, child_id=1, person_id=1, version="1", details={"allergy": "花生", "collect": []},
                valid_until="2027-01-01", now=1)  # fmt: skip
    return ref


def once_more(db: sqlite3.Connection, what: str, *names: str) -> None:
    """A backup that does not know of it is put back."""
    ((person,),) = rows(db, "SELECT ref FROM people WHERE id = 1")
    named = " ".join(str(person) if name == "person" else name for name in names)
    tombstones.again(db, SEAL, [Tombstone("R", what, named, 5)], PLACE, 9)


def test_health_that_was_taken_back_is_taken_back_once_more(db: sqlite3.Connection):
    somebody(db)
    child = a_child(db)
    once_more(db, "health", child, "person")

    sheet = health.of(db, SEAL, 1, 1)
    assert sheet is not None
    assert sheet.details == {"collect": []}
    once_more(db, "health", "NOBODY", "person")


def test_a_guardian_who_left_is_no_guardian_once_more(db: sqlite3.Connection):
    somebody(db)
    child = a_child(db)
    once_more(db, "guardian", child, "person")

    assert guardians.of_child(db, 1) == []
    assert health.of(db, SEAL, 1, 1) is None


@pytest.mark.parametrize(("before", "after"), [("given", "withdrawn"), ("ask", "withdrawn"), ("refused", "refused")])
def test_a_purpose_that_was_taken_back_is_taken_back_once_more(db: sqlite3.Connection, before: str, after: str):
    somebody(db)
    child = a_child(db)
    consents.record(
        db, person_id=1, child_id=1, purpose="camp.outing", wording="1", answer=before, channel="web", now=1
    )
    once_more(db, "purpose", child, "person", "camp.outing")

    latest = consents.latest(db, 1, "camp.outing", 1)
    assert latest is not None
    assert latest.answer == after


def test_a_child_of_two_stays_known_to_the_other(db: sqlite3.Connection):
    somebody(db)
    somebody(db, "other")
    a_child(db)
    guardians.offer(db, SEAL, code="ABCDEFGHJK", child_id=1, person_id=1, expires_at=9)
    assert guardians.accept(db, SEAL, code="ABCDEFGHJK", person_id=2, role="parent", day="2026-12-02", now=5) == (1, 1)
    once_more(db, "consent", "person")

    assert guardians.of_child(db, 1) == [2]
    assert [child.nickname for child in children.of_guardian(db, SEAL, 2)] == ["小晴"]
    guardians.offer(db, SEAL, code="BBCDEFGHJK", child_id=1, person_id=2, expires_at=9)
    assert guardians.forget_codes(db, 10) == 1
