"""The channel as a whole: the bot that listens and the sender that answers, from the first getMe to the last letter."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.door import Door
from bot.jobs import NotThere
from bot.limits import Limits, Rate
from bot.sender import Sender
from bot.telegram.commands import introduce
from bot.telegram.courier import TelegramCourier
from bot.telegram.keyboards import NO_DAY
from bot.telegram.receiving import Receiver
from bot.telegram.transport import TooLarge
from bot.telegram.updates import CHANNEL, Elsewhere
from bot.telegram.webhook import Hook
from bot.telegram.wire import RawBot, bot_for
from bot.text import Json, Text, _, language_of
from bot.turns import Turns
from storage import delivery
from storage.db import Database

LOG = logging.getLogger("ramp.telegram")
STOP_SECONDS = 5
SILENT_SECONDS, WAITING_SECONDS = 120, 900
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
ONE_WORD_AN_HOUR = Rate(burst=1, a_second=1 / 3600)
ONE_WORD_A_SECOND = Rate(burst=1, a_second=1.0)  # what the sender leaves free of Telegram's thirty
NOT_THIS_DAY = _("This day cannot be chosen.")


@dataclass(frozen=True)
class Wires:
    """What carries calls: one for the long poll, one for everything else."""

    calls: BaseRequest
    polls: BaseRequest


class TelegramChannel:
    """One bot. `hook` is set where Telegram brings updates to our own web server instead of being asked for them."""

    name = CHANNEL

    def __init__(
        self, token: str, api: str, wires: Wires, db: Database, turns: Turns, door: Door, *, hook: Hook | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.bot: RawBot = bot_for(token, api, wires.calls, wires.polls)
        self._wires = wires
        self._turns = turns
        self._door = door
        self.hook = hook
        self.sender = Sender(db, turns, TelegramCourier(self.bot, db, turns, door), clock=clock)
        self.receiver = Receiver(self.bot, turns, answer_tap=self._answer_tap, elsewhere=self._elsewhere)
        if hook is not None:
            hook.take = self.receiver.take
        self._limits = Limits(clock)
        self._asides: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()
        self.username = ""
        self.refused = False

    async def run(self) -> None:
        """Until `close`: come in, then listen and answer. A network that is not there yet is waited for."""
        listening = asyncio.create_task(self._listen())
        closing = asyncio.create_task(self._closing.wait())
        try:
            await asyncio.wait({listening, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            listening.cancel()  # what it had heard is on the disk, or is brought again
            closing.cancel()
            await asyncio.wait({listening, closing})
            await self._go()

    def close(self) -> None:
        """Begin nothing new."""
        self._closing.set()
        self.sender.close()

    async def _listen(self) -> None:
        if await self.come_in():
            self._aside(self.sender.run())
            if self.hook is None:
                await self.receiver.run()
            else:
                await self._closing.wait()

    async def come_in(self) -> bool:
        """Say who we are to Telegram, again and again until it answers; whether it knows us."""
        await asyncio.gather(self._wires.calls.initialize(), self._wires.polls.initialize())
        pause = FIRST_PAUSE
        while True:
            try:
                if await self._is_known():
                    await self._register()
                    self._aside(introduce(self.bot, self._door, self._turns))
                    LOG.info("Telegram knows this bot as @%s", self.username)
                return not self.refused
            except Exception as fault:  # the network, or an answer that is none
                why = f" ({fault})" if isinstance(fault, BadRequest) else ""
                LOG.warning("Telegram cannot be spoken with yet: %s%s. Trying again.", type(fault).__name__, why)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _is_known(self) -> bool:
        """The library's own look is stricter: a field that it misses in the answer would leave us deaf."""
        try:
            self.username = str((await self.bot.call("getMe"))["username"])
        except InvalidToken:
            self.refused = True
            LOG.error("Telegram does not know this token: copy RAMP_TELEGRAM_TOKEN anew and start again. "
                      "Until then only the web page is open.")  # fmt: skip
        return not self.refused

    async def _register(self) -> None:
        if self.hook is not None:
            await self.bot.call("setWebhook", self.hook.registration())
            return
        with suppress(InvalidToken):  # the token is good: so this is a server that brings nothing to anybody
            await self.bot.call("deleteWebhook", {"drop_pending_updates": False})

    async def _go(self) -> None:
        """What is on its way may arrive; then Telegram keeps what comes until we are back."""
        self.close()
        if self._asides:
            _there, late = await asyncio.wait(set(self._asides), timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
        if self.hook is not None and self.username:
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await self.bot.call("deleteWebhook", {"drop_pending_updates": False})
            except (TelegramError, TimeoutError) as fault:
                LOG.warning("the webhook could not be taken back: %s", type(fault).__name__)
        await asyncio.gather(self._wires.calls.shutdown(), self._wires.polls.shutdown())

    async def fetch(self, file: str) -> bytes:
        """The bytes of a photo or a voice message that somebody sent. Raises NotThere, LookupError."""
        try:
            found = await self.bot.get_file(file)
            return bytes(await found.download_as_bytearray())
        except (BadRequest, TooLarge):  # their own words, as those of all errors here, may hold the token
            raise LookupError("a file that Telegram does not give") from None
        except TelegramError:
            raise NotThere from None

    # --- what is said beside the turns: it may be lost, and nothing is decided by it ---

    def _answer_tap(self, query: Json) -> None:
        """At once, so that the button stops turning; what follows from the tap comes with the turn."""
        parameters = {"callback_query_id": query.get("id")}
        if query.get("data") == NO_DAY:
            parameters["text"] = self._say(NOT_THIS_DAY, (query.get("from") or {}).get("language_code"))
        self._aside(self.bot.call("answerCallbackQuery", parameters))

    def _elsewhere(self, found: Elsewhere) -> None:
        """Once an hour and group: where we can be spoken with. Nothing said there is kept."""
        if not self.username or self._limits.wait("elsewhere", ONE_WORD_A_SECOND):
            return
        if not self._limits.take(f"elsewhere {found.chat_id}", ONE_WORD_AN_HOUR):
            self._limits.take("elsewhere", ONE_WORD_A_SECOND)
            here = _("I speak with each of you alone: please open a chat with me. {link}",
                     link=f"https://t.me/{self.username}")  # fmt: skip
            words = self._say(here, found.language)
            self._aside(self.bot.call("sendMessage", {"chat_id": found.chat_id, "text": words}))

    def _say(self, text: Text, language: str | None) -> str:
        return self._turns.texts.say(text, language_of(language), self._turns.home.zone)

    def _aside(self, call: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(_quietly(call))
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def health(self, db: sqlite3.Connection) -> tuple[str, Json]:
        """Whether it listens and answers: seconds since Telegram last answered, and since the oldest letter waits."""
        oldest = delivery.oldest_waiting(db, self._turns.clock.now())
        waits = 0 if oldest is None else max(0, self._turns.clock.now() - oldest)
        silent = 0 if self.hook else round(time.monotonic() - self.receiver.heard_at)
        well = not self.refused and silent < SILENT_SECONDS and waits < WAITING_SECONDS
        return CHANNEL, {
            "well": well, "silent_seconds": silent, "oldest_letter_seconds": waits,
            "trouble": "InvalidToken" if self.refused else self.receiver.trouble,
        }  # fmt: skip

    async def settle(self) -> None:
        """Hear what has come and carry what waits, until it is quiet: for whoever wants to see it all."""
        while await self.receiver.poll():
            await self.sender.settle()
        await self.sender.settle()
        if self._asides:
            await asyncio.wait(set(self._asides))


async def _quietly(call: Coroutine[Any, Any, object]) -> None:
    try:
        await call
    except TelegramError as fault:
        LOG.debug("an aside was lost: %s", type(fault).__name__)
