"""What the clock does of itself: sweeps, nights, downtime, and news that nobody has seen."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat import Screen, Turn
from bot.scheduler import NIGHTLY, REAL, SWEPT
from storage import due, meta, outbox
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


async def test_a_step_that_fails_keeps_no_other_from_its_turn_and_the_watch_is_told(home: SmallHome):
    def breaks(_turn: Turn) -> None:
        raise RuntimeError

    swept: list[int] = []
    home.flow.sweep(breaks)
    home.flow.sweep(lambda turn: swept.append(turn.now))
    nobody = "INSERT INTO inbox (channel, event_id, hash, payload, received_at) VALUES ('x', 'x', x'00', x'00', 0)"
    await home.turns.write(lambda db: db.execute(nobody).rowcount)
    await plans(home, ("good", home.clock.now()))

    assert not await home.later(0)

    assert seen_to(home) == ["good"]
    assert swept == [home.clock.now()]


async def test_sweeps_run_once_a_minute_and_again_when_the_clock_was_set_back(home: SmallHome):
    swept: list[int] = []
    home.flow.sweep(lambda turn: swept.append(turn.now))
    start = home.clock.now()

    for seconds in (0, 30, 30, 59, 1):
        await home.later(seconds)
    await home.later(-HOUR)
    await home.later(MINUTE)

    assert [at - start for at in swept] == [0, 60, 120, 120 - HOUR, 180 - HOUR]


async def test_a_sweep_may_tell_people_and_one_that_fails_tells_nobody(home: SmallHome):
    def tells(turn: Turn) -> None:
        turn.tell(1, Screen(text="news"))

    def tells_half(turn: Turn) -> None:
        turn.tell(1, Screen(text="half"))
        meta.put(turn.db, "half", "done")
        raise RuntimeError

    home.flow.sweep(tells_half)
    home.flow.sweep(tells)

    await home.later(0)

    assert await home.heard(1) == ["news"]
    assert await home.rows("SELECT * FROM meta WHERE name = 'half'") == []


async def test_nights_are_done_once_each_and_made_up_for_once_after_a_long_sleep(home: SmallHome):
    nights: list[str] = []
    home.flow.nightly(lambda turn: nights.append(turn.local(turn.now).isoformat(" ", "minutes")[:16]))

    await home.later(0)
    home.clock.instant = local("2026-12-02 02:59")
    await home.later(0)
    await home.later(MINUTE)
    await home.later(HOUR)
    home.clock.instant = local("2026-12-09 14:00")
    await home.later(0)
    await home.later(HOUR)

    assert nights == ["2026-12-01 09:00", "2026-12-02 03:00", "2026-12-09 14:00"]


async def test_the_night_forgets_what_is_past_its_date(home: SmallHome):
    keep = home.turns.home.retention
    await home.says("key", "old words")
    await home.says("key", "boom")
    for seconds in (1, 3):
        await home.later(seconds)
    await home.later(max(keep.chat_days, keep.inbox_days) * DAY + DAY)

    assert await home.rows("SELECT * FROM outbox WHERE payload IS NOT NULL") == []
    assert await home.rows("SELECT * FROM inbox") == []


async def test_downtime_is_told_in_real_seconds_and_only_when_it_was_long(home: SmallHome):
    await home.later(0)

    await home.later(MINUTE)

    assert home.downtimes == []

    await home.turns.write(lambda db: meta.put(db, REAL, str(int(time.time()) - 2 * HOUR)))
    await home.later(MINUTE)

    assert home.downtimes == [pytest.approx(2 * HOUR, abs=5)]


async def test_important_news_that_nobody_saw_a_day_before_becomes_a_call_and_seen_news_do_not(home: SmallHome):
    other = await home.somebody("other")
    until = home.clock.now() + 2 * DAY

    def tells(turn: Turn) -> None:
        for person in (1, 2):
            turn.tell(person, Screen(text="news"), purpose="booking X", important_until=until)

    await home.turns.write(lambda db: home.turns.as_home(db, tells))
    await home.turns.write(lambda db: outbox.seen(db, other, 1))
    await home.later(DAY - MINUTE)

    assert await home.rows("SELECT * FROM calls") == []

    await home.later(MINUTE)

    assert await home.rows("SELECT person_id, reason, object FROM calls") == [(1, "unseen", "booking X")]


async def test_whoever_tapped_on_a_message_has_seen_it(home: SmallHome):
    def tells(turn: Turn) -> None:
        turn.tell(1, Screen(text="news"), purpose="booking X", important_until=turn.now + DAY)

    await home.turns.write(lambda db: home.turns.as_home(db, tells))
    seal = home.turns.seal
    await home.turns.write(lambda db: outbox.put(db, seal, address_id=1, payload={}, now=0, edits=1))

    await home.later(MINUTE)

    assert await home.rows("SELECT * FROM calls") == []


async def test_the_ticks_begin_and_end(home: SmallHome):
    home.ticks.stop()  # before the first: nothing to stop
    swept = asyncio.Event()
    loop = asyncio.get_running_loop()
    home.flow.nightly(lambda _turn: loop.call_soon_threadsafe(swept.set) and None)
    home.ticks.start()
    await asyncio.wait_for(swept.wait(), 10)

    home.ticks.stop()

    await home.turns.write(lambda _db: None)
    assert await home.rows("SELECT name FROM meta WHERE name IN (?, ?)", NIGHTLY, SWEPT) == [(NIGHTLY,), (SWEPT,)]


async def test_a_tick_that_fails_is_not_a_tick(home: SmallHome):
    home.ticks.last_tick = 0.0
    home.turns.close()

    await home.ticks.tick()

    assert home.ticks.last_tick == 0.0
