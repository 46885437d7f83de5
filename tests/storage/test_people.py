"""People and where they are reached: found by a key that is nowhere, left for good, handed over, forgotten."""

import sqlite3
from pathlib import Path

import pytest

from storage import drafts, jobs, outbox, people
from storage.drafts import Draft
from tests.a_number import MOBILE
from tests.storage.a_person import DAY, SEAL, a_database, rows, somebody


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return a_database(tmp_path)


def test_an_address_is_found_by_its_key_on_its_channel_alone(db: sqlite3.Connection):
    address = somebody(db, "a key")

    assert people.address_by_key(db, SEAL, "web", "a key") == address
    assert people.address_by_key(db, SEAL, "telegram", "a key") is None
    assert people.address_by_key(db, SEAL, "web", "another key") is None
    ((sealed, blind),) = rows(db, "SELECT sealed_id, blind FROM addresses")
    assert b"a key" not in bytes(sealed) + bytes(blind)  # type: ignore[call-overload]


def test_one_key_opens_one_address(db: sqlite3.Connection):
    somebody(db, "a key")

    with pytest.raises(sqlite3.IntegrityError):
        somebody(db, "a key")


def test_a_visit_that_was_left_is_left_for_good(db: sqlite3.Connection):
    address = somebody(db)
    drafts.keep(db, SEAL, address.id, Draft(0, "x", {}), 1)
    outbox.put(db, SEAL, address_id=address.id, payload={}, now=1)

    people.end_visit(db, address.id)
    people.use(db, address.id, 5000)

    assert people.address_by_key(db, SEAL, "web", "key") is None
    assert people.address(db, address.id).ended
    assert people.last_address(db, address.person_id) is None
    assert rows(db, "SELECT * FROM drafts") == []
    assert rows(db, "SELECT payload FROM outbox") == [(None,)]
    assert rows(db, "SELECT used_at FROM addresses") == [(1000,)]


def test_an_unreachable_address_is_healed_by_using_it(db: sqlite3.Connection):
    address = somebody(db)
    db.execute("UPDATE addresses SET state = 'unreachable'")
    assert people.last_address(db, address.person_id) is None

    people.use(db, address.id, 5000)

    found = people.last_address(db, address.person_id)
    assert found is not None
    assert found.used_at == 5000


def test_news_go_where_a_person_was_heard_last(db: sqlite3.Connection):
    first = somebody(db, "first")
    second = people.new_address(
        db, SEAL, person_id=first.person_id, channel="web", door="family", key="second", now=2000
    )
    assert people.last_address(db, first.person_id) == second

    people.use(db, first.id, 3000)

    found = people.last_address(db, first.person_id)
    assert found is not None
    assert found.id == first.id


def test_a_return_code_moves_an_address_and_a_handover_begins_it_clean(db: sqlite3.Connection):
    one, other = somebody(db, "one"), somebody(db, "other")
    drafts.keep(db, SEAL, one.id, Draft(0, "x", {}), 1)
    outbox.put(db, SEAL, address_id=one.id, payload={}, now=1, important_until=9)

    people.move_address(db, one.id, other.person_id)

    assert people.address(db, one.id).person_id == other.person_id
    assert len(rows(db, "SELECT * FROM drafts")) == 1

    people.hand_over(db, one.id, one.person_id)

    assert people.address(db, one.id).person_id == one.person_id
    assert rows(db, "SELECT * FROM drafts") == []
    assert rows(db, "SELECT payload, important_until FROM outbox") == [(None, None)]


def test_what_was_made_for_the_one_before_is_not_readable_at_a_moved_address(db: sqlite3.Connection):
    one, other = somebody(db, "one"), somebody(db, "other")
    for address in (one, one, other):
        jobs.add(db, SEAL, kind="x.y", address_id=address.id, payload={}, now=1)
    made, running, theirs = jobs.waiting(db, SEAL)
    for job in (made, theirs):
        assert jobs.done(db, SEAL, job.id, {"kept": "小晴"})

    people.move_address(db, one.id, other.person_id)

    assert jobs.result_of(db, SEAL, made.ref, one.id) is None
    assert jobs.result_of(db, SEAL, theirs.ref, other.id) == {"kept": "小晴"}
    assert not jobs.done(db, SEAL, running.id, {"kept": "小晴"})
    assert jobs.result_of(db, SEAL, running.ref, one.id) is None
    assert jobs.waiting(db, SEAL) == []


def test_a_person_has_a_language_and_no_role_and_no_name(db: sqlite3.Connection):
    person_id = people.new_person(db, "zh", DAY)

    people.speak(db, person_id, "en")

    person = people.person(db, SEAL, person_id)
    assert (person.language, person.roles, person.name) == ("en", frozenset(), "")


def test_a_number_is_kept_sealed_and_forgotten(db: sqlite3.Connection):
    person_id = people.new_person(db, "zh", DAY)
    assert people.phone(db, SEAL, person_id) == ""
    assert people.phone(db, SEAL, 99) == ""

    people.keep_phone(db, SEAL, person_id, MOBILE)

    assert people.phone(db, SEAL, person_id) == MOBILE
    assert rows(db, "SELECT phone_index FROM people") == [(SEAL.blind(MOBILE, "phone"),)]

    assert people.by_phone(db, SEAL, MOBILE) == [person_id]

    people.keep_phone(db, SEAL, person_id, "")

    assert rows(db, "SELECT details, phone_index FROM people") == [(None, None)]
