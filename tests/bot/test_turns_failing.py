"""An event that fails: tried again in its order, then set aside with a word to the person and to the staff."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat import Event
from bot.turns import Arrival
from storage import inbox
from tests.small_home import SmallHome, open_small_home


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[SmallHome]:
    async with open_small_home(tmp_path) as opened:
        yield opened


async def test_an_event_that_fails_is_tried_again_and_then_handled(home: SmallHome):
    address = await home.somebody("key")

    await home.says("key", "boom 1")

    assert await home.heard(address) == []
    assert await home.rows("SELECT payload IS NULL FROM inbox") == [(0,)]

    await home.later(inbox.RETRY_SECONDS[0])

    assert await home.heard(address) == ["heard boom 1"]
    assert await home.rows("SELECT state, payload, tries FROM inbox") == [("done", None, 1)]


async def test_an_event_is_not_tried_again_before_its_time(home: SmallHome):
    await home.somebody("key")
    await home.says("key", "boom 2")

    await home.later(0)

    assert home.log.tries == 1

    await home.later(inbox.RETRY_SECONDS[0])
    await home.later(inbox.RETRY_SECONDS[1] - 1)

    assert home.log.tries == 2


async def test_after_three_tries_an_event_is_set_aside_with_a_word_to_the_person_and_to_the_staff(
    home: SmallHome, caplog: pytest.LogCaptureFixture
):
    address, colleague = await home.somebody("key"), await home.somebody("staff", role="care_lead")

    await home.says("key", "boom secret words")
    for seconds in inbox.RETRY_SECONDS:
        await home.later(seconds)

    ((state, reference),) = await home.rows("SELECT state, reference FROM inbox")
    assert state == "aside"
    (sorry,) = await home.heard(address)
    assert sorry.startswith("我们这边出了点问题")
    assert reference in sorry
    (note,) = await home.heard(colleague)
    assert reference in note
    assert "secret words" not in note + caplog.text
    assert caplog.text.count(reference) == 3


async def test_a_set_aside_event_is_left_alone_and_the_person_goes_on(home: SmallHome):
    address = await home.somebody("key")
    await home.says("key", "boom")
    for seconds in (*inbox.RETRY_SECONDS, 60):
        await home.later(seconds)

    await home.says("key", "hello again")

    assert home.log.tries == 4
    assert (await home.heard(address))[-1] == "heard hello again"


async def test_later_events_of_a_person_wait_behind_a_failed_one_and_keep_their_order(home: SmallHome):
    address, other = await home.somebody("key"), await home.somebody("other")
    await home.says("key", "boom 1")
    for text in ("second", "third", "fourth"):
        await home.says("key", text)
    await home.says("other", "meanwhile")

    assert await home.heard(address) == []
    assert await home.heard(other) == ["heard meanwhile"]

    await home.later(inbox.RETRY_SECONDS[0])

    assert home.log.handled == ["meanwhile", "boom 1", "second", "third", "fourth"]
    assert await home.heard(address) == ["heard boom 1", "heard second", "heard third", "heard fourth"]


async def test_two_persons_never_wait_for_one_another(home: SmallHome):
    await home.somebody("key")
    other = await home.somebody("other")
    await home.says("key", "boom")

    await asyncio.gather(*(home.says("other", f"{n}") for n in range(3)))

    assert await home.heard(other) == ["heard 0", "heard 1", "heard 2"]


async def test_an_event_is_set_aside_even_where_the_screen_of_the_apology_is_what_breaks(home: SmallHome):
    address, other = await home.somebody("key"), await home.somebody("other")
    home.log.menu_breaks = True
    await home.says("key", "boom")
    await home.says("other", "boom 2")

    for seconds in inbox.RETRY_SECONDS:
        await home.later(seconds)

    assert await home.rows("SELECT state FROM inbox ORDER BY id") == [("aside",), ("done",)]
    assert (await home.heard(address))[0].startswith("我们这边出了点问题")
    assert await home.heard(other) == ["heard boom 2"]


async def test_an_event_whose_words_cannot_be_opened_any_more_holds_nobody_up(home: SmallHome):
    await home.somebody("key")
    other = await home.somebody("other")
    await home.says("key", "boom")
    await home.says("other", "boom 2")
    await home.turns.write(lambda db: db.execute("UPDATE inbox SET payload = zeroblob(40) WHERE id = 1").rowcount)

    for seconds in inbox.RETRY_SECONDS:
        await home.later(seconds)

    assert await home.rows("SELECT state FROM inbox ORDER BY id") == [("aside",), ("done",)]
    assert await home.heard(other) == ["heard boom 2"]


async def test_what_a_log_says_of_a_fault_is_its_kind_and_place(home: SmallHome, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    await home.somebody("key")

    await home.turns.hear(Arrival("web", "key", "event", Event("text", "boom 秘密"), "boom 秘密".encode()))

    assert "RuntimeError at small_home.py:" in caplog.text or "ValueError at small_home.py:" in caplog.text
    assert "秘密" not in caplog.text
