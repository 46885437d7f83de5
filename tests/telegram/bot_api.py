"""Telegram's Bot API in memory, as strict as the real one: a table of methods, each a function; rules refuse.

It is pure and waits for nothing. `in_process.Wire` and `over_http.serve` bring calls to it; a `Person` taps and writes
on the other side. Faults of the line can be ordered for every method.
"""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote

from tests.telegram import changing, introducing, receiving, sending
from tests.telegram.asked import Asked, Json, RefusalError, Upload
from tests.telegram.chats import Chat
from tests.telegram.cloud import BOT, Cloud
from tests.telegram.floods import FloodControl
from tests.telegram.people import Group, Person
from tests.telegram.polling import Answer, LongPoll

TABLE = {**introducing.METHODS, **receiving.METHODS, **sending.METHODS, **changing.METHODS}
METHODS = {name.lower(): (name, function) for name, function in TABLE.items()}  # the real one minds no capitals either
SAYING = {name for name in sending.METHODS if name != "sendChatAction"}
TOKEN = f"{BOT['id']}:{'A-fake_one' * 4}"

Fault = tuple[int, str] | Literal["timeout before", "timeout after", "cut"]


class LineError(Exception):
    """No answer comes back: `how` is "timeout" (silence) or "cut" (the connection breaks within the answer)."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


@dataclass(repr=False)
class BotApi(Cloud):
    """The server. `faults` waits by method for calls to come; `weather` decides at each call."""

    token: str = TOKEN
    floods: FloodControl | None = None
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    weather: Callable[[str, Mapping[str, Any]], Fault | None] = lambda _method, _params: None
    calls: list[tuple[str, Json]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.long_poll = LongPoll(self, self.call)

    def call(self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> Answer:
        """One call: its HTTP status and answer; LineError if nothing comes back."""
        name, function = METHODS.get(method.lower(), (method, None))
        if function is None:
            return _refused(RefusalError(404, "Not Found"))
        self.calls.append((name, dict(params)))
        fault = self._fault(name, params)
        if isinstance(fault, tuple):
            return _refused(RefusalError(*fault))
        if fault == "timeout before":
            raise LineError("timeout")
        answer = self._answered(name, function, Asked(params, files or {}))
        if fault:
            raise LineError("timeout" if fault == "timeout after" else "cut")
        return answer

    def _fault(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        ordered = self.faults[method]
        return ordered.popleft() if ordered else self.weather(method, params)

    def _answered(self, method: str, function: Callable[[Cloud, Asked], Any], asked: Asked) -> Answer:
        try:
            if self.floods and method in SAYING:
                self.floods.take(self.open_chat_of(asked).id)
            result = function(self, asked)
        except RefusalError as refusal:
            return _refused(refusal)
        return 200, {"ok": True, "result": json.loads(json.dumps(result))}

    def named(self, path: str) -> str:
        """The method that a path /bot<token>/<method> calls, once its token was looked at."""
        _, _, rest = path.partition("/bot")
        token, _, method = unquote(rest).partition("/")
        if token != self.token:
            well_formed = token.partition(":")[0].isdecimal() and ":" in token
            raise RefusalError(401, "Unauthorized") if well_formed else RefusalError(404, "Not Found")
        return method

    def download(self, path: str) -> bytes:
        """What lies behind a path /file/bot<token>/<file path>."""
        wanted = self.named(path)
        found = next((file for file in self.files.values() if file.path == wanted), None)
        if found is None:
            raise RefusalError(404, "Not Found")
        return found.content

    def user(self, first_name: str, language_code: str = "zh-hans", **more: Any) -> Person:
        """Somebody with Telegram, who has not met the bot yet."""
        sender = {"id": next(self.ids), "is_bot": False, "first_name": first_name, **more}
        chat = Chat({"id": sender["id"], "type": "private", "first_name": first_name, **more},
                    "bot can't initiate conversation with a user")  # fmt: skip
        self.chats[chat.id] = chat
        return Person(self, {**sender, "language_code": language_code}, chat)

    def channel_post(self, text: str, title: str = "A channel") -> Chat:
        """Somebody posts in a channel that the bot is in."""
        chat = self.add_chat("channel", title)
        post = self.add_message(chat, None, {"text": text, "sender_chat": dict(chat.json)})
        self.deliver("channel_post", post.json)
        return chat

    def sends_unparsable(self, person: Person) -> None:
        """An update that python-telegram-bot cannot read: a date that is none."""
        message = self.add_message(person.room, person.sender, {"text": "?"}).json
        self.deliver_as_is({"message": {**message, "date": "yesterday"}})

    def sends_unknown(self) -> None:
        """An update of a kind that nobody knows yet."""
        self.deliver_as_is({"telepathy": {"from": {"id": next(self.ids)}, "thought": "?"}})

    @property
    def unanswered(self) -> list[str]:
        """Taps whose clock is still turning."""
        return [number for number, query in self.queries.items() if not query.answered]

    def menu(self, person: Person) -> list[str]:
        """The commands that this person is offered, by Telegram's own order of looking."""
        language, chat = person.sender["language_code"][:2], str(person.id)
        scopes = (("chat", chat), ("all_private_chats", ""), ("default", ""))
        wanted = [(kind, number, "", code) for kind, number in scopes for code in (language, "")]
        return next(([each["command"] for each in self.commands[one]] for one in wanted if self.commands.get(one)), [])


def _refused(refusal: RefusalError) -> Answer:
    return refusal.status, refusal.body()


__all__ = ["TOKEN", "BotApi", "Group", "LineError", "Person"]
