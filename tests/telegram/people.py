"""People with Telegram: what they do becomes real update JSON, what they see is what their chat holds."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.asked import Json
from tests.telegram.chats import Chat, File, Message, Popup, Query
from tests.telegram.cloud import BOT, BOT_AS_SENDER, Cloud
from tests.telegram.sending import document_json, file_json, photo_json

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
LONGEST_TYPED = 4096
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(16)


@dataclass(repr=False)
class Group:
    """A group that the bot was added to."""

    room: Chat

    @property
    def chat(self) -> list[Message]:
        """What is to be seen in it."""
        return self.room.visible


@dataclass(repr=False)
class Person:
    """Somebody with Telegram."""

    cloud: Cloud
    sender: Json
    room: Chat
    popups: list[Popup] = field(default_factory=list)
    gone: bool = False

    @property
    def id(self) -> int:
        return self.room.id

    @property
    def chat(self) -> list[Message]:
        """What is to be seen, the oldest first: own messages and the bot's."""
        return self.room.visible

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return next(message for message in reversed(self.chat) if message.by_bot)

    @property
    def keyboard(self) -> list[list[str]]:
        """The buttons in place of the letters, as the newest message that says something of them left them."""
        for message in reversed(self.chat):
            if message.by_bot and message.markup and "inline_keyboard" not in message.markup:
                return [[button["text"] for button in row] for row in message.reply_rows]
        return []

    def starts(self, payload: str = "") -> Message:
        """Press Start, perhaps behind a deep link, which carries little."""
        assert PAYLOAD.fullmatch(payload), f"no link can carry “{payload}”"
        return self.writes(f"/start {payload}".strip())

    def writes(self, text: str, to: Group | None = None, **more: Any) -> Message:
        """Type a text and send it; the app cuts one that is too long."""
        text = text.strip()
        assert text, "the app sends no empty message"
        parts = [text[start : start + LONGEST_TYPED] for start in range(0, len(text), LONGEST_TYPED)]
        return [self._sends({"text": part, **_command(part), **more}, to) for part in parts][-1]

    def taps(self, label: str, on: Message | None = None) -> str:
        """Tap a button by its label or data, the newest there is or the one on this message; the query's id."""
        if any(label in row for row in self.keyboard) and on is None:
            self._taps_a_letter_key(label)
            return ""
        message, button = _on(on).find(label) if on else self.room.find(label)
        assert "callback_data" in button, f"“{label}” tells the bot nothing: {button}"
        return self.forges(button["callback_data"], message)

    def _taps_a_letter_key(self, label: str) -> None:
        buttons = [button for message in self.chat for row in message.reply_rows for button in row]
        button = next(button for button in reversed(buttons) if button["text"] == label)
        assert not button.get("request_contact"), f"“{label}” asks for a number: use shares_contact"
        self.writes(label)

    def forges(self, data: str, on: Message) -> str:
        """A tap that carries this, whatever is written on the buttons (or no longer is); the query's id."""
        number = str(secrets.randbits(60))
        self.cloud.queries[number] = Query(self, self.cloud.clock())
        chat = self.cloud.chats[on.json["chat"]["id"]]
        out_of_reach = {"chat": chat.json, "message_id": on.message_id, "date": 0}
        message = on.json if on.message_id in chat.messages else out_of_reach
        self._deliver("callback_query", {"id": number, "from": self.sender, "message": message, "data": data,
                                         "chat_instance": str(chat.id)})  # fmt: skip
        return number

    def shares_contact(self, number: str, own: bool = True, **more: Any) -> Message:
        """Send a telephone number: the own one, or somebody else's out of the address book."""
        contact = {"phone_number": number, "first_name": self.sender["first_name"] if own else "Somebody"}
        return self._sends({"contact": {**contact, **({"user_id": self.id} if own else {})}, **more})

    def sends_photo(self, content: bytes = PIXEL, **more: Any) -> Message:
        file = self._keeps("photo.jpg", content, "image/jpeg")
        return self._sends({"photo": photo_json(file), **more}, file=file)

    def sends_voice(self, content: bytes = b"OggS", seconds: int = 3, **more: Any) -> Message:
        file = self._keeps("voice.ogg", content, "audio/ogg")
        voice = {**file_json(file), "duration": seconds, "mime_type": file.kind}
        return self._sends({"voice": voice, **more}, file=file)

    def sends_document(self, name: str, content: bytes, kind: str = "application/octet-stream", **more: Any) -> Message:
        file = self._keeps(name, content, kind)
        return self._sends({"document": document_json(file), **more}, file=file)

    def sends_sticker(self) -> Message:
        file = self._keeps("sticker.webp", b"RIFF", "image/webp")
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return self._sends({"sticker": {**file_json(file), **looks}}, file=file)

    def sends_poll(self, question: str = "Which day?", options: tuple[str, ...] = ("Mon", "Tue")) -> Message:
        choices = [{"text": each, "voter_count": 0, "persistent_id": str(place)} for place, each in enumerate(options)]
        rules = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
                 "allows_multiple_answers": False, "allows_revoting": True, "members_only": False}  # fmt: skip
        return self._sends({"poll": {"id": "1", "question": question, "options": choices, **rules}})

    def sends_location(self, latitude: float = 31.2, longitude: float = 121.4) -> Message:
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}})

    def forwards(self, text: str, whose: str = "Somebody") -> Message:
        """Pass on what somebody else wrote."""
        origin = {"type": "hidden_user", "sender_user_name": whose, "date": self.cloud.now - 60}
        return self._sends({"text": text, "forward_origin": origin})

    def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        assert not message.by_bot, "people edit what they wrote themselves"
        message.json.update({"text": text, "edit_date": self.cloud.now})
        self._deliver("edited_message", message.json)

    def deletes(self, message: Message) -> None:
        """Take a message out of the chat; the bot is not told."""
        del self.room.messages[message.message_id]

    def blocks(self) -> None:
        """Stop the bot."""
        with self._changes_membership("member", "kicked"):
            self.room.closed = "bot was blocked by the user"

    def unblocks(self) -> None:
        """Let it in again."""
        with self._changes_membership("kicked", "member"):
            self.room.closed = ""

    def deactivates(self) -> None:
        """Leave Telegram altogether."""
        self.gone, self.room.closed = True, "user is deactivated"

    def starts_in_group(self, title: str = "A group", payload: str = "") -> Group:
        """Add the bot to a new group, from a link that may carry something."""
        group = Group(self.cloud.add_chat("supergroup", title))
        with self._changes_membership("left", "member", group.room):
            pass
        self._sends({"new_chat_members": [BOT_AS_SENDER]}, group)
        self.writes(f"/start@{BOT['username']} {payload}".strip(), to=group)
        return group

    def _sends(self, content: Json, to: Group | None = None, file: File | None = None) -> Message:
        """Send something. In a group the bot hears only what is meant for it (privacy mode, as bots begin)."""
        room = to.room if to else self.room
        if not to:
            assert room.closed != "bot was blocked by the user", "unblock the bot before writing to it"
            room.closed = ""
        message = self.cloud.add_message(room, self.sender, content)
        message.file = file
        if room.private or _is_for_the_bot(content):
            self._deliver("message", message.json)
        return message

    def _deliver(self, kind: str, body: Json) -> None:
        assert not self.gone, "whoever left Telegram does nothing there"
        self.cloud.deliver(kind, body)

    def _keeps(self, name: str, content: bytes, kind: str) -> File:
        return self.cloud.keep((name, content, kind))

    @contextmanager
    def _changes_membership(self, old: str, new: str, room: Chat | None = None) -> Iterator[None]:
        yield
        self._deliver("my_chat_member", {
            "chat": (room or self.room).json, "from": self.sender, "date": self.cloud.now,
            "old_chat_member": _member(old), "new_chat_member": _member(new),
        })  # fmt: skip


def _member(status: str) -> Json:
    return {"status": status, "user": BOT_AS_SENDER, **({"until_date": 0} if status == "kicked" else {})}


def _command(text: str) -> Json:
    """The app marks a command at the beginning."""
    found = re.match(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?(?!\S)", text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": found.end()}]} if found else {}


def _is_for_the_bot(content: Json) -> bool:
    text, answered = content.get("text", ""), content.get("reply_to_message", {})
    mine = answered.get("from", {}).get("is_bot") or f"@{BOT['username']}" in text
    return bool(mine or text.startswith("/") or "new_chat_members" in content)


def _on(message: Message) -> Chat:
    """Only this message, to look for a button on."""
    return Chat({"id": message.json["chat"]["id"], "type": "private"}, messages={message.message_id: message})
