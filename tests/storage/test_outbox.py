"""The outbox: numbered per address, sealed, replaced by edits, seen, and emptied."""

import sqlite3
from pathlib import Path

import pytest

from storage import outbox
from tests.storage.a_person import SEAL, a_database, rows, somebody


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    made = a_database(tmp_path)
    somebody(made, "one")
    somebody(made, "two")
    return made


def say(db: sqlite3.Connection, text: str, address: int = 1, **more: object) -> int:
    payload = {"text": [text]}
    return outbox.put(db, SEAL, address_id=address, payload=payload, **({"now": 100} | more))  # type: ignore[arg-type]


def texts(db: sqlite3.Connection, address: int = 1, seq: int = 0) -> list[str]:
    return [one.payload["text"][0] for one in outbox.after(db, SEAL, address, seq)]


def test_every_address_counts_for_itself(db: sqlite3.Connection):
    assert [say(db, "a"), say(db, "b"), say(db, "c", 2), say(db, "d")] == [1, 2, 1, 3]
    assert texts(db) == ["a", "b", "d"]
    assert texts(db, seq=2) == ["d"]
    assert outbox.last_seq(db, 2) == 1


def test_what_an_edit_replaces_is_gone(db: sqlite3.Connection):
    say(db, "before")

    say(db, "after", edits=1)

    (message,) = outbox.after(db, SEAL, 1, 0)
    assert (message.seq, message.edits, message.payload) == (2, 1, {"text": ["after"]})
    assert rows(db, "SELECT state, payload FROM outbox WHERE seq = 1") == [("seen", None)]


@pytest.mark.parametrize("edits", [99, -1, 2])
def test_an_edit_of_what_was_never_said_stands_alone(db: sqlite3.Connection, edits: int):
    say(db, "before")

    say(db, "after", edits=edits)

    assert texts(db) == ["before", "after"]
    assert outbox.after(db, SEAL, 1, 1)[0].edits is None


def test_an_edit_replaces_neither_a_persons_own_words_nor_anothers_message(db: sqlite3.Connection):
    say(db, "mine", origin="me", state="seen")
    for text in ("theirs", "theirs too"):
        say(db, text, 2)

    say(db, "after", edits=1)
    say(db, "after", edits=2, address=1)

    assert texts(db)[0] == "mine"
    assert texts(db, 2) == ["theirs", "theirs too"]


def test_a_message_that_still_waits_to_be_sent_is_not_seen_by_being_replaced(db: sqlite3.Connection):
    say(db, "before", state="waiting")

    say(db, "after", edits=1)

    assert rows(db, "SELECT state FROM outbox WHERE seq = 1") == [("waiting",)]


def test_the_last_screen_is_ours_and_the_newest(db: sqlite3.Connection):
    assert outbox.last_screen(db, SEAL, 1) == {}

    say(db, "one")
    say(db, "two")
    say(db, "words", origin="me")

    assert outbox.last_screen(db, SEAL, 1) == {"text": ["two"]}


def test_a_page_goes_on_where_it_was_and_a_new_one_gets_the_newest(db: sqlite3.Connection):
    assert outbox.start_after(db, 1, 0) == 0
    for number in range(70):
        say(db, f"{number}")

    assert outbox.start_after(db, 1, 0) == 10
    assert outbox.start_after(db, 1, 3) == 3
    assert outbox.start_after(db, 1, 70) == 70
    assert outbox.start_after(db, 1, 71) == 10


def test_seen_is_everything_up_to_a_number_and_never_what_waits(db: sqlite3.Connection):
    for state in ("stored", "sent", "waiting", "failed", "stored"):
        say(db, state, state=state)

    outbox.seen(db, 1, 4)

    states = [("seen",), ("seen",), ("waiting",), ("failed",), ("stored",)]
    assert rows(db, "SELECT state FROM outbox ORDER BY seq") == states


def test_important_news_that_nobody_has_seen_are_told_until_they_are_settled(db: sqlite3.Connection):
    say(db, "soon", important_until=200, purpose="booking A")
    say(db, "later", important_until=300, purpose="booking B")
    say(db, "seen", important_until=200, purpose="booking C", state="seen")

    assert [purpose for _row, _person, purpose in outbox.unseen_important(db, 200)] == ["booking A"]

    outbox.settle_important(db, 200)

    assert outbox.unseen_important(db, 200) == []
    assert [purpose for _row, _person, purpose in outbox.unseen_important(db, 300)] == ["booking B"]


def test_what_was_said_long_ago_is_emptied(db: sqlite3.Connection):
    say(db, "old", now=50)
    say(db, "new", now=150)

    assert outbox.forget_before(db, 100) == 1
    assert outbox.forget_before(db, 100) == 0
    assert texts(db) == ["new"]


def test_what_was_seen_can_be_emptied_at_one_address(db: sqlite3.Connection):
    for address in (1, 2):
        for text in ("seen", "new"):
            say(db, text, address)
        outbox.seen(db, address, 1)

    outbox.empty_seen(db, 1)

    assert texts(db) == ["new"]
    assert texts(db, 2) == ["seen", "new"]
