"""When the network fails: which error it is, that nothing waits for ever, and that no failure tells the token."""

import asyncio
import logging
import traceback
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram import error as errors
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.transport import MOST_BYTES, AiohttpRequest, Patience, TooLarge
from tests.telegram.a_server import IMPATIENT, SAID, SOON, TOKEN, Server, a_bot, a_wire

USUAL = Patience()
HEAD = b"HTTP/1.1 200 OK\r\n"
PAGE = f"<html>No answer for http://127.0.0.1/bot{TOKEN}/sendMessage from {SAID}</html>"


@pytest.fixture(autouse=True)
def new_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library would complain about the type of a number that it is going to change."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


async def failure_of(url: str, patience: Patience = USUAL) -> TelegramError:
    """How sending a message there fails."""
    async with a_bot(url, AiohttpRequest(patience)) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(700, SAID)
    return caught.value


def tells_nothing(failure: TelegramError) -> bool:
    """Whether the token and what was said are in no text that anybody may print."""
    told = f"{failure} {failure!r} {''.join(traceback.format_exception(failure))}"
    return TOKEN not in told and SAID not in told and failure.__context__ is None


@pytest.mark.parametrize("chunked", [False, True], ids=["says its length", "says no length"])
async def test_a_file_that_is_too_large_is_not_read_to_its_end(server: Server, bot: Bot, chunked: bool):
    server.answer = web.Response(body=b"x" * (MOST_BYTES + 1))
    if chunked:
        server.answer.enable_chunked_encoding()

    with pytest.raises(TooLarge):
        await bot.request.retrieve(f"{server.url}/file/bot{TOKEN}/photos/1.jpg")


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"ok": False, "description": "Bad Request: chat not found"}, errors.BadRequest),
        (401, {"ok": False, "description": "Unauthorized"}, errors.InvalidToken),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, errors.Forbidden),
        (409, {"ok": False, "description": "Conflict"}, errors.Conflict),
        (429, {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 7}}, errors.RetryAfter),
        (502, {"ok": False, "description": "Bad Gateway"}, NetworkError),
    ],
)
async def test_an_error_of_the_bot_api_is_the_librarys_error(server: Server, status: int, body: Any, error: type):
    server.answer = web.json_response(body, status=status)

    assert type(await failure_of(server.url)) is error


async def test_an_answer_that_does_not_come_times_out(server: Server):
    server.silent = True

    assert str(await failure_of(server.url, IMPATIENT)) == "No answer in time"


async def test_an_answer_that_stops_half_way_times_out():
    async with a_wire(HEAD + b"Content-Length: 99\r\n\r\n{", cut=False) as place:
        assert type(await failure_of(f"http://{place}", IMPATIENT)) is TimedOut


async def test_a_connection_that_does_not_come_about_times_out():
    async with a_wire(cut=False) as place:
        failure = await failure_of(f"https://{place}", Patience(pool=SOON, connect=SOON))

    assert str(failure) == "No connection in time; nothing was sent"


async def test_somebody_who_reads_no_further_times_out():
    stuck = AiohttpRequest(Patience(pool=SOON, connect=SOON, upload=SOON, read=SOON))
    async with a_wire(cut=False) as place, a_bot(f"http://{place}", stuck) as bot:
        with pytest.raises(TimedOut):
            await bot.send_document(700, b"x" * MOST_BYTES)


async def test_a_full_pool_times_out_and_says_that_nothing_was_sent(server: Server):
    server.silent = True
    async with a_bot(server.url, AiohttpRequest(connections=1)) as bot:
        first = asyncio.create_task(bot.send_message(700, SAID))
        await server.heard.wait()
        with pytest.raises(TimedOut, match="nothing was sent"):
            await bot.send_message(700, SAID, pool_timeout=SOON, connect_timeout=SOON)
        server.hurried.set()
        await first

    assert len(server.asked) == 1


async def test_a_proxy_of_another_kind_is_a_failure_of_the_network(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")

    failure = await failure_of(server.url)

    assert type(failure) is NetworkError
    assert tells_nothing(failure)


@pytest.mark.parametrize(
    "raw",
    [b"", HEAD + b"Content-Length: 99\r\n\r\n{", b"SSH-2.0-none\r\n\r\n", HEAD + b"\r\n" + PAGE.encode()],
    ids=["nothing", "half an answer", "another protocol", "a page"],
)
async def test_an_answer_that_is_none_is_a_failure_of_the_network(raw: bytes):
    async with a_wire(raw) as place:
        failure = await failure_of(f"http://{place}")

    assert type(failure) is NetworkError
    assert tells_nothing(failure)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://127.0.0.1:99999", "http://no such host", "http://[::1"])
async def test_nobody_at_the_address_is_a_failure_of_the_network(url: str):
    failure = await failure_of(url)

    assert type(failure) is NetworkError
    assert tells_nothing(failure)


async def test_a_page_in_between_may_quote_the_address_and_we_do_not(server: Server):
    server.answer = web.Response(text=PAGE, status=502, content_type="text/html")

    failure = await failure_of(server.url)

    assert str(failure) == "Bad Gateway (502)"
    assert tells_nothing(failure)


async def test_nobody_sends_the_token_somewhere_else(server: Server):
    server.answer = web.Response(status=307, headers={"Location": f"{server.url}/elsewhere"})

    failure = await failure_of(server.url)

    assert type(failure) is NetworkError
    assert len(server.asked) == 1


async def test_half_a_surrogate_pair_tells_nothing_either(server: Server, bot: Bot):
    with pytest.raises(NetworkError) as caught:
        await bot.send_document(700, b"x", caption=f"{SAID}\ud83d")

    assert tells_nothing(caught.value)


async def test_nothing_is_logged(server: Server, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)

    server.answer = web.Response(text=PAGE)
    await failure_of(server.url)

    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "telegram.Bot")
    assert TOKEN not in said
    assert SAID not in said
