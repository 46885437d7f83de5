"""A question in words that takes a voice message or a photo as well, in a form that is looked over at the end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.chat import Event, Screen
from bot.fields import TextField
from bot.form import Form
from storage import attachments
from tests.bot.a_turn import Filler, a_turn
from tests.storage.a_person import DAY, SEAL, a_database, somebody

PHONE = "000-0000-0000"
NOT_HERE = "这一步收不了语音和照片"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(a_database(tmp_path)) as opened:
        somebody(opened)
        somebody(opened, "other")
        yield opened


def filling(db: sqlite3.Connection, *accepts: str, **more: Any) -> Filler:
    """Person 1 before two questions, of which the first takes more than words."""
    first = TextField("tell", label="说说", question="怎么了？", accepts=accepts or ("voice", "photo"), **more)
    second = TextField("more", label="还有", question="还有吗？")
    form = Form("try", "试试", (first, second), send=lambda turn, answers: Screen("好"))
    turn = a_turn()
    home: Any = SimpleNamespace(zone=turn.zone, horizon_days=60, phone=PHONE)
    return Filler(form, replace(turn, db=db, home=home))


def sends(who: Filler, ref: str, *, person: int = 1, kind: str = "voice", words: str = "", keep: bool = True) -> None:
    """Something arrives: it lies in storage, and the form hears of it."""
    if keep:
        attachments.keep(
            who.turn.db, SEAL, ref, kind=kind, media_type="audio/mp4", content=b"x", seconds=12, person_id=person,
            day=DAY,
        )  # fmt: skip
    event = Event("media", words, attachment=ref, media=kind, seconds=12 if kind == "voice" else 0)
    who.takes(who.form.step(who.turn, who.state, event))


def test_the_page_is_told_what_the_question_takes(db: sqlite3.Connection):
    who = filling(db, "voice")

    assert who.now_on.pack()["ask"]["accepts"] == ["voice"]
    sends(who, "AB")
    assert "accepts" not in who.now_on.pack()["ask"]


def test_a_voice_message_is_named_when_it_is_looked_over_and_may_be_kept_or_replaced(db: sqlite3.Connection):
    who = filling(db)

    sends(who, "AB")
    who.types("没有了")

    assert "一段语音（12秒）" in who.sees
    who.taps("改：说说")
    assert "不改，还是：一段语音（12秒）" in who.buttons()
    sends(who, "CD", kind="photo", words="是这样的")
    assert "一张照片、是这样的" in who.sees


@pytest.mark.parametrize(
    ("more", "accepts"),
    [({"person": 2}, ("voice",)), ({"keep": False}, ("voice",)), ({"kind": "photo"}, ("voice",))],
    ids=["somebody else's", "gone", "another kind"],
)
def test_what_is_not_theirs_or_not_asked_for_is_no_answer(
    db: sqlite3.Connection, more: dict[str, Any], accepts: tuple[str, ...]
):
    who = filling(db, *accepts)

    sends(who, "AB", **more)

    assert who.notice
    assert "怎么了" in who.sees


def test_what_belongs_to_something_already_answers_nothing_else(db: sqlite3.Connection):
    who = filling(db)
    sends(who, "AB")
    attachments.belong_to(db, "AB", "letter CD")

    who.types("没有了")

    assert "刚才那个已经不在了" in str(who.notice)
    assert "怎么了" in who.sees


def test_too_many_words_beside_it_are_asked_to_be_fewer(db: sqlite3.Connection):
    who = filling(db, most=5)

    sends(who, "AB", words="比五个字多")
    assert "还有吗" in who.sees
    who = filling(db, most=5)
    sends(who, "CD", words="比五个字还要多")

    assert "7" in str(who.notice)


def test_where_only_words_are_asked_for_or_nothing_is_there_is_a_way_to_a_person(db: sqlite3.Connection):
    who = filling(db)
    who.types("说")

    sends(who, "AB")  # the second question
    assert NOT_HERE in str(who.notice)
    assert PHONE in str(who.notice)
    assert "还有吗" in who.sees
    who.types("没有了")
    sends(who, "CD")  # the summary
    assert NOT_HERE in str(who.notice)
    assert "送出" in str(list(who.buttons()))
    who.taps("退出填写")
    sends(who, "EF")  # whether to leave

    assert NOT_HERE in str(who.notice)
    assert "先保留" in who.buttons()
