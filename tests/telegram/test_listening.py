"""Coming in and listening: nothing that Telegram, or a server in its place, answers makes the bot deaf."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.chat import TUESDAY, StoppedClock, local
from tests.telegram.a_line import Line, Pace, a_line, open_line, said
from tests.telegram.bot_api import BotApi
from tests.telegram.in_process import Wire

UNKNOWN = (404, "Not Found")
STRANGE: dict[str, Any] = {"getMe": {"id": 1}, "getUpdates": "?"}


@asynccontextmanager
async def listening(line: Line) -> AsyncIterator[None]:
    """The bot as it runs in a home, until it is closed in order."""
    running = asyncio.create_task(line.telegram.run())
    try:
        yield
    finally:
        line.telegram.close()
        await running


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with a_line(tmp_path) as opened:
        yield opened


async def until_told(line: Line, method: str, times: int = 1) -> None:
    """Until a method was called so often."""
    called, usual = asyncio.Event(), line.api.weather
    left = times

    def weather(name: str, params: Mapping[str, Any]) -> Any:
        nonlocal left
        left -= name == method
        if left <= 0:
            called.set()
        return usual(name, params)

    line.api.weather = weather
    async with asyncio.timeout(20):
        await called.wait()
    line.api.weather = usual


@pytest.mark.parametrize("refusal", [UNKNOWN, (429, "Too Many Requests: retry after 80000"), (500, "Oops")])
@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription", "setMyShortDescription", "deleteWebhook"])
async def test_a_bot_that_may_not_introduce_itself_listens_all_the_same(line: Line, method: str, refusal: Any):
    line.api.faults[method].append(refusal)
    mother = line.api.user("小晴妈妈")
    mother.starts()

    async with listening(line):
        await until_told(line, "sendMessage")

    assert len(said(mother)) == 1


class Strange(Wire):
    """A server that is none of Telegram's: its first answers are not what was asked for."""

    async def do_request(self, url: str, method: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if sum(called == name for called, _params in self.api.calls) == 0 and name in STRANGE:
            self.api.calls.append((name, {}))
            return 200, json.dumps({"ok": True, "result": STRANGE[name]}).encode()
        return await super().do_request(url, method, *rest, **more)


async def test_an_answer_that_is_none_does_not_end_the_listening(tmp_path: Path):
    clock, api = StoppedClock(local(TUESDAY)), BotApi()
    async with open_line(tmp_path, api, clock, Pace(), Strange) as line:
        mother = api.user("小晴妈妈")
        mother.starts()

        async with listening(line):
            await until_told(line, "sendMessage")

    assert len(said(mother)) == 1
    assert [name for name, params in api.calls if not params] == ["getMe", "getMe", "getUpdates"]


async def test_after_an_idle_week_the_numbers_begin_anywhere(line: Line):
    mother = await line.somebody()

    line.api.restart_ids(at=7)
    mother.writes("菜单")
    await line.hears()
    await line.drains()

    assert len(said(mother)) == 2


async def test_what_is_said_in_many_groups_at_once_is_answered_no_faster_than_telegram_takes_it(line: Line):
    async with listening(line):
        await until_told(line, "getUpdates")
        for number in range(60):
            line.api.channel_post("通知", title=f"{number}")
        line.api.user("小晴妈妈").starts()
        await until_told(line, "sendMessage", times=2)

    rooms = [chat for chat in line.api.chats.values() if chat.json["type"] == "channel"]
    assert sum(message.by_bot for room in rooms for message in room.visible) == 1


async def test_what_is_brought_before_the_bot_knows_its_name_is_no_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    clock, api = StoppedClock(local(TUESDAY)), BotApi()
    api.channel_post("通知")
    async with open_line(tmp_path, api, clock, Pace()) as line:
        await line.telegram.receiver.take(list(api.updates))

        assert await line.rows("SELECT count(*) FROM inbox") == [(0,)]
    assert "cannot be read" not in caplog.text
