"""What the roster puts before colleagues unasked: today's shifts, what is not safe soon, hours nobody has confirmed."""

from collections.abc import Iterator
from datetime import date

from bot.chat import Button, Screen, Tap, Turn
from bot.desk import Item, Rank, shows_today, stands_beneath, waits
from bot.text import Day, Moment, Several, _, _n
from bot.volunteering.profile import Volunteers, rules_of
from bot.volunteering.safety import safety_of
from bot.volunteering.served import OPEN
from bot.volunteering.shifts import Shift, ahead, shift_of_signup, shifts_between
from handlers.roster.screens import LOOK, SEE_TO, line
from storage import signups
from storage.due import Due

HOUR = 3600
PAST_SECONDS = 30 * 24 * HOUR


def tell_orphans(turn: Turn, moment: Due) -> None:
    """On which days (ISO, in `object`) volunteers have signed up for what the plan no longer knows."""
    days = tuple(Day(date.fromisoformat(day)) for day in moment.object.split())
    turn.tell(moment.person_id, Screen(
        title=_("Shifts that no longer fit the weekly plan"),
        text=_("The posts have changed. On these days volunteers have signed up for shifts that are no longer there as "
               "they were: {days}. Please ring them.", days=Several(days)),
        rows=((Button(_("Shifts of the next days"), Tap("roster", "list"), "primary"),),),
    ), purpose="desk")  # fmt: skip


@stands_beneath
def way_in(turn: Turn) -> Iterator[Button]:
    """From the desk to the shifts, for whoever may look."""
    if turn.home.offers(Volunteers) and turn.person.roles & LOOK:
        hint = _("who comes, safe or not, digits at the door")
        yield Button(_("Volunteers' shifts"), Tap("roster", "list"), hint=hint)


@shows_today
def today(turn: Turn) -> Iterator[Button]:
    """Today's shifts, and those soon that are not safe."""
    if not turn.home.offers(Volunteers) or not turn.person.roles & LOOK:
        return
    yield from (line(turn, shift) for shift in shifts_between(turn, turn.today, turn.today))
    yield from (line(turn, shift) for shift in _unsafe_soon(turn) if shift.day != turn.today)


def _unsafe_soon(turn: Turn) -> list[Shift]:
    soon = turn.now + rules_of(turn.home).urgent_hours * HOUR
    near = [shift for shift in ahead(turn) if shift.span.starts_at <= soon]
    return [shift for shift in near if safety_of(turn, shift).word == "unsafe"]


@waits
def waiting(turn: Turn) -> Iterator[Item]:
    """What is not safe soon, and hours that nobody has confirmed."""
    if not turn.home.offers(Volunteers) or not turn.person.roles & SEE_TO:
        return
    for shift in _unsafe_soon(turn):
        label = _("{post}, {when}", post=shift.post.name, when=Moment(shift.span.starts_at))
        why = _("not safe: {reason}", reason=safety_of(turn, shift).unsafe[0])
        yield Item(Tap("roster", "shift", shift.ref), label, why, Rank.OVERDUE, shift.span.starts_at)
    for shift, number in _unconfirmed(turn):
        label = _("{post}, {when}", post=shift.post.name, when=Moment(shift.span.starts_at))
        why = _n("hours of {number} person to confirm", "hours of {number} people to confirm", number)
        yield Item(Tap("roster", "shift", shift.ref), label, why, Rank.AHEAD, shift.span.starts_at)


def _unconfirmed(turn: Turn) -> list[tuple[Shift, int]]:
    found: dict[str, tuple[Shift, int]] = {}
    for several in signups.between(turn.db, turn.now - PAST_SECONDS, turn.now).values():
        still = [one for one in several if one.booking.state in OPEN and one.booking.ends_at <= turn.now]
        shift = shift_of_signup(turn, still[0]) if still else None
        if shift is not None:
            found[shift.ref] = shift, len(still)
    return list(found.values())
