"""Texts as values: what is said is stored unspoken and rendered in the language of whoever reads it.

`_("… {child} …", child=name)` makes a Message. A tree of plain JSON carries it to the outbox; `Texts.render` turns that
tree into words at delivery, so that one event can speak Chinese to a mother and English to an officer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.messages.pofile import read_po

FIRST_LANGUAGE = "zh"
LANGUAGES = {"zh": "中文", "en": "English"}
LOCALES = {"zh": "zh_CN", "en": "en"}
DAY_PATTERNS = {"zh": "M月d日（EEE）", "en": "EEE d MMMM"}
YEAR_PATTERNS = {"zh": "yyyy年M月d日", "en": "d MMMM yyyy"}
MONTH_PATTERNS = {"zh": "yyyy年M月", "en": "MMMM yyyy"}
CLOCK_PATTERNS = {"zh": "Bh:mm", "en": "HH:mm"}
JOINERS = {"zh": "、", "en": ", "}
WIDER_JOINERS = {"zh": "；", "en": "; "}  # between texts that have commas of their own
COMMAS = ("，", "、", ", ")

Json = Any


@dataclass(frozen=True)
class Message:
    """A sentence by its English msgid, with the values of its slots."""

    msgid: str
    values: Mapping[str, "Text"] = field(default_factory=dict)
    plural: str = ""
    number: int = 0

    def pack(self) -> Json:
        """As JSON: {"~m": [msgid, values]}, or {"~n": [one, many, number, values]} where a number decides."""
        values = {name: pack(value) for name, value in self.values.items()}
        if self.plural:
            return {"~n": [self.msgid, self.plural, self.number, values]}
        return {"~m": [self.msgid, values]}


@dataclass(frozen=True)
class Words:
    """A text of the home's profile, by language; the home's first language fills the gaps."""

    by_language: Mapping[str, str]

    def pack(self) -> Json:
        """As JSON: {"~in": {"zh": …, "en": …}}."""
        return {"~in": dict(self.by_language)}


@dataclass(frozen=True)
class Day:
    """A local day; `style` is "day" (with its weekday), "year" (with its year) or "month"."""

    day: date
    style: str = "day"

    def pack(self) -> Json:
        """As JSON: {"~day": [ISO date, style]}."""
        return {"~day": [self.day.isoformat(), self.style]}


@dataclass(frozen=True)
class Moment:
    """An instant in UTC seconds; `style` is "moment" (day and clock) or "clock"."""

    at: int
    style: str = "moment"

    def pack(self) -> Json:
        """As JSON: {"~at": [seconds, style]}."""
        return {"~at": [self.at, self.style]}


@dataclass(frozen=True)
class Several:
    """Several texts in one line, joined as the language joins them."""

    items: tuple["Text", ...]

    def pack(self) -> Json:
        """As JSON: {"~and": [texts]}."""
        return {"~and": [pack(item) for item in self.items]}


Text = str | int | Message | Words | Day | Moment | Several


def _(msgid: str, **values: Text) -> Message:
    """The sentence `msgid`, to be rendered in the reader's language."""
    return Message(msgid, values)


def _n(one: str, many: str, number: int, **values: Text) -> Message:
    """Like `_`, choosing by `number`, which both sentences may use as {number}."""
    return Message(one, values | {"number": number}, plural=many, number=number)


def pack(text: Text | None) -> Json:
    """A text as JSON; strings and numbers stay as they are."""
    return text if text is None or isinstance(text, (str, int)) else text.pack()


def language_of(code: str | None) -> str:
    """Our language for any code a client sends ("zh-hans", "zh-CN", "en-GB"); the first language if unknown."""
    start = (code or "").strip().lower()[:2]
    return start if start in LANGUAGES else FIRST_LANGUAGE


class Texts:
    """The catalogs, read from their .po files once at start."""

    def __init__(self, folder: Path) -> None:
        self._catalogs = {language: _catalog(folder, locale) for language, locale in LOCALES.items()}

    def render(self, tree: Json, language: str, zone: ZoneInfo) -> Json:
        """The same JSON tree with every text node spoken in `language`."""
        if isinstance(tree, list):
            return [self.render(item, language, zone) for item in tree]
        if not isinstance(tree, dict):
            return tree
        if len(tree) == 1:
            kind, node = next(iter(tree.items()))
            if kind.startswith("~"):
                return self._speak(kind, node, language, zone)
        return {key: self.render(value, language, zone) for key, value in tree.items()}

    def say(self, text: Text, language: str, zone: ZoneInfo) -> str:
        """One text in `language`."""
        return str(self.render(pack(text), language, zone))

    def _speak(self, kind: str, node: Json, language: str, zone: ZoneInfo) -> str:
        match kind:
            case "~m":
                return self._fill(node[0], self._catalogs[language].get(node[0]) or node[0], node[1], language, zone)
            case "~n":
                one, many, number, values = node
                spoken = self._catalogs[language].get(one) or (one if number == 1 else many)
                return self._fill(one, spoken, values, language, zone)
            case "~in":
                return str(node.get(language) or node.get(FIRST_LANGUAGE) or next(iter(node.values()), ""))
            case "~day":
                return spoken_day(date.fromisoformat(node[0]), language, node[1])
            case "~at":
                return _moment(node[0], language, zone, node[1])
            case _:
                return _joined([str(self.render(item, language, zone)) for item in node], language)

    def _fill(self, msgid: str, spoken: str, values: Json, language: str, zone: ZoneInfo) -> str:
        rendered = self.render(values, language, zone)
        try:
            return spoken.format(**rendered)
        except (KeyError, IndexError, ValueError):  # a slip in a catalog must not silence the home
            return msgid.format(**rendered)


def _joined(texts: list[str], language: str) -> str:
    wider = any(comma in text for text in texts for comma in COMMAS)
    return (WIDER_JOINERS if wider else JOINERS)[language].join(texts)


@lru_cache(maxsize=4096)
def spoken_day(day: date, language: str, style: str = "day") -> str:
    """A day as people say it: "12月5日（周六）"."""
    patterns = {"day": DAY_PATTERNS, "year": YEAR_PATTERNS, "month": MONTH_PATTERNS}[style]
    return format_date(day, patterns[language], locale=LOCALES[language])


def _moment(at: int, language: str, zone: ZoneInfo, style: str) -> str:
    local = datetime.fromtimestamp(at, UTC).astimezone(zone)
    clock = _spoken_clock(local.time().replace(second=0), language)
    return clock if style == "clock" else f"{spoken_day(local.date(), language)} {clock}"


@lru_cache(maxsize=2048)
def _spoken_clock(clock: time, language: str) -> str:
    return format_time(clock, CLOCK_PATTERNS[language], locale=LOCALES[language])


def _catalog(folder: Path, locale: str) -> dict[str, str]:
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():  # English needs none: its sentences are the msgids
        return {}
    with path.open("rb") as file:
        entries = read_po(file, locale=locale)
    catalog: dict[str, str] = {}
    for entry in entries:
        spoken = entry.string if isinstance(entry.string, str) else (entry.string or ("",))[0]
        if entry.id and spoken and not entry.fuzzy:
            catalog[entry.id if isinstance(entry.id, str) else entry.id[0]] = str(spoken)
    return catalog
