"""Jobs beside the turns: each is worked on outside the writer's thread, and its result comes back as an event of its own.

A job lies in the database until the turn that hears its result commits: a kill in between only means that it is done again.
"""

import logging
import sqlite3

from bot.chat import Event, Turn
from bot.flow import Flow
from bot.text import Json
from bot.turns import Turns
from storage import jobs, people
from storage.db import Database
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
        name, _dot, what = job.kind.partition(".")
        found = self._flows[name].jobs.get(what) if name in self._flows else None
        try:
            if found is None:
                raise LookupError(job.kind)
            work = found
            result = await self._db.read(lambda db: work(self._turn(db, job), job.payload))
        except Exception as fault:  # noqa: BLE001 - whatever it was: it is tried again, then the person is told
            LOG.error("the job %s (%s) failed: %s", job.ref, job.kind, type(fault).__name__)
            await self._turns.write(lambda db: self._failed(db, job))
            return
        await self._turns.write(lambda db: self._done(db, job, result))

    def _turn(self, db: sqlite3.Connection, job: Job) -> Turn:
        return self._turns.turn(db, people.address(db, job.address_id), Event("job", text=job.kind))

    def _done(self, db: sqlite3.Connection, job: Job, result: Json) -> None:
        jobs.done(db, self._turns.seal, job.id, result)
        self._turns.job_ended(db, job, result)

    def _failed(self, db: sqlite3.Connection, job: Job) -> None:
        if jobs.failed(db, job):
            self._turns.job_ended(db, job, None)
