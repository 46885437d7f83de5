"""Return codes: who types one goes on as whoever made that booking, on another phone or after the page was cleared.

A wrong code and an expired one are answered alike.
"""

import re
from unicodedata import normalize

from bot.booking import CODE
from bot.chat import Refused, Turn, plain
from bot.guesses import Guesses
from bot.text import _
from storage import audit, people, places
from storage.places import Booking
from storage.seal import CODE_LENGTH, REF_ALPHABET

HALF = f"[{REF_ALPHABET}]{{{CODE_LENGTH // 2}}}"
PATTERN = re.compile(rf"[^A-Z0-9]*({HALF})[^A-Z0-9]{{0,3}}({HALF})[^A-Z0-9]*")
LASTS_SECONDS = 30 * 24 * 3600
GUESSES = Guesses("return codes guessed wrong", most=30)
NOT_FOUND = _(
    "We found nothing under this code. Please compare it once more: it has 8 letters and digits. If it still does not "
    "work, ring us and we look for your booking together."
)


def read(text: str) -> str | None:
    """The code in what was typed, in any case or width, with or without its dash and a word of Chinese; else None."""
    found = PATTERN.fullmatch(normalize("NFKC", plain(text)).upper())
    return found[1] + found[2] if found else None


def enter(turn: Turn, code: str) -> Booking:
    """Make this address speak for whoever made the booking, `turn.person` included; the booking. Raises Refused."""
    if GUESSES.are_too_many(turn):
        phone = turn.home.phone
        raise Refused(_("Too many codes were tried just now. Please wait ten minutes, or ring {phone}.", phone=phone))
    booking = places.by_code(turn.db, turn.seal.blind(code, CODE))
    if booking is None or booking.person_id is None or not _opens(turn, booking):
        GUESSES.add(turn)
        raise Refused(NOT_FOUND)
    if booking.person_id != turn.person.id:
        people.move_address(turn.db, turn.address.id, booking.person_id)
        audit.record(
            turn.db, at=turn.now, actor=turn.person.ref, act="booking.returned", what=booking.ref, why="return code"
        )
        turn.person = people.person(turn.db, turn.seal, booking.person_id)
    return booking


def _opens(turn: Turn, booking: Booking) -> bool:
    """Not for ever, and never a colleague's rights."""
    colleague = people.person(turn.db, turn.seal, booking.person_id or 0).roles or turn.person.roles
    return turn.now <= booking.ends_at + LASTS_SECONDS and not colleague
