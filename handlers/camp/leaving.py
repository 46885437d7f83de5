"""One of several does not come: a brother falls ill, a sister would rather stay at home. The others keep theirs."""

from bot import booking
from bot.booking import offer_freed, own, tell_reader
from bot.booking_card import CHANGED, card
from bot.chat import Button, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import _
from handlers.camp.weeks import wants_of
from storage import audit, camps, places
from storage.children import Child
from storage.places import Actor, Booking


def hang(flow: Flow) -> None:
    """Let a flow see to it."""
    flow.tap("without")(ask)
    flow.tap("without_yes")(leave_out)


def _both(turn: Turn, ref: str) -> tuple[Booking, Child | None]:
    """The registration and, if it is one of several in it, the child. Raises Refused for anybody else's."""
    booking_ref, _dash, child_ref = ref.partition("-")
    one = own(turn, booking_ref)
    family = booking.children_of(turn, one)
    several = one.service == camps.SERVICE and len(family) > 1
    return one, next((child for child in family if several and child.ref == child_ref), None)


def ask(turn: Turn, tap: Tap) -> Answer:
    """It frees a place at once, so it wants a second tap."""
    one, child = _both(turn, tap.ref)
    if child is None:
        return card(turn, one, CHANGED)
    deed = Tap("camp", "without_yes", tap.ref, tap.version)
    yes = Button(_("Yes, {child} does not come", child=child.nickname), deed, "danger")
    no = Button(_("No, all of them come"), Tap("bookings", "show", one.ref), "primary")
    return Screen(
        title=_("{child} does not come?", child=child.nickname),
        text=_("The others keep their places; this one goes to the next child that is waiting."),
        rows=column([yes, no]),
    )


def leave_out(turn: Turn, tap: Tap) -> Answer:
    """The others stay; what has become free is offered on."""
    one, child = _both(turn, tap.ref)
    camp = camps.of_booking(turn.db, one)
    if child is None or camp is None:
        return card(turn, one, CHANGED)
    wants, me = wants_of(turn, camp, [child]), Actor("family", turn.person.id)
    try:
        fewer = places.take_out(turn.db, one.ref, child.id, wants, me, turn.now, tap.version)
    except (places.Stale, places.IllegalMove):
        return card(turn, own(turn, one.ref), CHANGED)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="booking.fewer", what=one.ref, why="family")
    tell_reader(turn, fewer, _("One child less: {ref}", ref=one.ref))
    offer_freed(turn, but=one.ref)
    return card(turn, fewer, _("{child} is taken out. Get well soon, or see you another time.", child=child.nickname))
