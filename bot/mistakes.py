"""Mistakes in what a home wrote down: each says where it is, what is wrong and what to write instead.

They are collected, not raised one by one: a volunteer who edits a file wants the whole list at once.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.text import Message, Several, Text, _


@dataclass(frozen=True)
class Wrong:
    """What a value says of itself when it is wrong: the key, what is wrong, the mend."""

    key: str
    what: Message
    mend: Text


@dataclass(frozen=True)
class Mistake:
    """One mistake. `place` says where: "home.toml, line 12" or the name of a setting; `line` is 0 without a file."""

    place: Text
    what: Text
    mend: Text
    line: int = 0

    @property
    def sentence(self) -> Message:
        """The whole of it in one line."""
        return _("{place}: {what} {mend}", place=self.place, what=self.what, mend=self.mend)


class Mistakes(Exception):  # noqa: N818 - a list for people to read, not a fault of the program
    """All the mistakes that were found, in the order in which people would mend them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = tuple(mistakes)

    def lines(self) -> tuple[Message, ...]:
        """One sentence for each mistake."""
        return tuple(mistake.sentence for mistake in self.mistakes)


class HomeMistakes(Mistakes):
    """home.toml cannot be used as it is."""


class SettingsMistakes(Mistakes):
    """The settings cannot be used as they are."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be."""
    found = difflib.get_close_matches(name.lower(), {each.lower(): each for each in known}, n=1, cutoff=0.6)
    return next((each for each in known if each.lower() == found[0]), None) if found else None


def suggestion(name: str, known: Iterable[str]) -> Message:
    """The mend for an unknown name: the one that was probably meant, or all there are."""
    ordered = sorted(known)
    near = nearest(name, ordered)
    if near:
        return _("Did you mean “{near}”?", near=near)
    if not ordered:
        return _("Delete it, or declare it first.")
    return _("Known here: {known}.", known=Several(tuple(ordered)))
