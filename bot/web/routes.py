"""The web chat's addresses, and what holds for every answer: strict headers, our own hosts, faults as sentences."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.scheduler import Ticks
from bot.settings import Settings
from bot.text import Json
from bot.web.check import check
from bot.web.inlets import Inlet
from bot.web.requests import host_name, is_address, is_loopback
from bot.web.sample import Sample
from bot.web.server import FOLDER, Chat
from storage import inbox

LOG = logging.getLogger("ramp.web")
DOORS = ("family", "staff")
ASSETS = (".css", ".js", ".svg")
SILENT_TICKS_SECONDS = 30
WAITING_SECONDS = 60
PATIENCE_SECONDS = 10
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

Other = Callable[[sqlite3.Connection], tuple[str, Json]]
Endpoint = Callable[[Request], Awaitable[Response]]


class Assets(StaticFiles):
    """The page's own files, and nothing else that lies beside them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not path.endswith(ASSETS):
            return PlainTextResponse("Not found", status_code=404)
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


class Headers:
    """Pure ASGI, so that streams stay streams: our headers on every answer, and only on hosts that are ours."""

    def __init__(self, app: ASGIApp, *, is_ours: Callable[[str], bool]) -> None:
        self._app = app
        self._is_ours = is_ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in HEADERS.items())]
            await send(message)

        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if self._is_ours(host):
            await self._app(scope, receive, with_headers)
        else:
            await PlainTextResponse("This address is not served here.", status_code=421)(scope, receive, with_headers)


def guarded(chat: Chat, endpoint: Endpoint) -> Endpoint:
    """The endpoint with every fault turned into a sentence, and only for doors that there are."""

    async def answer(request: Request) -> Response:
        if request.path_params.get("door", "family") not in DOORS:
            return PlainTextResponse("Not found", status_code=404)
        try:
            return await endpoint(request)
        except Exception as fault:
            response = chat.refuse(request, fault)
            if response.status_code >= 500:
                LOG.error("%s failed: %s", request.url.path.split("/")[-1], type(fault).__name__)
            return response

    return answer


def build(
    chat: Chat, ticks: Ticks, settings: Settings, *, inlets: Sequence[Inlet] = (), others: Sequence[Other] = ()
) -> Starlette:
    """The web application of one home. `others` are channels whose health is told with ours."""

    def post(path: str, endpoint: Endpoint) -> Route:
        return Route(path, guarded(chat, endpoint), methods=["POST"])

    routes = [
        Route("/", chat.page),
        Route("/staff", chat.page),
        Route("/bye", chat.bye),
        Route("/healthz", partial(healthz, chat, ticks, others)),
        Route("/check/{number}", guarded(chat, partial(check, chat))),
        *(inlet.route() for inlet in inlets),
        Mount("/assets", Assets(directory=FOLDER)),
        post("/{door}/visit", chat.visit),
        post("/{door}/events", chat.events),
        post("/{door}/media", chat.media),
        post("/{door}/seen", chat.seen),
        post("/{door}/leave", chat.leave),
        Route("/{door}/stream", guarded(chat, chat.stream)),
        Route("/{door}/files/{flow}/{ref}/{name}", guarded(chat, chat.file)),
    ]
    if settings.sample:
        sample = Sample(chat, ticks)
        routes += [Route("/sample", guarded(chat, sample.show)), post("/sample/clock", sample.clock),
                   post("/sample/staff", sample.staff)]  # fmt: skip
        routes.sort(key=lambda route: "{door}" in getattr(route, "path", ""))
    web = Starlette(routes=routes, middleware=[Middleware(Headers, is_ours=hosts(settings))])
    web.state.chat = chat
    return web


def hosts(settings: Settings) -> Callable[[str], bool]:
    """Which Host headers are ours: the public address's, and this machine's own."""
    public = urlsplit(settings.url).hostname if settings.url else None

    def is_ours(host: str) -> bool:
        if settings.sample:
            return is_loopback(host)
        if public is None:  # a name that is not ours by setting may be anybody's; an address cannot be rebound
            return is_loopback(host) or is_address(host)
        return is_loopback(host) or host_name(host).lower() == public

    return is_ours


async def healthz(chat: Chat, ticks: Ticks, others: Sequence[Other], _request: Request) -> Response:
    """Whether it works: 200 or 503, with the database, the oldest waiting event and the last tick (seconds ago)."""
    told: dict[str, Json] = {}
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            oldest = await chat.db.read(inbox.oldest_waiting)
            told = dict(await chat.db.read(lambda db: [other(db) for other in others]))
            await chat.turns.write(lambda db: db.execute("SELECT 1").fetchone()[0])
        database = chat.turns.fault or "ok"
    except Exception as fault:
        oldest, database = None, getattr(fault, "sqlite_errorname", type(fault).__name__)
    waiting = 0 if oldest is None else chat.turns.clock.now() - oldest
    ticked = round(time.monotonic() - ticks.last_tick)
    ours = database == "ok" and waiting < WAITING_SECONDS and ticked < SILENT_TICKS_SECONDS
    well = ours and all(each["well"] for each in told.values())
    answer = {"well": well, "database": database, "oldest_waiting_seconds": waiting, "last_tick_seconds": ticked}
    return JSONResponse(answer | told, status_code=200 if well else 503, headers={"Cache-Control": "no-store"})
