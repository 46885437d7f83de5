"""A server on this machine that answers as the Bot API does, or fails as networks do."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from telegram import Bot

from bot.telegram.transport import AiohttpRequest, Patience

TOKEN = "1000000001:a-secret-that-opens-nothing"
SOON = 0.05
IMPATIENT = Patience(read=SOON)
SAID = "小晴怕大声"
CHAT = {"id": 700, "first_name": "Family", "type": "private"}
ME = {"id": 1000000001, "is_bot": True, "first_name": "Ramp", "username": "ramp_bot"}
MESSAGE = {"message_id": 2, "from": ME, "chat": CHAT, "date": 1796086800, "text": SAID}


class Server:
    """Answers with `answer`; keeps what was asked, and over which connections."""

    def __init__(self) -> None:
        self.answer: web.StreamResponse | None = None
        self.asked: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.connections: set[Any] = set()
        self.port = 0
        self.silent = False
        self.heard = asyncio.Event()
        self.hurried = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def hear(self, request: web.Request) -> web.StreamResponse:
        """Whatever was asked for."""
        self.connections.add(request.transport)
        self.bodies.append(await request.read())
        self.asked.append(request)
        self.heard.set()
        if self.silent:
            await self.hurried.wait()
        return self.answer or web.json_response({"ok": True, "result": MESSAGE})

    def last(self) -> Any:
        """The last body, as JSON."""
        return json.loads(self.bodies[-1])


@asynccontextmanager
async def a_server() -> AsyncIterator[Server]:
    """One that runs for a test."""
    server = Server()
    runner = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=0)
    runner.app.router.add_route("*", "/{all:.*}", server.hear)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    yield server
    server.hurried.set()
    await runner.cleanup()


@asynccontextmanager
async def a_wire(raw: bytes = b"", *, cut: bool = True) -> AsyncIterator[str]:
    """The address of somebody who answers with these very bytes, and then hangs up or says no more."""
    closing = asyncio.Event()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(raw)
        if not cut:
            await closing.wait()
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    closing.set()
    server.close()
    await server.wait_closed()


@asynccontextmanager
async def a_bot(url: str, request: AiohttpRequest | None = None) -> AsyncIterator[Bot]:
    """A bot of that server's; it has not asked who it is."""
    request = request or AiohttpRequest()
    async with request:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)
