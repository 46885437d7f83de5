"""Killed at any point, the home has heard every event once and says every answer at least once.

The process is the real one, the socket too; the family asks for half a day of respite care while the power goes.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import audit
from tests.a_page import House, Page, open_page

KILLS = ("after-receipt", "mid-batch", "before-commit", "after-commit")


async def picks_a_day(page: Page) -> None:
    """The first day with room, wherever the month ends."""
    while not (free := [day for day in page.live["calendar"]["days"] if day["state"] == "free"]):
        await page.sends(kind="tap", data=page.live["calendar"]["later"], on=page.live["seq"])
    await page.sends(kind="tap", data=free[-1]["data"], on=page.live["seq"])


async def books(page: Page, before: Callable[[str], None] = lambda _step: None) -> None:
    """Half a day for a child nobody knows yet. `before` is told of each step."""
    await page.sends(kind="open", text="respite")
    for step in ("同意", "＋ 加"):
        await page.taps(step)
    before("name")
    await page.sends(kind="text", text="小晴")
    for step in ("爸爸或妈妈", "4–6岁", "孤独症", "选好了", "对，就这样"):
        before(step)
        await page.taps(step)
    for step in ("选好了", "半天", "直接申请"):
        await page.taps(step)
    await picks_a_day(page)
    for step in ("跳过", "都没有", "跳过"):
        await page.taps(step)
    before("send")
    await page.taps("送出申请")


def kept(folder: Path) -> sqlite3.Connection:
    """The database as it lies on the disk."""
    db = sqlite3.connect(folder / "rainbow.db")
    db.row_factory = sqlite3.Row
    return db


def everything_happened_once(page: Page) -> None:
    """One booking, one answer to each event, each number once on the page; nothing half done is left."""
    with closing(kept(page.house.folder)) as db:
        states = [row["state"] for row in db.execute("SELECT state FROM inbox")]
        answers = [row["seq"] for row in db.execute("SELECT seq FROM outbox WHERE origin = 'home'")]
        typed = db.execute("SELECT count(*) FROM outbox WHERE origin = 'me'").fetchone()[0]

        assert states == ["done"] * (len(page.sent) + 1)  # and the opening of the page
        assert len(answers) == len(states)
        assert typed == 1
        assert sorted(page.numbers) == list(range(1, len(answers) + typed + 1))
        assert [row["state"] for row in db.execute("SELECT state FROM bookings")] == ["held"]
        assert db.execute("SELECT count(*) FROM children").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM drafts").fetchone()[0] == 0
        assert audit.verify(db) is None
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.slow
@pytest.mark.parametrize("step", ["对，就这样", "send"])
@pytest.mark.parametrize("point", KILLS)
async def test_a_home_that_is_killed_has_heard_every_event_once(tmp_path: Path, point: str, step: str):
    with House(tmp_path / "home") as house:
        house.folder.mkdir()
        house.opens(point)
        async with open_page(house) as page:
            await books(page, lambda at: house.arms() if at == step else None)

            assert house.deaths == 1
            everything_happened_once(page)


@pytest.mark.slow
async def test_a_home_that_is_killed_before_the_page_says_seen_shows_no_message_twice(tmp_path: Path):
    with House(tmp_path / "home") as house:
        house.folder.mkdir()
        house.opens()
        async with open_page(house) as page:

            def kill_at_the_next_message(step: str) -> None:
                page.on_message = kill if step in ("name", "send") else (lambda: None)

            def kill() -> None:
                page.on_message = lambda: None
                house.dies()

            await books(page, kill_at_the_next_message)
            await page.posts("seen", {"seq": page.newest})

            assert house.deaths == 2
            everything_happened_once(page)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["name", "send"])
async def test_a_commit_that_fails_is_no_receipt_and_the_page_sends_it_again(tmp_path: Path, step: str):
    with House(tmp_path / "home") as house:
        house.folder.mkdir()
        house.opens("commit-fails")
        async with open_page(house) as page:
            await books(page, lambda at: house.arms() if at == step else None)

            assert page.refused == [503]
            assert house.deaths == 0
            everything_happened_once(page)
            assert house.closes() == 0


@pytest.mark.slow
async def test_a_home_that_is_stopped_in_order_stops_with_its_streams_open_and_goes_on_where_it_was(tmp_path: Path):
    with House(tmp_path / "home") as house:
        house.folder.mkdir()
        house.opens()
        async with open_page(house) as page:
            await page.sends(kind="open", text="respite")

            assert house.closes() == 0

            house.opens()
            await page.taps("同意")
            assert "哪个孩子" in str(page.live)
            assert sorted(page.numbers) == list(range(1, 4))
