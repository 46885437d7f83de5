"""What the child said to a colleague: on the telephone, on a visit; kept like its own tap."""

from bot import booking
from bot.chat import Button, Refused, Screen, Tap, Turn
from bot.desk.card import card, handled
from bot.flow import Answer, Flow
from bot.text import _
from handlers.camp.roster import DESK, open_here
from storage import audit, camps, wishes
from storage.places import Booking


def hang(flow: Flow) -> None:
    """Let the camp's desk see to it."""
    flow.tap("wish")(ask_wish)
    for verb in WISHED:
        flow.tap(verb)(wished)


def ask_wish(turn: Turn, tap: Tap) -> Answer:
    """A colleague has asked the child."""
    return wish_screen(turn, handled(turn, tap.ref))


WISHED = {"wish_yes": ("yes", _("would like to come")), "wish_unsure": ("unsure", _("is not sure")),
          "wish_no": ("no", _("would rather not come"))}  # fmt: skip


def wish_screen(turn: Turn, one: Booking) -> Screen:
    """One row for each child."""
    open_here(turn)
    if one.service != camps.SERVICE:
        raise Refused(_("There is no such booking for your role."))
    rows = [
        tuple(Button(_("{child} {wish}", child=child.nickname, wish=label), Tap(DESK, verb, f"{one.ref}-{child.ref}"))
              for verb, (_answer, label) in WISHED.items())
        for child in booking.children_of(turn, one)
    ]  # fmt: skip
    back = (Button(_("Back to the card"), Tap("desk", "card", one.ref, one.version), "quiet"),)
    return Screen(title=_("What did the child say?"), rows=(*rows, back))


def wished(turn: Turn, tap: Tap) -> Answer:
    """Keep it; that it was a colleague who asked is kept with it."""
    ref, _dash, child_ref = tap.ref.partition("-")
    one = handled(turn, ref)
    child = next((each for each in booking.children_of(turn, one) if each.ref == child_ref), None)
    if child is None or one.service != camps.SERVICE:
        raise Refused(_("There is no such booking for your role."))
    answer, _label = WISHED[tap.verb]
    wishes.keep(turn.db, booking=one, child_id=child.id, answer=answer, by_staff=True, now=turn.now)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=f"wish.{answer}", what=one.ref, why="asked by staff")
    return card(turn, one, _("Written down."))


