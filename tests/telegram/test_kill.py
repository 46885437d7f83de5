"""Killed at any point, the home has heard every update once and says every answer at least once, over real sockets.

The process is the real one. Telegram stands in this one, and goes on: it keeps updates, and brings them again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import pytest

from storage import audit
from tests.a_page import PATIENCE_SECONDS, House, free_port
from tests.telegram.a_line import said
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.over_http import serve
from tests.telegram.people import Person
from tests.test_kill import kept

pytestmark = pytest.mark.slow
MODES = pytest.mark.parametrize("listens", ["getUpdates", "setWebhook"])
HALF_A_DAY = ("同意", "＋ 加", "小晴", "爸爸或妈妈", "4–6岁", "孤独症", "选好了", "对，就这样", "选好了", "半天",
              "直接申请", "a day", "跳过", "都没有", "跳过", "送出申请")  # fmt: skip
KILLS = {
    "getUpdates": {"小晴": "letter-carried", "爸爸或妈妈": "letter-begun", "4–6岁": "mid-batch", "孤独症":
                   "after-commit", "都没有": "after-receipt", "送出申请": "before-commit"},
    "setWebhook": {"小晴": "letter-begun", "爸爸或妈妈": "letter-carried", "都没有": "before-commit",
                   "送出申请": "after-receipt"},
}  # fmt: skip


@dataclass
class Watched:
    """The home's process, which is opened again when it dies, and Telegram on this side of the sockets."""

    house: House
    api: BotApi
    listens: str

    async def opens(self, point: str = "none") -> None:
        """Open the home; back when Telegram has heard from it."""
        before = self.heard
        self.house.opens(point)
        await until(lambda: self.heard > before)

    @property
    def heard(self) -> int:
        """How often it came to listen."""
        return sum(method == self.listens for method, _params in self.api.calls)

    async def closes(self) -> int:
        """Stop it in order; the exit status. Telegram is there for it until the end."""
        return await asyncio.to_thread(self.house.closes)

    async def is_dead(self) -> None:
        """Until the power has gone."""
        assert self.house.process is not None
        await until(lambda: self.house.process is None or self.house.process.poll() is not None)


async def until(true: Callable[[], bool]) -> None:
    """Look again and again: what is waited for happens in another process."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():  # noqa: ASYNC110 - no event reaches us from there
            await asyncio.sleep(0.02)


@asynccontextmanager
async def watched(folder: Path, listens: str = "getUpdates", token: str = TOKEN) -> AsyncIterator[Watched]:
    api, house = BotApi(), House(folder / "home")
    house.folder.mkdir()
    async with serve(api) as base:
        hook = (f"http://127.0.0.1:{house.port}",) if listens == "setWebhook" else ()
        house.line = (token, base, *hook)
        with house:
            yield Watched(house, api, listens)


def does(person: Person, step: str) -> None:
    """One step on the way to half a day of respite care."""
    if step == "小晴":
        person.writes(step)
    elif step == "a day":
        person.taps(next(each["callback_data"] for row in person.last.rows for each in row if ".day:" in str(each)))
    else:
        newest = next(message for message in reversed(person.chat) if message.labels)
        label = next((label for label in newest.labels if step in label), "")
        assert label, f"no “{step}”\n{person.room.transcript()}"
        person.taps(label, on=newest)


def is_settled(folder: Path, events: int) -> bool:
    """Whether so many events were handled, and all that was said is there."""
    with closing(kept(folder)) as db:
        heard = db.execute("SELECT count(*) FROM inbox WHERE state = 'done'").fetchone()[0]
        return heard == events and not db.execute("SELECT 1 FROM outbox WHERE state = 'waiting'").fetchall()


@MODES
async def test_a_home_that_is_killed_has_heard_every_update_once(tmp_path: Path, listens: str):
    async with watched(tmp_path, listens) as home:
        kills = KILLS[listens]
        points = iter(kills.values())
        await home.opens(next(points))
        mother = home.api.user("小晴妈妈")
        mother.starts("respite")
        await until(lambda: is_settled(home.house.folder, 1))
        for number, step in enumerate(HALF_A_DAY, 2):
            if step in kills:
                home.house.arms()
            does(mother, step)
            if step in kills:
                await home.is_dead()
                await home.opens(next(points, "none"))
            await until(partial(is_settled, home.house.folder, number))
        await home.closes()

        everything_happened_once(home, mother)


def everything_happened_once(home: Watched, mother: Person) -> None:
    """One booking, one answer to each event, and on the screen at most the one twice that was cut off."""
    with closing(kept(home.house.folder)) as db:
        assert [row["state"] for row in db.execute("SELECT state FROM inbox")] == ["done"] * (len(HALF_A_DAY) + 1)
        answers = [row["state"] for row in db.execute("SELECT state FROM outbox WHERE edits IS NULL")]
        assert set(answers) <= {"sent", "seen"}
        assert len(answers) <= len(said(mother)) <= len(answers) + 1
        assert [row["state"] for row in db.execute("SELECT state FROM bookings")] == ["held"]
        assert db.execute("SELECT count(*) FROM children").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM drafts").fetchone()[0] == 0
        assert audit.verify(db) is None
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert home.api.unanswered == []


async def test_a_wrong_token_closes_telegram_and_leaves_the_page_open(tmp_path: Path):
    wrong = f"{TOKEN[:-4]}oops"
    async with watched(tmp_path, token=wrong) as home:
        home.house.opens()
        await until(lambda: "does not know this token" in home.house.log.read_text())

        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{home.house.port}") as page:
            assert (await page.get("/")).status_code < 400
            assert (await page.get("/healthz")).json()["telegram"]["trouble"] == "InvalidToken"
        assert home.house.process is not None
        assert home.house.process.poll() is None
        assert wrong not in home.house.log.read_text()
        assert wrong.partition(":")[2] not in home.house.log.read_text()
        assert await home.closes() == 0


async def test_a_network_that_comes_later_is_waited_for(tmp_path: Path):
    api, port = BotApi(), free_port()
    house = House(tmp_path / "home", line=(TOKEN, f"http://127.0.0.1:{port}"))
    house.folder.mkdir()
    with house:
        house.opens()
        await until(lambda: "cannot be spoken with yet" in house.log.read_text())
        async with serve(api, port):
            mother = api.user("小晴妈妈")
            mother.starts()
            await until(lambda: bool(said(mother)))
            assert TOKEN not in house.log.read_text()
            assert await asyncio.to_thread(house.closes) == 0


@MODES
async def test_a_home_that_is_stopped_in_order_stops_at_once_and_takes_its_webhook_back(tmp_path: Path, listens: str):
    async with watched(tmp_path, listens) as home:
        await home.opens()
        mother = home.api.user("小晴妈妈")
        mother.starts()
        await until(lambda: bool(said(mother)))

        assert await home.closes() == 0
        assert home.api.webhook is None
        assert "Traceback" not in home.house.log.read_text()
