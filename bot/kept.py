"""What flows keep of a person beside bookings and children, so that "my data" shows, takes along and forgets all of it.

A flow says it here once; the privacy flow knows none of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.chat import Button, Turn
from bot.home import Home
from bot.text import Json, Text

Facts = tuple[tuple[Text, Text], ...]


@dataclass(frozen=True)
class Kept:
    """What one flow keeps: `section` of the profile that must be there; `said` for everybody (how long, how many);
    `mine` and `buttons` for the person; `file` by a name of its own, for the file that is taken along.
    """

    name: str
    section: type
    said: Callable[[Turn], Facts]
    mine: Callable[[Turn], Facts]
    buttons: Callable[[Turn], list[Button]]
    file: Callable[[Turn], Json]


_KEPT: list[Kept] = []


def keeps(kept: Kept) -> Kept:
    """Make it known."""
    _KEPT.append(kept)
    return kept


def all_kept(home: Home) -> Iterator[Kept]:
    """What is kept in this home."""
    return (kept for kept in _KEPT if home.offers(kept.section))
