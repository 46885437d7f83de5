"""Finding what is not in the queue: by page, by reference, by the telephone number of whoever rings."""

import re
from collections.abc import Sequence

from bot.chat import Button, Phone, Refused, Screen, Tap, Turn, column
from bot.desk.card import STATES, card, may_handle
from bot.desk.queue import door_open_on_details
from bot.desk.waiting import booking_of, call_reason, label_of, may_ring
from bot.fields.writing import digits_of, wrong_with_phone
from bot.listing import paged
from bot.text import Moment, Text, _, _n
from storage import audit, calls, people, places, staff
from storage.calls import Call
from storage.places import Booking
from storage.seal import REF_ALPHABET, REF_LENGTH

REF = re.compile(f"[{REF_ALPHABET}]{{{REF_LENGTH}}}")
MOST_FOUND = 12
NOBODY = "nobody"


def ahead_screen(turn: Turn, page: int) -> Screen:
    """A page of what lies ahead, for this person's roles."""
    mine = [one for one in places.ahead(turn.db, turn.now) if may_handle(turn, one)]
    here = paged(mine, page)
    hint = _("You can also type a booking's reference, or the family's telephone number.")
    return Screen(
        title=_("Bookings ahead"),
        text=(_n("{number} booking.", "{number} bookings.", len(mine)), hint),
        rows=(
            *column(_buttons(turn, here.shown)),
            *here.turners("desk", "ahead"),
            (_back(),),
        ),
    )


def found_by(turn: Turn, text: str) -> Screen | None:
    """The booking of a typed reference, or those of a number; None if the text is neither."""
    ref = text.strip().upper()
    if REF.fullmatch(ref):
        booking = places.find(turn.db, ref)
        return card(turn, booking) if booking is not None and may_handle(turn, booking) else _nothing()
    number = digits_of(text)
    return _of_number(turn, number) if wrong_with_phone(number) is None else None


def _of_number(turn: Turn, number: str) -> Screen:
    """That somebody was looked for is recorded, and who was found; never the number itself."""
    callers = people.by_phone(turn.db, turn.seal, number)
    for who in [people.person(turn.db, turn.seal, each).ref for each in callers] or [NOBODY]:
        audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="people.searched", what=who, why="number")
    found = [one for person_id in callers for one in places.of_person(turn.db, person_id, live=False)]
    mine = sorted((one for one in found if may_handle(turn, one)), key=lambda one: -one.starts_at)
    if not mine:
        return _nothing()
    return Screen(
        title=_("Bookings of this number"),
        text=_("Please make sure that it is really them before you say anything."),
        rows=(*column(_buttons(turn, mine[:MOST_FOUND])), (_back(),)),
    )


def _nothing() -> Screen:
    return Screen(text=_("We found nothing under this for your role."), rows=((_back(),),))


def _buttons(turn: Turn, found: Sequence[Booking]) -> list[Button]:
    return [
        Button(label_of(turn, one), Tap("desk", "card", one.ref, one.version), hint=STATES[one.state]) for one in found
    ]


def _back() -> Button:
    return Button(_("Back to the desk"), Tap("desk", "queue"), "quiet")


def to_ring(turn: Turn, ref: str) -> Call:
    """The call of this ref. Raises Refused alike for another role's and for none."""
    call = calls.find(turn.db, ref)
    if call is None or not may_ring(turn, call):
        raise Refused(_("There is no such call for your role."))
    return call


def call_screen(turn: Turn, call: Call) -> Screen:
    """Whom to ring, and why. That the number was read is recorded."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="call.read", what=call.ref, why="ringing")
    number, about = people.phone(turn.db, turn.seal, call.person_id), booking_of(turn, call)
    colleague = staff.name_of(turn.db, turn.seal, call.person_id)
    facts: list[tuple[Text, Text]] = [(_("Why"), call_reason(call)), (_("Since"), Moment(call.at))]
    if colleague:
        facts.append((_("Colleague"), colleague))
    rang = Button(_("I have rung"), Tap("desk", "rang", call.ref, call.version), "primary")
    return Screen(
        title=_("A call to make"),
        text=() if number else _("They left no number. Perhaps a colleague knows one."),
        facts=tuple(facts),
        phones=(Phone(number, _("Ring")),) if number and door_open_on_details(turn) else (),
        rows=(
            () if call.done else (rang,),
            (Button(_("See the booking"), Tap("desk", "card", about.ref, about.version)),) if about else (),
            (_back(),),
        ),
    )
