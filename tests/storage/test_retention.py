"""Forgetting: what is past its date is emptied, and nobody who is still here with it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import children, consents, feedback, jobs, outbox, people, places, questions, retention, staff
from tests.a_number import MOBILE
from tests.storage.a_person import DAY, SEAL, a_database, rows, somebody
from tests.storage.conftest import House, at

DETAILS = {"nickname": "小晴", "age": "4-6", "needs": [], "high_support": False}
PLACE = "bookings.details"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    db = a_database(tmp_path)
    yield House(db)
    db.close()


def a_child(db: sqlite3.Connection, person: int) -> None:
    children.add(db, SEAL, person_id=person, details=DETAILS, role="parent", day=DAY)


def a_booking(house: House, person: int, code: str) -> str:
    new = places.NewBooking(
        service="respite", kind="half", person_id=person, children=(), starts_at=at(0, 9), ends_at=at(0, 12),
        first_day="2026-12-07", details=SEAL.close({"notes": "花生"}, PLACE), code=SEAL.blind(code, "code"),
    )  # fmt: skip
    return places.request(house.db, new, [], house.now, waitlist=False).ref


def test_a_booking_that_is_over_is_emptied_with_its_talk_and_its_code(house: House):
    db = house.db
    somebody(db)
    over, still_open = a_booking(house, 1, "A"), a_booking(house, 1, "B")
    questions.answer(db, SEAL, questions.ask(db, SEAL, booking=over, asked_by=1, question="过敏吗？", now=1), "花生", 2)
    feedback.keep(db, booking=over, voice="child", answer="sad", now=1)
    places.change(db, over, "declined", House.staff, house.now, reason=SEAL.close("x", "reason"))

    assert retention.empty_bookings_before(db, SEAL, at(0, 12), PLACE) == 0
    assert retention.empty_bookings_before(db, SEAL, at(0, 13), PLACE) == 1
    assert retention.empty_bookings_before(db, SEAL, at(0, 13), PLACE) == 0

    (emptied,) = rows(db, f"SELECT details, code, state FROM bookings WHERE ref = '{over}'")  # noqa: S608
    assert (SEAL.open(emptied[0], PLACE), *emptied[1:]) == ({}, None, "declined")  # type: ignore[arg-type]
    assert questions.of_booking(db, SEAL, over) == []
    assert questions.unread_answers(db) == {}
    assert feedback.of_booking(db, over) == {}
    assert rows(db, "SELECT count(*) FROM booking_history WHERE reason IS NOT NULL") == [(0,)]
    assert places.get(db, still_open).code is not None


def test_a_booking_of_which_nobody_says_how_it_went_is_emptied_too_and_keeps_its_state(house: House):
    db = house.db
    somebody(db)
    people.keep_phone(db, SEAL, 1, MOBILE)
    left = a_booking(house, 1, "A")
    places.change(db, left, "unresolved", places.Actor("clock"), house.now)

    retention.empty_bookings_before(db, SEAL, at(0, 12), PLACE)
    retention.forget_unused_people(db, at(0, 12))
    assert (places.get(db, left).code is not None, people.phone(db, SEAL, 1)) == (True, MOBILE)

    retention.empty_bookings_before(db, SEAL, at(0, 13), PLACE)
    retention.forget_unused_people(db, at(0, 13))

    emptied = places.get(db, left)
    assert (SEAL.open(emptied.details, PLACE), emptied.code, emptied.state) == ({}, None, "unresolved")
    assert people.phone(db, SEAL, 1) == ""


def test_whoever_was_forgotten_is_not_written_again_every_night(house: House):
    db = house.db
    somebody(db)
    people.keep_phone(db, SEAL, 1, MOBILE)
    a_child(db, 1)
    retention.forget_unused_people(db, 5000)
    before = db.total_changes

    retention.forget_unused_people(db, 6000)

    assert db.total_changes == before


def test_people_who_are_not_heard_any_more_are_forgotten_with_their_children(house: House):
    db = house.db
    for number, used in enumerate((1000, 9000), start=1):
        somebody(db, f"key {number}", now=used)
        people.keep_phone(db, SEAL, number, MOBILE)
        a_child(db, number)

    retention.forget_unused_people(db, 5000)

    assert rows(db, "SELECT details IS NULL FROM people ORDER BY id") == [(1,), (0,)]
    assert rows(db, "SELECT details IS NULL FROM children ORDER BY id") == [(1,), (0,)]
    assert rows(db, "SELECT state, blind IS NULL FROM addresses ORDER BY id") == [("ended", 1), ("open", 0)]


def test_staff_and_whoever_has_an_open_booking_are_not_forgotten(house: House):
    db = house.db
    for number in (1, 2):
        somebody(db, f"key {number}")
        people.keep_phone(db, SEAL, number, MOBILE)
    staff.appoint(db, person_id=1, role="duty", sealed_name=SEAL.close("王", "staff.name"))
    a_booking(house, 2, "A")

    retention.forget_unused_people(db, 5000)

    assert rows(db, "SELECT details IS NULL FROM people ORDER BY id") == [(0,), (0,)]


def test_a_child_whose_other_guardian_is_still_heard_is_not_forgotten(house: House):
    db = house.db
    somebody(db, "father", now=1000)
    somebody(db, "mother", now=9000)
    a_child(db, 1)
    db.execute("INSERT INTO guardianships (child_id, person_id, role, known_by, since_day) "
               "VALUES (1, 2, 'parent', 'stated', '2026-12-01')")  # fmt: skip

    retention.forget_unused_people(db, 5000)

    assert [child.nickname for child in children.of_guardian(db, SEAL, 2)] == ["小晴"]


def agrees(db: sqlite3.Connection, person: int, at: int) -> None:
    consents.record(db, person_id=person, purpose="care", wording="1", answer="given", channel="web", now=at)


def test_answers_about_consent_go_long_after_the_last_visit(house: House):
    db = house.db
    for number, used in enumerate((1000, 9000, 1000, 1000), start=1):
        somebody(db, f"key {number}", now=used)
        agrees(db, number, 1000)
    a_booking(house, 3, "A")
    staff.appoint(db, person_id=4, role="duty", sealed_name=SEAL.close("王", "staff.name"))

    assert retention.forget_consents(db, 1000) == 0
    assert retention.forget_consents(db, 5000) == 1

    assert rows(db, "SELECT person_id FROM consents ORDER BY id") == [(2,), (3,), (4,)]
    assert retention.delete_visitors(db, 5000) == 1


def test_an_answer_of_yesterday_stays_although_the_page_is_somebody_elses_now(house: House):
    db = house.db
    page, _other = somebody(db, "one"), somebody(db, "other", now=9000)
    agrees(db, 1, 6000)
    people.move_address(db, page.id, 2)

    assert retention.forget_consents(db, 5000) == 0
    assert retention.forget_consents(db, 7000) == 1


def test_a_conversation_is_forgotten_wherever_it_was_held_and_nobody_elses(house: House):
    db = house.db
    for number in (1, 2):
        address = somebody(db, f"key {number}")
        outbox.put(db, SEAL, address_id=address.id, payload={}, now=1, important_until=5)
        jobs.add(db, SEAL, kind="x.y", address_id=address.id, payload={}, now=1)
    db.execute("UPDATE jobs SET state = 'failed'")

    retention.forget_conversation(db, 1)

    assert rows(db, "SELECT payload IS NULL, important_until FROM outbox ORDER BY id") == [(1, None), (0, 5)]
    assert rows(db, "SELECT payload IS NULL FROM jobs ORDER BY id") == [(1,), (0,)]
