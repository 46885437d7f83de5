"""Telegram over aiohttp: what is sent arrives, and what is answered is read."""

import asyncio

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TimedOut

from bot.telegram.transport import MOST_BYTES, AiohttpRequest
from tests.telegram.a_server import IMPATIENT, SAID, TOKEN, Server, a_bot, a_server

SOMEBODY = "Basic c29tZWJvZHk6d29yZA=="  # somebody:word


async def test_a_message_arrives_and_its_answer_is_read(server: Server, bot: Bot):
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("是", callback_data="respite.yes")]])

    message = await bot.send_message(700, SAID, reply_markup=keys)

    assert message.text == SAID
    assert server.asked[-1].path == f"/bot{TOKEN}/sendMessage"
    assert server.last()["text"] == SAID
    assert "respite.yes" in server.last()["reply_markup"]


async def test_one_connection_serves_many_messages(server: Server, bot: Bot):
    for _number in range(5):
        await bot.send_message(700, SAID)

    assert len(server.connections) == 1


async def test_a_connection_that_the_server_gave_up_is_replaced(server: Server, bot: Bot):
    await bot.send_message(700, SAID)
    for connection in server.connections:
        connection.close()
    async with a_bot(server.url) as other:  # meanwhile the word that it is closed goes round
        await other.send_message(700, SAID)

    await bot.send_message(700, SAID)

    assert len(server.connections) == 3


async def test_it_opens_again_after_it_was_shut(server: Server):
    request = AiohttpRequest()
    for _time in range(2):
        async with a_bot(server.url, request) as bot:
            await bot.send_message(700, SAID)

    with pytest.raises(NetworkError):
        await bot.send_message(700, SAID)


async def test_a_file_arrives_with_its_chinese_name(server: Server, bot: Bot):
    await bot.send_document(700, b"BEGIN:VCALENDAR", filename="预约.ics", caption=SAID)

    body = server.bodies[-1].decode()
    assert 'name="document"; filename="预约.ics"' in body
    assert "BEGIN:VCALENDAR" in body
    assert SAID in body


async def test_a_file_comes_down_whole(server: Server, bot: Bot):
    content = b"x" * MOST_BYTES
    server.answer = web.Response(body=content)

    assert await bot.request.retrieve(f"{server.url}/file/bot{TOKEN}/photos/1.jpg") == content
    assert server.asked[-1].method == "GET"


async def test_a_caller_may_wait_longer_than_usual(server: Server):
    server.silent = True
    async with a_bot(server.url, AiohttpRequest(IMPATIENT)) as bot:
        patient = asyncio.create_task(bot.send_message(700, SAID, read_timeout=None))
        with pytest.raises(TimedOut):
            await bot.send_message(700, SAID)
        server.hurried.set()

        assert (await patient).text == SAID


@pytest.mark.parametrize(
    ("variables", "through_it"),
    [
        ({"HTTP_PROXY": "http://{it}"}, True),
        ({"ALL_PROXY": "{it}"}, True),
        ({"HTTPS_PROXY": "http://{it}"}, False),
        ({"HTTP_PROXY": "http://{it}", "NO_PROXY": "127.0.0.1"}, False),
    ],
)
async def test_a_proxy_of_the_environment_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], through_it: bool
):
    async with a_server() as proxy:
        for name, value in variables.items():
            monkeypatch.setenv(name, value.format(it=f"somebody:word@127.0.0.1:{proxy.port}"))
        async with a_bot(server.url) as bot:
            await bot.send_message(700, SAID)

        assert [len(server.asked), len(proxy.asked)] == [not through_it, through_it]
        assert all(request.headers["Proxy-Authorization"] == SOMEBODY for request in proxy.asked)
