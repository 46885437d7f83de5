"""The way back to a letter: five picture-words such as “红色的鱼”, which can be said, drawn and remembered.

Each word is one of eight groups, one of eight things and one of eight colours: nine bits, 45 in all. A code is written
as fifteen digits from 0 to 7, three a word. Only a slow hash of it is kept.
"""

import re
import secrets
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.chat import PictureWord
from bot.fields import squash
from bot.guesses import Guesses
from bot.text import Text, Words, _

WORDS = 5
# How else people say a colour.
ALIASES = {"棕色": "咖啡色", "褐色": "咖啡色", "橘色": "橙色", "橘黄色": "橙色", "橘红色": "橙色", "粉红色": "粉色"}
DIGITS = 3 * WORDS
CODE = re.compile(rf"[0-7]{{{DIGITS}}}")
FILE = Path(__file__).with_name("words.toml")
GUESSES = Guesses("letter codes guessed wrong", most=30)


@dataclass(frozen=True)
class Thing:
    """Something with a name and a drawing: a group, a thing or a colour."""

    id: str
    name: Words


@dataclass(frozen=True)
class Group:
    """Eight things that belong together."""

    id: str
    name: Words
    things: tuple[Thing, ...]


@lru_cache(maxsize=1)
def lists() -> tuple[tuple[Group, ...], tuple[Thing, ...]]:
    """(the eight groups, the eight colours), in the order that codes are made of."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    groups = tuple(
        Group(group["id"], _words(group), tuple(Thing(thing["id"], _words(thing)) for thing in group["things"]))
        for group in data["groups"]
    )
    return groups, tuple(Thing(colour["id"], _words(colour)) for colour in data["colours"])


def _words(entry: dict[str, str]) -> Words:
    return Words({"zh": entry["zh"], "en": entry["en"]})


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(str(secrets.randbelow(8)) for _digit in range(DIGITS))


def picture_words(code: str) -> tuple[PictureWord, ...]:
    """A code, or as much of it as there is, in pictures."""
    return tuple(picture_word(code[at : at + 3]) for at in range(0, len(code) - 2, 3))


def picture_word(digits: str) -> PictureWord:
    """One word of a code."""
    thing, colour = _at(digits)
    return PictureWord(f"word-{thing.id}-{colour.id}", named(thing, colour))


def named(thing: Thing, colour: Thing) -> Text:
    """“红色的鱼”."""
    return _("{colour} {thing}", colour=colour.name, thing=thing.name)


def _at(digits: str) -> tuple[Thing, Thing]:
    groups, colours = lists()
    return groups[int(digits[0])].things[int(digits[1])], colours[int(digits[2])]


def read(text: str) -> str | None:
    """The code in what was typed or said: five words such as “红色的鱼” or “red fish”; None if it holds no five."""
    words = _pattern().findall(squash(text))
    return "".join(_digits(colour, thing) for colour, thing in words) if len(words) == WORDS else None


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """(the digit of each name of a colour, the two digits of each name of a thing)."""
    groups, colours = lists()
    of_colours = {squash(name): str(n) for n, colour in enumerate(colours) for name in _names(colour)}
    of_colours |= {alias: of_colours[squash(name)] for alias, name in ALIASES.items()}
    of_colours |= {name.removesuffix("色"): digit for name, digit in of_colours.items()}
    of_things = {
        squash(name): f"{g}{t}" for g, group in enumerate(groups) for t, thing in enumerate(group.things)
        for name in _names(thing)
    }  # fmt: skip
    return of_colours, of_things


def _names(one: Thing) -> list[str]:
    return list(one.name.by_language.values())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    colours, things = (sorted(table, key=len, reverse=True) for table in _tables())
    return re.compile(f"({'|'.join(map(re.escape, colours))})的?({'|'.join(map(re.escape, things))})")


def _digits(colour: str, thing: str) -> str:
    of_colours, of_things = _tables()
    return of_things[thing] + of_colours[colour]
