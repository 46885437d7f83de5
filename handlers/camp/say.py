"""“Do I want to go?” (我想去吗): the child's own answer, in pictures, before the place is settled.

A no is never a refusal: somebody rings and talks. It can be changed as often as the child likes.
"""

from collections.abc import Mapping

from bot import booking
from bot.booking import own
from bot.booking_card import card
from bot.chat import Button, Open, Screen, Tap, Turn, row
from bot.flow import Answer, Flow
from bot.reminders import ring_back
from bot.text import Json, Text, _
from handlers.camp.profile import Camp
from storage import audit, camps, places, wishes
from storage.children import Child
from storage.places import Booking

flow = Flow("camp_say", _("Do I want to go?"), section=Camp, consent="care")

PICTURES: dict[str, tuple[Text, str]] = {
    "yes": (_("I want to go"), "yes"),
    "unsure": (_("I do not know"), "unsure"),
    "no": (_("I do not want to"), "no"),
}


@flow.begins
def begin(_turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """Only a registration leads here."""
    return Open("bookings")


@flow.tap("ask")
def ask(turn: Turn, tap: Tap) -> Answer:
    """The first child who has not answered yet; if all have, the first."""
    one = _registration(turn, tap.ref)
    return _next(turn, one) or _question(one, booking.children_of(turn, one)[0])


def _registration(turn: Turn, ref: str) -> Booking:
    return own(turn, ref)


def _next(turn: Turn, one: Booking) -> Screen | None:
    said = wishes.of_booking(turn.db, one)
    silent = [child for child in booking.children_of(turn, one) if child.id not in said]
    return _question(one, silent[0]) if silent else None


def _question(one: Booking, child: Child) -> Screen:
    buttons = [
        Button(label, Tap("camp_say", verb, f"{one.ref}-{child.ref}"), picture=picture)
        for verb, (label, picture) in PICTURES.items()
    ]
    return Screen(
        title=_("{child}, do you want to go to the camp?", child=child.nickname),
        text=_("Please hand over the phone. Playing together, small outings, lunch here; home every afternoon."),
        rows=(tuple(buttons), row(Button(_("Not now"), Tap("bookings", "show", one.ref), "quiet"))),
        picture="camp",
    )


@flow.tap("yes")
@flow.tap("unsure")
@flow.tap("no")
def says(turn: Turn, tap: Tap) -> Answer:
    """Keep it; a no or a “don't know” is somebody to talk to."""
    ref, _dash, child_ref = tap.ref.partition("-")
    one = _registration(turn, ref)
    child = next((each for each in booking.children_of(turn, one) if each.ref == child_ref), None)
    if child is None or one.service != camps.SERVICE or one.state in places.FINAL:
        return card(turn, one)
    wishes.keep(turn.db, booking=one, child_id=child.id, answer=tap.verb, by_staff=False, now=turn.now)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=f"wish.{tap.verb}", what=one.ref, why="child")
    if tap.verb == "yes":
        return _next(turn, one) or _thanks(one, _("We are looking forward to seeing you!"), "face-happy")
    talk = ring_back(turn, one, "child")
    said = _("That is quite all right. Nothing is decided: we talk about it first, and the place stays kept.")
    following = _next(turn, one)
    if following is not None:
        turn.say(Screen(text=(said, talk)))
        return following
    return _thanks(one, said, "face-okay", talk)


def _thanks(one: Booking, said: Text, face: str, more: Text = "") -> Screen:
    back = Button(_("See this booking"), Tap("bookings", "show", one.ref))
    return Screen(title=_("It is good that you told us"), text=(said, more), rows=(row(back),), picture=face)
