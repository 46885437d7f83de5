"""A home on its line to Telegram, where the seconds between messages pass only when the test lets them.

The house is the real one, with its real files; `BotApi` stands at the wire, its flood control on the same seconds.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import app
from bot.app import App
from bot.chat import Screen
from bot.sender import Sender
from bot.settings import SAMPLE_HOME
from bot.telegram.channel import TelegramChannel, Wires
from storage import people
from tests.chat import TUESDAY, StoppedClock, local
from tests.small_home import settings_in
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.floods import FloodControl
from tests.telegram.in_process import Wire
from tests.telegram.people import Person


@dataclass
class Pace:
    """Seconds that pass when they are told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(repr=False)
class Line:
    """The home, and what lies at the other end."""

    app: App
    api: BotApi
    clock: StoppedClock
    pace: Pace

    @property
    def telegram(self) -> TelegramChannel:
        assert self.app.telegram is not None
        return self.app.telegram

    @property
    def sender(self) -> Sender:
        return self.telegram.sender

    async def hears(self) -> None:
        """What has come is kept and handled; nothing is sent yet."""
        while await self.telegram.receiver.poll():
            pass

    async def passes(self, seconds: float, step: float = 0.125) -> None:
        """Send what may be sent while the seconds pass."""
        end = self.pace.now + seconds
        await self.sender.settle()
        while self.pace.now < end:
            self.pace.now = min(end, self.pace.now + step)
            await self.sender.settle(everywhere=False)

    async def drains(self, step: float = 0.0) -> None:
        """Send everything that waits, however long it takes."""
        pause = await self.sender.settle()
        while pause is not None:
            self.pace.now += max(pause, step)
            pause = await self.sender.settle(everywhere=False)

    async def somebody(self, name: str = "某人") -> Person:
        """Somebody who has met the home, and has read what it said."""
        person = self.api.user(name)
        person.starts()
        await self.hears()
        await self.drains()
        return person

    async def tells(self, news: Iterable[tuple[Person, str]], purpose: str = "news") -> None:
        """The home has something to say to people, all of it in one turn."""

        def tell(db: sqlite3.Connection) -> None:
            turns = self.app.turns
            for person, text in news:
                address = people.address_by_key(db, turns.seal, "telegram", str(person.id))
                assert address is not None
                turns.as_home(db, lambda turn, to=address.person_id, text=text: turn.tell(  # type: ignore[misc]
                    to, Screen(text=text), purpose=purpose
                ))  # fmt: skip

        await self.app.turns.write(tell)

    async def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What a query finds."""
        return await self.app.db.read(lambda db: [tuple(row) for row in db.execute(sql)])


@asynccontextmanager
async def open_line(
    folder: Path, api: BotApi, clock: StoppedClock, pace: Pace, wire: type[Wire] = Wire
) -> AsyncIterator[Line]:
    """Open the sample home in a folder, on this line; again if it was open before."""
    settings = settings_in(folder, token=TOKEN, home=SAMPLE_HOME)
    async with app.opened(settings, clock=clock, wires=Wires(wire(api), wire(api)), pace=pace) as opened:  # type: ignore[arg-type]
        yield Line(opened, api, clock, pace)


def said(person: Person) -> list[str]:
    """What the home said in somebody's chat, in order."""
    return [message.text for message in person.chat if message.by_bot]


@asynccontextmanager
async def a_line(folder: Path, now: str = TUESDAY) -> AsyncIterator[Line]:
    """A line of its own, on which nobody ever sends faster than Telegram takes it."""
    clock, pace = StoppedClock(local(now)), Pace()
    floods = FloodControl(pace)
    async with open_line(folder, BotApi(clock=clock.now, floods=floods), clock, pace) as line:
        yield line
    assert floods.violations == []
