"""Sending: lane after lane, as many at once as the channel's answers take, no faster than the channel allows.

What waits lies in the database: a kill loses nothing, and what was being handed over is handed over again.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from bot.limits import Limits
from bot.sender.courier import Courier, Down, Later, Parcel, Undeliverable, Unreachable
from bot.sender.lanes import Lane, Lanes
from bot.turns import Turns
from storage import calls, delivery, unrecorded
from storage.db import Database
from storage.delivery import Letter

LOG = logging.getLogger("ramp.sender")
LOOK_SECONDS = 5.0
MOST_AT_ONCE = 32
MOST_TRIES = 10
LONGEST_REST = 30.0
EVERYONE = "everyone"


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
        self._arrivals = 0
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
                pause = self._carry_on()
            except Exception as fault:  # the disk, or a slip of ours: the next look tries again
                LOG.error("the sender stumbled: %s", type(fault).__name__)
                look_again, pause = 0.0, 1.0
            await self._rest(pause)
        if self._serving:
            await asyncio.wait(self._serving)

    async def settle(self, *, everywhere: bool = True) -> float | None:
        """Carry everything that may be carried now; the seconds until more may be, None if nothing more waits."""
        await self._look(everywhere=everywhere)
        while True:
            pause = self._carry_on()
            if not self._serving:
                return pause if len(self._lanes) else None
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

    def _carry_on(self) -> float:
        """Begin with every lane that may go now; the seconds until another one may.

        It never waits itself: whoever is answered meanwhile goes before all news that still wait for their time.
        """
        while len(self._serving) < MOST_AT_ONCE and not self._closing:
            pause = self._limits.wait(EVERYONE, self._courier.everyone)
            if pause:
                return pause
            lane = self._lanes.take()
            if lane is None:
                return self._lanes.next_in(LOOK_SECONDS)
            pause = self._limits.take(f"chat {lane.address_id}", self._courier.a_chat)
            if pause:
                self._lanes.rest(lane, pause)
                continue
            self._limits.take(EVERYONE, self._courier.everyone)
            task = asyncio.create_task(self._serve(lane))
            self._serving.add(task)
            task.add_done_callback(self._served)
        return LOOK_SECONDS

    def _served(self, task: "asyncio.Task[None]") -> None:
        self._serving.discard(task)
        self._bell.set()

    async def _rest(self, seconds: float) -> None:
        """Until something is written, a letter is done with, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            pass

    async def _serve(self, lane: Lane) -> None:
        """Carry one message of the first letter of a lane."""
        try:
            await self._one(lane)
        except Exception as fault:  # the database takes nothing: the letter waits there, marked or not
            LOG.error("a letter could not be seen to: %s", type(fault).__name__)
            self._lanes.rest(lane, 1)

    async def _one(self, lane: Lane) -> None:
        letter = lane.parcel.letter if lane.parcel else await self._taken(lane)
        if letter is None:
            self._lanes.leave(lane)
            return
        try:
            await self._carry(lane, letter)
        except Later as later:
            if lane.parcel is None:
                await self._turns.write(lambda db: delivery.not_taken(db, letter.id))
            self._lanes.rest(lane, later.seconds)
        except Down:
            await self._try_again(lane, letter)
        except Unreachable:
            await self._turns.write(lambda db: self._lost(db, letter))
            self._lanes.leave(lane)
        except Undeliverable:
            await self._give_up(lane, letter)

    async def _taken(self, lane: Lane) -> Letter | None:
        """The lane's first letter, marked as begun."""
        now, seal = self._turns.clock.now(), self._turns.seal
        letter = await self._turns.write(lambda db: delivery.take(db, seal, lane.address_id, now))
        self._turns.probe("letter-begun")
        return letter

    async def _carry(self, lane: Lane, letter: Letter) -> None:
        """The next part, unless all are there and only that could not be written down yet."""
        with _no_slip(letter):
            parcel = lane.parcel or self._packed(letter)
            if not parcel.is_there:
                parcel.there.append(await parcel.parts[len(parcel.there)]())
        lane.parcel = parcel
        self._turns.probe("letter-carried")
        if parcel.is_there:
            await self._arrived(lane, parcel)
        else:
            self._lanes.go_on(lane)

    def _packed(self, letter: Letter) -> Parcel:
        return self._courier.pack(letter, self._turns.read_out(letter.payload, letter.language))

    async def _arrived(self, lane: Lane, parcel: Parcel) -> None:
        more = await self._turns.write(lambda db: self._sent(db, parcel))
        self._arrivals += 1
        lane.more = lane.more or more
        self._lanes.leave(lane)
        self._lanes.hurry()

    def _sent(self, db: sqlite3.Connection, parcel: Parcel) -> bool:
        """What it follows may have been off the record, and is gone with it: from the file's own log as well."""
        self._turns.empties_log |= parcel.letter.purpose in (unrecorded.PURPOSE, unrecorded.PAGE)
        return delivery.sent(db, parcel.letter.id, parcel.remote, self._turns.clock.now())

    async def _try_again(self, lane: Lane, letter: Letter) -> None:
        """Later, and each time later still: while nobody's letter arrives for ever, for the line is down.

        One that fails again and again while others' arrive must not hold up those behind it.
        """
        lane.alone += lane.tries > 0 and self._arrivals > lane.arrivals
        lane.tries, lane.arrivals = lane.tries + 1, self._arrivals
        if lane.alone >= MOST_TRIES:
            await self._give_up(lane, letter)
        else:
            self._lanes.rest(lane, min(LONGEST_REST, 2.0 ** (lane.tries - 1)), hopes=not lane.alone)

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


@contextmanager
def _no_slip(letter: Letter) -> Iterator[None]:
    """A slip of ours in this one letter must not hold up those behind it."""
    try:
        yield
    except (Later, Down, Unreachable, Undeliverable, sqlite3.Error):
        raise
    except Exception as fault:
        LOG.error("message %d cannot be shown: %s", letter.id, type(fault).__name__)
        raise Undeliverable from None
