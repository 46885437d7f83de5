"""The staff desk (值班台): what waits, what breaks first on top, and each decision with what follows from it.

Every decision names the version of the booking that the colleague saw. Whoever comes second is told who was faster, and
sees how it stands now; the family is told once.
"""

from collections.abc import Mapping

from bot import booking as bookings
from bot.booking import change, offer_freed, tell_staff
from bot.chat import Button, Event, Open, Screen, Tap, Turn
from bot.desk import STAFF, cleared, queue_screen
from bot.desk.card import card, handled, late_or_not
from bot.desk.deciding import decide
from bot.desk.finding import ahead_screen, call_screen, found_by, to_ring
from bot.desk.letters import cancelled_letter, confirmed_letter, waitlisted_letter
from bot.desk.waiting import booking_of, late_by, today_screen
from bot.flow import Answer, Flow, Sign
from bot.listing import page_of
from bot.service import service_of
from bot.shortage import short_of
from bot.text import Json, _
from storage import audit, calls, places, staff
from storage.places import Full
from storage.seal import CODE_LENGTH, new_ref

# Half-written decisions: opening another card throws them away.
FORMS = ("decline", "questions", "concerns", "camp_settle", "camp_door", "camp_note", "posts")
OVERDUE = "booking.overdue"

flow = Flow(
    "desk",
    _("The desk"),
    sign=Sign(_("The desk"), _("What waits, the most pressing first"), order=10, staff=True),
    roles=STAFF,
    words=("值班台", "待办", "desk"),
)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The queue."""
    return queue(turn, Tap("desk", "queue"))


@flow.tap("queue")
def queue(turn: Turn, tap: Tap) -> Answer:
    """The first page of the queue."""
    cleared(turn, *FORMS)
    return queue_screen(turn)


@flow.tap("page")
def turn_page(turn: Turn, tap: Tap) -> Answer:
    """Another page of it."""
    cleared(turn, *FORMS)
    return queue_screen(turn, page_of(tap))


@flow.tap("today")
def today(turn: Turn, tap: Tap) -> Answer:
    """Who is in the house today."""
    cleared(turn, *FORMS)
    return today_screen(turn)


@flow.tap("ahead")
def ahead(turn: Turn, tap: Tap) -> Answer:
    """What lies ahead, by pages: when a family rings, its booking must be found."""
    cleared(turn, *FORMS)
    return ahead_screen(turn, page_of(tap))


def find(turn: Turn, event: Event) -> Answer:
    """A reference or a telephone number, typed by a colleague."""
    return found_by(turn, event.text) if turn.person.roles else None


flow.typed = find


@flow.tap("card")
def open_card(turn: Turn, tap: Tap) -> Answer:
    """A booking, as it is now."""
    cleared(turn, *FORMS)
    return card(turn, handled(turn, tap.ref))


@flow.tap("confirm")
def confirm(turn: Turn, tap: Tap) -> Answer:
    """Yes."""
    return decide(turn, tap, "confirmed", confirmed_letter)


@flow.tap("wait")
def put_on_waitlist(turn: Turn, tap: Tap) -> Answer:
    """Not now."""
    return decide(turn, tap, "waitlisted", waitlisted_letter)


@flow.tap("arrive")
def arrive(turn: Turn, tap: Tap) -> Answer:
    """They are here."""
    return decide(turn, tap, "arrived")


@flow.tap("finish")
def finish(turn: Turn, tap: Tap) -> Answer:
    """It took place."""
    return decide(turn, tap, "completed")


@flow.tap("missed")
def missed(turn: Turn, tap: Tap) -> Answer:
    """Nobody came."""
    return decide(turn, tap, "no_show")


@flow.tap("mend")
def mend(turn: Turn, tap: Tap) -> Answer:
    """A slip of the finger is put right: undecided again."""
    return decide(turn, tap, "unresolved")


@flow.tap("late")
def was_late(turn: Turn, tap: Tap) -> Answer:
    """It had been called off late, as it turns out; the family knows that itself."""
    return decide(turn, tap, "late_cancel")


@flow.tap("off")
def ask_off(turn: Turn, tap: Tap) -> Answer:
    """Calling off frees the place at once, so it wants a second tap."""
    booking = handled(turn, tap.ref)
    yes = Button(_("Yes, call it off"), Tap("desk", "off_yes", booking.ref, tap.version), "danger")
    no = Button(_("No, back to the card"), Tap("desk", "card", booking.ref, booking.version), "primary")
    text = _("Has the family called it off? The place goes to the next one in line and cannot be taken back.")
    return Screen(title=_("Call it off?"), text=text, rows=((yes,), (no,)))


@flow.tap("off_yes")
def off(turn: Turn, tap: Tap) -> Answer:
    """Called off."""
    return decide(turn, tap, late_or_not(turn, handled(turn, tap.ref)), cancelled_letter)


@flow.tap("give")
def give(turn: Turn, tap: Tap) -> Answer:
    """A place was free too late for an offer; on the telephone they said yes."""
    booking = handled(turn, tap.ref)
    if booking.call != "open" or booking.version != tap.version:
        return card(turn, booking, _("That is not possible as it stands now."))
    lacking = service_of(booking).lacks(turn, booking)
    if lacking is not None:
        return card(turn, booking, lacking)
    try:
        offered = change(turn, booking, "offered", "staff", version=tap.version)
    except Full as full:
        return card(turn, booking, short_of(turn, full.shorts))
    return decide(turn, Tap("desk", "give", offered.ref, offered.version), "confirmed", confirmed_letter)


@flow.tap("release")
def release(turn: Turn, tap: Tap) -> Answer:
    """Nobody was reached: the place may go to those behind, and this family keeps its place in line."""
    booking = handled(turn, tap.ref)
    if booking.call != "open" or booking.version != tap.version:
        return card(turn, booking, _("That is not possible as it stands now."))
    released = places.release_call(turn.db, booking.ref)
    _log(turn, "booking.released", booking.ref, "not reached")
    offer_freed(turn)
    return card(turn, released, _("The place goes to the next in line. This family keeps its place on the waitlist."))


@flow.tap("ask")
def ask(turn: Turn, tap: Tap) -> Answer:
    """A question to the family."""
    cleared(turn, *FORMS)
    return Open("questions", {"ask": handled(turn, tap.ref).ref})


@flow.tap("call")
def open_call(turn: Turn, tap: Tap) -> Answer:
    """Whom to ring, and why."""
    cleared(turn, *FORMS)
    return call_screen(turn, to_ring(turn, tap.ref))


@flow.tap("rang")
def rang(turn: Turn, tap: Tap) -> Answer:
    """It is off the list; a second tap changes nothing."""
    call = to_ring(turn, tap.ref)
    if calls.done(turn.db, call.ref, tap.version, turn.person.id, turn.now):
        _log(turn, "call.done", call.ref, call.reason)
    about, notice = booking_of(turn, call), _("Written down: rung.")
    return card(turn, about, notice) if about is not None else queue_screen(turn, 0, notice)


@flow.tap("code")
def new_code(turn: Turn, tap: Tap) -> Answer:
    """Somebody lost the return code and rang: another one, to read out once. The old one opens nothing any more."""
    booking = handled(turn, tap.ref)
    if booking.version != tap.version:
        return card(turn, booking, _("Something changed in the meantime. This is how it stands now."))
    code = new_ref(CODE_LENGTH)
    sealed = turn.seal.close({**bookings.details_of(turn, booking), "code": code}, bookings.DETAILS)
    places.set_code(turn.db, booking.ref, turn.seal.blind(code, bookings.CODE), sealed)
    _log(turn, "booking.new_code", booking.ref, "on the telephone")
    back = Button(_("Back to the card"), Tap("desk", "card", booking.ref, booking.version), "primary")
    text = _("Please read it out now, to somebody whose voice or answers you know. It is shown only this once.")
    return Screen(title=_("The new return code"), text=(text, f"{code[:4]}-{code[4:]}"), rows=((back,),))


@flow.tap("decline")
def decline(turn: Turn, tap: Tap) -> Answer:
    """No, with a reason that the family reads."""
    cleared(turn, *FORMS)
    return Open("decline", {"booking": handled(turn, tap.ref).ref, "version": tap.version})


@flow.sweep
def escalate(turn: Turn) -> None:
    """Whoever leads the home hears once of every answer that is late."""
    if not any("head" in member.roles for member in staff.members(turn.db, turn.seal)):
        return
    for booking in places.overdue(turn.db, turn.now):
        if any(act == OVERDUE for _at, _who, act, _why in audit.of_object(turn.db, booking.ref)):
            continue
        _log(turn, OVERDUE, booking.ref, "head told")
        late = late_by(turn.now - (booking.decide_by or turn.now))
        tell_staff(turn, "head", Screen(
            title=_("An answer is late: {ref}", ref=booking.ref), text=late,
            rows=((Button(_("Open"), Tap("desk", "card", booking.ref, booking.version), "primary"),),),
        ))  # fmt: skip


def _log(turn: Turn, act: str, what: str, why: str) -> None:
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=act, what=what, why=why)
