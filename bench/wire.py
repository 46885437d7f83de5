"""What sending costs over each HTTP client: one fake Bot API in a process of its own, asked by all of them."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from time import perf_counter

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench.peers import ANSWER, TOKEN, replied
from bench.rounds import Round, interleaved
from bot.telegram.transport import AiohttpRequest

MESSAGES = 128
ROUNDS = 7
CHAT = 700
HTTPX, NARROW, AIOHTTP = "httpx", "httpx 64", "aiohttp"
CLIENTS: dict[str, Callable[[], BaseRequest]] = {
    HTTPX: HTTPXRequest,
    NARROW: lambda: HTTPXRequest(connection_pool_size=64),
    AIOHTTP: AiohttpRequest,
}
Send = Callable[[], Awaitable[object]]


async def measured(*waiting: int) -> list[dict[str, list[float]]]:
    """Seconds a message, for each number of messages in flight, by client; with " raw", the reply is not parsed."""
    async with AsyncExitStack() as stack:
        url = stack.enter_context(fake_bot_api())
        ways: dict[str, Send] = {}
        for name, client in CLIENTS.items():
            request = await stack.enter_async_context(client())
            ways |= ways_to_send(name, Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request))
        return [await interleaved(rounds(ways, number), ROUNDS) for number in waiting]


def rounds(ways: dict[str, Send], waiting: int) -> dict[str, Round]:
    """The contenders, by name."""
    return {name: lambda send=send: timed(send, waiting) for name, send in ways.items()}  # type: ignore[misc]


def ways_to_send(name: str, bot: Bot) -> dict[str, Send]:
    """As the library's users do, with a Message made of the reply; and without one."""
    said = {"chat_id": CHAT, "text": ANSWER}
    return {
        name: lambda: bot.send_message(CHAT, ANSWER),
        # Spelled as the library spells it, this would draw a warning each time. The Bot API reads both alike.
        f"{name} raw": lambda: bot.do_api_request("SendMessage", said),
    }


async def timed(send: Send, waiting: int) -> float:
    """Seconds a message, with so many in flight."""
    begun = perf_counter()
    for _start in range(0, MESSAGES, waiting):
        await asyncio.gather(*(send() for _number in range(waiting)))
    return (perf_counter() - begun) / MESSAGES


@contextmanager
def fake_bot_api() -> Iterator[str]:
    """The address of the server, while it runs."""
    command = [sys.executable, "-m", "bench.fake_bot_api"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(replied(CHAT))
        process.stdin.close()
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.terminate()
