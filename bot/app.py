"""The composition root: one home, its database, its turns, its scheduler and its channels, put together once."""

import asyncio
import contextlib
import logging
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

import handlers
from bot.clock import Clock
from bot.door import Door
from bot.home import Home
from bot.profile import load_home
from bot.scheduler import Ticks
from bot.settings import Settings
from bot.text import Texts
from bot.turns import Probe, Turns
from bot.web.hub import Hub
from bot.web.routes import build
from bot.web.server import Chat
from handlers.concerns import watch
from handlers.notice import WORDING
from handlers.welcome import welcome
from storage import db as storage_db
from storage import meta, places
from storage.db import Database
from storage.seal import Seal

LOCALES = Path(__file__).parent.parent / "locales"
DATABASE = "rainbow.db"
QUIET_LOGGERS = ("aiosqlite", "apscheduler", "uvicorn", "httpx", "httpcore", "telegram", "sse_starlette", "asyncio")
LOG = logging.getLogger("ramp.app")


class WrongKeyForData(Exception):  # noqa: N818 - reads as the sentence it is
    """The key is not the one this database was sealed with."""


@dataclass
class App:
    """One running home."""

    settings: Settings
    home: Home
    db: Database
    turns: Turns
    ticks: Ticks
    door: Door
    hub: Hub
    web: Starlette


def sections() -> dict[str, type]:
    """The sections of the profile that flows declare, by name: [respite] for handlers.respite."""
    return {flow.name: flow.section for flow in handlers.FLOWS if flow.section is not None}


def read_home(settings: Settings) -> Home:
    """The home's profile. Raises HomeMistakes."""
    return load_home(settings.home, sections())


def make_door() -> Door:
    """All flows behind one door."""
    return Door(handlers.FLOWS, welcome=welcome, watch=watch, wording=WORDING)


@asynccontextmanager
async def opened(
    settings: Settings, *, probe: Probe = lambda _where: None, clock: Clock | None = None
) -> AsyncIterator[App]:
    """The home with its doors still closed to the network: database open, turns running, the scheduler not yet started.

    Raises HomeMistakes, AlreadyRunning, WrongKeyForData.
    """
    home = read_home(settings)
    seal, texts, hub, door = Seal(settings.key), Texts(LOCALES), Hub(), make_door()
    with contextlib.closing(storage_db.lock(settings.data)):
        db = await Database.open(settings.data / DATABASE)
        try:
            clock = clock or await db.read(Clock.of)
            turns = Turns(db, door, home, seal, texts, clock, wake=hub.wake, probe=probe)
            running = asyncio.create_task(turns.run())
            await turns.write(lambda found: _recognise_key(found, seal))
            await turns.write(lambda found: open_ahead(found, home, clock.now()))
            ticks = Ticks(db, turns, door, downtime=places.extend_offers)
            chat = Chat(db, turns, door, seal, hub, secure=settings.url.startswith("https"), sample=settings.sample)
            yield App(settings, home, db, turns, ticks, door, hub, build(chat, ticks, settings))
            ticks.stop()
            turns.close()
            await running
        finally:
            await db.close()


def _recognise_key(db: sqlite3.Connection, seal: Seal) -> None:
    known = meta.get(db, "key fingerprint")
    if known and known != seal.fingerprint:
        raise WrongKeyForData(known)
    meta.put(db, "key fingerprint", seal.fingerprint)


def open_ahead(db: sqlite3.Connection, home: Home, now: int) -> places.Orphans:
    """Generate the spans that families may ask for, up to the horizon and over the longest stay beyond it."""
    first = home.local_day(now)
    return places.open_spans(db, home.spans(first, first + timedelta(days=home.horizon_days + 7)))


async def serve(settings: Settings, started: Callable[[App], None], *, probe: Probe = lambda _where: None) -> None:
    """Open the home and keep it open until SIGINT or SIGTERM; what was begun is finished first."""
    async with opened(settings, probe=probe) as app:
        server = uvicorn.Server(
            uvicorn.Config(
                app.web, host=settings.host, port=settings.port, log_level="warning", access_log=False,
                timeout_graceful_shutdown=5, server_header=False, date_header=False, lifespan="off",
            )
        )  # fmt: skip
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.set)
        sockets = [server.config.bind_socket()]
        app.ticks.start()
        serving = asyncio.create_task(server._serve(sockets))
        started(app)
        await stopping.wait()
        app.hub.close()
        server.should_exit = True
        await serving
        for socket in sockets:
            socket.close()


def set_up_logging(level: int) -> None:
    """Ids and outcomes on standard error. Libraries stay at WARNING: some print what people wrote at DEBUG."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
