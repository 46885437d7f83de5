"""Sending: lane after lane, as many at once as the channel's answers take, no faster than the channel allows.

What waits lies in the database: a kill loses nothing, and what was being handed over is handed over again.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from functools import partial

from bot.limits import Limits
from bot.sender.courier import Courier, Down, Later, Undeliverable, Unreachable
from bot.sender.lanes import Lane, Lanes
from bot.turns import Turns
from storage import calls, delivery
from storage.db import Database
from storage.delivery import Letter

LOG = logging.getLogger("ramp.sender")
LOOK_SECONDS = 5.0
MOST_AT_ONCE = 32
MOST_TRIES = 10
LONGEST_REST = 30.0


class Sender:
    """Carries the letters of one channel. `clock` counts seconds for the pace; what time it is, the turns say."""

    def __init__(
        self, db: Database, turns: Turns, courier: Courier, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._db = db
        self._turns = turns
        self._courier = courier
        self._lanes = Lanes(clock)
        self._limits = Limits(clock)
        self._touched: set[int] = set()
        self._bell = asyncio.Event()
        self._serving: set[asyncio.Task[None]] = set()
        self._closing = False

    def wake(self, addresses: Iterable[int]) -> None:
        """Something was written for these addresses."""
        self._touched.update(addresses)
        self._bell.set()

    def close(self) -> None:
        """Begin nothing new; what is on its way is finished."""
        self._closing = True
        self._bell.set()

    async def run(self) -> None:
        """Carry what waits, until `close`."""
        look_again = 0.0
        while not self._closing:
            try:
                everywhere = time.monotonic() >= look_again
                if everywhere:  # what was held back for the morning wakes nobody
                    look_again = time.monotonic() + LOOK_SECONDS
                await self._look(everywhere=everywhere)
                await self._carry_on()
            except Exception as fault:  # the disk, or a slip of ours: the next look tries again
                LOG.error("the sender stumbled: %s", type(fault).__name__)
                await asyncio.sleep(1)
            await self._rest()
        if self._serving:
            await asyncio.wait(self._serving)

    async def settle(self) -> None:
        """Carry everything that may be carried now, and wait until it is there."""
        await self._look(everywhere=True)
        while True:
            await self._carry_on()
            if not self._serving:
                return
            await asyncio.wait(self._serving, return_when=asyncio.FIRST_COMPLETED)

    async def _look(self, *, everywhere: bool) -> None:
        among = None if everywhere else self._touched
        self._bell.clear()
        self._touched = set()
        if among is None or among:
            now = self._turns.clock.now()
            found = await self._db.read(partial(delivery.waiting, channel=self._courier.name, now=now, among=among))
            for address_id, fresh in found:
                self._lanes.add(address_id, fresh=fresh)

    async def _carry_on(self) -> None:
        """Begin with every lane that may go now."""
        while len(self._serving) < MOST_AT_ONCE and not self._closing:
            lane = self._lanes.take()
            if lane is None:
                return
            pause = self._limits.take(f"chat {lane.address_id}", self._courier.a_chat)
            if pause:
                self._lanes.rest(lane, pause)
                continue
            while pause := self._limits.take("everyone", self._courier.everyone):  # noqa: ASYNC110 - time itself
                await asyncio.sleep(pause)
            task = asyncio.create_task(self._serve(lane))
            self._serving.add(task)
            task.add_done_callback(self._served)

    def _served(self, task: "asyncio.Task[None]") -> None:
        self._serving.discard(task)
        self._bell.set()

    async def _rest(self) -> None:
        """Until something is written, a lane has rested enough, or it is time to look everywhere."""
        try:
            async with asyncio.timeout(self._lanes.next_in(LOOK_SECONDS)):
                await self._bell.wait()
        except TimeoutError:
            pass

    async def _serve(self, lane: Lane) -> None:
        """Carry the first letter of a lane."""
        try:
            await self._one(lane)
        except Exception as fault:  # the database takes nothing: the letter waits there, marked or not
            LOG.error("a letter could not be seen to: %s", type(fault).__name__)
            self._lanes.rest(lane, 1)

    async def _one(self, lane: Lane) -> None:
        now, seal = self._turns.clock.now(), self._turns.seal
        letter = await self._turns.write(lambda db: delivery.take(db, seal, lane.address_id, now))
        if letter is None:
            self._lanes.leave(lane)
            return
        try:
            remote = await self._courier.carry(letter, self._turns.read_out(letter.payload, letter.language))
        except Later as later:
            await self._turns.write(lambda db: delivery.not_taken(db, letter.id))
            self._lanes.rest(lane, later.seconds)
        except Down:
            await self._try_again(lane, letter)
        except Unreachable:
            await self._turns.write(lambda db: self._lost(db, letter))
            self._lanes.leave(lane)
        except Undeliverable:
            await self._give_up(lane, letter)
        else:
            await self._arrived(lane, letter, remote)

    async def _arrived(self, lane: Lane, letter: Letter, remote: tuple[str, ...]) -> None:
        now = self._turns.clock.now()
        more = await self._turns.write(lambda db: delivery.sent(db, letter.id, remote, now))
        lane.more = lane.more or more
        self._lanes.leave(lane)
        self._lanes.hurry()

    async def _try_again(self, lane: Lane, letter: Letter) -> None:
        """Later, and each time later still. One that fails again and again must not hold up those behind it."""
        lane.tries += 1
        if lane.tries >= MOST_TRIES:
            await self._give_up(lane, letter)
        else:
            self._lanes.rest(lane, min(LONGEST_REST, 2.0 ** (lane.tries - 1)))

    async def _give_up(self, lane: Lane, letter: Letter) -> None:
        LOG.error("message %d cannot be delivered", letter.id)
        await self._turns.write(lambda db: self._failed(db, letter))
        lane.more = True  # those behind it are another matter
        self._lanes.leave(lane)

    def _failed(self, db: sqlite3.Connection, letter: Letter) -> None:
        for person_id, purpose in delivery.failed(db, letter.id):
            calls.add(db, person_id=person_id, reason="unreachable", about=purpose, now=self._turns.clock.now())

    def _lost(self, db: sqlite3.Connection, letter: Letter) -> None:
        """Blocked, or gone: whatever was meant for them is for somebody of the home to ring about."""
        for person_id, purpose in delivery.unreachable(db, letter.address_id):
            calls.add(db, person_id=person_id, reason="unreachable", about=purpose, now=self._turns.clock.now())
