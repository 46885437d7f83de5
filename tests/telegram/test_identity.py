"""Asking the Bot API who our bot is: its name, or which of two things is wrong, and never a word of the token."""

import traceback

import pytest
from aiohttp import web

from bot.telegram.identity import Unreachable, WrongToken, username_of
from tests.telegram.a_server import ME, TOKEN, Server


async def test_the_bot_api_says_what_our_bot_is_called(server: Server):
    server.answer = web.json_response({"ok": True, "result": ME})

    assert await username_of(TOKEN, server.url) == ME["username"]
    assert server.asked[-1].path == f"/bot{TOKEN}/getMe"


async def test_a_token_that_nobody_knows_is_wrong(server: Server):
    server.answer = web.json_response({"ok": False, "description": "Unauthorized"}, status=401)

    with pytest.raises(WrongToken) as caught:
        await username_of(TOKEN, server.url)

    assert TOKEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://no such host"])
async def test_a_bot_api_that_cannot_be_reached_says_nothing(url: str):
    with pytest.raises(Unreachable) as caught:
        await username_of(TOKEN, url)

    assert TOKEN not in "".join(traceback.format_exception(caught.value))
