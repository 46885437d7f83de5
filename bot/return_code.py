"""Return codes: who types one goes on as whoever made that booking, on another phone or after the page was cleared.

A wrong code and an expired one are answered alike.
"""

import re
from unicodedata import normalize

from bot.booking import CODE
from bot.chat import Refused, Turn, plain
from bot.guesses import Guesses
from bot.text import _
from storage import audit, people, places, volunteers
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


def enter(turn: Turn, code: str) -> Booking | None:
    """Make this address speak for whoever made the booking, `turn.person` included; the booking. Raises Refused.

    None for the code of a volunteer, who goes on with their own page.
    """
    if GUESSES.are_too_many(turn):
        phone = turn.home.phone
        raise Refused(_("Too many codes were tried just now. Please wait ten minutes, or ring {phone}.", phone=phone))
    booking = places.by_code(turn.db, turn.seal.blind(code, CODE))
    volunteer = volunteers.by_code(turn.db, turn.seal, code) if booking is None else None
    lasts = booking is not None and turn.now <= booking.ends_at + LASTS_SECONDS
    if booking is not None and lasts and _goes_on_as(turn, booking.person_id, "booking.returned", booking.ref):
        return booking
    is_here = volunteer is not None and volunteer.state in volunteers.HERE
    if volunteer is not None and is_here and _goes_on_as(
        turn, volunteer.person_id, "volunteer.returned", volunteer.ref
    ):
        return None
    GUESSES.add(turn)
    raise Refused(NOT_FOUND)


def _goes_on_as(turn: Turn, person_id: int | None, act: str, what: str) -> bool:
    """Whether this address speaks for that person from now on: never with a colleague's rights."""
    if person_id is None or people.person(turn.db, turn.seal, person_id).roles or turn.person.roles:
        return False
    if person_id != turn.person.id:
        people.move_address(turn.db, turn.address.id, person_id)
        audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=act, what=what, why="return code")
        turn.person = people.person(turn.db, turn.seal, person_id)
    return True
