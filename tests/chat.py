"""Tests as a chat: people tap, type and see, in Chinese, on the real house: real SQLite files, the real web pages.

`home` opens a whole home in a folder of its own and stops its clock; `home.family()` and `home.staff(role)` come in at
its doors. A tap finds a button by its label on the newest screen and fails with the conversation printed.
"""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from bot import app
from bot.app import App
from bot.limits import Limits
from bot.scheduler import DAY_SECONDS
from bot.settings import SAMPLE_HOME, Settings
from bot.telegram.channel import TelegramChannel, Wires
from storage import outbox, people
from tests.page_visitor import Visitor
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.in_process import Wire

ZONE = ZoneInfo("Asia/Shanghai")
KEY = bytes(range(32))
TUESDAY = "2026-12-01 09:00"
HOST = "127.0.0.1:8080"


def local(text: str) -> int:
    """"2026-12-01 09:00" on the sample home's clock, as UTC seconds."""
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).timestamp())


class StoppedClock:
    """The home's clock for tests: it stands still until it is moved."""

    def __init__(self, now: int) -> None:
        self.instant = now
        self.offset = 0

    def now(self) -> int:
        return self.instant

    def move_to(self, _db: Any, instant: int) -> None:
        self.instant = max(self.instant, instant)


@dataclass
class OpenHome:
    """A whole home that is open, with its clock standing still. `api` is Telegram, where the home speaks over it, too.

    `channel` is the one that families come over.
    """

    app: App
    clock: StoppedClock
    channel: str = "web"
    api: BotApi | None = None
    visitors: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        """A browser of its own, with its own cookies."""
        transport = httpx.ASGITransport(app=self.app.web)
        client = httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}")
        self.visitors.append(client)
        return client

    async def family(self, language: str = "zh-CN", wish: str | None = None) -> Visitor:
        """A family comes in at the front door."""
        if self.channel == "telegram":
            return await self.texter(language).comes(wish)
        return await Visitor(self, "family", self.client(), language).comes(wish)

    @property
    def telegram(self) -> TelegramChannel:
        """The home's bot."""
        assert self.app.telegram is not None
        return self.app.telegram

    def texter(self, language: str = "zh-CN") -> Visitor:
        """Somebody with Telegram, who has not met the bot yet."""
        from tests.telegram.visitor import Texter

        assert self.api is not None
        return Texter(self, "family", None, language, person=self.api.user("某人", language_code=language))

    async def staff(self, role: str = "care_lead") -> Visitor:
        """The sample member of staff of a role comes to work."""
        visitor = Visitor(self, "staff", self.client())
        response = await visitor.client.post("/sample/staff", json={"role": role})
        assert response.status_code == 200, response.text
        await visitor.look()
        return visitor

    async def read(self, visitor: Visitor, after: int) -> list[dict[str, Any]]:
        """What the stream would bring to this visitor."""
        token = next((c.value for c in visitor.client.cookies.jar if c.path == f"/{visitor.door}"), "")
        chat = self.app.web.state.chat

        def read(db: Any) -> list[dict[str, Any]]:
            address = people.address_by_key(db, chat.seal, "web", token or "")
            if address is None:
                return []
            language = people.person(db, chat.seal, address.person_id).language
            return [chat.streams.spoken(one, language) for one in outbox.after(db, chat.seal, address.id, after)]

        return await self.app.db.read(read)

    async def passes(self, until: str) -> None:
        """Time passes until a local moment, through everything that becomes due on the way.

        Before the last week the house looks at its clock but once a day: months are as long as they are empty.
        """
        while local(until) - self.clock.instant > 7 * DAY_SECONDS:
            self.clock.instant += DAY_SECONDS
            await self.app.ticks.catch_up()
        await self.app.ticks.advance(local(until) - self.clock.instant)

    async def close(self) -> None:
        for client in self.visitors:
            await client.aclose()


@asynccontextmanager
async def open_home(
    folder: Path, now: str = TUESDAY, home: Path = SAMPLE_HOME, channel: str = "web", **more: Any
) -> AsyncIterator[OpenHome]:
    """Open the sample home (or another one) in `folder` at a local time, for families who come over a channel."""
    clock = StoppedClock(local(now))
    api = BotApi(clock=clock.now) if channel == "telegram" else None
    plain = {
        "token": TOKEN if api else "", "api": "", "url": "", "data": folder, "home": home, "host": "127.0.0.1",
        "port": 8080, "key": KEY, "key_file": None, "log": "INFO", "sample": True,
    }  # fmt: skip
    settings = Settings(**plain | more)
    wires = Wires(Wire(api), Wire(api)) if api else None
    breath = itertools.count().__next__  # people take a breath between taps
    async with app.opened(settings, clock=clock, wires=wires, pace=breath) as opened:
        opened.web.state.chat.limits = Limits(clock=breath)
        opened_home = OpenHome(opened, clock, channel, api)
        if opened.telegram is not None:
            await opened.telegram.come_in()
        try:
            yield opened_home
        finally:
            await opened_home.close()
