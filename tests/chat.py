"""Tests as a chat: people tap, type and see, in Chinese, on the real house: real SQLite files, the real web pages.

`home` opens a whole home in a folder of its own and stops its clock; `home.family()` and `home.staff(role)` come in at
its doors. A tap finds a button by its label on the newest screen and fails with the conversation printed.
"""

import itertools
import uuid
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
from bot.settings import SAMPLE_HOME, Settings
from bot.telegram.channel import TelegramChannel, Wires
from storage import outbox, people
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.in_process import Wire
from tests.written import written

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
class Visitor:
    """Somebody at a door of the home, with what they have seen so far."""

    home: "OpenHome"
    door: str
    client: httpx.AsyncClient
    language: str = "zh-CN"
    seen: list[dict[str, Any]] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    async def comes(self, wish: str | None = None) -> "Visitor":
        """Open the page, perhaps with a deep link."""
        await self.post("visit", {"language": self.language, "open": wish})
        await self.look()
        return self

    async def post(self, what: str, body: Any) -> httpx.Response:
        return await self.client.post(f"/{self.door}/{what}", json=body)

    async def sends(self, body: dict[str, Any]) -> httpx.Response:
        """An event as the page sends it; a repeated id is the same event."""
        response = await self.post("events", {"id": str(uuid.uuid4()), **body})
        await self.look()
        return response

    async def taps(self, label: str) -> None:
        """Tap the button with this label (or the start of it) on the newest screen that has one."""
        message, button = self.button(label)
        self.spoken.append(f"> [{button['label']}]")
        response = await self.sends({"kind": "tap", "data": button["data"], "on": message["seq"]})
        assert response.status_code == 200, f"{response.text}\n{self.transcript()}"

    async def taps_data(self, data: str) -> None:
        """Tap a forged or an old button by what it carries."""
        self.spoken.append(f"> [{data}]")
        await self.sends({"kind": "tap", "data": data, "on": self.last["seq"]})

    async def picks(self, day: str) -> None:
        """Tap an ISO day on the calendar, turning its pages as needed."""
        while self.calendar["month"] < day[:7]:
            await self._data(self.calendar["later"])
        found = next(each for each in self.calendar["days"] if each["date"] == day)
        assert found["data"], f"{day} cannot be tapped: {found}\n{self.transcript()}"
        self.spoken.append(f"> [{found['label']}]")
        await self._data(found["data"])

    async def types(self, text: str) -> None:
        """Type a text and send it."""
        self.spoken.append(f"> {text}")
        response = await self.sends({"kind": "text", "text": text})
        assert response.status_code == 200, response.text

    async def opens(self, flow: str) -> None:
        """A deep link, or the toolbar."""
        await self.sends({"kind": "open", "text": flow})

    async def look(self) -> list[dict[str, Any]]:
        """Read what is new, as the stream would bring it."""
        after = self.seen[-1]["seq"] if self.seen else 0
        new = await self.home.read(self, after)
        for message in new:
            self.seen = [old for old in self.seen if old["seq"] != message["edits"]]
            self.seen.append(message)
            if message["from"] == "home":
                self.spoken.append(written(message))
        return new

    @property
    def last(self) -> dict[str, Any]:
        """The newest screen of the home."""
        return next(message for message in reversed(self.seen) if message["from"] == "home")

    @property
    def calendar(self) -> dict[str, Any]:
        """The newest calendar."""
        found: dict[str, Any] = next(message["calendar"] for message in reversed(self.seen) if "calendar" in message)
        return found

    def day(self, iso: str) -> dict[str, Any]:
        """How a day looks on the calendar."""
        found: dict[str, Any] = next(day for day in self.calendar["days"] if day["date"] == iso)
        return found

    def offered(self) -> list[str]:
        """The labels of the newest screen's buttons."""
        return [button["label"] for buttons in self.last.get("rows", []) for button in buttons]

    def button(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        for message in reversed(self.seen):
            for buttons in message.get("rows", []):
                for button in buttons:
                    if button["label"] == label or (len(label) > 1 and label in button["label"]):
                        return message, button
        raise AssertionError(f"no button “{label}”\n{self.transcript()}")

    def sees(self, *texts: str) -> None:
        """The newest screen says all of this."""
        shown = written(self.last)
        for text in texts:
            assert text in shown, f"“{text}” is not on the screen\n{shown}\n\n{self.transcript()}"

    def sees_no(self, *texts: str) -> None:
        """The newest screen says none of this."""
        for text in texts:
            assert text not in written(self.last), f"“{text}” is on the screen\n{written(self.last)}"

    def has_seen(self, text: str) -> bool:
        """Whether anything still on the page says this."""
        return any(text in written(message) for message in self.seen)

    def transcript(self) -> str:
        """The whole conversation, as golden transcripts keep it."""
        return "\n\n".join(self.spoken) + "\n"

    async def _data(self, data: str) -> None:
        response = await self.sends({"kind": "tap", "data": data, "on": self.last["seq"]})
        assert response.status_code == 200, response.text


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
        """Time passes until a local moment, through everything that becomes due on the way."""
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
    folder.mkdir(exist_ok=True)
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
