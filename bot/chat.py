"""What goes through a conversation: events in, screens out, and the turn between them.

Everything here is a plain value, except the Turn, which a flow is handed and speaks through. No flow touches the network.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.home import Home
from bot.text import Json, Message, Text, Texts, pack
from storage.people import Address, Person
from storage.seal import Seal

TAP_PATTERN = re.compile(r"([a-z_]{1,16})\.([a-z_]{1,16}):([A-Za-z0-9_-]{0,24}):(\d{0,9})")
LONGEST_TEXT = 2000

Style = Literal["plain", "primary", "danger", "quiet"]
DayState = Literal["free", "few", "full", "closed", "past"]
AskKind = Literal["text", "long", "tel", "code", "pin"]


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


@dataclass(frozen=True)
class Event:
    """One thing a person did, or one due moment. `on` is the sequence number of the message that was tapped."""

    kind: Literal["tap", "text", "open", "due", "job"]
    text: str = ""
    tap: Tap | None = None
    on: int | None = None


@dataclass(frozen=True)
class Button:
    """A button; `picked` is set on ticks and single choices, None elsewhere. `hint` is a second, smaller line."""

    label: Text
    data: Tap
    style: Style = "plain"
    picked: bool | None = None
    hint: Text | None = None


@dataclass(frozen=True)
class CalendarDay:
    """One day of a month calendar; `word` says its state in a word, `label` in full for a screen reader."""

    day: date
    state: DayState
    word: Text = ""
    label: Text = ""
    data: Tap | None = None


@dataclass(frozen=True)
class Calendar:
    """One month; `earlier` and `later` turn the page where there is one."""

    month: date
    days: tuple[CalendarDay, ...]
    earlier: Tap | None = None
    later: Tap | None = None


@dataclass(frozen=True)
class Ask:
    """An answer to type: how the keyboard should look, and the most characters."""

    kind: AskKind = "text"
    label: Text = ""
    most: int = LONGEST_TEXT


@dataclass(frozen=True)
class Phone:
    """A number to ring with one tap."""

    number: str
    label: Text


@dataclass(frozen=True)
class File:
    """A file to fetch, made on demand by the flow that owns it: `ref` names the object, `name` the file."""

    flow: str
    ref: str
    name: str
    label: Text


@dataclass(frozen=True)
class Screen:
    """What a person sees at once. `notice` is one line on top that says what just happened or what went wrong."""

    text: Text | tuple[Text, ...] = ""
    title: Text | None = None
    notice: Text | None = None
    facts: tuple[tuple[Text, Text], ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    calendar: Calendar | None = None
    ask: Ask | None = None
    phones: tuple[Phone, ...] = ()
    file: File | None = None
    progress: tuple[int, int] | None = None
    picture: str | None = None

    def pack(self) -> Json:
        """As JSON with unspoken texts: the outbox keeps this, the channel renders it. Empty parts are left out."""
        paragraphs = self.text if isinstance(self.text, tuple) else (self.text,)
        packed = {
            "text": [pack(paragraph) for paragraph in paragraphs if paragraph != ""],
            "title": pack(self.title),
            "notice": pack(self.notice),
            "facts": [[pack(name), pack(value)] for name, value in self.facts],
            "rows": [[_pack_button(button) for button in row] for row in self.rows if row],
            "calendar": self.calendar and _pack_calendar(self.calendar),
            "ask": self.ask and {"kind": self.ask.kind, "label": pack(self.ask.label), "most": self.ask.most},
            "phones": [{"number": phone.number, "label": pack(phone.label)} for phone in self.phones],
            "file": self.file
            and {"flow": self.file.flow, "ref": self.file.ref, "name": self.file.name, "label": pack(self.file.label)},
            "progress": self.progress and list(self.progress),
            "picture": self.picture,
        }
        return {key: value for key, value in packed.items() if value}


@dataclass(frozen=True)
class Open:
    """Go on in another flow, which is handed `given` (plain JSON)."""

    flow: str
    given: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Saying:
    """One screen for one reader: an address, or a person at their last used address. `edits` is a message's number."""

    screen: Screen
    address_id: int | None = None
    person_id: int | None = None
    edits: int | None = None
    purpose: str = "answer"
    important_until: int | None = None


@dataclass
class Turn:
    """One event being handled, inside one transaction. `now` is UTC seconds; a flow never asks a clock.

    `result` is what a nested form hands back to the one beneath it.
    """

    db: sqlite3.Connection
    now: int
    home: Home
    seal: Seal
    texts: Texts
    person: Person
    address: Address
    event: Event
    sayings: list[Saying] = field(default_factory=list)
    result: Json = None

    @property
    def zone(self) -> ZoneInfo:
        """The home's time zone."""
        return self.home.zone

    @property
    def today(self) -> date:
        """The home's local day."""
        return self.local(self.now).date()

    def local(self, at: int) -> datetime:
        """An instant on the home's clock."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone)

    def spoken(self, text: Text) -> str:
        """A text in this person's language: to match what they typed, or for a file that leaves the chat."""
        return self.texts.say(text, self.person.language, self.zone)

    def say(self, screen: Screen) -> None:
        """Tell this person something now, beside the flow's own answer."""
        self.sayings.append(Saying(screen, address_id=self.address.id))

    def tell(self, person_id: int, screen: Screen, *, purpose: str = "news", important_until: int | None = None) -> None:
        """Tell someone, at their last used address. Unseen a day before `important_until`, it becomes a call to make."""
        self.sayings.append(
            Saying(screen, person_id=person_id, purpose=purpose, important_until=important_until)
        )


def plain(text: str) -> str:
    """Typed or pasted text as we keep it: NFKC (full-width digits become digits), no control characters, trimmed."""
    normal = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in normal if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    return kept.replace("\t", " ").strip()


def row(*buttons: Button) -> tuple[Button, ...]:
    """Buttons side by side."""
    return buttons


def column(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Buttons one under another."""
    return tuple((button,) for button in buttons)


def _pack_button(button: Button) -> Json:
    packed: dict[str, Any] = {"label": pack(button.label), "data": str(button.data), "style": button.style}
    if button.picked is not None:
        packed["picked"] = button.picked
    if button.hint is not None:
        packed["hint"] = pack(button.hint)
    return packed


def _pack_calendar(calendar: Calendar) -> Json:
    return {
        "month": calendar.month.isoformat()[:7],
        "title": {"~day": [calendar.month.isoformat(), "month"]},
        "earlier": calendar.earlier and str(calendar.earlier),
        "later": calendar.later and str(calendar.later),
        "days": [
            {
                "date": day.day.isoformat(),
                "state": day.state,
                "word": pack(day.word),
                "label": pack(day.label),
                "data": day.data and str(day.data),
            }
            for day in calendar.days
        ],
    }


__all__ = [
    "Ask", "Button", "Calendar", "CalendarDay", "Event", "File", "Message", "Open", "Phone", "Refused", "Saying", "Screen", "Tap",
    "Turn", "column", "plain", "row",
]
