"""The same BotApi behind real HTTP on this machine, for a bot that runs in another process.

    async with serve(api) as base:  # RAMP_TELEGRAM_API=base
        ...
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.app import Server, bound
from tests.telegram.asked import Json, RefusalError, Upload, bad
from tests.telegram.bot_api import BotApi, LineError
from tests.telegram.webhook import Postman


class _Cut(Response):
    """Half an answer, and the connection breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":tr', "more_body": True})


class _Front:
    """The door of the server."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.closing = asyncio.Event()

    async def answer(self, request: Request) -> Response:
        try:
            if request.url.path.startswith("/file/"):
                return Response(self.api.download(request.url.path), media_type="application/octet-stream")
            status, body = await self._call(self.api.named(request.url.path), request)
        except RefusalError as refusal:
            status, body = refusal.status, refusal.body()
        except LineError as fault:
            return await self._silence(request) if fault.how == "timeout" else _Cut()
        return JSONResponse(body, status)

    async def _call(self, name: str, request: Request) -> tuple[int, Json]:
        params, files = read_body(request.headers.get("content-type", ""), await request.body())
        params = {**request.query_params, **params}
        if name.lower() == "getupdates":
            return await self.api.long_poll.get_updates(params)
        return self.api.call(name, params, files)

    async def _silence(self, request: Request) -> Response:
        """Say nothing until the bot hangs up."""
        ends = {asyncio.create_task(self.closing.wait()), asyncio.create_task(_hung_up(request))}
        _done, left = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        return _Cut()


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def read_body(kind: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The parameters and files of a body, in the three ways that the Bot API takes."""
    if kind.startswith("application/json"):
        return _json(body), {}
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}


def _json(body: bytes) -> dict[str, Any]:
    try:
        params = json.loads(body or b"{}")
    except ValueError:
        params = None
    if not isinstance(params, dict):
        raise bad("JSON object expected")
    return params


def _multipart(kind: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    params: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    for part in message.iter_parts():
        given, content = _disposition(part), part.get_payload(decode=True)
        if "name" not in given or not isinstance(content, bytes):
            raise bad("field name in multipart/form-data not found")
        if "filename" in given:
            files[given["name"]] = (given["filename"], content, part.get_content_type())
        else:
            params[given["name"]] = content.decode()
    return params, files


def _disposition(part: Message) -> dict[str, str]:
    """What a part is called, read as simply as the real server reads it.

    It decodes nothing: people see a name that was sent as %E9%A2%84 as just that, and filename*= it passes over.
    """
    header = next((value for name, value in part.raw_items() if name.lower() == "content-disposition"), "")
    written = header.encode("ascii", "surrogateescape").decode()
    pairs = (piece.strip().partition("=") for piece in written.split(";")[1:])
    return {key.strip(): value.strip().removeprefix('"').removesuffix('"') for key, _, value in pairs}


@asynccontextmanager
async def listening(web: Starlette, port: int = 0) -> AsyncIterator[str]:
    """A web application on a free port of this machine; its base URL. Whoever is told may call at once."""
    socket = bound("127.0.0.1", port)
    server = Server(uvicorn.Config(web, log_config=None, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve([socket]))
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
        socket.close()


@asynccontextmanager
async def serve(api: BotApi, port: int = 0) -> AsyncIterator[str]:
    """Serve a BotApi in this event loop, webhook included; the base URL to give to a bot."""
    front = _Front(api)
    web = Starlette(routes=[Route("/{path:path}", front.answer, methods=["GET", "POST"])])
    async with listening(web, port) as base, httpx.AsyncClient(timeout=5) as client:
        delivering = asyncio.create_task(Postman(api, client).deliver())
        try:
            yield base
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering
            front.closing.set()
            api.long_poll.end()
