"""What goes out: screens and everything that can stand on one, as plain values that pack themselves into JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.chat.events import LONGEST_TEXT, Tap
from bot.text import Json, Text, pack

Style = Literal["plain", "primary", "danger", "quiet"]
DayState = Literal["free", "few", "full", "closed", "past"]
AskKind = Literal["text", "long", "tel", "code", "pin"]


@dataclass(frozen=True)
class Button:
    """A button; `picked` is set on ticks and single choices, None elsewhere. `hint` is a second, smaller line.

    `picture` names a drawing, for whoever answers by pointing.
    """

    label: Text
    data: Tap
    style: Style = "plain"
    picked: bool | None = None
    hint: Text | None = None
    picture: str | None = None


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
    """An answer to type: how the keyboard should look, and the most characters. `accepts`: what may be sent instead."""

    kind: AskKind = "text"
    label: Text = ""
    most: int = LONGEST_TEXT
    accepts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phone:
    """A number to ring with one tap."""

    number: str
    label: Text


@dataclass(frozen=True)
class File:
    """A file to fetch, made on demand by the flow that owns it: `ref` names the object, `name` the file.

    `media` is "photo" or "voice" for one that is shown or played where it stands.
    """

    flow: str
    ref: str
    name: str
    label: Text
    media: str = ""


@dataclass(frozen=True)
class PictureWord:
    """A picture and what it is called: "word-fish", "word-red" or "word-fish-red" (see bot/web/tint.js)."""

    picture: str
    label: Text


@dataclass(frozen=True)
class Place:
    """A place on the map, in degrees."""

    latitude: float
    longitude: float
    title: Text
    address: Text


@dataclass(frozen=True)
class Screen:
    """What a person sees at once. `notice` is one line on top that says what just happened or what went wrong.

    `words` are shown large and numbered, to be remembered in their order by whoever may not read yet.
    """

    text: Text | tuple[Text, ...] = ""
    title: Text | None = None
    notice: Text | None = None
    facts: tuple[tuple[Text, Text], ...] = ()
    words: tuple[PictureWord, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    calendar: Calendar | None = None
    ask: Ask | None = None
    phones: tuple[Phone, ...] = ()
    files: tuple[File, ...] = ()
    place: Place | None = None
    progress: tuple[int, int] | None = None
    picture: str | None = None
    clears: bool = False

    def pack(self) -> Json:
        """As JSON with unspoken texts: the outbox keeps this, the channel renders it. Empty parts are left out."""
        paragraphs = self.text if isinstance(self.text, tuple) else (self.text,)
        packed = {
            "text": [pack(paragraph) for paragraph in paragraphs if paragraph != ""],
            "title": pack(self.title),
            "notice": pack(self.notice),
            "facts": [[pack(name), pack(value)] for name, value in self.facts],
            "words": [{"picture": word.picture, "label": pack(word.label)} for word in self.words],
            "rows": [[_pack_button(button) for button in row] for row in self.rows if row],
            "calendar": self.calendar and _pack_calendar(self.calendar),
            "ask": self.ask and _pack_ask(self.ask),
            "phones": [{"number": phone.number, "label": pack(phone.label)} for phone in self.phones],
            "files": [_pack_file(file) for file in self.files],
            "place": self.place and _pack_place(self.place),
            "progress": self.progress and list(self.progress),
            "picture": self.picture,
            "clears": self.clears,
        }
        return {key: value for key, value in packed.items() if value}


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
    if button.picture is not None:
        packed["picture"] = button.picture
    return packed


def _pack_place(place: Place) -> Json:
    where = {"latitude": place.latitude, "longitude": place.longitude}
    return {**where, "title": pack(place.title), "address": pack(place.address)}


def _pack_ask(ask: Ask) -> Json:
    accepts = {"accepts": list(ask.accepts)} if ask.accepts else {}
    return {"kind": ask.kind, "label": pack(ask.label), "most": ask.most, **accepts}


def _pack_file(file: File) -> Json:
    media = {"media": file.media} if file.media else {}
    return {"flow": file.flow, "ref": file.ref, "name": file.name, "label": pack(file.label), **media}


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
