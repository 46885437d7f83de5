"""Counting children without knowing them: one device once in some minutes, and no number before there are enough.

Whoever sees that three think so can guess who they are.
"""

import secrets
from collections.abc import Sequence

from bot.board.profile import Board
from bot.chat import Turn
from bot.text import Text, _, _n
from storage import unrecorded

SALT = secrets.token_hex(16)  # is nowhere but in memory: not even with the key can a device be found again
BLOCKS = 10


def why_not_counted(turn: Turn, what: str) -> Text | None:
    """Why this tap does not count: a colleague's, or the same device's as a few minutes ago. None: it counts."""
    if turn.person.roles:
        return _("This is for children to say. A colleague's tap does not count.")
    if unrecorded.heard_once(turn.db, turn.seal, f"{SALT} {what} {turn.address.id}"):
        return _("You have said that already. The next child can say it in a while.")
    return None


def are_enough(turn: Turn, number: int) -> bool:
    """Whether a number may be told to children."""
    return number >= turn.home[Board].same_from


def how_many(number: int) -> Text:
    """How many have answered."""
    return _n("{number} child has answered.", "{number} children have answered.", number)


def bars(numbers: Sequence[tuple[Text, int]]) -> tuple[tuple[Text, Text], ...]:
    """Each answer with a bar, and in a few words how many chose it: never the number itself."""
    total = max(1, sum(number for _label, number in numbers))
    return tuple((label, _bar(number, total)) for label, number in numbers)


def _bar(number: int, total: int) -> Text:
    filled = max(1, round(BLOCKS * number / total)) if number else 0
    return _("{bar} {share}", bar="■" * filled + "□" * (BLOCKS - filled), share=_share(number, total))


def _share(number: int, total: int) -> Text:
    if number == 0:
        return _("nobody")
    if number == total:
        return _("everybody")
    return _("few") if number * 3 < total else _("many") if number * 3 > total * 2 else _("about half")
