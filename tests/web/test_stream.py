"""Screens down a real socket, as Server-Sent Events: history, reconnecting, ends."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn

from bot.app import Server, bound
from bot.web.hub import MOST_STREAMS_AN_ADDRESS, Hub, TooMany
from storage import outbox, people
from tests.chat import OpenHome
from tests.web.a_request import an_event, rows

PATIENCE_SECONDS = 10


@contextlib.asynccontextmanager
async def open_to_the_network(home: OpenHome) -> AsyncIterator[str]:
    """The home's web application behind a real server; its address. On the way out it is stopped in order."""
    config = uvicorn.Config(
        home.app.web, log_level="warning", access_log=False, timeout_graceful_shutdown=2, lifespan="off"
    )
    server, socket = Server(config), bound("127.0.0.1", 0)
    serving = asyncio.create_task(server.serve([socket]))
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        home.app.hub.close()
        server.should_exit = True
        await serving
        socket.close()


@pytest.fixture
async def client(home: OpenHome) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that has opened a visit."""
    async with open_to_the_network(home) as url, httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS) as client:
        await client.post("/family/visit", json={"language": "zh"})
        yield client


async def says(client: httpx.AsyncClient, *texts: str) -> None:
    """Type some texts."""
    for text in texts:
        assert (await client.post("/family/events", json=an_event(text=text))).status_code == 200


async def read(
    client: httpx.AsyncClient, most: int, after: int = 0, heard: str = "", door: str = "family"
) -> list[dict[str, Any]]:
    """The first messages of a new stream."""
    headers = {"Last-Event-ID": heard} if heard else {}
    found: list[dict[str, Any]] = []
    async with client.stream("GET", f"/{door}/stream?after={after}", headers=headers) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert stream.headers["Cache-Control"] == "no-store"
        assert "Content-Security-Policy" in stream.headers
        async for line in stream.aiter_lines():
            if line.startswith("id:"):
                number = line[3:].strip()
            if line.startswith("data:"):
                found.append(json.loads(line[5:]))
                assert found[-1]["seq"] == int(number)
            if len(found) == most:
                return found
    return found


def numbers(messages: list[dict[str, Any]]) -> list[int]:
    return [message["seq"] for message in messages]


async def test_a_new_page_gets_the_history(client: httpx.AsyncClient):
    await says(client, "一", "二")

    messages = await read(client, 5)

    assert numbers(messages) == [1, 2, 3, 4, 5]
    assert [message["from"] for message in messages] == ["home", "me", "home", "me", "home"]


async def test_a_page_that_connects_again_gets_what_it_missed_and_nothing_twice(client: httpx.AsyncClient):
    await says(client, "一", "二")

    assert numbers(await read(client, 2, heard="3")) == [4, 5]
    assert numbers(await read(client, 2, after=3)) == [4, 5]
    assert numbers(await read(client, 1, after=1, heard="4")) == [5]


async def test_a_page_that_missed_more_than_a_history_gets_all_of_it(home: OpenHome, client: httpx.AsyncClient):
    seal = home.app.turns.seal

    def fill(db: Any) -> None:
        for number in range(250):
            outbox.put(db, seal, address_id=1, payload={"text": [f"{number}"]}, now=0)

    await home.app.turns.write(fill)

    assert numbers(await read(client, 249, heard="2")) == list(range(3, 252))
    assert numbers(await read(client, 60)) == list(range(192, 252))


@pytest.mark.parametrize("heard", ["99", "-1", "x", "1e3", "９", "9" * 40, "0", "9007199254740993"])
async def test_a_number_that_was_never_said_gets_the_history(client: httpx.AsyncClient, heard: str):
    await says(client, "一")
    quoted = heard.encode() if heard.isascii() else heard.encode("utf-8")
    async with client.stream("GET", "/family/stream", headers=[(b"Last-Event-ID", quoted)]) as stream:
        first = await anext(line async for line in stream.aiter_lines() if line.startswith("id:"))

    assert first == "id: 1"


async def test_what_is_said_later_comes_while_the_stream_is_open(client: httpx.AsyncClient):
    reading = asyncio.create_task(read(client, 3))
    await asyncio.sleep(0.05)

    await says(client, "一")

    assert numbers(await reading) == [1, 2, 3]


async def test_every_open_page_of_a_visit_gets_everything(client: httpx.AsyncClient):
    pages = [asyncio.create_task(read(client, 5)) for _ in range(3)]
    await asyncio.sleep(0.05)

    await says(client, "一", "二")

    assert [numbers(messages) for messages in await asyncio.gather(*pages)] == [[1, 2, 3, 4, 5]] * 3


async def test_a_visit_that_is_left_ends_its_streams(client: httpx.AsyncClient):
    reading = asyncio.create_task(read(client, 99))
    await asyncio.sleep(0.05)

    await client.post("/family/leave", json={})

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert numbers(await reading) == [1]
    assert (await client.get("/family/stream")).status_code == 401


async def test_an_orderly_stop_ends_open_streams_and_refuses_new_ones_at_once(home: OpenHome):
    async with open_to_the_network(home) as address, httpx.AsyncClient(base_url=address) as client:
        await client.post("/family/visit", json={})
        reading = [asyncio.create_task(read(client, 99)) for _ in range(3)]
        await asyncio.sleep(0.05)

        home.app.hub.close()

        async with asyncio.timeout(PATIENCE_SECONDS):
            assert [numbers(messages) for messages in await asyncio.gather(*reading)] == [[1]] * 3
            assert await read(client, 99) == []


async def test_a_page_opened_too_often_is_told_so_and_heals(client: httpx.AsyncClient):
    reading = [asyncio.create_task(read(client, 99)) for _ in range(MOST_STREAMS_AN_ADDRESS)]
    await asyncio.sleep(0.1)

    refused = await client.get("/family/stream")

    assert refused.status_code == 429
    assert refused.json()["message"]
    reading[0].cancel()
    await asyncio.sleep(0.1)
    assert numbers(await read(client, 1)) == [1]
    for each in reading:
        each.cancel()
    await asyncio.gather(*reading, return_exceptions=True)


async def test_a_change_of_language_speaks_at_once(home: OpenHome, client: httpx.AsyncClient):
    chinese = await read(client, 1)

    await home.app.turns.write(lambda db: people.speak(db, 1, "en"))

    english = await read(client, 1)
    assert chinese[0]["seq"] == english[0]["seq"]
    assert chinese[0]["text"] != english[0]["text"]


async def test_a_message_that_cannot_be_rendered_does_not_hold_up_the_next(home: OpenHome, client: httpx.AsyncClient):
    seal = home.app.turns.seal
    broken = {"text": [{"~day": ["no day at all", "day"]}]}
    await home.app.turns.write(lambda db: outbox.put(db, seal, address_id=1, payload=broken, now=0))
    await says(client, "一")

    messages = await read(client, 4)

    assert numbers(messages) == [1, 2, 3, 4]
    assert home.app.home.phone in messages[1]["text"][0]


async def test_a_message_that_cannot_be_opened_ends_the_stream_without_a_word_of_it(
    home: OpenHome, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
):
    await says(client, "一")
    await home.app.turns.write(lambda db: db.execute("UPDATE outbox SET payload = zeroblob(50) WHERE seq = 2").rowcount)

    await read(client, 99)

    assert "a stream broke: WrongKey" in caplog.text


async def test_other_peoples_messages_never_come_down_this_stream(home: OpenHome, client: httpx.AsyncClient):
    other = await home.family()
    await other.types("别人的话")
    await says(client, "一")

    messages = await read(client, 3)

    assert "别人的话" not in json.dumps(messages, ensure_ascii=False)
    assert len(await rows(home, "SELECT * FROM addresses")) == 2


def test_the_hub_keeps_no_trace_of_streams_that_are_gone():
    hub = Hub()
    with contextlib.ExitStack() as open_streams:
        for _ in range(MOST_STREAMS_AN_ADDRESS):
            open_streams.enter_context(hub.listening(1))
        with pytest.raises(TooMany), hub.listening(1):
            pass
        with hub.listening(2):
            pass

    assert hub._bells == {}
