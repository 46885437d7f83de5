"""python-telegram-bot's own Bot at the two doors of a BotApi: in this process, and over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot

from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.in_process import Wire
from tests.telegram.over_http import serve


@asynccontextmanager
async def in_process(api: BotApi, token: str = TOKEN) -> AsyncIterator[Bot]:
    wire = Wire(api)
    async with Bot(token, request=wire, get_updates_request=wire) as bot:
        yield bot


@asynccontextmanager
async def over_http(api: BotApi, token: str = TOKEN) -> AsyncIterator[Bot]:
    async with serve(api) as base, Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
        yield bot


def watched(api: BotApi) -> asyncio.Event:
    """Set as soon as a getUpdates has arrived; whoever waits for it finds the bot waiting."""
    arrived = asyncio.Event()

    def weather(method: str, _params: object) -> None:
        if method == "getUpdates":
            arrived.set()

    api.weather = weather
    return arrived
