"""Turns: many at once, some that fail, and a disk that will not take them."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat import Event
from bot.turns import MOST_IN_A_BATCH, MOST_WAITING, Arrival, Busy, NoAddress
from storage import inbox, meta, people
from storage.db import AlreadyRunning, lock
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
    assert await home.rows("SELECT state, count(*) FROM inbox GROUP BY state ORDER BY 1") == [("done", 4), ("failed", 4)]


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


async def test_the_same_event_twice_is_one_event(home: SmallHome):
    address = await home.somebody("key")

    await asyncio.gather(*(home.says("key", "once", event_id="the same") for _ in range(5)))
    await home.says("key", "once", event_id="the same")

    assert await home.heard(address) == ["heard once"]
    assert await home.said("once") == 1


async def test_an_id_that_comes_with_other_bytes_is_another_event(home: SmallHome):
    """As from a channel whose ids begin anew after an idle week. Our own page repeats an id with the same bytes only."""
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
        home.turns._probe = waits.append
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
    with closing(lock(tmp_path)):
        with pytest.raises(AlreadyRunning):
            lock(tmp_path)

    lock(tmp_path).close()


async def test_what_a_log_says_of_a_fault_is_its_kind_and_place(home: SmallHome, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    await home.somebody("key")

    await home.turns.hear(Arrival("web", "key", "event", Event("text", "boom 秘密"), "boom 秘密".encode()))

    assert "RuntimeError at small_home.py:" in caplog.text or "ValueError at small_home.py:" in caplog.text
    assert "秘密" not in caplog.text
