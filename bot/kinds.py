"""What a value of the profile may be: simple types and how they are written, and the rules a field may add to its type.

`Annotated[int, AtLeast(1)]`, `Annotated[str, Names("buildings")]`: the rule stands where the field is declared.
"""

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from bot.text import Message, Words, _

Path = tuple[str | int, ...]

CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")


@dataclass(frozen=True)
class AtLeast:
    """A number that is not smaller."""

    least: int


@dataclass(frozen=True)
class Between:
    """A number from `least` to `most`, both included."""

    least: int
    most: int


@dataclass(frozen=True)
class Names:
    """A text that is the id of a table in the list `where`, such as "buildings" or "respite.kinds"."""

    where: str


@dataclass(frozen=True)
class Field:
    """A key that a table may have; `required` unless its dataclass gives a default."""

    kind: Any
    required: bool


@dataclass(frozen=True)
class Leaf:
    """How one simple type is written: what it is called, an example, and the value (or ValueError) of what is there."""

    wanted: Message
    example: str
    value: Callable[[Any], Any]


def _exactly(kind: type) -> Callable[[Any], Any]:
    def value(found: Any) -> Any:
        if type(found) is not kind or (isinstance(found, str) and not found.strip()):
            raise ValueError(found)
        return found

    return value


def _number(found: Any) -> float:
    if type(found) not in (int, float):
        raise ValueError(found)
    return float(found)


def _time(found: Any) -> time:
    if type(found) is time and not found.second and not found.microsecond:
        return found
    clock = CLOCK.fullmatch(found.strip()) if isinstance(found, str) else None
    if clock is None:
        raise ValueError(found)
    return time(0) if clock[0] == "24:00" else time(int(clock[1]), int(clock[2]))


def _date(found: Any) -> date:
    return found if type(found) is date else date.fromisoformat(found if type(found) is str else "")


def _zone(found: Any) -> ZoneInfo:
    try:
        return ZoneInfo(found if type(found) is str and found else "?")
    except (OSError, LookupError) as error:
        raise ValueError(found) from error


LEAVES: dict[Any, Leaf] = {
    str: Leaf(_("a text in quotes"), '"…"', _exactly(str)),
    int: Leaf(_("a whole number without quotes"), "8", _exactly(int)),
    float: Leaf(_("a number without quotes"), "39.5", _number),
    bool: Leaf(_("true or false, without quotes"), "true", _exactly(bool)),
    time: Leaf(_("a time of day"), '"08:30"', _time),
    date: Leaf(_("a date"), "2026-12-31", _date),
    ZoneInfo: Leaf(_("a time zone"), '"Asia/Shanghai"', _zone),
}


def fields_of(kind: Any) -> dict[str, Field]:
    """The keys of a dataclass's table."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        each.name: Field(hints[each.name], required=each.default is MISSING and each.default_factory is MISSING)
        for each in fields(kind)
    }


def name_of(path: Path, *, whole: bool = False) -> str:
    """The last name of a path, or all its names with dots."""
    named = [str(part) for part in path if isinstance(part, str)]
    return ".".join(named) if whole else named[-1]


def heading_of(kind: Any, path: Path) -> str:
    """The TOML heading under which a dataclass or a list of them is written; empty for a simple value."""
    inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
    if inner is Words or not is_dataclass(inner):
        return ""
    name = name_of(path, whole=True)
    return f"[{name}]" if inner is kind else f"[[{name}]]"


def example_of(kind: Any) -> str:
    """How a value of this type is written."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Annotated, Union, types.UnionType):
        return example_of(inner[0])
    if origin is Literal:
        return f'"{inner[0]}"'
    if origin is tuple:
        return f"[{example_of(inner[0])}]"
    return LEAVES[kind].example if kind in LEAVES else '"…"' if kind is Words else "{ … }"


def as_written(found: Any) -> str:
    """What was found, short and as TOML writes it."""
    match found:
        case bool():
            return str(found).lower()
        case str():
            return f'"{found[:40]}"'
        case list():
            return "[ … ]"
        case dict():
            return "{ … }"
        case datetime() | date() | time():
            return found.isoformat()
        case _:
            return str(found)
