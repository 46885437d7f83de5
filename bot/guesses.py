"""Guesses at codes, counted for the whole home: a new visit costs nothing, so counting each visit's own is no use.

Where only somebody known may guess, each has few of their own, so that one cannot shut the door on everybody.
"""

from dataclasses import dataclass

from bot.chat import Turn
from storage import meta

WINDOW_SECONDS = 600
NOBODY = "-"


@dataclass(frozen=True)
class Guesses:
    """The wrong guesses of everyone at one kind of code; `most` of them in ten minutes, then nobody guesses on.

    `each`: how many of them may be by one whose ref is named.
    """

    kind: str
    most: int
    each: int | None = None

    def are_too_many(self, turn: Turn, who: str = NOBODY) -> bool:
        """Whether nobody may guess for now, or not this one."""
        wrong = self._wrong(turn)
        return len(wrong) >= self.most or (self.each is not None and wrong.count(who) >= self.each)

    def add(self, turn: Turn, who: str = NOBODY) -> None:
        """One more was wrong."""
        meta.put(turn.db, self.kind, " ".join((str(_window(turn)), *self._wrong(turn), who)))

    def end(self, turn: Turn) -> int:
        """When one may guess again, in UTC seconds."""
        return (_window(turn) + 1) * WINDOW_SECONDS

    def _wrong(self, turn: Turn) -> list[str]:
        """By whom each was."""
        window, *wrong = meta.get(turn.db, self.kind, NOBODY).split()
        return wrong if window == str(_window(turn)) else []


def _window(turn: Turn) -> int:
    return turn.now // WINDOW_SECONDS
