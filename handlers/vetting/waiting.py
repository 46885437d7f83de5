"""What of volunteers waits on the desk: sign-ups to read, and people of whom nothing is missing any more."""

from collections.abc import Iterator

from bot.chat import Button, Tap, Turn
from bot.desk import Item, Rank, stands_beneath, waits
from bot.desk.waiting import late_by
from bot.text import Moment, Text, _
from bot.volunteering.profile import Volunteers
from bot.volunteering.standing import standing_of
from bot.volunteering.words import needs
from handlers.vetting.card import SEE_TO
from storage import volunteers
from storage.volunteers import Volunteer


@stands_beneath
def way_in(turn: Turn) -> Iterator[Button]:
    """From the desk to the volunteers, for whoever sees to them."""
    if turn.home.offers(Volunteers) and turn.person.roles & SEE_TO:
        yield Button(_("The volunteers"), Tap("vetting", "page", "0"), hint=_("sign-ups, checks, who is active"))


@waits
def waiting(turn: Turn) -> Iterator[Item]:
    """Overdue first, then by the promise."""
    if not turn.home.offers(Volunteers) or not turn.person.roles & SEE_TO:
        return
    for one in volunteers.in_states(turn.db, turn.seal, ("applied", "in_process")):
        by = one.decide_by or one.since
        rank = Rank.OVERDUE if by <= turn.now else Rank.AHEAD
        label = _("Volunteer {ref}", ref=one.ref)
        yield Item(Tap("vetting", "card", one.ref, one.version), label, _why(turn, one, by), rank, by)


def _why(turn: Turn, one: Volunteer, by: int) -> Text:
    if by <= turn.now:
        return late_by(turn.now - by)
    if one.state == "applied":
        return _("has signed up; answer by {by}", by=Moment(by))
    if not needs(turn, standing_of(turn, one.id)):
        return _("nothing is missing: decide")
    return _("getting to know each other, until {by}", by=Moment(by))
