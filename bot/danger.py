"""Finds words of danger in free text, however they are written. It weighs nothing and advises nothing: a person reads.

The lists are data. In a word "…" stands for up to six characters: "忍不住…打…孩子". A find that lies wholly inside a
harmless phrase ("想死你了") is none; one beside it still counts. Misses cost more than false alarms.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

Level = Literal["now", "today"]

GAP = ".{0,6}?"
LETTERS = frozenset("LN")
LATIN_SPACE = re.compile("(?<=[a-z0-9]) +(?=[a-z0-9])")


@dataclass(frozen=True)
class Lists:
    """The words: `now` brings somebody at once, `today` the same day; `harmless` phrases that hold one of them."""

    now: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()

    def __add__(self, more: "Lists") -> "Lists":
        return Lists(self.now + more.now, self.today + more.today, self.harmless + more.harmless)


@dataclass(frozen=True)
class Match:
    """What was found: how pressing it is, and the word of the list, so that whoever reads knows why it is here."""

    level: Level
    word: str


class Watcher:
    """The lists, ready to read with. `variants` evens out characters: traditional ones, and look-alikes."""

    def __init__(self, lists: Lists, variants: Mapping[str, str]) -> None:
        self._variants = {ord(one): other for one, other in variants.items()}
        self._now = self._compiled(lists.now)
        self._today = self._compiled(lists.today)
        self._harmless = [found for _word, found in self._compiled(lists.harmless)]
        # Nearly every text holds none of the words: one look says so, a hundred times sooner than a look for each.
        self._any = re.compile("|".join(found.pattern for _word, found in self._now + self._today) or "(?!)")

    def match(self, text: str) -> Match | None:
        """The most pressing find in `text`, or None."""
        squashed, places = self._squashed(text)
        if not self._any.search(squashed):
            return None
        safe = list(self._safe(squashed, places))
        for word, pattern in self._now:
            if _counts(pattern, squashed, safe):
                return Match("now", word)
        return next((Match("today", word) for word, pattern in self._today if _counts(pattern, squashed, safe)), None)

    def _compiled(self, words: Iterable[str]) -> list[tuple[str, re.Pattern[str]]]:
        return [(word, re.compile(self._pattern(word))) for word in words if self._squashed(word)[0]]

    def _pattern(self, word: str) -> str:
        return GAP.join(re.escape(self._squashed(part)[0]) for part in word.split("…"))

    def _squashed(self, text: str) -> tuple[str, list[int]]:
        """Letters and digits alone, evened out, and where in the text each of them stood."""
        normal = unicodedata.normalize("NFKC", text).casefold().translate(self._variants)
        normal = LATIN_SPACE.sub("", normal)  # the spaces between English words do not break a phrase
        kept = [(c, i) for i, c in enumerate(normal) if unicodedata.category(c)[0] in LETTERS]
        return "".join(c for c, _i in kept), [i for _c, i in kept]

    def _safe(self, squashed: str, places: list[int]) -> Iterator[tuple[int, int]]:
        """Harmless phrases. They must stand unbroken in the text: “我想死，你了解吗” is not “想死你了”."""
        for pattern in self._harmless:
            for found in pattern.finditer(squashed):
                start, end = found.span()
                if places[end - 1] - places[start] == end - 1 - start:
                    yield start, end


def _counts(pattern: re.Pattern[str], squashed: str, safe: list[tuple[int, int]]) -> bool:
    """Whether it is found anywhere that is not inside a harmless phrase."""
    spans = (found.span() for found in pattern.finditer(squashed))
    return any(not any(first <= start and end <= last for first, last in safe) for start, end in spans)


@lru_cache(maxsize=4)
def watcher(path: Path, more: Lists) -> Watcher:
    """The lists of the file at `path` with those that a home adds."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = Lists(*(tuple(data[name]) for name in ("now", "today", "harmless")))
    variants = {pair[0]: pair[1] for pair in data["variants"].split()}
    return Watcher(lists + more, variants)
