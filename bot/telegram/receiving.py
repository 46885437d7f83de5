"""Receiving: updates are fetched as they come, kept one by one, and acknowledged only when all of them are on the disk.

python-telegram-bot's own updater acknowledges a batch before anybody has handled it, and one update that it cannot
parse blocks its batch for ever. Here such an update is set aside, sealed, and reported.
"""

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Callable

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.telegram.updates import ALLOWED, CHANNEL, Elsewhere, Read, raw_id, read
from bot.telegram.wire import RawBot, seconds_of
from bot.text import Json
from bot.turns import Busy, Turns

LOG = logging.getLogger("ramp.telegram")
POLL_SECONDS = 30
GRACE_SECONDS = 15
BREATH_SECONDS = 0.1
MOST_AT_ONCE = 100
LONGEST_PAUSE = 30.0


class Receiver:
    """Takes updates, from a poll or a webhook. `elsewhere` answers in groups, `answer_tap` each tap."""

    def __init__(
        self, bot: RawBot, turns: Turns, *, answer_tap: Callable[[Json], None], elsewhere: Callable[[Elsewhere], None]
    ) -> None:
        self._bot = bot
        self._turns = turns
        self._answer_tap = answer_tap
        self._elsewhere = elsewhere
        self._offset: int | None = None
        self.heard_at = time.monotonic()
        self.trouble = ""

    async def run(self) -> None:
        """Poll until cancelled. Whatever goes wrong, it is said once and tried again."""
        failures = 0
        while True:
            try:
                found = await self.poll(POLL_SECONDS)
                failures = 0
                self._well()
                if not found:  # not every server waits for as long as it is asked to
                    await asyncio.sleep(BREATH_SECONDS)
            except Exception as fault:  # the network, the disk, or an answer that is none: a bot that is deaf is worse
                failures += 1
                self._note(fault)
                await asyncio.sleep(_pause_after(fault, failures))

    async def poll(self, seconds: int = 0) -> int:
        """Fetch what has come, waiting for it for up to `seconds`, and keep it; how many updates there were."""
        parameters = {"timeout": seconds, "limit": MOST_AT_ONCE, "allowed_updates": list(ALLOWED)}
        if self._offset is not None:
            parameters["offset"] = self._offset
        raws = await self._bot.call("getUpdates", parameters, seconds=seconds + GRACE_SECONDS)
        self.heard_at = time.monotonic()
        await self.take(raws)
        # Only now may Telegram forget them. Once it has, no number is named: after an idle week it begins anywhere.
        self._offset = int(raws[-1]["update_id"]) + 1 if raws else None
        return len(raws)

    async def take(self, raws: list[Json]) -> None:
        """Keep and handle each, in their order; back when all are on the disk. Raises Busy, sqlite3.Error."""
        kept = await asyncio.gather(*(self._one(raw) for raw in raws), return_exceptions=True)
        for fault in kept:
            if isinstance(fault, BaseException):
                raise fault

    async def _one(self, raw: Json) -> None:
        if isinstance(raw, dict) and isinstance(raw.get("callback_query"), dict):
            self._answer_tap(raw["callback_query"])
        try:
            await self._hear(read(Update.de_json(raw, self._bot)))
        except (sqlite3.Error, Busy):  # no fault of this update: it is brought again
            raise
        except Exception as fault:  # whatever it is: it must not block those behind it
            LOG.error("an update cannot be read: %s", type(fault).__name__)
            content = json.dumps(raw, sort_keys=True).encode()
            await self._turns.set_aside(CHANNEL, raw_id(raw), content)

    async def _hear(self, found: Read) -> None:
        if isinstance(found, Elsewhere):
            self._elsewhere(found)
        elif found is not None:
            await self._turns.hear(found)

    def _well(self) -> None:
        if self.trouble:
            LOG.warning("Telegram answers again")
            self.trouble = ""

    def _note(self, fault: Exception) -> None:
        name = type(fault).__name__
        if name != self.trouble:
            LOG.error("no updates from Telegram: %s. Trying again.%s", name, HINTS.get(type(fault), ""))
            self.trouble = name


HINTS: dict[type[Exception], str] = {
    Conflict: " Another program, or a webhook, uses the same token: stop it, for only one can listen.",
    InvalidToken: " The token is not valid any more: set RAMP_TELEGRAM_TOKEN to the new one and start again.",
}


def _pause_after(fault: Exception, failures: int) -> float:
    if isinstance(fault, RetryAfter):
        return seconds_of(fault)
    return min(LONGEST_PAUSE, 0.5 * 2.0 ** min(failures, 8))
