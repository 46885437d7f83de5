"""The composition root: one home, its database, its turns, its scheduler and its channels, put together once."""

import asyncio
import logging
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette

import handlers
from bot.booking_time import open_ahead
from bot.clock import Clock
from bot.danger import Danger, watcher_of
from bot.door import Door
from bot.home import Home
from bot.jobs import Jobs
from bot.profile import load_home
from bot.scheduler import Ticks
from bot.settings import Settings
from bot.text import Texts
from bot.turns import Probe, Turns
from bot.web.hub import Hub
from bot.web.inlets import Inlet
from bot.web.routes import build
from bot.web.server import Chat
from handlers.concerns import watch
from handlers.notice import WORDINGS
from handlers.welcome import welcome
from storage import db as storage_db
from storage import meta, places, tombstones
from storage.db import Database
from storage.seal import Seal
from storage.tombstones import Beside

if TYPE_CHECKING:
    from bot.telegram.channel import TelegramChannel, Wires

LOCALES = Path(__file__).parent.parent / "locales"
DATABASE = "rainbow.db"
BACKLOG = 2048
QUIET_LOGGERS = ("aiosqlite", "apscheduler", "uvicorn", "httpx", "httpcore", "telegram", "sse_starlette", "asyncio")
LOG = logging.getLogger("ramp.app")


class WrongKeyForData(Exception):  # noqa: N818 - reads as the sentence it is
    """The key is not the one this database was sealed with."""


@dataclass
class App:
    """One running home; `new` if this data had never been opened with a key before."""

    settings: Settings
    home: Home
    db: Database
    turns: Turns
    ticks: Ticks
    door: Door
    hub: Hub
    web: Starlette
    new: bool
    telegram: "TelegramChannel | None" = None


def sections() -> dict[str, type]:
    """The sections of the profile, each by the first flow that declares it; [danger] belongs to none and adds words."""
    named: dict[str, type] = {}
    for flow in handlers.FLOWS:
        if flow.section is not None and flow.section not in named.values():
            named[flow.name] = flow.section
    return named | {"danger": Danger}


def read_home(settings: Settings) -> Home:
    """The home's profile, at its public address; a sample is at home on this machine alone. Raises HomeMistakes."""
    here = f"http://{settings.host}:{settings.port}" if settings.sample else ""
    return replace(load_home(settings.home, sections()), url=settings.url or here)


def make_door() -> Door:
    """All flows behind one door."""
    return Door(handlers.FLOWS, welcome=welcome, watch=watch, wordings=WORDINGS)


@asynccontextmanager
async def opened(
    settings: Settings, *, probe: Probe = lambda _where: None, clock: Clock | None = None, wires: "Wires | None" = None,
    pace: Callable[[], float] = time.monotonic,
) -> AsyncIterator[App]:  # fmt: skip
    """The home with its doors still closed to the network: database open, turns running, the scheduler not yet started.

    `wires` carry calls to Telegram, and `pace` counts the seconds between them.

    Raises HomeMistakes, AlreadyRunning, WrongKeyForData.
    """
    home = read_home(settings)
    seal, texts, hub, door = Seal(settings.key), Texts(LOCALES), Hub(), make_door()
    async with AsyncExitStack() as stack:
        stack.enter_context(closing(storage_db.lock(settings.data)))
        db = await Database.open(settings.data / DATABASE)
        stack.push_async_callback(db.close)
        told = await db.read(Clock.of) if clock is None else clock
        turns = Turns(db, door, home, seal, texts, told, probe=probe)
        turns.wakes(hub.wake)
        telegram = connect(settings, wires, db, turns, door, pace) if settings.token else None
        beside = Beside(settings.data / tombstones.FILE)
        fetchers = {telegram.name: telegram.fetch} if telegram else {}
        ticks = Ticks(
            db, turns, door, Jobs(db, turns, door.flows, fetchers), downtime=places.extend_offers, note=beside.keep
        )
        chat = Chat(db, turns, door, seal, hub, secure=settings.url.startswith("https"), sample=settings.sample)
        running = asyncio.create_task(turns.run())
        try:
            new = await turns.write(lambda found: _recognise_key(found, seal))
            await turns.write(lambda found: open_ahead(found, home, told.now()))
            web = web_of(chat, ticks, settings, telegram)
            yield App(settings, home, db, turns, ticks, door, hub, web, new, telegram)
        finally:
            ticks.stop()
            turns.close()
            await running


def connect(
    settings: Settings, wires: "Wires | None", db: Database, turns: Turns, door: Door, pace: Callable[[], float]
) -> "TelegramChannel":
    """The Telegram channel, still silent."""
    from bot.telegram.channel import TelegramChannel, Wires  # here: a home without a bot does not load its libraries
    from bot.telegram.transport import AiohttpRequest
    from bot.telegram.webhook import Hook

    hook = Hook(settings.url, settings.key) if settings.webhook else None
    wires = wires or Wires(calls=AiohttpRequest(), polls=AiohttpRequest())
    channel = TelegramChannel(settings.token, settings.api, wires, db, turns, door, hook=hook, clock=pace)
    turns.wakes(channel.sender.wake)
    return channel


def web_of(chat: Chat, ticks: Ticks, settings: Settings, telegram: "TelegramChannel | None") -> Starlette:
    """The web application, which also takes in what Telegram brings, where that was asked for."""
    if telegram is None:
        return build(chat, ticks, settings)
    hook = telegram.hook
    inlets = [Inlet(hook.path, hook.header, hook.brought)] if hook else []
    return build(chat, ticks, settings, inlets=inlets, others=[telegram.health])


def knows_key(db: sqlite3.Connection, seal: Seal) -> bool:
    """Whether this data was sealed before; if so, with this key. Raises WrongKeyForData."""
    known = meta.get(db, meta.KEY_FINGERPRINT)
    if known and known != seal.fingerprint:
        raise WrongKeyForData(known)
    return bool(known)


def _recognise_key(db: sqlite3.Connection, seal: Seal) -> bool:
    known = knows_key(db, seal)
    meta.put(db, meta.KEY_FINGERPRINT, seal.fingerprint)
    return not known


class Server(uvicorn.Server):
    """uvicorn, with the signals left to us: streams end before the server does, and the turns after it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: Settings, started: Callable[[App], None], *, probe: Probe = lambda _where: None) -> None:
    """Open the home and keep it open until SIGINT or SIGTERM; what was begun is finished first."""
    async with opened(settings, probe=probe) as app:
        server = Server(
            uvicorn.Config(
                app.web, log_level="warning", access_log=False, timeout_graceful_shutdown=5, server_header=False,
                date_header=False, lifespan="off",
            )
        )  # fmt: skip
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stopping.set)
        sockets = [bound(settings.host, settings.port)]
        app.ticks.start()
        serving = asyncio.create_task(server.serve(sockets))
        speaking = asyncio.create_task(app.telegram.run()) if app.telegram else None
        started(app)
        loop.run_in_executor(None, watcher_of, app.home)  # beside: the first words typed need not wait for the lists
        asked = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)  # a server that broke ends it, too
        asked.cancel()
        if app.telegram is not None and speaking is not None:
            app.telegram.close()
            await asyncio.wait({speaking})
        app.hub.close()
        server.should_exit = True
        try:
            await serving
        finally:
            for each in sockets:
                each.close()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there: whoever is told the address may call at once. Raises OSError.

    uvicorn would end the process where something stands in the way.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def set_up_logging(level: int) -> None:
    """Ids and outcomes on standard error. Libraries stay at WARNING: some print what people wrote at DEBUG."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("ramp").setLevel(level)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
