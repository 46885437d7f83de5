"""Jobs beside the turns: each is worked on outside the writer's thread, and its result comes back as an event.

A job lies in the database until the turn that hears its result commits: a kill in between only means that it is done
again.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping

from bot.chat import Event, Turn
from bot.fetching import FETCH
from bot.flow import Flow
from bot.media import Clean, NotMedia, clean, is_kind
from bot.text import Json, Text, _
from bot.turns import Busy, Turns
from storage import jobs, people
from storage.db import Database, is_of_the_disk
from storage.jobs import Job

LOST = _("What you sent could not be fetched. Please send it once more, or type a few words.")
LOG = logging.getLogger("ramp.jobs")


Fetch = Callable[[str], Awaitable[bytes]]


class NotThere(Exception):  # noqa: N818 - reads as the sentence it is
    """The channel cannot bring it now: it is asked again, however long that takes."""


class Jobs:
    """Works on what waits. `fetchers` bring by its name what lies at a channel's servers, or raise NotThere."""

    def __init__(
        self, db: Database, turns: Turns, flows: dict[str, Flow], fetchers: Mapping[str, Fetch] | None = None
    ) -> None:
        self._db = db
        self._turns = turns
        self._flows = flows
        self._fetchers = fetchers or {}

    async def work(self) -> None:
        """Do every job that waits now and can be done here."""
        for job in await self._db.read(lambda db: jobs.waiting(db, self._turns.seal, but=FETCH)):
            await self._one(job)

    async def fetch(self) -> None:
        """Bring what waits at the channels' servers, side by side: how long that takes is up to the network."""
        waiting = await self._db.read(lambda db: jobs.waiting(db, self._turns.seal, of=FETCH))
        await asyncio.gather(*(self._one(job) for job in waiting))

    async def _one(self, job: Job) -> None:
        try:
            if job.kind == FETCH:
                await self._fetched(job)
                return
            result = await self._db.read(lambda db: self._worked(db, job))
            await self._turns.write(lambda db: self._done(db, job, result))
        except Exception as fault:  # whatever it was: it is tried again, then the person is told
            if isinstance(fault, Busy) or is_of_the_disk(fault):  # no fault of this job: it costs it no try
                raise
            LOG.error("the job %s (%s) failed: %s", job.ref, job.kind, type(fault).__name__)
            await self._turns.write(lambda db: self._failed(db, job))

    async def _fetched(self, job: Job) -> None:
        """Bring and clean it; what cannot be taken at all is answered at once, with the reason."""
        fetch, kind = self._fetchers.get(job.payload["channel"]), job.payload["media"]
        if fetch is None or not is_kind(kind):
            raise LookupError(job.kind)
        try:
            media = await clean(kind, await fetch(job.payload["file"]))
        except NotThere:  # it waits for a network that comes back
            return
        except NotMedia as not_media:
            why_not = not_media.message
            await self._turns.write(lambda db: self._refused(db, job, why_not))
        else:
            await self._turns.write(lambda db: self._brought(db, job, media))

    def _brought(self, db: sqlite3.Connection, job: Job, media: Clean) -> None:
        if jobs.done(db, self._turns.seal, job.id, None):
            self._turns.fetched(db, job, media)

    def _refused(self, db: sqlite3.Connection, job: Job, why_not: Text) -> None:
        if jobs.done(db, self._turns.seal, job.id, None):
            self._turns.fetched(db, job, None, why_not)

    def _worked(self, db: sqlite3.Connection, job: Job) -> Json:
        name, _dot, what = job.kind.partition(".")
        work = self._flows[name].jobs.get(what) if name in self._flows else None
        if work is None:
            raise LookupError(job.kind)
        return work(self._turn(db, job), job.payload)

    def _turn(self, db: sqlite3.Connection, job: Job) -> Turn:
        return self._turns.turn(db, people.address(db, job.address_id), Event("job", text=job.kind))

    def _done(self, db: sqlite3.Connection, job: Job, result: Json) -> None:
        if jobs.done(db, self._turns.seal, job.id, result):
            self._turns.job_ended(db, job, result)

    def _failed(self, db: sqlite3.Connection, job: Job) -> None:
        if not jobs.failed(db, job):
            return
        db.execute("SAVEPOINT told")
        try:
            if job.kind == FETCH:
                self._turns.fetched(db, job, None, LOST)
            else:
                self._turns.job_ended(db, job, None)
        except Exception as fault:  # a flow that cannot even say so must not keep its job, and all others, for good
            if not db.in_transaction or is_of_the_disk(fault):
                raise
            db.execute("ROLLBACK TO told")
            LOG.error("nobody could be told that the job %s was given up: %s", job.ref, type(fault).__name__)
        db.execute("RELEASE told")
