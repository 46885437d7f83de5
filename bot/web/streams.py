"""Screens down: what is said at an address, as Server-Sent Events, from where the page last heard."""

import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from functools import partial

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from bot.text import Json, Moment
from bot.turns import Turns
from bot.web.hub import Hub, TooMany
from storage import outbox, people
from storage.db import Database
from storage.outbox import Said
from storage.unrecorded import PURPOSE

LOG = logging.getLogger("ramp.web")
PING_SECONDS = 20


class Streams:
    """The open streams of every address."""

    def __init__(self, db: Database, turns: Turns, hub: Hub) -> None:
        self._db = db
        self._turns = turns
        self._hub = hub

    async def open(self, address_id: int, after: int) -> Response:
        """A stream of what is said after message `after`. Raises TooMany."""
        if self._hub.is_full(address_id):
            raise TooMany
        start = await self._db.read(lambda db: outbox.start_after(db, address_id, after))
        return EventSourceResponse(
            self._messages(address_id, start), ping=PING_SECONDS,
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )  # fmt: skip

    async def _messages(self, address_id: int, after: int) -> AsyncIterator[ServerSentEvent]:
        try:
            with self._hub.listening(address_id) as bell:
                while not self._hub.closing:
                    bell.clear()
                    language, said = await self._db.read(partial(self._said, address_id=address_id, after=after))
                    if language is None:
                        return
                    for one in said:
                        after = one.seq
                        text = json.dumps(self.spoken(one, language), ensure_ascii=False)
                        yield ServerSentEvent(id=str(one.seq), data=text)
                    if not said:
                        await bell.wait()
        except TooMany:  # somebody else was faster since it was looked up
            return
        except Exception as fault:  # the server under us would log it with its words; the page connects again
            LOG.error("a stream broke: %s", type(fault).__name__)

    def _said(self, db: sqlite3.Connection, address_id: int, after: int) -> tuple[str | None, list[Said]]:
        address = people.address(db, address_id)
        if address.ended:
            return None, []
        language = people.person(db, self._turns.seal, address.person_id).language
        return language, outbox.after(db, self._turns.seal, address_id, after)

    def spoken(self, said: Said, language: str) -> Json:
        """A message as the page shows it, in its reader's language of this moment."""
        texts, home = self._turns.texts, self._turns.home
        spoken = self._turns.read_out(said.payload, language)
        today = home.local_day(said.at) == home.local_day(self._turns.clock.now())
        clock = texts.say(Moment(said.at, "clock" if today else "moment"), language, home.zone)
        origin = "home" if said.origin == "home" else "me"
        told = {**spoken, "seq": said.seq, "from": origin, "edits": said.edits}
        # Off the record there is no clock, and the page keeps nothing of what is half written.
        private = {"private": True} if said.purpose == PURPOSE else {}
        return told | private | ({} if said.hourless else {"clock": clock})
