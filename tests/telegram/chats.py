"""What Telegram keeps of a chat: its messages as people see them now, edits made and deletions gone."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.asked import Json

CHANGES = itertools.count()  # what was sent or edited later has the higher number


@dataclass
class File:
    """A file on Telegram's servers."""

    id: str
    name: str
    content: bytes
    kind: str

    @property
    def path(self) -> str:
        """Where it can be fetched below /file/bot<token>/."""
        return f"files/{self.id}"


@dataclass
class Message:
    """One message: `json` is the Bot API's word for it, `html` what it was written as."""

    json: Json
    html: str = ""
    markup: Json | None = None
    file: File | None = None
    reactions: list[str] = field(default_factory=list)
    changed: int = field(default_factory=lambda: next(CHANGES))

    @property
    def message_id(self) -> int:
        return int(self.json["message_id"])

    @property
    def by_bot(self) -> bool:
        return bool(self.json.get("from", {}).get("is_bot"))

    @property
    def text(self) -> str:
        """The plain text, or what is written under the picture."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons under the message."""
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[str]:
        """What is written on these buttons."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def reply_rows(self) -> list[list[Json]]:
        """The buttons that it put in place of the letters."""
        rows = (self.markup or {}).get("keyboard", [])
        return [[{"text": each} if isinstance(each, str) else each for each in row] for row in rows]

    @property
    def document(self) -> Json | None:
        return self.json.get("document")

    @property
    def venue(self) -> Json | None:
        return self.json.get("venue")

    @property
    def photo(self) -> list[Json] | None:
        return self.json.get("photo")

    def take_markup(self, markup: Json | None) -> None:
        """Put this keyboard on. Only the one under a message is part of what the API says of it."""
        self.markup = markup
        self.json.pop("reply_markup", None)
        if markup and "inline_keyboard" in markup:
            self.json["reply_markup"] = {"inline_keyboard": markup["inline_keyboard"]}

    def written(self) -> str:
        """The message as a line or two of a transcript."""
        kinds = [kind for kind in ("document", "venue", "photo", "voice", "location", "contact") if kind in self.json]
        buttons = "".join(f"\n  [{'] ['.join(button['text'] for button in row)}]" for row in self.rows)
        return f"{'<' if self.by_bot else '>'} {' '.join([*kinds, self.text])}{buttons}"


@dataclass
class Chat:
    """A person, a group or a channel. `closed` says why the bot may not write here, in Telegram's words."""

    json: Json
    closed: str = ""
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.json["id"])

    @property
    def private(self) -> bool:
        return bool(self.json["type"] == "private")

    @property
    def visible(self) -> list[Message]:
        """What is to be seen, the oldest first."""
        return list(self.messages.values())

    def find(self, label: str) -> tuple[Message, Json]:
        """The newest button with this label or data, and the message that it is on."""
        for message in reversed(self.visible):
            for button in (button for row in message.rows for button in row):
                if label in (button["text"], button.get("callback_data")):
                    return message, button
        raise AssertionError(f"no button “{label}”\n{self.transcript()}")

    def transcript(self) -> str:
        """The whole chat, for whoever has to find out why a test failed."""
        return "\n".join(message.written() for message in self.visible)


@dataclass
class Query:
    """A tap on a button under a message, waiting for the bot's answer."""

    person: Any
    asked_at: float
    answered: bool = False


@dataclass
class Popup:
    """The answer to a tap, as it flies over the screen."""

    text: str
    alert: bool
