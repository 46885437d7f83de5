"""Photos and voice messages in storage: sealed, belonging to something, and gone when that goes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import attachments, outbox, people, questions, retention, tombstones
from storage.attachments import Attachment
from storage.places import NewBooking, request
from storage.seal import WrongKey
from tests.storage.a_person import DAY, SEAL, a_database, rows, somebody

PLACE = "bookings.details"
SOUND = b"\x00\x01 somebody speaks \xff" * 50


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(a_database(tmp_path)) as opened:
        yield opened


def keeps(db: sqlite3.Connection, ref: str, person_id: int | None, *, day: str = DAY, kind: str = "voice") -> str:
    """Somebody sends one; its ref."""
    attachments.keep(
        db, SEAL, ref, kind=kind, media_type="audio/mp4", content=SOUND, seconds=12, person_id=person_id, day=day
    )
    return ref


def asks_about_a_booking(db: sqlite3.Connection, person_id: int) -> tuple[str, str]:
    """A colleague asks somebody about a booking; its ref and the question's."""
    new = NewBooking("respite", "half", person_id, (), 2000, 3000, DAY, SEAL.close({}, PLACE))
    booking = request(db, new, [], 1000, waitlist=False)
    question = questions.ask(db, SEAL, booking=booking.ref, asked_by=person_id, question="?", now=1)
    return booking.ref, question


def test_what_was_sent_is_found_again_and_lies_sealed(db: sqlite3.Connection):
    person = somebody(db).person_id

    keeps(db, "AB", person)

    assert attachments.find(db, "AB") == Attachment("AB", "voice", "audio/mp4", 12, person, None)
    assert attachments.content_of(db, SEAL, "AB") == SOUND
    ((sealed,),) = rows(db, "SELECT content FROM attachments")
    assert isinstance(sealed, bytes)
    assert b"somebody" not in sealed
    assert attachments.find(db, "CD") is None
    with pytest.raises(LookupError):
        attachments.content_of(db, SEAL, "CD")


def test_sealed_bytes_open_in_their_own_place_alone():
    sealed = SEAL.close_bytes(SOUND, "attachments.content")

    assert SEAL.open_bytes(sealed, "attachments.content") == SOUND
    for changed, place in ((sealed, "drafts.state"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), "attachments.content")):
        with pytest.raises(WrongKey):
            SEAL.open_bytes(changed, place)


def test_an_answer_takes_the_place_of_the_one_before_whatever_it_was(db: sqlite3.Connection):
    person = somebody(db).person_id
    _booking, question = asks_about_a_booking(db, person)
    name = questions.object_of(question)

    questions.answer(db, SEAL, question, "", 5, keeps(db, "ONE", person))
    questions.answer(db, SEAL, question, "", 6, keeps(db, "TWO", person))

    assert [one.ref for one in attachments.of_object(db, name)] == ["TWO"]
    assert attachments.find(db, "ONE") is None
    found = questions.of_object(db, SEAL, name)
    assert found is not None
    assert (found.ref, found.answer, found.answered_at) == (question, "", 6)

    questions.answer(db, SEAL, question, "in words", 7)

    assert attachments.of_object(db, name) == []


def test_a_name_of_something_else_is_no_question(db: sqlite3.Connection):
    assert questions.of_object(db, SEAL, "letter AB") is None
    assert questions.of_object(db, SEAL, "question AB") is None


def test_what_belongs_to_nothing_goes_after_its_days_and_what_belongs_stays(db: sqlite3.Connection):
    person = somebody(db).person_id
    for ref, day in (("OLD", "2026-10-31"), ("NEW", "2026-11-01"), ("KEPT", "2026-10-01")):
        keeps(db, ref, person, day=day)
    attachments.belong_to(db, "KEPT", "letter AB")

    assert attachments.forget_loose_before(db, "2026-11-01") == 1

    assert [one.ref for one in attachments.of_person(db, person)] == ["NEW", "KEPT"]


def test_one_is_dropped_and_the_others_stay(db: sqlite3.Connection):
    keeps(db, "ONE", None)
    keeps(db, "TWO", None)

    attachments.drop(db, "ONE")

    assert rows(db, "SELECT ref FROM attachments") == [("TWO",)]


def test_emptying_a_booking_forgets_what_was_said_about_it(db: sqlite3.Connection):
    person = somebody(db).person_id
    booking, question = asks_about_a_booking(db, person)
    _other, elsewhere = asks_about_a_booking(db, person)
    questions.answer(db, SEAL, question, "", 5, keeps(db, "GOES", person))
    questions.answer(db, SEAL, elsewhere, "", 5, keeps(db, "STAYS", person))

    ((booking_id,),) = rows(db, f"SELECT id FROM bookings WHERE ref = '{booking}'")  # noqa: S608 - our own ref
    retention.empty_booking(db, SEAL, int(str(booking_id)), PLACE)

    assert [one.ref for one in attachments.of_person(db, person)] == ["STAYS"]


def test_whoever_takes_their_consent_back_has_nothing_left_here(db: sqlite3.Connection):
    address, other = somebody(db), somebody(db, "other")
    _booking, question = asks_about_a_booking(db, address.person_id)
    questions.answer(db, SEAL, question, "", 5, keeps(db, "SENT", address.person_id))
    keeps(db, "LOOSE", address.person_id)
    keeps(db, "OTHER", other.person_id)

    ref = people.person(db, SEAL, address.person_id).ref
    tombstones.forget(db, SEAL, "consent", ref, 9, PLACE)

    assert rows(db, "SELECT ref FROM attachments") == [("OTHER",)]


def test_a_visitor_who_is_deleted_leaves_nothing_behind(db: sqlite3.Connection):
    address = somebody(db)
    outbox.put(db, SEAL, address_id=address.id, payload={}, now=1)
    keeps(db, "LOOSE", address.person_id)

    assert retention.delete_visitors(db, 5000) == 1

    assert rows(db, "SELECT count(*) FROM attachments") == [(0,)]
