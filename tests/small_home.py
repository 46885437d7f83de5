"""A home of one small flow around the real machine: to see turns fail, wait and heal without a child or a bed in it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot import app
from bot.chat import Event, Screen, Tap, Turn
from bot.door import Door
from bot.flow import Flow
from bot.home import Home
from bot.jobs import Jobs
from bot.scheduler import Ticks
from bot.settings import SAMPLE_HOME, Settings
from bot.text import FIRST_LANGUAGE, Texts, _
from bot.turns import Arrival, Probe, Turns
from storage import meta, outbox, people, staff
from storage.db import Database
from storage.due import Due
from storage.seal import Seal
from tests.chat import KEY, TUESDAY, StoppedClock, local

BIG = 40_000  # more than a page or two of a database that may not grow


def settings_in(folder: Path, **changed: Any) -> Settings:
    """The settings of a sample home in a folder, some of them changed."""
    plain = {
        "token": "", "api": "", "url": "", "data": folder, "home": SAMPLE_HOME, "host": "127.0.0.1", "port": 8080,
        "key": KEY, "key_file": None, "log": "INFO", "sample": True,
    }  # fmt: skip
    return Settings(**plain | changed)


@cache
def sample_home() -> Home:
    """The sample home's profile, read once."""
    return app.read_home(settings_in(Path()))


@cache
def the_texts() -> Texts:
    """The catalogs, read once."""
    return Texts(app.LOCALES)


@dataclass
class Log:
    """What the flow did, in order, as far as it stayed done."""

    handled: list[str] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    tries: int = 0
    menu_breaks: bool = False


def small_flow(log: Log) -> Flow:
    """Answers every text with itself. Some words make it fail: "boom" always, "boom 2" twice, "big" fills the disk."""
    flow = Flow("say", _("Say"))

    def typed(turn: Turn, event: Event) -> Screen:
        log.tries += 1
        word, _blank, number = event.text.partition(" ")
        if word == "boom" and log.tries <= int(number or 10**9):
            raise RuntimeError(event.text)
        if word == "big":
            meta.put(turn.db, event.text, "x" * BIG)
        meta.put(turn.db, f"said {event.text}", str(int(meta.get(turn.db, f"said {event.text}", "0")) + 1))
        log.handled.append(event.text)
        return Screen(text=f"heard {event.text}")

    @flow.tap("show")
    def show(turn: Turn, tap: Tap) -> Screen:
        return Screen(text=f"shown {tap.ref}")

    @flow.due("*")
    def due(turn: Turn, one: Due) -> None:
        if one.object.startswith("bad"):
            raise RuntimeError(one.object)
        log.due.append(one)
        turn.tell(one.person_id, Screen(text=f"due {one.object}"))

    flow.typed = typed
    return flow


@dataclass
class SmallHome:
    """The machine, running."""

    db: Database
    turns: Turns
    ticks: Ticks
    clock: StoppedClock
    log: Log
    flow: Flow
    downtimes: list[int]
    running: asyncio.Task[None]
    woken: list[set[int]]
    path: Path
    count: int = 0

    async def somebody(self, key: str, role: str | None = None) -> int:
        """A new person at a web address; the address's row id."""
        now, seal = self.clock.now(), self.turns.seal

        def begin(db: sqlite3.Connection) -> int:
            person = people.new_person(db, FIRST_LANGUAGE, "2026-12-01")
            if role is not None:
                staff.appoint(db, person_id=person, role=role, sealed_name=seal.close(role, "staff.name"))
            return people.new_address(
                db, seal, person_id=person, channel="web", door="staff" if role else "family", key=key, now=now
            ).id

        return await self.turns.write(begin)

    async def says(self, key: str, text: str, event_id: str | None = None, raw: bytes | None = None) -> int:
        """Somebody types a text; returns when it is on the disk."""
        self.count += 1
        event_id = event_id or f"event {self.count}"
        return await self.turns.hear(Arrival("web", key, event_id, Event("text", text), raw or text.encode()))

    async def heard(self, address: int) -> list[str]:
        """What the home has said at an address, as Chinese text, the newest last."""
        said = await self.db.read(lambda db: outbox.after(db, self.turns.seal, address, 0))
        ours = [one.payload for one in said if one.origin == "home"]
        spoken = [self.turns.texts.render(payload, "zh", self.turns.home.zone) for payload in ours]
        return ["\n".join([*([one["notice"]] if "notice" in one else []), *one.get("text", [])]) for one in spoken]

    async def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return await self.db.read(lambda db: [tuple(row) for row in db.execute(sql, values)])

    async def said(self, text: str) -> int:
        """How often a text was handled, as the database knows it."""
        return int(await self.db.read(lambda db: meta.get(db, f"said {text}", "0")))

    async def on_the_writer(self, *pragmas: str) -> None:
        """Change how the writing connection behaves."""
        for pragma in pragmas:
            await self.db.write(lambda db, p=pragma: db.execute(f"PRAGMA {p}").fetchall())  # type: ignore[misc]

    async def later(self, seconds: int) -> bool:
        """Let time pass, and one tick see to it."""
        self.clock.instant += seconds
        return await self.ticks.catch_up()


@asynccontextmanager
async def open_small_home(
    folder: Path, *, probe: Probe = lambda _where: None, flow: Callable[[Log], Flow] = small_flow
) -> AsyncIterator[SmallHome]:
    """Open it in a folder; on the way out what waits is finished."""
    log, downtimes, woken = Log(), [], []
    seal, texts, clock, path = Seal(KEY), the_texts(), StoppedClock(local(TUESDAY)), folder / app.DATABASE
    home, flows = sample_home(), [flow(log)]

    def welcome(_turn: Turn) -> Screen:
        if log.menu_breaks:
            raise RuntimeError("the menu")
        return Screen(text="welcome")

    door = Door(flows, welcome=welcome, watch=lambda turn, text: None, wordings={"care": "1"})
    db = await Database.open(path)
    turns = Turns(db, door, home, seal, texts, clock, wake=woken.append, probe=probe)  # type: ignore[arg-type]
    ticks = Ticks(db, turns, door, Jobs(db, turns, door.flows), downtime=lambda _db, s: downtimes.append(s))
    running = asyncio.create_task(turns.run())
    try:
        yield SmallHome(db, turns, ticks, clock, log, flows[0], downtimes, running, woken, path)
    finally:
        turns.close()
        await running
        await db.close()


__all__ = ["BIG", "Log", "SmallHome", "open_small_home", "settings_in", "small_flow"]
