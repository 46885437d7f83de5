"""Jobs beside the turns: a result comes back once, what fails is tried again and given up, nobody waits for good."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest

from bot.chat import Screen, Turn
from bot.text import Json
from storage import inbox, jobs
from storage.jobs import Job
from tests.small_home import SmallHome, open_small_home


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[SmallHome]:
    async with open_small_home(tmp_path) as opened:
        await opened.somebody("key")
        opened.flow.job("draw")(draw)
        opened.flow.job_ended("draw")(lambda turn, job: Screen(text=f"drawn {turn.result}"))
        yield opened


def draw(_turn: Turn, payload: Json) -> Json:
    if payload == "bad":
        raise RuntimeError(payload)
    return f"a {payload}"


async def begins(home: SmallHome, payload: str, kind: str = "say.draw") -> None:
    seal, now = home.turns.seal, home.clock.now()
    await home.turns.write(lambda db: jobs.add(db, seal, kind=kind, address_id=1, payload=payload, now=now))


async def test_a_jobs_result_comes_back_once(home: SmallHome):
    await begins(home, "tree")

    await home.later(1)
    await home.later(1)

    assert await home.heard(1) == ["drawn a tree"]


@pytest.mark.parametrize("kind", ["say.draw", "say.unknown", "gone.draw"])
async def test_a_job_that_fails_is_given_up_after_its_last_try_and_holds_up_no_other(home: SmallHome, kind: str):
    await begins(home, "bad", kind)
    await begins(home, "tree")

    for _ in range(jobs.TRIES + 1):
        assert await home.later(1)

    said = await home.heard(1)
    assert said == (["drawn a tree", "drawn None"] if kind == "say.draw" else ["drawn a tree"])
    assert await home.rows("SELECT state, tries FROM jobs ORDER BY id") == [("failed", jobs.TRIES), ("done", 0)]


async def test_a_result_that_nobody_can_make_sense_of_is_given_up_too(home: SmallHome):
    def breaks(turn: Turn, job: Job) -> Screen:
        raise RuntimeError(job.kind)

    home.flow.job_ended("draw")(breaks)
    await begins(home, "tree")

    for _ in range(jobs.TRIES):
        assert await home.later(1)

    assert await home.rows("SELECT state FROM jobs") == [("failed",)]
    assert await home.heard(1) == []


async def test_a_full_disk_costs_a_job_no_try(home: SmallHome):
    await begins(home, "tree")
    await home.on_the_writer("query_only = ON")
    assert not await home.later(1)

    await home.on_the_writer("query_only = OFF")
    await home.later(1)

    assert await home.heard(1) == ["drawn a tree"]
    assert await home.rows("SELECT tries FROM jobs") == [(0,)]


async def test_what_is_said_meanwhile_waits_for_the_result_and_follows_it(home: SmallHome):
    await begins(home, "tree")
    await home.says("key", "first")
    assert await home.heard(1) == []

    await home.later(1)

    assert await home.heard(1) == ["drawn a tree", "heard first"]


async def test_after_half_a_minute_nobody_waits_any_more_and_is_told_so_once(home: SmallHome):
    await begins(home, "tree")
    home.clock.instant += inbox.JOB_SECONDS

    for text in ("first", "second"):
        await home.says("key", text)

    heard = await home.heard(1)
    assert [line for line in heard if line.startswith("heard")] == ["heard first", "heard second"]
    assert len(heard) == 3


async def test_what_was_begun_for_whoever_was_here_before_is_told_to_nobody(home: SmallHome):
    begun, gone = Event(), Event()

    def slowly(turn: Turn, payload: Json) -> Json:
        begun.set()
        gone.wait()
        return draw(turn, payload)

    home.flow.job("draw")(slowly)
    await begins(home, "tree")
    working = asyncio.create_task(home.later(1))
    await asyncio.to_thread(begun.wait)
    await home.turns.write(lambda db: jobs.drop(db, 1))
    gone.set()
    await working

    assert await home.heard(1) == []
    assert await home.rows("SELECT state, result FROM jobs") == [("failed", None)]
