"""What stands beside a conversation off the record: the log of the database, and the page of whoever is called."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.turns import batches
from storage.db import empty_log
from tests.bot.test_unrecorded import at_a_letter, left
from tests.chat import OpenHome, open_home
from tests.web.a_request import rows


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[OpenHome]:
    async with open_home(tmp_path) as opened:
        yield opened


async def test_a_log_that_cannot_be_cut_undoes_nothing_and_is_tried_again(
    home: OpenHome, monkeypatch: pytest.MonkeyPatch
):
    child = await at_a_letter(home)
    faults = [sqlite3.OperationalError("disk I/O error")] * 2

    def cut(db: sqlite3.Connection) -> bool:
        if faults:
            raise faults.pop()
        return empty_log(db)

    monkeypatch.setattr(batches, "empty_log", cut)

    await child.presses("board.send")

    child.visitor.sees("信放进信箱了")
    assert await rows(home, "SELECT count(*) FROM posts") == [(1,)]
    assert home.app.turns.fault == ""
    await child.visitor.look()
    await home.app.turns.write(lambda db: None)
    await home.app.turns.write(lambda db: None)
    assert not faults
    assert not home.app.turns.empties_log


async def test_a_page_to_a_colleague_is_not_put_away_like_a_childs(home: OpenHome):
    duty = await home.staff("duty")
    child = await at_a_letter(home, "他正在打我")

    assert child.visitor.last["private"] is True
    await duty.look()

    duty.sees("有一条需要马上看的话")
    assert "private" not in duty.last


async def test_who_types_where_else_to_go_is_asked_first_and_goes_if_they_say_it_twice(home: OpenHome):
    child = await at_a_letter(home)

    await child.visitor.types("/respite")
    child.visitor.sees("还没有寄出")
    await child.visitor.types("/respite")

    child.visitor.sees("开始之前")
    assert await left(home) == []


async def test_help_is_not_asked_about(home: OpenHome):
    child = await at_a_letter(home)

    await child.visitor.types("救命")

    child.visitor.sees("110")
    child.visitor.sees_no("还没有寄出")
    await child.presses("door.resume")
    child.visitor.sees("放进信箱")
