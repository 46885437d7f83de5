"""How a bot hears from the fake Telegram: long polling and webhooks, at both of its doors."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.error import Conflict

from tests.telegram.bot_api import BotApi
from tests.telegram.doors import in_process, over_http, watched
from tests.telegram.over_http import listening

DOORS = pytest.mark.parametrize("door", [in_process, over_http])


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@DOORS
async def test_a_long_poll_ends_with_the_news(api, door):
    mother, arrived = api.user("小晴妈妈"), watched(api)

    async with door(api) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await arrived.wait()
        mother.writes("在吗？")
        updates = await poll

    assert [update.message.text for update in updates] == ["在吗？"]


@DOORS
async def test_a_second_bot_puts_the_first_one_out(api, door):
    arrived = watched(api)

    async with door(api) as bot, door(api) as other:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await arrived.wait()
        await other.get_updates()
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first


async def test_a_long_poll_without_news_ends_by_itself(api):
    async with in_process(api) as bot:
        assert await bot.get_updates(timeout=1) == ()


async def test_asking_from_an_offset_confirms_what_was_before(api):
    mother = api.user("小晴妈妈")
    for text in ("一", "二", "三"):
        mother.writes(text)

    async with in_process(api) as bot:
        first, second, third = [update.update_id for update in await bot.get_updates()]
        assert [update.update_id for update in await bot.get_updates(limit=1)] == [first]
        assert [update.update_id for update in await bot.get_updates(offset=second)] == [second, third]
        assert [update.update_id for update in await bot.get_updates(offset=-1)] == [third]
        assert len(api.updates) == 1


async def test_kinds_that_the_bot_does_not_want_are_not_queued(api):
    mother = api.user("小晴妈妈")

    async with in_process(api) as bot:
        await bot.get_updates(allowed_updates=["message"])
        message = mother.writes("二十")
        mother.edits(message, "二十一")

        assert [update.message.text for update in await bot.get_updates()] == ["二十"]


@asynccontextmanager
async def a_webhook(*answers: int) -> AsyncIterator[tuple[str, "asyncio.Queue[tuple[str, Update]]"]]:
    """A bot that listens, and answers with these statuses, then with 200."""
    brought: asyncio.Queue[tuple[str, Update]] = asyncio.Queue()
    statuses = iter(answers)

    async def take(request: Request) -> Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        brought.put_nowait((secret, Update.de_json(await request.json())))
        return Response(status_code=next(statuses, 200))

    async with listening(Starlette(routes=[Route("/hook", take, methods=["POST"])])) as base:
        yield f"{base}/hook", brought


async def test_a_webhook_gets_everything_in_order_until_it_says_yes(api):
    mother = api.user("小晴妈妈")

    async with over_http(api) as bot, a_webhook(500, 503) as (url, brought):
        await bot.set_webhook(url, secret_token="open-sesame")
        mother.writes("一")
        mother.writes("二")
        received = [await asyncio.wait_for(brought.get(), 10) for _ in range(4)]
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()

    assert {secret for secret, _ in received} == {"open-sesame"}
    assert [update.message.text for _, update in received] == ["一", "一", "一", "二"]


async def test_a_webhook_ends_the_long_poll(api):
    arrived = watched(api)

    async with in_process(api) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await arrived.wait()
        await bot.set_webhook("https://home.example/hook")
        with pytest.raises(Conflict, match="terminated by setWebhook request"):
            await poll
        info = await bot.get_webhook_info()

    assert info.url == "https://home.example/hook"
