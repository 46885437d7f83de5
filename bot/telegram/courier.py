"""Carrying: a screen as the Telegram messages that show it, in place of the one that was tapped where that can be.

A screen is one message, nearly always. A long one goes on in further messages, the buttons under the last; a question
for a telephone number brings a second one whose button shares the number; a screen that is nothing but a file is the
file, and one with a place on the map is followed by that place.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

from telegram import InputFile

from bot.chat import Event, Refused
from bot.door import Door
from bot.limits import Rate
from bot.sender import Parcel, Part, Undeliverable
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
    """Carries letters to Telegram chats. Telegram's own limits: about one message a second in a chat, 30 in all.

    No second sees more than `burst` and `a_second` together; what is left is for what is said beside the letters.
    """

    name = CHANNEL
    a_chat = Rate(burst=3, a_second=1.0)
    everyone = Rate(burst=4, a_second=24.0)

    def __init__(self, bot: RawBot, db: Database, turns: Turns, door: Door) -> None:
        self._bot = bot
        self._db = db
        self._turns = turns
        self._door = door

    def pack(self, letter: Letter, screen: Json) -> Parcel:
        """The messages that show it; the one with the buttons is the main one."""
        if screen.get("files") and not screen.get("rows"):
            send = partial(self._send_file, letter, screen, screen["files"][0])
            return Parcel(letter, [partial(self._show, letter, send)])
        say, ask = self._saying(letter), screen.get("ask") or {}
        texts, rows = messages(screen), keyboard(screen, say)
        if screen.get("calendar"):
            texts[-1] += "\n\n" + say(LEGEND)
        if ask.get("accepts"):
            texts[-1] += "\n\n" + say(OR_SAY_IT)
        shown = [_text(text) for text in texts[:-1]] + [_text(texts[-1], rows)]
        change = shown[0] if letter.edits and len(shown) == 1 and not letter.clears else None
        parts: list[Part] = [partial(self._send, letter, each) for each in shown]
        parts[0] = partial(self._show, letter, parts[0], change)
        if ask.get("kind") == "tel":
            parts.append(partial(self._send, letter, _number_button(say)))
        if screen.get("place"):
            parts.append(partial(self._send, letter, screen["place"], "sendVenue"))
        return Parcel(letter, parts, main=len(texts) - 1)

    def _saying(self, letter: Letter) -> Say:
        return lambda text: self._turns.texts.say(text, letter.language, self._turns.home.zone)

    async def _show(self, letter: Letter, anew: Part, change: Parameters | None = None) -> str:
        """In place of what was tapped, or anew. What stood beside the old message, a keyboard, goes with it."""
        if letter.clears:
            await self._delete(letter.key, letter.clears)
        if change is None or not await self._edit(letter, change):
            return await anew()
        if letter.edits[1:]:
            await self._delete(letter.key, letter.edits[1:])
        return letter.edits[0]

    async def _edit(self, letter: Letter, change: Parameters) -> bool:
        """Whether the message says this now; one that cannot be changed any more is let stand."""
        try:
            await told(self._bot, "editMessageText", {
                "chat_id": letter.key, "message_id": int(letter.edits[0]), **change
            })  # fmt: skip
        except NotModified:
            return True
        except Undeliverable:
            return False
        return True

    async def _send(self, letter: Letter, parameters: Parameters, method: str = "sendMessage") -> str:
        sent = await told(self._bot, method, {"chat_id": letter.key, **parameters})
        return str(sent["message_id"])

    async def _send_file(self, letter: Letter, screen: Json, file: Json) -> str:
        content = await self._db.read(lambda db: self._made(db, letter, file))
        method, part = WAYS.get(file.get("media", ""), ("sendDocument", "document"))
        caption = "\n\n".join(messages(screen))
        return await self._send(letter, {
            part: InputFile(content, filename=file["name"]),
            **({"caption": caption, "parse_mode": "HTML"} if len(caption) <= LONGEST_CAPTION else {}),
        }, method)  # fmt: skip

    def _made(self, db: sqlite3.Connection, letter: Letter, file: Json) -> bytes:
        turn = self._turns.turn(db, people.address(db, letter.address_id), Event("open"))
        try:
            return self._door.file(turn, file["flow"], file["ref"])[0]
        except Refused:  # it has gone since; whoever asks again is told so
            raise Undeliverable from None

    async def _delete(self, key: str, numbers: tuple[str, ...]) -> None:
        """What cannot be deleted any more stays; nothing depends on it."""
        for at in range(0, len(numbers), MOST_DELETED):
            some = [int(number) for number in numbers[at : at + MOST_DELETED]]
            try:
                await told(self._bot, "deleteMessages", {"chat_id": key, "message_ids": some})
            except Undeliverable:
                continue


def _text(text: str, rows: Rows | None = None) -> Parameters:
    made: Parameters = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return made | ({"reply_markup": {"inline_keyboard": rows}} if rows else {})


def _number_button(say: Say) -> Parameters:
    button = {"text": f"☎️ {say(SHARE)}", "request_contact": True}
    markup = {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    return {"text": say(OR_SHARE), "reply_markup": markup}
