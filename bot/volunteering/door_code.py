"""The code at the door: four digits that change every few minutes, so that they say no more than "this person is here".

No place is looked up and no device is followed: who types them stands, or stood a moment ago, where they are shown.
"""

import segno

from bot.chat import Turn
from bot.guesses import Guesses
from bot.volunteering.profile import rules_of

PLACE = "volunteers.door"
DIGITS = 4
GUESSES = Guesses("door codes guessed wrong", most=60, each=6)


def digits(turn: Turn, back: int = 0) -> str:
    """The digits of this moment, or of so many changes before."""
    window = turn.now // (rules_of(turn.home).code_minutes * 60) - back
    return f"{int.from_bytes(turn.seal.blind(str(window), PLACE)[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def is_right(turn: Turn, typed: str) -> bool:
    """Whether this is shown at the door, or was until a moment ago."""
    return typed in (digits(turn), digits(turn, 1))


def changes_at(turn: Turn) -> int:
    """When the digits change, in UTC seconds."""
    seconds = rules_of(turn.home).code_minutes * 60
    return (turn.now // seconds + 1) * seconds


def picture(turn: Turn) -> str:
    """A QR code that opens the home's page with the digits in it, as a data URI; nothing without a public address."""
    if not turn.home.url:
        return ""
    link = f"{turn.home.url}/?open=shifts-{digits(turn)}"
    return str(segno.make(link, error="m").svg_data_uri(scale=8, border=2))
