"""Forgetting: one child, or everything with the consent that it rested on. What is ahead is called off with it."""

from bot import booking
from bot.chat import Refused, Turn
from bot.text import _
from storage import audit, calls, children, consents, guardians, places, signups, tombstones
from storage.children import Child
from storage.places import Booking

PURPOSE = "care"
EXPECTED = frozenset({"held", "waitlisted", "offered", "confirmed"})  # somebody keeps a place for the child


def refuse_while_here(turn: Turn, bookings: list[Booking]) -> None:
    """Raises Refused while a child is in the house: whoever looks after it needs what the family told."""
    if any(one.state == "arrived" for one in bookings):
        raise Refused(
            _(
                "Your child is with us at this moment, and whoever looks after it needs what you told us. Please come "
                "back to this after the pick-up, or ring {phone}.",
                phone=turn.home.phone,
            )
        )


def child_of(turn: Turn, ref: str) -> Child:
    """The child of that ref, to be forgotten. Raises Refused for anybody else's, and while somebody waits for it."""
    mine = children.of_guardian(turn.db, turn.seal, turn.person.id)
    child = next((one for one in mine if one.ref == ref), None)
    if child is None:
        raise Refused(_("This child is not kept here any more."))
    alone = guardians.of_child(turn.db, child.id) == [turn.person.id]
    bookings = [one for one in places.of_child(turn.db, child.id) if alone or one.person_id == turn.person.id]
    refuse_while_here(turn, bookings)
    if any(one.state in EXPECTED for one in bookings):
        raise Refused(_("{child} still has a booking. Please cancel it first, then we forget.", child=child.nickname))
    return child


def forget_child(turn: Turn, child: Child) -> None:
    """Forget the child, and what was written for its bookings; where somebody else speaks for it too, only our part."""
    if guardians.of_child(turn.db, child.id) != [turn.person.id]:
        both = f"{child.ref} {turn.person.ref}"
        tombstones.forget(turn.db, turn.seal, "guardian", both, turn.now, booking.DETAILS)
        audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="guardian.ended", what=child.ref, why="own wish")
        return
    tombstones.forget(turn.db, turn.seal, "child", child.ref, turn.now, booking.DETAILS)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="child.forgotten", what=child.ref, why="guardian")


def own_bookings(turn: Turn) -> list[Booking]:
    """A family's bookings that are not over; shifts to help with rest on another consent."""
    return [one for one in places.of_person(turn.db, turn.person.id) if one.service != signups.SERVICE]


def cancellable(turn: Turn) -> list[Booking]:
    """What a withdrawal calls off; what only waits comes first, so that nothing freed is offered to the same family."""
    live = own_bookings(turn)
    mine = [one for one in live if "family" in places.MOVES[one.state].get("cancelled", ())]
    return sorted(mine, key=lambda one: one.state != "waitlisted")


def withdraw(turn: Turn) -> None:
    """Call off what is ahead and every call, forget what was told and said, write down that consent was taken back."""
    latest = consents.latest(turn.db, turn.person.id, PURPOSE)
    if latest is None or latest.answer != "given":
        raise Refused(_("There is no consent to take back: nothing about a child is kept."))
    refuse_while_here(turn, own_bookings(turn))
    for one in cancellable(turn):
        booking.change(turn, one, "cancelled", "family")
        if one.state == "confirmed":
            booking.tell_reader(turn, one, _("The family called it off: {ref}", ref=one.ref))
    tombstones.forget(turn.db, turn.seal, "consent", turn.person.ref, turn.now, booking.DETAILS)
    calls.close_all(turn.db, turn.person.id, turn.now)
    consents.record(
        turn.db, person_id=turn.person.id, purpose=PURPOSE, wording=latest.wording, answer="withdrawn",
        channel=turn.address.channel, now=turn.now,
    )  # fmt: skip
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act="consent.withdrawn", what=me, why=PURPOSE)
