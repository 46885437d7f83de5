"""The inbox: an event is kept once, tried in order, and emptied when it is done with."""

import sqlite3
from pathlib import Path

import pytest

from storage import inbox, jobs
from storage.inbox import Heard
from tests.storage.a_person import SEAL, a_database, rows, somebody


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    made = a_database(tmp_path)
    somebody(made, "one")
    somebody(made, "two")
    return made


def keep(
    db: sqlite3.Connection, event_id: str, address: int = 1, raw: bytes = b"raw", now: int = 100, *, waits: bool = True
) -> Heard | None:
    return inbox.keep(
        db, SEAL, channel="web", event_id=event_id, address_id=address, payload={"text": event_id}, raw=raw, now=now,
        waits=waits,
    )  # fmt: skip


def test_the_same_event_twice_is_kept_once(db: sqlite3.Connection):
    assert keep(db, "a") is not None
    assert keep(db, "a") is None
    assert keep(db, "a", raw=b"other") is not None
    assert len(rows(db, "SELECT * FROM inbox")) == 2


@pytest.mark.parametrize("waits", [True, False])
def test_what_is_done_is_emptied_and_still_known(db: sqlite3.Connection, waits: bool):
    heard = keep(db, "a", waits=waits)
    assert heard is not None
    assert inbox.has_waiting(db, 1) == waits

    inbox.done(db, heard)

    assert rows(db, "SELECT state, payload FROM inbox") == [("done", None)]
    assert not inbox.has_waiting(db, 1)
    assert keep(db, "a") is None


def test_the_first_of_each_address_is_tried_when_its_time_has_come(db: sqlite3.Connection):
    first, _second, third = keep(db, "first"), keep(db, "second"), keep(db, "third", address=2)
    assert first is not None
    assert third is not None
    reference, aside = inbox.failed(db, SEAL, first, now=100)

    assert not aside
    assert [one.id for one in inbox.to_retry(db, SEAL, 100)] == [third.id]

    (one, _other) = inbox.to_retry(db, SEAL, 100 + inbox.RETRY_SECONDS[0])
    assert (one.payload, one.tries, one.reference) == ({"text": "first"}, 1, reference)


def test_what_fails_at_once_is_kept_with_its_words_for_the_next_try(db: sqlite3.Connection):
    heard = keep(db, "a", waits=False)
    assert heard is not None

    inbox.failed(db, SEAL, heard, now=100)

    assert [one.payload for one in inbox.to_retry(db, SEAL, 200)] == [{"text": "a"}]


def test_words_that_cannot_be_opened_any_more_are_none(db: sqlite3.Connection):
    keep(db, "a")
    db.execute("UPDATE inbox SET payload = zeroblob(50)")

    assert [one.payload for one in inbox.to_retry(db, SEAL, 200)] == [None]


def test_a_failed_event_keeps_its_reference_and_is_set_aside_after_its_last_try(db: sqlite3.Connection):
    keep(db, "a")
    references = set()
    for _ in range(inbox.TRIES):
        (heard,) = inbox.to_retry(db, SEAL, 10**9)
        reference, aside = inbox.failed(db, SEAL, heard, now=100)
        references.add(reference)

    assert aside
    assert len(references) == 1
    assert inbox.to_retry(db, SEAL, 10**9) == []
    assert inbox.oldest_waiting(db) is None


def test_an_event_behind_a_job_waits_for_it_so_long_and_no_longer(db: sqlite3.Connection):
    keep(db, "a")
    jobs.add(db, SEAL, kind="x.y", address_id=1, payload={}, now=100)

    assert inbox.to_retry(db, SEAL, 101) == []
    assert len(inbox.to_retry(db, SEAL, 100 + inbox.JOB_SECONDS)) == 1


def test_the_oldest_that_waits_is_told(db: sqlite3.Connection):
    keep(db, "a", now=200)
    keep(db, "b", now=100)

    assert inbox.oldest_waiting(db) == 100


def test_what_was_handled_or_set_aside_is_forgotten_and_what_waits_is_not(db: sqlite3.Connection):
    for number, state in enumerate(("done", "aside", "new", "failed")):
        keep(db, state, now=number)
        db.execute("UPDATE inbox SET state = ? WHERE event_id = ?", (state, state))

    assert inbox.forget_before(db, 2) == 2
    assert inbox.forget_before(db, 100) == 0
    assert rows(db, "SELECT event_id FROM inbox ORDER BY id") == [("new",), ("failed",)]
