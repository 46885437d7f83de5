"""What is due: in its order, in waking hours, and again if it fails; asleep, set back, moved forward."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.scheduler import MOST_TRIES, RETRY_SECONDS
from storage import due
from storage.due import Due
from tests.chat import local
from tests.small_home import SmallHome, open_small_home

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[SmallHome]:
    async with open_small_home(tmp_path) as opened:
        await opened.somebody("key")
        yield opened


async def plans(home: SmallHome, *moments: tuple[str, int]) -> None:
    """Due moments of the first person, as (object, instant)."""
    await home.turns.write(lambda db: [due.plan(db, Due(1, "say.now", name, at)) for name, at in moments])


def seen_to(home: SmallHome) -> list[str]:
    return [one.object for one in home.log.due]


async def test_what_is_due_is_seen_to_once_and_nothing_before_its_time(home: SmallHome):
    now = home.clock.now()
    await plans(home, ("first", now + 10), ("second", now + 20))

    await home.later(10)
    await home.later(1)

    assert seen_to(home) == ["first"]
    assert await home.heard(1) == ["due first"]
    assert await home.rows("SELECT object FROM due") == [("second",)]


async def test_a_machine_that_slept_sees_to_all_of_it_in_its_order(home: SmallHome):
    now = home.clock.now()
    await plans(home, ("third", now + 30), ("first", now + 10), ("second", now + 20))

    await home.later(3 * HOUR)

    assert seen_to(home) == ["first", "second", "third"]


async def test_a_quiet_second_writes_nothing(home: SmallHome):
    await home.later(1)
    before = await home.rows("PRAGMA data_version")

    assert await home.later(1)

    assert await home.rows("PRAGMA data_version") == before


async def test_what_falls_due_in_the_quiet_hours_waits_for_the_morning(home: SmallHome):
    await plans(home, ("evening", local("2026-12-01 23:30")))
    home.clock.instant = local("2026-12-01 23:30")

    await home.later(0)

    morning = home.turns.home.next_waking(home.clock.now())
    assert seen_to(home) == []
    assert await home.rows("SELECT at FROM due") == [(morning,)]

    await home.later(morning - home.clock.now())

    assert seen_to(home) == ["evening"]


async def test_one_that_fails_holds_up_no_other_and_is_tried_again_later_and_later(home: SmallHome):
    now = home.clock.now()
    await plans(home, ("bad", now), ("good", now))

    await home.later(0)

    assert seen_to(home) == ["good"]
    assert await home.rows("SELECT at, tries FROM due") == [(now + RETRY_SECONDS, 1)]

    await home.later(RETRY_SECONDS)

    assert await home.rows("SELECT at, tries FROM due") == [(now + 3 * RETRY_SECONDS, 2)]


async def test_one_that_fails_for_good_becomes_a_call_to_make(home: SmallHome):
    await plans(home, ("bad booking", home.clock.now()))

    for tries in range(MOST_TRIES):
        await home.later(RETRY_SECONDS * 2 ** max(0, tries - 1) if tries else 0)

    assert await home.rows("SELECT * FROM due") == []
    assert await home.rows("SELECT person_id, reason, object FROM calls") == [(1, "unreachable", "bad booking")]


async def test_a_full_disk_costs_a_due_moment_no_try(home: SmallHome):
    now = home.clock.now()
    await plans(home, ("first", now))
    await home.on_the_writer("query_only = ON")

    assert not await home.later(1)

    await home.on_the_writer("query_only = OFF")
    assert await home.rows("SELECT at, tries FROM due") == [(now, 0)]

    assert await home.later(1)

    assert seen_to(home) == ["first"]


async def test_a_moment_that_nobody_owns_any_more_is_let_go(home: SmallHome):
    await home.turns.write(lambda db: due.plan(db, Due(1, "gone.reminder", "x", 0)))

    await home.later(0)

    assert await home.rows("SELECT * FROM due") == []


async def test_what_failed_before_the_clock_was_set_back_does_not_wait_for_the_old_hour(home: SmallHome):
    await home.says("key", "boom 1")
    home.clock.instant -= HOUR

    await home.later(0)

    assert await home.heard(1) == ["heard boom 1"]


async def test_a_thousand_due_moments_let_a_fresh_event_pass(home: SmallHome):
    now = home.clock.now()
    await plans(home, *((f"{number:04}", now) for number in range(1000)))
    catching_up = asyncio.create_task(home.ticks.catch_up())
    await asyncio.sleep(0)

    await home.says("key", "good day")

    assert len(home.log.due) < 500
    await catching_up
    assert len(home.log.due) == 1000
    assert seen_to(home) == sorted(seen_to(home))


async def test_the_sample_clock_passes_through_due_moments_in_order(home: SmallHome):
    start = home.clock.now()
    told: list[tuple[str, int]] = []
    home.flow.dues["*"] = lambda turn, one: told.append((one.object, turn.now - start))
    await plans(home, ("late", start + 5 * HOUR), ("soon", start + 90), ("same", start + 90))

    await home.ticks.advance(6 * HOUR)

    assert told == [("same", 90), ("soon", 90), ("late", 5 * HOUR)]
    assert home.clock.now() == start + 6 * HOUR


async def test_two_pushes_on_the_clock_at_once_move_it_twice_and_ticks_keep_out(home: SmallHome):
    start = home.clock.now()

    await asyncio.gather(home.ticks.advance(HOUR), home.ticks.tick(), home.ticks.advance(HOUR))

    assert home.clock.now() == start + 2 * HOUR
