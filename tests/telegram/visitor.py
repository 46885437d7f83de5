"""A visitor who comes over Telegram: the same words as on the page (tests/chat.py), a real chat underneath.

What is seen is what the chat shows: the home's messages with their keyboards, edits made.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.telegram.pictures import COLOURS, FACES
from tests.chat import OpenHome, Visitor
from tests.telegram.chats import Message
from tests.telegram.people import Person

DAY_DATA = re.compile(r"[a-z_]+\.day:(\d{4}-\d\d-\d\d):\d*")
STATES = {"": "free", "少": "few", "满": "full"}
SIGNS = {"✅", "⬜", *FACES.values(), *COLOURS.values()}
LATER = "下个月 ›"


@dataclass
class Texter(Visitor):
    """Somebody who writes to the home's bot."""

    home: OpenHome
    door: str
    client: Any
    language: str = "zh-CN"
    person: Person = field(kw_only=True)
    seen_until: int = -1

    async def comes(self, wish: str | None = None) -> "Texter":
        """Press Start, perhaps behind a deep link."""
        self.person.starts(wish or "")
        await self.look()
        return self

    async def taps(self, label: str) -> None:
        """Tap the button with this label (or a part of it) on the newest message that has one."""
        message, button = self._find(label)
        self.spoken.append(f"> [{button['text']}]")
        self.person.forges(button["callback_data"], message)
        await self.look()

    async def taps_data(self, data: str) -> None:
        """Tap a forged or an old button by what it carries."""
        self.spoken.append(f"> [{data}]")
        self.person.forges(data, self.person.last)
        await self.look()

    async def picks(self, day: str) -> None:
        """Tap an ISO day on the newest calendar, turning its pages as needed."""
        for _page in range(14):
            message, days = self._days()
            if day in days:
                self.spoken.append(f"> [{days[day]['text']}]")
                self.person.forges(days[day]["callback_data"], message)
                await self.look()
                return
            await self.taps(LATER)
        raise AssertionError(f"{day} cannot be tapped\n{self.transcript()}")

    async def types(self, text: str) -> None:
        """Type a text and send it."""
        self.spoken.append(f"> {text}")
        self.person.writes(text)
        await self.look()

    async def opens(self, flow: str) -> None:
        """A deep link."""
        self.person.starts(flow)
        await self.look()

    async def sends_media(self, kind: str, content: bytes, caption: str = "") -> None:
        """Send a photo or a voice message; it is fetched from Telegram beside the turns."""
        self.spoken.append(f"> [{kind}]")
        more = {"caption": caption} if caption else {}
        (self.person.sends_photo if kind == "photo" else self.person.sends_voice)(content, **more)
        await self.look()
        await self.home.app.ticks.fetch()
        await self.look()

    async def look(self) -> list[dict[str, Any]]:
        """Let the home hear and answer, and read what is new or has changed."""
        await self.home.telegram.settle()
        new = []
        for message in sorted(self.person.chat, key=lambda message: message.changed):
            if message.by_bot and message.changed > self.seen_until:
                self.seen_until = message.changed
                new.append(_as_screen(message))
                self.spoken.append(written(message))
        return new

    @property
    def last(self) -> dict[str, Any]:
        """The screen that changed last; a map or the button for a number beside it is no screen."""
        newest = sorted((m for m in self.person.chat if m.by_bot), key=lambda m: -m.changed)
        screen = _as_screen(next((each for each in newest if each.text and not each.reply_rows), newest[0]))
        if "☎️ 发送我的号码" in (label for row in newest[0].reply_rows for label in (each["text"] for each in row)):
            screen["text"].append("____（tel）")
        return screen

    @property
    def calendar(self) -> dict[str, Any]:
        raise AssertionError("a chat has no calendar to look into: use day()")

    def day(self, iso: str) -> dict[str, Any]:
        """How a day looks on the calendar."""
        _message, days = self._days()
        found = days.get(iso)
        return {"date": iso, "state": STATES[found["text"].lstrip("0123456789")] if found else "closed"}

    def button(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        message, button = self._find(label)
        return _as_screen(message), {"label": button["text"], "data": button["callback_data"]}

    def has_seen(self, text: str) -> bool:
        """Whether anything still in the chat says this."""
        return any(text in written(message) for message in self.person.chat if message.by_bot)

    def _find(self, label: str) -> tuple[Message, dict[str, Any]]:
        for message in reversed(self.person.chat):
            for button in (button for row in message.rows for button in row):
                if button["text"] == label or (len(label) > 1 and label in button["text"]):
                    return message, button
        raise AssertionError(f"no button “{label}”\n{self.transcript()}")

    def _days(self) -> tuple[Message, dict[str, dict[str, Any]]]:
        for message in reversed(self.person.chat):
            found = {
                match[1]: button
                for row in message.rows
                for button in row
                if (match := DAY_DATA.fullmatch(button["callback_data"]))
            }
            if found:
                return message, found
        raise AssertionError(f"no calendar\n{self.transcript()}")


def _as_screen(message: Message) -> dict[str, Any]:
    """The message as the page's tests speak of a screen, its signs evened out to theirs."""
    lines = [_evened(line) for line in message.text.split("\n")]
    facts = [tuple(line.split("：", 1)) for line in lines if "：" in line]
    rows = [[_as_button(each) for each in row] for row in message.rows]
    more: dict[str, Any] = {"notice": lines[0][2:]} if lines[0].startswith("! ") else {}
    days = [found for row in rows for each in row if (found := DAY_DATA.fullmatch(each["data"]))]
    if days:
        more["calendar"] = {"title": "", "days": [{"date": day[1], "state": "", "word": ""} for day in days]}
    return {"seq": message.message_id, "from": "home", "text": lines, "facts": facts, "rows": rows, **more}


def _as_button(button: dict[str, Any]) -> dict[str, Any]:
    """Its words without the tick or the face before them."""
    sign, _space, words = button["text"].partition(" ")
    made = {"label": words if sign in SIGNS else button["text"], "data": button["callback_data"]}
    return made | ({"picked": sign == "✅"} if sign in ("✅", "⬜") else {})


def _evened(line: str) -> str:
    for ours, theirs in (("👉 ", "! "), ("☎️ ", "☎ "), ("　", "（")):
        line = line.replace(ours, theirs)
    return line


def written(message: Message) -> str:
    """A message as people read it, top to bottom."""
    lines = [message.text] if message.text else []
    if message.document:
        lines.append(f"  📎 {message.document['file_name']}")
    if message.venue:
        lines.append(f"  📍 {message.venue['title']} {message.venue['address']}")
    lines += ["  " + " ".join(f"[{button['text']}]" for button in row) for row in message.rows]
    lines += ["  ⌨ " + " ".join(f"[{button['text']}]" for button in row) for row in message.reply_rows]
    return "\n".join(lines)
