"""Children, consents, questions and answers: sealed, dated, forgotten in place."""

import sqlite3
from pathlib import Path

import pytest

from storage import calls, children, consents, feedback, jobs, questions
from tests.storage.a_person import DAY, SEAL, a_database, rows, somebody

DETAILS = {"nickname": "小晴", "age": "4-6", "needs": ["autism"], "high_support": True}


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    made = a_database(tmp_path)
    somebody(made, "one")
    somebody(made, "two")
    return made


def test_a_child_belongs_to_its_guardian_until_it_is_forgotten(db: sqlite3.Connection):
    ref = children.add(db, SEAL, person_id=1, details=DETAILS, role="parent", day=DAY)

    (child,) = children.of_guardian(db, SEAL, 1)
    assert (child.ref, child.nickname, child.age) == (ref, "小晴", "4-6")
    assert (child.needs, child.high_support) == (("autism",), True)
    assert children.of_guardian(db, SEAL, 2) == []

    children.change(db, SEAL, child.id, {**DETAILS, "nickname": "小雨"})
    assert [each.nickname for each in children.by_ids(db, SEAL, (child.id, 99))] == ["小雨"]

    children.forget(db, child.id)
    assert children.of_guardian(db, SEAL, 1) == []
    assert children.by_ids(db, SEAL, (child.id,)) == []
    assert rows(db, "SELECT count(*) FROM children") == [(1,)]


def test_the_latest_answer_counts_and_every_answer_stays(db: sqlite3.Connection):
    def answers(answer: str, wording: str = "care-1") -> None:
        consents.record(db, person_id=1, purpose="care", wording=wording, answer=answer, channel="web", now=1)

    assert not consents.given(db, 1, "care", "care-1")
    answers("given")
    assert consents.given(db, 1, "care", "care-1")
    assert not consents.given(db, 1, "care", "care-2")
    assert not consents.given(db, 1, "news", "care-1")
    assert not consents.given(db, 2, "care", "care-1")

    answers("withdrawn")

    assert not consents.given(db, 1, "care", "care-1")
    assert [one.answer for one in consents.history(db, 1)] == ["given", "withdrawn"]


def test_a_question_is_answered(db: sqlite3.Connection):
    ref = questions.ask(db, SEAL, booking="B", asked_by=2, question="过敏吗？", now=1)
    assert [one.answer for one in questions.of_booking(db, SEAL, "B")] == [""]

    questions.answer(db, SEAL, ref, "花生", 2)

    found = questions.find(db, SEAL, ref)
    assert found is not None
    assert (found.question, found.answer, found.answered_at) == ("过敏吗？", "花生", 2)
    assert questions.unread_answers(db) == {"B": 2}
    assert questions.find(db, SEAL, "NONE") is None


def test_a_later_tap_replaces_the_earlier(db: sqlite3.Connection):
    for answer in ("yes", "late"):
        feedback.keep(db, booking="B", voice="coming", answer=answer, now=1)

    assert feedback.of_booking(db, "B") == {"coming": "late"}
    assert feedback.of_booking(db, "C") == {}


def test_a_call_is_listed_once_done_once_and_opened_again(db: sqlite3.Connection):
    for now in (1, 2):
        calls.add(db, person_id=1, reason="unseen", about="B", now=now)
    (call,) = calls.waiting(db)
    assert call.at == 1

    assert calls.done(db, call.ref, call.version, 2, 3)
    assert not calls.done(db, call.ref, call.version, 2, 4)
    assert calls.waiting(db) == []
    assert calls.find(db, "NONE") is None

    calls.add(db, person_id=1, reason="unseen", about="B", now=5)

    found = calls.find(db, call.ref)
    assert found is not None
    assert (found.at, found.version, found.done) == (5, 3, False)


def test_a_call_is_forgotten_only_once_it_was_made(db: sqlite3.Connection):
    for reason in ("asked", "unseen"):
        calls.add(db, person_id=1, reason=reason, about="B", now=1)
    made, still_open = calls.waiting(db)
    calls.done(db, made.ref, made.version, 2, 10)

    assert calls.forget_before(db, 10) == 0
    assert calls.forget_before(db, 11) == 1
    assert calls.waiting(db) == [still_open]


def test_a_job_is_done_or_given_up_after_its_last_try(db: sqlite3.Connection):
    first = jobs.add(db, SEAL, kind="x.y", address_id=1, payload={"a": 1}, now=1)
    jobs.add(db, SEAL, kind="x.z", address_id=1, payload={}, now=1)
    one, other = jobs.waiting(db, SEAL)
    assert (one.ref, one.kind, one.payload) == (first, "x.y", {"a": 1})

    jobs.done(db, SEAL, one.id, {"b": 2})
    assert jobs.result_of(db, SEAL, first, 1) == {"b": 2}
    assert jobs.result_of(db, SEAL, first, 2) is None

    given_up = []
    while jobs.waiting(db, SEAL):
        given_up.append(jobs.failed(db, jobs.waiting(db, SEAL)[0]))
    assert given_up == [False] * (jobs.TRIES - 1) + [True]
    assert other.tries == 0

    assert jobs.forget_before(db, 2) == 2


def test_a_job_holds_up_its_own_address_and_tells_so_once(db: sqlite3.Connection):
    assert not jobs.tell_once(db, 1)
    jobs.add(db, SEAL, kind="x.y", address_id=1, payload={}, now=100)

    assert jobs.holds_up(db, 1, 99)
    assert not jobs.holds_up(db, 1, 100)
    assert not jobs.holds_up(db, 2, 0)
    assert [jobs.tell_once(db, 1), jobs.tell_once(db, 1)] == [True, False]
