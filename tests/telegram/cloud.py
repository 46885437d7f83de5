"""Telegram's side of the wire: chats, files, and the queue of updates. Methods act on it, people act through it."""

import json
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from tests.telegram.asked import Asked, Json, Upload, bad, forbidden
from tests.telegram.chats import Chat, File, Message, Query

ONLY_IF_ASKED_FOR = {"chat_member", "message_reaction", "message_reaction_count"}
BOT = {
    "id": 7_000_000_001, "is_bot": True, "first_name": "彩虹坡道", "username": "rainbow_ramp_bot",
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
    "can_connect_to_business": False, "has_main_web_app": False,
}  # fmt: skip
BOT_AS_SENDER = {name: BOT[name] for name in ("id", "is_bot", "first_name", "username")}


@dataclass(repr=False)
class Cloud:
    """What Telegram knows. Nothing in here waits or sends: whoever wants news leaves a bell."""

    clock: Callable[[], float] = time.time
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    updates: deque[Json] = field(default_factory=deque)
    queries: dict[str, Query] = field(default_factory=dict)
    allowed: list[str] = field(default_factory=list)
    webhook: Json | None = None
    commands: dict[tuple[str, str, str, str], list[Json]] = field(default_factory=dict)
    about: dict[tuple[str, str], str] = field(default_factory=dict)
    bells: list[Callable[[], None]] = field(default_factory=list)
    next_update: int = 800_000_001
    ids: "count[int]" = field(default_factory=lambda: count(5_000_000_001))  # beyond 32 bits, as today's are
    _message_ids: "count[int]" = field(default_factory=lambda: count(101))

    @property
    def now(self) -> int:
        return int(self.clock())

    def ring(self) -> None:
        """Something is new."""
        for bell in list(self.bells):
            bell()

    def deliver(self, kind: str, body: Json) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if kind in self.allowed or (not self.allowed and kind not in ONLY_IF_ASKED_FOR):
            self.deliver_as_is({kind: body})

    def deliver_as_is(self, update: Json) -> None:
        """Queue an update whatever it is; it is frozen now, later edits do not reach it."""
        self.updates.append(json.loads(json.dumps({"update_id": self.next_update, **update})))
        self.next_update += 1
        self.ring()

    def confirm(self, below: int) -> None:
        """Forget every update before this one."""
        while self.updates and self.updates[0]["update_id"] < below:
            self.updates.popleft()

    def restart_ids(self, at: int | None = None) -> None:
        """A week without news: the next update's number is any number."""
        self.next_update = at if at is not None else secrets.randbelow(2**30) + 1

    def add_chat(self, kind: str, name: str, closed: str = "") -> Chat:
        """A new group or channel; people bring their own."""
        number = -1_000_000_000_000 - next(self.ids)
        self.chats[number] = Chat({"id": number, "type": kind, "title": name}, closed)
        return self.chats[number]

    def add_message(self, chat: Chat, sender: Json | None, content: Json) -> Message:
        """A new message appears in a chat."""
        message = Message({"message_id": next(self._message_ids), "date": self.now, "chat": dict(chat.json)})
        if sender:
            message.json["from"] = dict(sender)
        message.json.update(content)
        chat.messages[message.message_id] = message
        return message

    def keep(self, upload: Upload) -> File:
        """Store a file."""
        name, content, kind = upload
        file = File(f"file-{next(self.ids)}", name, content, kind)
        self.files[file.id] = file
        return file

    def chat_of(self, asked: Asked) -> Chat:
        """The chat that a call means."""
        if not asked.text("chat_id"):
            raise bad("chat_id is empty")
        chat = self.chats.get(asked.number("chat_id"))
        if chat is None:
            raise bad("chat not found")
        return chat

    def open_chat_of(self, asked: Asked) -> Chat:
        """The chat that a call means, if the bot may write there."""
        chat = self.chat_of(asked)
        if chat.closed:
            raise forbidden(chat.closed)
        return chat
