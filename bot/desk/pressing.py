"""Words of danger as this home knows them: the lists that ship, with those that its profile adds."""

from dataclasses import dataclass
from pathlib import Path

from bot.chat import Turn
from bot.danger import Lists, Match, watcher

LISTS = Path(__file__).parents[2] / "handlers" / "danger.toml"


@dataclass(frozen=True)
class Danger:
    """The section [danger] of the profile: what a home adds to the lists, in the words of its region."""

    now: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


def pressing(turn: Turn, text: str) -> Match | None:
    """The most pressing find in a text, or None."""
    more = turn.home[Danger] if turn.home.offers(Danger) else Danger()
    return watcher(LISTS, Lists(more.now, more.today, more.harmless)).match(text)
