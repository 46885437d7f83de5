"""Posts as they are kept: what can be told of one without reading it, and changes to one that is not there."""

import sqlite3

import pytest

from storage import posts
from storage.posts import NewLine
from tests.storage.a_person import SEAL

TUESDAY = "2026-12-01"


def put_in(db: sqlite3.Connection, claim: str = "1") -> str:
    return posts.put_in(
        db, SEAL, NewLine("cards", {"cards": ["me"]}), claim=claim, topic="food", level=None, not_for=frozenset(),
        day=TUESDAY, promised_day="2026-12-04",
    )  # fmt: skip


def test_an_outline_tells_who_spoke_and_how(db: sqlite3.Connection):
    ref = put_in(db)
    posts.add_line(db, SEAL, ref, NewLine("words", {"words": "好"}), origin="home", day=TUESDAY, by_role="duty")

    assert posts.outline(db, ref) == [("child", "cards"), ("home", "words")]


def test_what_nobody_has_read_is_unread(db: sqlite3.Connection):
    first, second = put_in(db), put_in(db, "2")

    posts.see(db, first, "child")

    assert posts.unread(db) == {second}


def test_a_post_that_is_not_there_is_not_changed(db: sqlite3.Connection):
    with pytest.raises(KeyError):
        posts.change(db, SEAL, "NOBODYS", 1, state="done")
