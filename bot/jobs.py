"""Jobs beside the turns: each is worked on outside the writer's thread, and its result comes back as an event.

A job lies in the database until the turn that hears its result commits: a kill in between only means that it is done
again.
"""

import logging
import sqlite3

from bot.chat import Event, Turn
from bot.flow import Flow
from bot.text import Json
from bot.turns import Busy, Turns
from storage import jobs, people
from storage.db import Database, is_of_the_disk
from storage.jobs import Job

LOG = logging.getLogger("ramp.jobs")


class Jobs:
    """Works on what waits, one after another."""

    def __init__(self, db: Database, turns: Turns, flows: dict[str, Flow]) -> None:
        self._db = db
        self._turns = turns
        self._flows = flows

    async def work(self) -> None:
        """Do every job that waits now."""
        for job in await self._db.read(lambda db: jobs.waiting(db, self._turns.seal)):
            await self._one(job)

    async def _one(self, job: Job) -> None:
        try:
            result = await self._db.read(lambda db: self._worked(db, job))
            await self._turns.write(lambda db: self._done(db, job, result))
        except Exception as fault:  # whatever it was: it is tried again, then the person is told
            if isinstance(fault, Busy) or is_of_the_disk(fault):  # no fault of this job: it costs it no try
                raise
            LOG.error("the job %s (%s) failed: %s", job.ref, job.kind, type(fault).__name__)
            await self._turns.write(lambda db: self._failed(db, job))

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
            self._turns.job_ended(db, job, None)
        except Exception as fault:  # a flow that cannot even say so must not keep its job, and all others, for good
            if not db.in_transaction or is_of_the_disk(fault):
                raise
            db.execute("ROLLBACK TO told")
            LOG.error("nobody could be told that the job %s was given up: %s", job.ref, type(fault).__name__)
        db.execute("RELEASE told")
