"""What is short, in words: which resource stood in the way, and on which day."""

from collections.abc import Sequence
from datetime import date

from bot.chat import Turn
from bot.service import resource_name
from bot.text import Day, Several, Text, _
from storage.places import Short


def short_of(turn: Turn, shorts: Sequence[Short]) -> Text:
    """Which resource is the one that is short, and on which day."""
    by_place = {(short.resource, short.day): short for short in shorts}
    return _("No room left: {what}.", what=Several(tuple(_short(turn, short) for short in by_place.values())))


def _short(turn: Turn, short: Short) -> Text:
    name = resource_name(turn.home, short.resource)
    if not short.day:
        return name
    return _("{resource} on {day}", resource=name, day=Day(date.fromisoformat(short.day)))


def full_again(turn: Turn, shorts: Sequence[Short]) -> Text:
    """Somebody else got the place between looking and sending."""
    short = short_of(turn, shorts)
    return _("Somebody was a moment faster. {short} Nothing has been sent; please choose again.", short=short)
