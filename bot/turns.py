"""Turns: whatever waits is handled as one batch, in the database's own thread, one strictly after another.

In one transaction a turn writes down what was heard, what was decided and what will be said. An event is acknowledged only
when that transaction has reached the disk. Only turns write: the scheduler's ticks and the command line are turns too.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bot.chat import Event, Saying, Screen, Tap, Turn
from bot.clock import Clock
from bot.door import Door
from bot.home import Home
from bot.text import FIRST_LANGUAGE, Json, Texts, _
from storage import calls, inbox, outbox, people, staff
from storage.db import Database
from storage.due import Due
from storage.inbox import Heard
from storage.people import Address, Person
from storage.seal import Seal

T = TypeVar("T")
LOG = logging.getLogger("ramp.turns")
MOST_IN_A_BATCH = 64
MOST_WAITING = 2000

Probe = Callable[[str], None]


class Busy(Exception):  # noqa: N818 - reads as the sentence it is
    """Too much waits already; the channel should ask the person to wait a moment."""


@dataclass(frozen=True)
class Arrival:
    """An event as a channel brings it: `key` names the address on `channel`, `raw` are the bytes it came in."""

    channel: str
    key: str
    event_id: str
    event: Event
    raw: bytes
    secret: bool = False


@dataclass
class Work(Generic[T]):
    """A function that waits for its turn, and who waits for its result."""

    function: Callable[[sqlite3.Connection], T]
    result: asyncio.Future[T]


@dataclass
class Outcome:
    """What became of a batch: a value or an error for each work, and the addresses that have something new."""

    values: list[Any] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)


class Turns:
    """The one writer. `wake` is told, after each commit, which addresses have something new to read."""

    def __init__(
        self, db: Database, door: Door, home: Home, seal: Seal, texts: Texts, clock: Clock,
        *, wake: Callable[[set[int]], None] = lambda _touched: None, probe: Probe = lambda _where: None,
    ) -> None:  # fmt: skip
        self._db = db
        self._door = door
        self._wake = wake
        self._probe = probe
        self.home = home
        self.seal = seal
        self.texts = texts
        self.clock = clock
        self._waiting: list[Work[Any]] = []
        self._bell = asyncio.Event()
        self._touched: set[int] = set()
        self._closing = False

    async def write(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` inside a turn; its result once it is on the disk. Raises what it raised, or Busy."""
        if len(self._waiting) >= MOST_WAITING or self._closing:
            raise Busy
        work: Work[T] = Work(function, asyncio.get_running_loop().create_future())
        self._waiting.append(work)
        self._bell.set()
        return await work.result

    async def hear(self, arrival: Arrival) -> int:
        """Keep an event and handle it; the address it came from. Returns when it is on the disk. Raises KeyError, Busy."""
        address_id = await self.write(lambda db: self._heard(db, arrival))
        self._probe("after-commit")
        return address_id

    async def run(self) -> None:
        """Handle what waits, until `close` was called and nothing waits any more."""
        while not (self._closing and not self._waiting):
            await self._bell.wait()
            self._bell.clear()
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_IN_A_BATCH], self._waiting[MOST_IN_A_BATCH:]
                await self._handle(batch)

    def close(self) -> None:
        """Take nothing new; what waits is still handled."""
        self._closing = True
        self._bell.set()

    async def _handle(self, batch: list[Work[Any]]) -> None:
        try:
            outcome = await self._db.write(lambda db: self._batch(db, batch))
        except Exception as fault:
            if len(batch) == 1:
                LOG.error("a turn was lost: %s", type(fault).__name__)
                _settle(batch[0], fault)
                return
            LOG.error("a batch of %d was lost (%s), running its turns singly", len(batch), type(fault).__name__)
            for work in batch:
                await self._handle([work])
            return
        for work, value in zip(batch, outcome.values, strict=True):
            _settle(work, value)
        if outcome.touched:
            self._wake(outcome.touched)

    def _batch(self, db: sqlite3.Connection, batch: list[Work[Any]]) -> Outcome:
        """All of it in one transaction, a savepoint around each. Raises if the transaction as a whole is lost."""
        outcome = Outcome()
        self._touched = outcome.touched
        try:
            db.execute("BEGIN IMMEDIATE")
            for work in batch:
                outcome.values.append(self._guarded(db, work.function))
                self._probe("mid-batch")
            self._probe("before-commit")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return outcome

    def _guarded(self, db: sqlite3.Connection, function: Callable[[sqlite3.Connection], T]) -> T | Exception:
        db.execute("SAVEPOINT turn")
        try:
            value = function(db)
        except Exception as fault:
            if not db.in_transaction:  # a full disk may have rolled back everybody's turn, not just this one
                raise
            db.execute("ROLLBACK TO turn")
            db.execute("RELEASE turn")
            return fault
        db.execute("RELEASE turn")
        return value

    def _heard(self, db: sqlite3.Connection, arrival: Arrival) -> int:
        address = people.address_by_key(db, self.seal, arrival.channel, arrival.key)
        if address is None:
            raise KeyError("no such address")
        waiting = inbox.has_waiting(db, address.id)
        heard = inbox.keep(
            db, self.seal, channel=arrival.channel, event_id=f"{address.id}/{arrival.event_id}", address_id=address.id,
            payload=_packed(arrival), raw=arrival.raw, now=self.clock.now(),
        )  # fmt: skip
        self._probe("after-receipt")
        if heard is not None and not waiting:  # else a failed one goes first, and this one right after it
            self._attempt(db, heard, address)
        return address.id

    def _attempt(self, db: sqlite3.Connection, heard: Heard, address: Address) -> None:
        """One try at one event. A try that fails leaves a count and a reference, never the event's words."""
        now = self.clock.now()
        db.execute("SAVEPOINT attempt")
        try:
            self._take(db, heard, address, now)
            inbox.done(db, heard.id)
        except Exception as fault:
            if not db.in_transaction:
                raise
            db.execute("ROLLBACK TO attempt")
            reference, aside = inbox.failed(db, heard, now)
            LOG.error("event %s failed: %s at %s", reference, type(fault).__name__, _place(fault))
            if aside:
                self._apologise(db, address, reference, now)
        db.execute("RELEASE attempt")

    def _take(self, db: sqlite3.Connection, heard: Heard, address: Address, now: int) -> None:
        turn = self._turn(db, address, _unpacked(heard.payload), now)
        people.use(db, address.id, now)
        if turn.event.kind == "text" and address.channel == "web":
            self._echo(turn, secret=heard.payload.get("secret", False))
        self._door.hear(turn)
        self._say(turn)

    def _turn(self, db: sqlite3.Connection, address: Address, event: Event, now: int) -> Turn:
        person = people.person(db, self.seal, address.person_id)
        return Turn(db, now, self.home, self.seal, self.texts, person, address, event)

    def _echo(self, turn: Turn, *, secret: bool) -> None:
        """What was typed stands in the page's history; a PIN or a code does not."""
        asked = outbox.last_screen(turn.db, self.seal, turn.address.id).get("ask") or {}
        text = "••••••" if secret or asked.get("kind") in ("pin", "code") else turn.event.text
        outbox.put(
            turn.db, self.seal, address_id=turn.address.id, payload={"text": [text]}, now=turn.now, origin="me", state="seen"
        )

    def _say(self, turn: Turn) -> None:
        for saying in turn.sayings:
            to = self._address(turn.db, saying)
            if to is None:
                calls.add(turn.db, person_id=saying.person_id or turn.person.id, reason="unreachable",
                          about=saying.purpose, now=turn.now)  # fmt: skip
                continue
            outbox.put(
                turn.db, self.seal, address_id=to.id, payload=saying.screen.pack(), now=turn.now, purpose=saying.purpose,
                edits=saying.edits, state="stored" if to.channel == "web" else "waiting",
                important_until=saying.important_until,
            )  # fmt: skip
            self._touched.add(to.id)

    def _address(self, db: sqlite3.Connection, saying: Saying) -> Address | None:
        if saying.address_id is not None:
            return people.address(db, saying.address_id)
        return people.last_address(db, saying.person_id or 0)

    def _apologise(self, db: sqlite3.Connection, address: Address, reference: str, now: int) -> None:
        """After the last try: a person is told a reference, and so is everyone who works here."""
        turn = self._turn(db, address, Event("text"), now)
        sorry = _("Something went wrong on our side, and we are sorry. Please try once more or ring {phone} and say "
                  "{reference}.", phone=self.home.phone, reference=reference)  # fmt: skip
        turn.say(self._door.here(turn, sorry))
        for member in staff.members(db, self.seal):
            turn.tell(member.person_id, Screen(_("A message could not be handled. Its reference: {reference}", reference=reference)))
        self._say(turn)

    def retry(self, db: sqlite3.Connection) -> int:
        """Try again what failed and what waits behind it, each address in its own order; how many were tried."""
        heard = inbox.to_retry(db, self.seal, self.clock.now())
        for one in heard:
            self._attempt(db, one, people.address(db, one.address_id))
        return len(heard)

    def due(self, db: sqlite3.Connection, due: Due) -> None:
        """One due moment as a turn of its flow."""
        nowhere = Address(0, due.person_id, "clock", "family", self.clock.now())
        turn = self._turn(db, nowhere, Event("due"), self.clock.now())
        self._door.due(turn, due)
        self._say(turn)

    def as_home(self, db: sqlite3.Connection, function: Callable[[Turn], None]) -> None:
        """A turn of the home itself (a sweep, nightly work), which may tell people things."""
        home = Person(0, "clock", FIRST_LANGUAGE)
        nowhere = Address(0, 0, "clock", "family", self.clock.now())
        turn = Turn(db, self.clock.now(), self.home, self.seal, self.texts, home, nowhere, Event("due"))
        function(turn)
        self._say(turn)


def _settle(work: Work[Any], value: Any) -> None:
    if work.result.done():  # whoever waited has gone
        return
    if isinstance(value, Exception):
        work.result.set_exception(value)
    else:
        work.result.set_result(value)


def _packed(arrival: Arrival) -> Json:
    event = arrival.event
    tap = str(event.tap) if event.tap else None
    return {"kind": event.kind, "text": event.text, "tap": tap, "on": event.on, "secret": arrival.secret}


def _unpacked(payload: Json) -> Event:
    tap = Tap.parse(payload["tap"]) if payload["tap"] else None
    return Event(payload["kind"], payload["text"], tap, payload["on"])


def _place(fault: Exception) -> str:
    """Where a fault came from, by file and line: never its text, which may hold what somebody said."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "nowhere"
