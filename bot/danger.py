"""Finds words of danger in free text, however they are written. It weighs nothing and advises nothing: a person reads.

The lists are data. In a word "/" means one or the other, "+" that the next follows at once, and "…" that up to six
characters may stand between: "忍不住…打/揍+了…孩子". A find that lies wholly inside a harmless phrase ("想死你了") is
none; one beside it still counts. Misses cost more than false alarms.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from bot.home import Home

Level = Literal["now", "today", "soon"]
LEVELS: tuple[Level, ...] = get_args(Level)

LISTS = Path(__file__).parents[1] / "handlers" / "danger.toml"
GAP = ".{0,6}?"
LETTERS = frozenset("LN")
LATIN_SPACE = re.compile("(?<=[a-z0-9]) +(?=[a-z0-9])")

JOINT = re.compile("([…+])")
HARMLESS = len(LEVELS)

Span = tuple[int, int]


@dataclass(frozen=True)
class Lists:
    """The words: `now` brings somebody at once, `today` the same day, `soon` a social worker within three days.

    `harmless` are phrases that hold one of them. Whatever is on no list is ordinary.
    """

    now: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()

    def __add__(self, more: "Lists") -> "Lists":
        return Lists(*(getattr(self, each.name) + getattr(more, each.name) for each in fields(Lists)))


@dataclass(frozen=True)
class Danger(Lists):
    """The section [danger] of the profile: what a home adds to the lists, in the words of its region."""


@dataclass(frozen=True)
class Match:
    """What was found: how pressing it is, and the very words, so that whoever reads knows why it is here."""

    level: Level
    word: str


class Word(NamedTuple):
    """One spelling of a word, as it stands on the list of this rank; `follows` is what can vary in it, if anything."""

    rank: int
    begins: str
    follows: re.Pattern[str] | None


class Watcher:
    """The lists, ready to read with. `variants` evens out characters: traditional ones, and look-alikes.

    `sounds` are syllables that children type in place of a character; they count only beside Chinese: “他mo我”.
    """

    def __init__(self, lists: Lists, variants: Mapping[str, str], sounds: Mapping[str, str]) -> None:
        self._variants = {ord(one): other for one, other in variants.items()}
        self._sounds = sounds
        either = "|".join(sounds) or "(?!)"
        self._typed = re.compile(f"(?<=[一-鿿])(?:{either})(?![a-z])|(?<![a-z])(?:{either})(?=[一-鿿])")
        # By its first two characters: most pairs of a text begin no word at all, so that many words cost no more.
        self._words: dict[str, list[Word]] = {}
        for rank, words in enumerate((lists.now, lists.today, lists.soon, lists.harmless)):
            for spelling in (each for word in words for each in self._spellings(rank, word)):
                self._words.setdefault(spelling.begins[:2], []).append(spelling)

    def match(self, text: str) -> Match | None:
        """The most pressing find in `text`, or None."""
        squashed, places = self._squashed(text)
        finds = list(self._finds(squashed))
        safe = [span for rank, span in finds if rank == HARMLESS and _is_unbroken(places, *span)]
        counting = [(rank, span) for rank, span in finds if rank != HARMLESS and not _is_inside(span, safe)]
        if not counting:
            return None
        rank, (start, end) = min(counting, key=lambda find: (find[0], find[1][0], -find[1][1]))
        return Match(LEVELS[rank], squashed[start:end])

    def _finds(self, squashed: str) -> Iterator[tuple[int, Span]]:
        for start, alone in enumerate(squashed):
            for first in (alone, squashed[start : start + 2]):
                for rank, begins, follows in self._words.get(first, ()):
                    if not squashed.startswith(begins, start):
                        continue
                    end = start + len(begins)
                    if follows is None:
                        yield rank, (start, end)
                    elif found := follows.match(squashed, end):
                        yield rank, (start, found.end())

    def _spellings(self, rank: int, word: str) -> Iterator[Word]:
        """A word once for each of its beginnings; nothing for a word without a letter."""
        first, *rest = JOINT.split(word.strip("…+"))
        beginnings = [begins for begins in self._either(first) if begins]
        if rest[:1] == ["+"] and any(len(begins) == 1 for begins in beginnings):  # one character begins too many texts
            beginnings = [begins + more for begins in beginnings for more in self._either(rest[1])]
            rest = rest[2:]
        parts = (part if part in "…+" else f"(?:{'|'.join(map(re.escape, self._either(part)))})" for part in rest)
        pattern = "".join(parts).replace("+", "").replace("…", GAP)
        follows = re.compile(pattern) if pattern else None
        yield from (Word(rank, begins, follows) for begins in beginnings)

    def _either(self, part: str) -> list[str]:
        return [self._squashed(one)[0] for one in part.split("/")]

    def _squashed(self, text: str) -> tuple[str, list[int]]:
        """Letters and digits alone, evened out, and where in the text each of them stood."""
        normal = unicodedata.normalize("NFKC", text).casefold().translate(self._variants)
        normal = self._typed.sub(lambda typed: self._sounds[typed[0]], normal)
        normal = LATIN_SPACE.sub("", normal)  # the spaces between English words do not break a phrase
        kept = [(c, i) for i, c in enumerate(normal) if unicodedata.category(c)[0] in LETTERS]
        return "".join(c for c, _i in kept), [i for _c, i in kept]


def _is_unbroken(places: list[int], start: int, end: int) -> bool:
    """Harmless phrases must stand unbroken in the text: “我想死，你了解吗” is not “想死你了”."""
    return places[end - 1] - places[start] == end - 1 - start


def _is_inside(span: Span, safe: list[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in safe)


@lru_cache(maxsize=4)
def watcher(path: Path, more: Lists) -> Watcher:
    """The lists of the file at `path` with those that a home adds."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = Lists(*(tuple(data[each.name]) for each in fields(Lists)))
    variants = {pair[0]: pair[1] for pair in data["variants"].split()}
    sounds = dict(pair.split("=") for pair in data["sounds"].split())
    return Watcher(lists + more, variants, sounds)


def watcher_of(home: Home) -> Watcher:
    """The lists that ship with the program, with the words that this home adds."""
    return watcher(LISTS, home[Danger] if home.offers(Danger) else Danger())
