"""What stands on the children's page, and the questions to them: only what is there can be changed."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from storage import ledger, polls
from storage.ledger import Entry, Told, Votes
from storage.polls import Choice
from tests.storage.a_person import DAY, SEAL, a_database, somebody


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return a_database(tmp_path)


def test_what_there_is_not_cannot_be_changed(db: sqlite3.Connection):
    with pytest.raises(KeyError):
        ledger.change(db, SEAL, Entry(Told("面条"), "topic-food", "doing", DAY, ref="NOBODYS"), 1, 1)
    with pytest.raises(KeyError):
        polls.end(db, SEAL, "NOBODYS", 1, "closed", None)


def test_what_has_just_changed_comes_first_and_else_what_was_written_last(db: sqlite3.Connection):
    for said, day in (("面条", "2026-12-01"), ("灯", "2026-12-02"), ("狗", "2026-12-02")):
        ledger.write(db, SEAL, Entry(Told(said), "topic-food", "doing", day))

    assert [one.told.said for one in ledger.every(db, SEAL)] == ["狗", "灯", "面条"]


def test_only_what_is_done_anew_is_judged_anew(db: sqlite3.Connection):
    person = somebody(db).person_id
    entry = Entry(Told("面条"), "topic-food", "done", DAY)
    entry = replace(entry, ref=ledger.write(db, SEAL, entry))
    ledger.count_vote(db, entry.ref, "yes", DAY)
    entry = ledger.change(db, SEAL, replace(entry, picture="sun"), 1, person)
    assert entry.votes == Votes(yes=1)
    ledger.count_vote(db, entry.ref, "no", DAY)
    ledger.count_vote(db, entry.ref, "no", DAY)
    again = ledger.find(db, SEAL, entry.ref)
    assert again is not None
    assert (again.state, again.votes, again.changed_by) == ("again", Votes(1, 0, 2), None)

    done = ledger.change(db, SEAL, replace(again, state="done"), again.version, person)
    assert done.votes == Votes()


def test_a_question_ends_once(db: sqlite3.Connection):
    person = somebody(db).person_id
    ref = polls.ask(db, SEAL, "周末？", (Choice("画画", "paper"), Choice("打球", "sun")), DAY, person)
    polls.end(db, SEAL, ref, 1, "closed", None)

    with pytest.raises(polls.Moved) as moved:
        polls.end(db, SEAL, ref, 1, "dropped", person)
    assert moved.value.now.state == "closed"
