"""The one writer: functions wait, and are run as batches of one transaction, each within a savepoint of its own."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from storage.db import Database, empty_log, is_of_the_disk

T = TypeVar("T")
LOG = logging.getLogger("ramp.turns")
MOST_IN_A_BATCH = 64
MOST_WAITING = 2000

Probe = Callable[[str], None]


class Busy(Exception):  # noqa: N818 - reads as the sentence it is
    """Too much waits already; the channel should ask the person to wait a moment."""


class CannotBeginError(Exception):
    """The database let nobody write; its cause says why. No turn of the batch was run."""


@dataclass
class Work(Generic[T]):
    """A function that waits for its turn, and who waits for its result."""

    function: Callable[[sqlite3.Connection], T]
    result: asyncio.Future[T]


@dataclass
class Outcome:
    """What became of a batch: a value or an error for each work, the addresses with something new, whether it wrote."""

    values: list[Any] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    wrote: bool = False


class Batches:
    """Runs what waits. `wake` is told, after each commit, which addresses have something new to read.

    `probe` is told where the work is. `fault` names what the disk or the file last refused, "" once something was
    written again. Once work has set `empties_log`, the file's own log is cut to nothing.
    """

    def __init__(self, db: Database, *, wake: Callable[[set[int]], None], probe: Probe) -> None:
        self._db = db
        self._wakes = [wake]
        self.probe = probe
        self._waiting: list[Work[Any]] = []
        self._bell = asyncio.Event()
        self._touched: set[int] = set()
        self._closing = False
        self.fault = ""
        self.empties_log = False

    def wakes(self, wake: Callable[[set[int]], None]) -> None:
        """Tell this one, too."""
        self._wakes.append(wake)

    async def write(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` inside a turn; its result once it is on the disk. Raises what it raised, or Busy."""
        if len(self._waiting) >= MOST_WAITING or self._closing:
            raise Busy
        work: Work[T] = Work(function, asyncio.get_running_loop().create_future())
        self._waiting.append(work)
        self._bell.set()
        return await work.result

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
        except CannotBeginError as refusal:  # singly they would only wait for the same lock, one after another
            self._lost(batch, refusal.__cause__ or refusal)
        except Exception as fault:
            if len(batch) == 1:
                self._lost(batch, fault)
                return
            LOG.error("a batch of %d was lost (%s), running its turns singly", len(batch), type(fault).__name__)
            for work in batch:
                await self._handle([work])
        else:
            self._kept(batch, outcome)
            await self._cut_log()

    async def _cut_log(self) -> None:
        """Beside the batch, which is on the disk whatever becomes of this; what cannot be cut now is tried again."""
        try:
            if self.empties_log:
                self.empties_log = not await self._db.write(empty_log)
        except Exception as fault:
            LOG.error("the log of the database could not be cut: %s", type(fault).__name__)

    def _kept(self, batch: list[Work[Any]], outcome: Outcome) -> None:
        refused = [value for value in outcome.values if isinstance(value, Exception) and is_of_the_disk(value)]
        if refused:
            self._note(refused[-1])
        elif outcome.wrote:
            self.fault = ""
        for work, value in zip(batch, outcome.values, strict=True):
            _settle(work, value)
        if outcome.touched:
            for wake in self._wakes:
                wake(outcome.touched)

    def _lost(self, batch: list[Work[Any]], fault: BaseException) -> None:
        self._note(fault)
        for work in batch:
            _settle(work, fault)

    def _note(self, fault: BaseException) -> None:
        self.fault = str(getattr(fault, "sqlite_errorname", type(fault).__name__))
        LOG.error("the database took nothing: %s", self.fault)

    def _batch(self, db: sqlite3.Connection, batch: list[Work[Any]]) -> Outcome:
        """All of it in one transaction, a savepoint around each. Raises if the transaction as a whole is lost."""
        outcome = Outcome()
        self._touched = outcome.touched
        before = db.total_changes
        _begin(db)
        try:
            for work in batch:
                outcome.values.append(self._guarded(db, work.function))
                self.probe("mid-batch")
            self.probe("before-commit")
            outcome.wrote = db.total_changes > before
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


def _begin(db: sqlite3.Connection) -> None:
    try:
        if db.in_transaction:  # a rollback that failed must not keep the house shut for good
            db.execute("ROLLBACK")
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as fault:
        raise CannotBeginError from fault


def _settle(work: Work[Any], value: Any) -> None:
    if work.result.done():  # whoever waited has gone
        return
    if isinstance(value, BaseException):
        work.result.set_exception(value)
    else:
        work.result.set_result(value)
