"""What of bookings and calls waits on the desk, and in a few words why it is where it is."""

from collections.abc import Iterator

from bot import booking as bookings
from bot.chat import Button, Screen, Tap, Turn, column
from bot.desk.card import DECIDERS, may_handle
from bot.desk.queue import Item, Rank, door_open_on_details, lines_of_today, waits
from bot.service import is_known, service_of
from bot.text import Message, Moment, Several, Text, _, _n
from storage import audit, calls, places, questions
from storage.calls import Call
from storage.places import Booking

HOUR = 3600
CALL_REASONS: dict[str, Message] = {
    "asked": _("asked to be rung"),
    "unseen": _("has not seen an important message"),
    "unreachable": _("no message reaches them"),
    "feedback": _("was not content"),
    "child": _("the child would rather not come, or is not sure"),
    "hard": _("a volunteer had a hard shift and would like to talk"),
}


@waits
def waiting_bookings(turn: Turn) -> Iterator[Item]:
    """Bookings that wait for staff. Storage has them in order already; that order decides within a rank."""
    answered = questions.unread_answers(turn.db)
    mine = places.queue(turn.db, turn.now)
    others = [places.find(turn.db, ref) for ref in answered.keys() - {one.ref for one in mine}]
    mine += [one for one in others if one is not None]
    for order, one in enumerate(one for one in mine if may_handle(turn, one)):
        rank, why = why_here(turn, one, answered=one.ref in answered)
        yield Item(Tap("desk", "card", one.ref, one.version), label_of(turn, one), why, rank, order)


def label_of(turn: Turn, one: Booking) -> Text:
    """A booking on a button: what and when, never whose."""
    return _("{what}, {when}", what=service_of(one).title(turn.home, one), when=Moment(one.starts_at))


def why_here(turn: Turn, one: Booking, *, answered: bool = False) -> tuple[Rank, Text]:
    """Its rank, and why."""
    late = turn.now - one.decide_by if one.state == "held" and one.decide_by is not None else -1
    if one.urgent and one.state in ("held", "unresolved"):
        return Rank.URGENT, _("urgent: please ring")
    if late >= 0:
        return Rank.OVERDUE, late_by(late)
    if one.call == "open":
        return Rank.RING, _("a place is free, please ring")
    if answered:
        return Rank.ANSWERED, _("the family has answered")
    return Rank.AHEAD, _ahead(one)


def _ahead(one: Booking) -> Text:
    match one.state:
        case "held":
            return _("answer by {by}", by=Moment(one.decide_by or one.starts_at))
        case "arrived":
            return _("in the house until {until}", until=Moment(one.ends_at))
        case "unresolved":
            return _("over: how did it go?")
        case _:
            return _("comes {when}", when=Moment(one.starts_at))


def late_by(seconds: int) -> Text:
    """How far past the promised hour an answer is."""
    if seconds < HOUR:
        return _("the answer is late")
    return _n("the answer is {number} hour late", "the answer is {number} hours late", seconds // HOUR)


@waits
def waiting_calls(turn: Turn) -> Iterator[Item]:
    """People to ring; whoever is to be rung about a freed place is in the queue with the booking."""
    about = calls.bookings(turn.db)
    for call in calls.waiting(turn.db):
        if _reaches(turn, _known(turn, about.get(call.about))):
            tap = Tap("desk", "call", call.ref, call.version)
            yield Item(tap, _("A call to make"), call_reason(call), Rank.RING, call.at)


def call_reason(call: Call) -> Text:
    """Why somebody should be rung."""
    return CALL_REASONS.get(call.reason, _("please ring"))


def booking_of(turn: Turn, call: Call) -> Booking | None:
    """The booking that a call is about, if it is about one that a family has made."""
    return _known(turn, places.find(turn.db, call.about))


def _known(turn: Turn, about: Booking | None) -> Booking | None:
    return about if about is not None and is_known(turn.home, about) else None


def may_ring(turn: Turn, call: Call) -> bool:
    """Whether this person's roles reach a call."""
    return _reaches(turn, booking_of(turn, call))


def _reaches(turn: Turn, about: Booking | None) -> bool:
    """Through the booking it is about, or because they see to everything."""
    return may_handle(turn, about) if about is not None else bool(turn.person.roles & DECIDERS)


def today_screen(turn: Turn) -> Screen:
    """Who is in the house today, and who is still to come."""
    expected = [one for one in places.queue(turn.db, turn.now) if _is_today(turn, one) and may_handle(turn, one)]
    buttons = [
        Button(_label(turn, one), Tap("desk", "card", one.ref, one.version), hint=why_here(turn, one)[1])
        for one in sorted(expected, key=lambda one: one.starts_at)
    ]
    many = _n("{number} booking today.", "{number} bookings today.", len(buttons))
    return Screen(
        title=_("In the house today"),
        text=many if buttons else _("Nobody is expected today."),
        rows=column([*buttons, *lines_of_today(turn), Button(_("Back to the desk"), Tap("desk", "queue"), "quiet")]),
    )


def _is_today(turn: Turn, one: Booking) -> bool:
    return one.state in ("confirmed", "arrived") and turn.home.local_day(one.starts_at) <= turn.today


def _label(turn: Turn, one: Booking) -> Text:
    """Names are for whoever stands at the door; that they were read is recorded."""
    title = service_of(one).title(turn.home, one)
    if not door_open_on_details(turn):
        return title
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="booking.read", what=one.ref, why="today")
    names = tuple(child.nickname for child in bookings.children_of(turn, one))
    return _("{names}: {what}", names=Several(names), what=title) if names else title
