"""Guesses at codes, counted for the whole home: a new visit costs nothing, so counting each visit's own is no use."""

from dataclasses import dataclass

from bot.chat import Turn
from storage import meta

WINDOW_SECONDS = 600


@dataclass(frozen=True)
class Guesses:
    """The wrong guesses of everyone at one kind of code; `most` of them in ten minutes, then nobody guesses on."""

    kind: str
    most: int

    def are_too_many(self, turn: Turn) -> bool:
        """Whether nobody may guess for now."""
        return self._wrong(turn) >= self.most

    def add(self, turn: Turn) -> None:
        """One more was wrong."""
        meta.put(turn.db, self.kind, f"{_window(turn)} {self._wrong(turn) + 1}")

    def end(self, turn: Turn) -> int:
        """When one may guess again, in UTC seconds."""
        return (_window(turn) + 1) * WINDOW_SECONDS

    def _wrong(self, turn: Turn) -> int:
        window, _space, wrong = meta.get(turn.db, self.kind).partition(" ")
        return int(wrong) if window == str(_window(turn)) else 0


def _window(turn: Turn) -> int:
    return turn.now // WINDOW_SECONDS
