"""Ticks: every second, whatever has come due is handed to its flow as a turn.

What is due lies in the database; APScheduler only ticks. Nightly work is a "last done" day that each tick checks, so a
machine that slept over its minute catches up.
"""

import asyncio
import logging
import sqlite3
import time as real_time
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.chat import Turn
from bot.door import Door
from bot.hours import instant, local_day
from bot.jobs import Jobs
from bot.turns import Turns, flows_of, tidy
from storage import attachments, audit, calls, drafts, due, inbox, jobs, meta, outbox, retention, unrecorded
from storage.db import Database, is_of_the_disk, lay_in_order
from storage.due import Due

LOG = logging.getLogger("ramp.scheduler")
MOST_DUE_IN_A_TURN = 50
SWEEP_SECONDS = 60
NIGHTLY_AT = time(3, 0)
NIGHTLY, SWEPT, REAL, TURNED = "nightly", "swept", "last tick", "heard turned over"
HEARD_SECONDS = 10 * 60
DOWN_SECONDS = 10 * 60
RETRY_SECONDS = 5 * 60
MOST_TRIES = 6
HOUR_SECONDS = 3600
DAY_SECONDS = 24 * HOUR_SECONDS


class Ticks:
    """The scheduler. `downtime` is told, in a turn, for how many seconds nobody was there to keep the clocks.

    `note` is shown, each second, what is on the disk by now: it may write down beside the database what it finds.
    """

    def __init__(
        self, db: Database, turns: Turns, door: Door, beside: Jobs, *,
        downtime: Callable[[sqlite3.Connection, int], object],
        note: Callable[[sqlite3.Connection], object] = lambda _db: None,
    ) -> None:  # fmt: skip
        self._db = db
        self._turns = turns
        self._door = door
        self._jobs = beside
        self._downtime = downtime
        self._noting = note
        self._scheduler = AsyncIOScheduler(timezone=turns.home.zone)
        self._moving = asyncio.Lock()
        self._standing: list[int] = []
        self.last_tick = real_time.monotonic()

    def start(self) -> None:
        """Tick every second from now on, and fetch beside it."""
        for work in (self.tick, self.fetch):
            self._scheduler.add_job(
                work, "interval", seconds=1, coalesce=True, max_instances=1, misfire_grace_time=None
            )
        self._scheduler.start()

    def stop(self) -> None:
        """No tick begins any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """See to everything whose time has come. Reads first: a quiet second writes nothing."""
        if self._moving.locked():  # the sample clock is being moved through its due moments
            return
        if await self.catch_up():
            self.last_tick = real_time.monotonic()

    async def catch_up(self) -> bool:
        """Jobs, retries, due moments, sweeps and nightly work, until nothing is left for this moment.

        Whether all went well: what fails is logged, keeps nothing else waiting and is tried again at the next tick.
        """
        now = self._turns.clock.now()
        well = True
        for step in (self._work, self._retry, self._see_to_due, self._look_about, self._tidy, self._note):
            try:
                await step(now)
            except Exception as fault:  # whatever a flow may raise: the clock must go on ticking
                LOG.error("a tick failed at %s: %s", step.__name__.strip("_"), type(fault).__name__)
                well = False
        return well

    async def fetch(self) -> None:
        """Bring what people sent from their channel's servers: no reminder waits for a network that is slow."""
        try:
            await self._jobs.fetch()
        except Exception as fault:  # the disk, or a crowd: it is tried again in a second
            LOG.error("nothing can be fetched: %s", type(fault).__name__)

    async def _work(self, _now: int) -> None:
        await self._jobs.work()

    async def _retry(self, _now: int) -> None:
        while await self._db.read(inbox.oldest_waiting) is not None:
            if not await self._turns.write(self._turns.retry):
                return

    async def _see_to_due(self, now: int) -> None:
        while await self._db.read(lambda db: due.waiting(db, now, 1)):
            await self._turns.write(lambda db: self._due(db, now))

    async def _look_about(self, now: int) -> None:
        if await self._db.read(lambda db: self._sweep_is_due(db, now)):
            await self._turns.write(lambda db: self._sweep(db, now))

    async def _tidy(self, now: int) -> None:
        if await self._db.read(lambda db: self._night_is_due(db, now)):
            await self._turns.write(lambda db: self._night(db, now))
            if not await self._db.write(lay_in_order):
                self._turns.empties_log = True

    async def _note(self, _now: int) -> None:
        await self._db.read(self._noting)

    async def advance(self, seconds: int) -> None:
        """Move the sample home's clock forward, stopping at every due moment and once an hour on the way."""
        async with self._moving:
            target = self._turns.clock.now() + seconds
            while self._turns.clock.now() < target:
                following = await self._db.read(due.next_at)
                now = self._turns.clock.now()
                step = min(target, now + HOUR_SECONDS, max(following or target, now + 1))
                await self._turns.write(partial(self._turns.clock.move_to, instant=step))
                await self.catch_up()

    def _due(self, db: sqlite3.Connection, now: int) -> None:
        for one in due.waiting(db, now, MOST_DUE_IN_A_TURN):
            self._one(db, one, now)

    def _one(self, db: sqlite3.Connection, one: Due, now: int) -> None:
        """In the quiet hours it waits for the morning; one that fails is tried again later and keeps nobody waiting."""
        due.done(db, one)
        waking = self._turns.home.next_waking(now)
        if waking > now:
            due.plan(db, replace(one, at=waking))
            return
        db.execute("SAVEPOINT due")
        try:
            self._turns.due(db, one)
        except Exception as fault:
            if not db.in_transaction or is_of_the_disk(fault):
                raise
            db.execute("ROLLBACK TO due")
            LOG.error("a due moment of %s failed: %s", one.purpose, type(fault).__name__)
            self._again(db, one, now)
        db.execute("RELEASE due")

    def _again(self, db: sqlite3.Connection, one: Due, now: int) -> None:
        """Later, and each time later still; in the end somebody of the home rings instead."""
        if one.tries + 1 < MOST_TRIES:
            due.plan(db, replace(one, at=now + RETRY_SECONDS * 2**one.tries, tries=one.tries + 1))
        else:
            calls.add(db, person_id=one.person_id, reason="unreachable", about=one.object, now=now)

    def _sweep_is_due(self, db: sqlite3.Connection, now: int) -> bool:
        since = now - int(meta.get(db, SWEPT, "0"))
        return not 0 <= since < SWEEP_SECONDS  # less than nothing: the clock was set back

    def _sweep(self, db: sqlite3.Connection, now: int) -> None:
        real_now, before = int(real_time.time()), int(meta.get(db, REAL, "0"))
        if before and real_now - before > DOWN_SECONDS:
            self._downtime(db, real_now - before)
        if not 0 <= now - int(meta.get(db, TURNED, "0")) < HEARD_SECONDS:
            self._turn_over(db)
            meta.put(db, TURNED, str(now))
        meta.put(db, REAL, str(real_now))
        meta.put(db, SWEPT, str(now))
        self._run(db, [sweep for flow in self._door.flows.values() for sweep in flow.sweeps])
        self._list_unseen(db, now)

    def _turn_over(self, db: sqlite3.Connection) -> None:
        """What was heard off the record, and what stands since then on a page that was left lying, is forgotten."""
        before = db.total_changes
        unrecorded.turn_over(db)
        self._standing = unrecorded.clear_idle(db, self._standing, flows_of(self._door))
        self._turns.empties_log |= db.total_changes > before

    def _run(self, db: sqlite3.Connection, functions: list[Callable[[Turn], None]]) -> None:
        for function in functions:
            db.execute("SAVEPOINT sweep")
            try:
                self._turns.as_home(db, function)
            except Exception as fault:
                if not db.in_transaction or is_of_the_disk(fault):
                    raise
                db.execute("ROLLBACK TO sweep")
                LOG.error("the sweep %s failed: %s", function.__name__, type(fault).__name__)
            db.execute("RELEASE sweep")

    def _list_unseen(self, db: sqlite3.Connection, now: int) -> None:
        """An important message that nobody has seen a day before its time becomes a call to make."""
        for _row, person_id, purpose in outbox.unseen_important(db, now + DAY_SECONDS):
            calls.add(db, person_id=person_id, reason="unseen", about=purpose, now=now)
        outbox.settle_important(db, now + DAY_SECONDS)

    def _night_is_due(self, db: sqlite3.Connection, now: int) -> bool:
        return meta.get(db, NIGHTLY) < self._night_of(now)

    def _night_of(self, now: int) -> str:
        """The last day whose nightly work should be done by now."""
        zone = self._turns.home.zone
        today = local_day(now, zone)
        if now < instant(today, NIGHTLY_AT, zone):
            today = local_day(instant(today, NIGHTLY_AT, zone) - DAY_SECONDS, zone)
        return today.isoformat()

    def _night(self, db: sqlite3.Connection, now: int) -> None:
        keep = self._turns.home.retention
        chat_before = now - keep.chat_days * DAY_SECONDS
        outbox.forget_before(db, chat_before)
        drafts.forget_before(db, chat_before)
        attachments.forget_loose_before(db, local_day(chat_before, self._turns.home.zone).isoformat())
        inbox.forget_before(db, now - keep.inbox_days * DAY_SECONDS)
        jobs.forget_before(db, now - DAY_SECONDS)
        retention.delete_visitors(db, chat_before)
        tidy(db, self._turns.seal, self._door, self._turns.home, now)
        audit.prune(db, now - keep.audit_days * DAY_SECONDS)
        self._run(db, [night for flow in self._door.flows.values() for night in flow.nights])
        meta.put(db, NIGHTLY, self._night_of(now))
