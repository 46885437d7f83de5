"""A disk that is full, read-only or locked takes nothing, loses nothing, and nothing has to be done once it is well."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import inbox
from storage.db import AlreadyRunning, lock
from tests.small_home import SmallHome, open_small_home


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[SmallHome]:
    async with open_small_home(tmp_path) as opened:
        yield opened


async def test_a_commit_that_fails_acknowledges_nothing_and_the_turns_are_run_singly(tmp_path: Path):
    failures = [sqlite3.OperationalError("disk I/O error")]
    armed: list[bool] = []

    def probe(where: str) -> None:
        if armed and where == "before-commit" and failures:
            raise failures.pop()

    async with open_small_home(tmp_path, probe=probe) as home:
        addresses = [await home.somebody(f"key {n}") for n in range(3)]
        armed.append(True)

        await asyncio.gather(*(home.says(f"key {n}", "good day") for n in range(3)))

        assert [await home.heard(address) for address in addresses] == [["heard good day"]] * 3
        assert await home.said("good day") == 3
        assert home.turns.fault == ""


async def test_a_single_turn_whose_commit_fails_says_so_and_can_be_repeated(tmp_path: Path):
    failures: list[Exception] = []

    def probe(where: str) -> None:
        if where == "before-commit" and failures:
            raise failures.pop()

    async with open_small_home(tmp_path, probe=probe) as home:
        address = await home.somebody("key")
        failures.append(sqlite3.OperationalError("disk I/O error"))
        with pytest.raises(sqlite3.OperationalError):
            await home.says("key", "good day", event_id="7")
        assert home.turns.fault == "OperationalError"

        await home.says("key", "good day", event_id="7")

        assert await home.heard(address) == ["heard good day"]
        assert home.turns.fault == ""


async def fills_the_disk(home: SmallHome) -> None:
    """The database may not grow any more."""
    ((pages,),) = await home.rows("PRAGMA page_count")
    await home.on_the_writer(f"max_page_count = {pages}")


async def test_a_full_disk_takes_nothing_and_blames_no_event(home: SmallHome):
    address = await home.somebody("key")
    await fills_the_disk(home)
    with pytest.raises(sqlite3.OperationalError):
        await home.says("key", "big", event_id="7")
    assert home.turns.fault == "SQLITE_FULL"
    assert await home.rows("SELECT * FROM inbox") == []

    await home.on_the_writer("max_page_count = 1000000")
    await home.says("key", "big", event_id="7")

    assert await home.heard(address) == ["heard big"]
    assert home.turns.fault == ""


async def test_an_event_that_waits_while_the_disk_is_full_is_not_set_aside_for_it(home: SmallHome):
    address = await home.somebody("key")
    await home.says("key", "boom 1")
    await home.says("key", "big")
    await fills_the_disk(home)
    for _ in range(inbox.TRIES + 2):
        await home.later(10)
    assert await home.rows("SELECT state, tries FROM inbox ORDER BY id") == [("done", 1), ("new", 0)]

    await home.on_the_writer("max_page_count = 1000000")
    await home.later(10)

    assert await home.heard(address) == ["heard boom 1", "heard big"]


async def test_others_are_heard_beside_one_for_whom_there_is_no_room(home: SmallHome):
    await home.somebody("key")
    other = await home.somebody("other")
    await fills_the_disk(home)

    results = await asyncio.gather(home.says("key", "big"), home.says("other", "small"), return_exceptions=True)

    assert isinstance(results[0], sqlite3.OperationalError)
    assert await home.heard(other) == ["heard small"]


async def test_a_read_only_database_takes_nothing_and_heals(home: SmallHome):
    address = await home.somebody("key")
    await home.on_the_writer("query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        await home.says("key", "good day", event_id="7")
    assert home.turns.fault == "SQLITE_READONLY"

    await home.on_the_writer("query_only = OFF")
    await home.says("key", "good day", event_id="7")

    assert await home.heard(address) == ["heard good day"]


async def test_a_locked_database_is_waited_for_once_and_not_once_a_turn(home: SmallHome):
    addresses = [await home.somebody(f"key {n}") for n in range(3)]
    await home.on_the_writer("busy_timeout = 20")
    waits: list[str] = []
    with closing(sqlite3.connect(home.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        home.turns.probe = waits.append
        results = await asyncio.gather(
            *(home.says(f"key {n}", "good day", event_id="7") for n in range(3)), return_exceptions=True
        )
        other.execute("ROLLBACK")
    assert [str(result) for result in results] == ["database is locked"] * 3
    assert waits == []
    assert home.turns.fault == "SQLITE_BUSY"

    await asyncio.gather(*(home.says(f"key {n}", "good day", event_id="7") for n in range(3)))

    assert [await home.heard(address) for address in addresses] == [["heard good day"]] * 3


async def test_a_transaction_that_could_not_be_rolled_back_does_not_keep_the_house_shut(home: SmallHome):
    address = await home.somebody("key")
    await home.db.write(lambda db: db.execute("BEGIN").fetchall())

    await home.says("key", "good day")

    assert await home.heard(address) == ["heard good day"]


async def test_a_second_process_is_kept_out_of_the_folder(tmp_path: Path):
    with closing(lock(tmp_path)), pytest.raises(AlreadyRunning):
        lock(tmp_path)

    lock(tmp_path).close()
