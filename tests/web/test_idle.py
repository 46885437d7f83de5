"""A staff page that lay idle is locked before it shows anything, whatever the browser does."""

import httpx

from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books
from tests.handlers.colleagues import opens_the_card, signed_in
from tests.web.test_stream import PATIENCE_SECONDS, open_to_the_network, read

PIN = "2580"
IDLE = 15 * 60 + 1


async def left_lying_about(home: OpenHome) -> Visitor:
    """A colleague who has a child's card before their eyes, and goes away."""
    await books(home)
    visitor = await signed_in(home, "therapist", PIN)
    await opens_the_card(visitor)
    visitor.sees("小晴")
    await visitor.post("seen", {"seq": visitor.last["seq"]})
    home.clock.instant += IDLE
    return visitor


async def opened_anew(visitor: Visitor) -> None:
    """The page is loaded once more, and reads from the start."""
    await visitor.post("visit", {"language": "zh", "open": None})
    visitor.seen = []
    await visitor.look()


async def test_a_page_that_is_opened_anew_shows_the_lock_alone(home: OpenHome):
    visitor = await left_lying_about(home)

    await opened_anew(visitor)

    visitor.sees("已锁屏")
    assert not visitor.has_seen("小晴")


async def test_it_is_locked_once(home: OpenHome):
    visitor = await left_lying_about(home)
    await opened_anew(visitor)
    locked = visitor.last["seq"]
    home.clock.instant += IDLE

    await opened_anew(visitor)

    assert visitor.last["seq"] == locked


async def test_a_stream_alone_shows_no_more(home: OpenHome):
    visitor = await left_lying_about(home)
    cookies = dict(visitor.client.cookies.items())

    async with open_to_the_network(home) as url, httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS) as client:
        client.cookies.update(cookies)
        (first,) = await read(client, 1, door="staff")

    assert first["title"] == "已锁屏"


async def test_a_page_in_use_is_not_locked(home: OpenHome):
    visitor = await left_lying_about(home)
    home.clock.instant -= 60

    await opened_anew(visitor)

    assert not visitor.has_seen("已锁屏")
