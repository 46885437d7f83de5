"""What a channel must be able to do to carry letters, and the answers that it may give instead of having delivered."""

from typing import Protocol

from bot.limits import Rate
from bot.text import Json
from storage.delivery import Letter


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


class Courier(Protocol):
    """A channel, as far as it carries letters; `a_chat` and `everyone` say how fast it may."""

    name: str
    a_chat: Rate
    everyone: Rate

    async def carry(self, letter: Letter, screen: Json) -> tuple[str, ...]:
        """Deliver a screen in its reader's words; what the channel calls it. Raises one of the answers above."""
