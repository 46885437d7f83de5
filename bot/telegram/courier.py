"""Carrying: a screen as the Telegram messages that show it, in place of the one that was tapped where that can be.

A screen is one message, nearly always. A long one goes on in further messages, the buttons under the last; a question
for a telephone number brings a second one whose button shares the number; a screen that is nothing but a file is the
file, and one with a place on the map is followed by that place.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from telegram import InputFile

from bot.chat import Event, Refused
from bot.door import Door
from bot.limits import Rate
from bot.sender import Undeliverable
from bot.telegram.keyboards import LEGEND, Rows, keyboard
from bot.telegram.updates import CHANNEL
from bot.telegram.wire import NotModified, RawBot, told
from bot.telegram.words import LONGEST_CAPTION, messages
from bot.text import Json, Text, _
from bot.turns import Turns
from storage import people
from storage.db import Database
from storage.delivery import Letter

SHARE = _("Send my number")
OR_SHARE = _("Or tap the large button at the bottom: it sends us your number.")
OR_SAY_IT = _("Just type it here, or send a voice message or a photo.")
MOST_DELETED = 100
WAYS = {"photo": ("sendPhoto", "photo"), "voice": ("sendVoice", "voice")}

Parameters = dict[str, Any]
Say = Callable[[Text], str]


class TelegramCourier:
    """Carries letters to Telegram chats. Telegram's own limits: about one message a second in a chat, 30 in all."""

    name = CHANNEL
    a_chat = Rate(burst=4, a_second=1.0)
    everyone = Rate(burst=25, a_second=25.0)

    def __init__(self, bot: RawBot, db: Database, turns: Turns, door: Door) -> None:
        self._bot = bot
        self._db = db
        self._turns = turns
        self._door = door

    async def carry(self, letter: Letter, screen: Json) -> tuple[str, ...]:
        """Show it; the numbers of its messages, the one with the buttons first."""
        say = self._saying(letter)
        if letter.clears:
            await self._delete(letter.key, letter.clears)
        if screen.get("files") and not screen.get("rows"):
            return (await self._send_file(letter, screen, screen["files"][0]),)
        texts, rows = messages(screen), keyboard(screen, say)
        if screen.get("calendar"):
            texts[-1] += "\n\n" + say(LEGEND)
        accepts = (screen.get("ask") or {}).get("accepts")
        if accepts:
            texts[-1] += "\n\n" + say(OR_SAY_IT)
        numbers = await self._show(letter, texts, rows)
        if (screen.get("ask") or {}).get("kind") == "tel":
            numbers.append(await self._ask_for_number(letter, say))
        if screen.get("place"):
            numbers.append(await self._send_place(letter, screen["place"]))
        return tuple(str(number) for number in numbers)

    def _saying(self, letter: Letter) -> Say:
        return lambda text: self._turns.texts.say(text, letter.language, self._turns.home.zone)

    async def _show(self, letter: Letter, texts: list[str], rows: Rows) -> list[int]:
        """In place of what was tapped, or anew. What stood beside the old message, a keyboard, goes with it."""
        if letter.edits and len(texts) == 1 and not letter.clears:
            number = await self._edit(letter, texts[0], rows)
            if number is not None:
                if letter.edits[1:]:
                    await self._delete(letter.key, letter.edits[1:])
                return [number]
        *before, last = texts
        for text in before:
            await self._send(letter, _text(text, []))
        return [await self._send(letter, _text(last, rows))]

    async def _edit(self, letter: Letter, text: str, rows: Rows) -> int | None:
        """The number of the changed message, or None where it cannot be changed any more: then a new one is sent."""
        number = int(letter.edits[0])
        try:
            await told(self._bot, "editMessageText", _text(text, rows) | {"chat_id": letter.key, "message_id": number})
        except NotModified:
            return number
        except Undeliverable:
            return None
        return number

    async def _send(self, letter: Letter, parameters: Parameters) -> int:
        sent = await told(self._bot, "sendMessage", {"chat_id": letter.key, **parameters})
        return int(sent["message_id"])

    async def _ask_for_number(self, letter: Letter, say: Say) -> int:
        button = {"text": f"☎️ {say(SHARE)}", "request_contact": True}
        markup = {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
        return await self._send(letter, {"text": say(OR_SHARE), "reply_markup": markup})

    async def _send_file(self, letter: Letter, screen: Json, file: Json) -> str:
        content = await self._db.read(lambda db: self._made(db, letter, file))
        method, part = WAYS.get(file.get("media", ""), ("sendDocument", "document"))
        caption = "\n\n".join(messages(screen))
        sent = await told(self._bot, method, {
            "chat_id": letter.key, part: InputFile(content, filename=file["name"]),
            **({"caption": caption, "parse_mode": "HTML"} if len(caption) <= LONGEST_CAPTION else {}),
        })  # fmt: skip
        return str(sent["message_id"])

    def _made(self, db: sqlite3.Connection, letter: Letter, file: Json) -> bytes:
        turn = self._turns.turn(db, people.address(db, letter.address_id), Event("open"))
        try:
            return self._door.file(turn, file["flow"], file["ref"])[0]
        except Refused:  # it has gone since; whoever asks again is told so
            raise Undeliverable from None

    async def _send_place(self, letter: Letter, place: Json) -> int:
        sent = await told(self._bot, "sendVenue", {"chat_id": letter.key, **place})
        return int(sent["message_id"])

    async def _delete(self, key: str, numbers: tuple[str, ...]) -> None:
        """What cannot be deleted any more stays; nothing depends on it."""
        for at in range(0, len(numbers), MOST_DELETED):
            some = [int(number) for number in numbers[at : at + MOST_DELETED]]
            try:
                await told(self._bot, "deleteMessages", {"chat_id": key, "message_ids": some})
            except Undeliverable:
                continue


def _text(text: str, rows: Rows) -> Parameters:
    made: Parameters = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return made | ({"reply_markup": {"inline_keyboard": rows}} if rows else {})
