"""What a channel must be able to do to carry letters, and the answers that it may give instead of having delivered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.limits import Rate
from bot.text import Json
from storage.delivery import Letter

Part = Callable[[], Awaitable[str]]


class Later(Exception):  # noqa: N818 - an answer of the channel, not a fault
    """This address wants nothing for `seconds`. It was not delivered, and nobody else is concerned."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Down(Exception):  # noqa: N818 - an answer of the channel, not a fault
    """No answer, or no sensible one: it may have been delivered or not."""


class Unreachable(Exception):  # noqa: N818 - an answer of the channel, not a fault
    """Whoever lives at this address takes nothing from us any more."""


class Undeliverable(Exception):  # noqa: N818 - an answer of the channel, not a fault
    """This one letter will never be taken."""


@dataclass
class Parcel:
    """A letter as the messages that show it: calling a part sends it, and tells what the channel calls it.

    `main` is the part that a later screen may take the place of. `there` are those that have arrived.
    """

    letter: Letter
    parts: list[Part]
    main: int = 0
    there: list[str] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        """Whether all of it has arrived."""
        return len(self.there) == len(self.parts)

    @property
    def remote(self) -> tuple[str, ...]:
        """What the channel calls it, the main part first."""
        return (self.there[self.main], *(name for at, name in enumerate(self.there) if at != self.main))


class Courier(Protocol):
    """A channel, as far as it carries letters; `a_chat` and `everyone` say how fast its messages may follow."""

    name: str
    a_chat: Rate
    everyone: Rate

    def pack(self, letter: Letter, screen: Json) -> Parcel:
        """A screen in its reader's words, ready to go. Its parts raise one of the answers above."""
