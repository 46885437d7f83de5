"""Turns: many at once, in order, each event once, and an orderly end."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.turns import MOST_IN_A_BATCH, MOST_WAITING, Busy, NoAddress
from storage import inbox, meta, people
from tests.small_home import SmallHome, open_small_home


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[SmallHome]:
    async with open_small_home(tmp_path) as opened:
        yield opened


async def test_thirty_two_visitors_at_once_are_each_heard_and_answered(home: SmallHome):
    addresses = [await home.somebody(f"key {n}") for n in range(32)]

    await asyncio.gather(*(home.says(f"key {n}", f"from {n}") for n in range(32)))

    for n, address in enumerate(addresses):
        assert await home.heard(address) == [f"heard from {n}"]
    assert set().union(*home.woken) == set(addresses)


async def test_more_than_a_batch_is_handled_in_the_order_it_came(home: SmallHome):
    await home.somebody("key")

    await asyncio.gather(*(home.says("key", f"{n}") for n in range(MOST_IN_A_BATCH + 10)))

    assert home.log.handled == [f"{n}" for n in range(MOST_IN_A_BATCH + 10)]


async def test_a_turn_that_raises_hurts_no_other_in_its_batch(home: SmallHome):
    addresses = [await home.somebody(f"key {n}") for n in range(8)]

    def breaks(db: sqlite3.Connection) -> None:
        meta.put(db, "half", "done")
        raise ZeroDivisionError

    said = [home.says(f"key {n}", f"from {n}") for n in range(4)]
    said += [home.says(f"key {n}", "boom") for n in range(4, 8)]
    results = await asyncio.gather(home.turns.write(breaks), *said, return_exceptions=True)

    assert isinstance(results[0], ZeroDivisionError)
    assert results[1:] == addresses
    assert await home.rows("SELECT * FROM meta WHERE name = 'half'") == []
    assert await home.rows("SELECT state FROM inbox ORDER BY 1") == [("done",)] * 4 + [("failed",)] * 4


async def test_the_same_event_twice_is_one_event(home: SmallHome):
    address = await home.somebody("key")

    await asyncio.gather(*(home.says("key", "once", event_id="the same") for _ in range(5)))
    await home.says("key", "once", event_id="the same")

    assert await home.heard(address) == ["heard once"]
    assert await home.said("once") == 1


async def test_an_id_that_comes_with_other_bytes_is_another_event(home: SmallHome):
    """As from a channel whose ids begin anew after an idle week. Our own page repeats an id with its bytes only."""
    address = await home.somebody("key")

    await home.says("key", "before", event_id="7")
    await home.says("key", "after", event_id="7")

    assert await home.heard(address) == ["heard before", "heard after"]


async def test_the_same_id_from_two_people_is_two_events(home: SmallHome):
    await home.somebody("key")
    other = await home.somebody("other")
    await home.says("key", "good day", event_id="7")

    await home.says("other", "good day", event_id="7")

    assert await home.heard(other) == ["heard good day"]


async def test_a_key_that_names_nobody_is_told_so_and_nothing_is_kept(home: SmallHome):
    with pytest.raises(NoAddress):
        await home.says("nobody", "good day")

    assert await home.rows("SELECT * FROM inbox") == []


async def test_a_visit_that_was_left_stays_left_while_its_last_words_are_still_handled(home: SmallHome):
    address = await home.somebody("key")
    await home.says("key", "boom 1")
    await home.turns.write(lambda db: people.end_visit(db, address))

    await home.later(inbox.RETRY_SECONDS[0])

    assert await home.said("boom 1") == 1
    assert await home.rows("SELECT state FROM addresses") == [("ended",)]
    assert await home.rows("SELECT payload FROM outbox WHERE payload IS NOT NULL") == []
    assert await home.rows("SELECT * FROM calls") == []


async def test_news_for_somebody_who_cannot_be_reached_becomes_a_call(home: SmallHome):
    address = await home.somebody("key")
    await home.turns.write(lambda db: people.end_visit(db, address))
    moment = "INSERT INTO due (person_id, purpose, object, at) VALUES (1, 'say.now', 'visit', ?)"
    await home.turns.write(lambda db: db.execute(moment, (home.clock.now(),)).rowcount)

    await home.later(1)

    assert await home.rows("SELECT person_id, reason FROM calls") == [(1, "unreachable")]


async def test_too_much_at_once_is_busy_and_what_was_taken_is_handled(home: SmallHome):
    await home.somebody("key")

    results = await asyncio.gather(
        *(home.turns.write(lambda _db: None) for _ in range(MOST_WAITING + 5)), return_exceptions=True
    )

    assert sum(isinstance(result, Busy) for result in results) == 5


async def test_whoever_gave_up_waiting_disturbs_nobody(home: SmallHome):
    await home.somebody("key")
    gone = asyncio.create_task(home.says("key", "gone"))
    await asyncio.sleep(0)
    gone.cancel()

    await home.says("key", "still here")

    assert home.log.handled == ["gone", "still here"]


async def test_an_orderly_stop_finishes_what_waits_and_takes_nothing_new(home: SmallHome):
    await home.somebody("key")
    saying = [asyncio.create_task(home.says("key", f"{n}")) for n in range(MOST_IN_A_BATCH + 5)]
    await asyncio.sleep(0)

    home.turns.close()

    with pytest.raises(Busy):
        await home.says("key", "too late")
    await asyncio.gather(*saying)
    await home.running
    assert len(home.log.handled) == MOST_IN_A_BATCH + 5
