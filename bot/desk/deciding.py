"""One decision about a booking: the change of state, and what the colleague and the family then read."""

from collections.abc import Callable

from bot.booking import change, tell_family
from bot.chat import Screen, Tap, Turn
from bot.desk.card import card, faster, handled
from bot.service import service_of
from bot.shortage import short_of
from bot.text import Message, _
from storage.places import Booking, Full, IllegalMove, Stale

Letter = Callable[[Turn, Booking], Screen]

# What the colleague reads after a decision.
DONE: dict[str, Message] = {
    "confirmed": _("Confirmed. The family has been told."),
    "declined": _("Declined. The family has been told why."),
    "waitlisted": _("On the waitlist. The family has been told."),
    "cancelled": _("Called off. The family has been told."),
    "late_cancel": _("Called off, as a late one. The family has been told."),
    "arrived": _("Written down: they are here."),
    "completed": _("Written down: it took place."),
    "no_show": _("Written down: nobody came. Please ring them; something may have happened."),
    "unresolved": _("It is undecided again. Please choose what really happened."),
}


def decide(turn: Turn, tap: Tap, to: str, letter: Letter | None = None, reason: str = "") -> Screen:
    """Bring the booking to another state and tell the family; or say what stood in the way, and how it stands now."""
    booking = handled(turn, tap.ref)
    lacking = service_of(booking).lacks(turn, booking) if to == "confirmed" else None
    if lacking is not None:
        return card(turn, booking, lacking)
    try:
        changed = change(turn, booking, to, "staff", version=tap.version, reason=reason)
    except Stale as stale:
        return card(turn, stale.booking, faster(turn, stale, to))
    except Full as full:
        return card(turn, booking, short_of(turn, full.shorts))
    except IllegalMove:
        return card(turn, booking, _("That is not possible as it stands now."))
    if letter is not None:
        tell_family(turn, changed, letter(turn, changed))
    return card(turn, changed, DONE[to])
