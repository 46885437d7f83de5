"""What comes in: taps, typed text and the other events of a conversation, and refusals that a person should read."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.text import Text

TAP_PATTERN = re.compile(r"([a-z_]{1,16})\.([a-z_]{1,16}):([A-Za-z0-9_-]{0,24}):(\d{0,9})")
LONGEST_TEXT = 2000
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})


class Refused(Exception):  # noqa: N818 - a refusal is an answer to a person, not a fault
    """A refusal that a person should read; the conversation stays where it was."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Tap:
    """What a button carries: `flow.verb:ref:version`, ASCII, at most 64 bytes. Anyone may forge it."""

    flow: str
    verb: str
    ref: str = ""
    version: int = 0

    def __str__(self) -> str:
        return f"{self.flow}.{self.verb}:{self.ref}:{self.version or ''}"

    @classmethod
    def parse(cls, data: str) -> "Tap | None":
        """The tap in `data`, or None if no button of ours ever carried it."""
        found = TAP_PATTERN.fullmatch(data)
        return cls(found[1], found[2], found[3], int(found[4] or 0)) if found else None


Kind = Literal["tap", "text", "open", "media", "other", "gone", "back", "due", "job"]
Other = Literal["", "edit", "forward", "photo", "voice", "video", "file", "sticker", "place", "poll", "thing"]


@dataclass(frozen=True)
class Event:
    """One thing a person did, or one due moment. `on` is the sequence number of the message that was tapped.

    "media": a photo or a voice message (`media` says which, `seconds` how long) that was cleaned and lies in storage as
    `attachment`; `text` are the words that came with it. "other" is what no form asks for, named by `what`, and `file`
    what its channel calls it; "gone" and "back" that somebody has blocked us, and let us in again.
    """

    kind: Kind
    text: str = ""
    tap: Tap | None = None
    on: int | None = None
    attachment: str = ""
    media: str = ""
    seconds: int = 0
    what: Other = ""
    file: str = ""


def plain(text: str) -> str:
    """Typed or pasted text as we keep it: no control characters, trimmed, and Chinese punctuation as it was written.

    Nor any sign that turns the direction of what others write beside it; the marks that right-to-left words need stay.
    Whoever compares words or reads digits evens out full-width forms for that alone.
    """
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in normal if c in "\n\t" or (c not in DIRECTIONS and unicodedata.category(c) not in UNSEEN))
    return kept.replace("\t", " ").strip()
