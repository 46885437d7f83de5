"""Ages and needs of children as the section [children] of the profile names them: asked by one flow, read by others."""

from dataclasses import dataclass

from bot.home import Home
from bot.text import Text, Words
from storage.children import Child


@dataclass(frozen=True)
class Kind:
    """An age group or a need; `high_support`: a child with it needs a second pair of hands."""

    id: str
    name: Words
    high_support: bool = False


@dataclass(frozen=True)
class Children:
    """The section [children] of the profile."""

    ages: tuple[Kind, ...]
    needs: tuple[Kind, ...]


def needs_of(home: Home, child: Child) -> tuple[Text, ...]:
    """What a child needs, in words; what the profile no longer knows is left out."""
    known = home[Children].needs if home.offers(Children) else ()
    return tuple(need.name for need in known if need.id in child.needs)
