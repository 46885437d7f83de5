"""Reminders before a booking and the question after it, the same for every service.

Each is composed from today's facts when its time comes, or stays silent. On top of them stands nothing that a stranger
should not read on a locked screen: no name, no service.
"""

from collections.abc import Mapping

from bot.booking import important_until, own, tell_reader, when
from bot.booking_card import CHANGED, card, may_move
from bot.booking_screens import home_phone, rules_of
from bot.chat import Button, Screen, Style, Tap, Turn, column, row
from bot.flow import Answer, Flow
from bot.service import is_known, please_bring, service_of
from bot.text import Day, Moment, Several, Text, _
from storage import calls, due, feedback, people, places
from storage.due import Due
from storage.places import Booking

HOUR = 3600
DAY = 24 * HOUR
CALL_BACK_HOURS = 4
ASK_AGAIN_SECONDS = 6 * HOUR
ASK_AT_MOST_SECONDS = 3 * DAY

COMING: Mapping[str, tuple[str, Text, Style]] = {
    "come": ("yes", _("We are coming"), "primary"),
    "absent": ("no", _("We cannot come"), "plain"),
    "late": ("late", _("We shall be late"), "plain"),
    "ring": ("ring", _("Please ring me"), "plain"),
}
FAMILY: Mapping[str, tuple[str, Text]] = {
    "was_good": ("good", _("Very good")),
    "was_fair": ("fair", _("All right")),
    "was_bad": ("bad", _("Not good")),
    "was_ring": ("ring", _("Please ring me")),
}
CHILD: Mapping[str, tuple[str, Text, str]] = {
    "face_happy": ("happy", _("happy"), "face-happy"),
    "face_okay": ("okay", _("so-so"), "face-okay"),
    "face_sad": ("sad", _("sad"), "face-sad"),
}


def hang(flow: Flow) -> None:
    """Let a flow see to them. Reminders are named by the profile, so every other purpose is one."""
    flow.due("*")(remind)
    flow.due("after")(ask_afterwards)
    for verbs, function in ((COMING, coming), (FAMILY, family_says), (CHILD, child_says)):
        for verb in verbs:
            flow.tap(verb)(function)
    flow.tap("face_none")(child_is_away)


def remind(turn: Turn, moment: Due) -> None:
    """Before a booking: only if it stands, and still lies ahead."""
    booking = places.find(turn.db, moment.object)
    if booking is None or booking.person_id is None or not is_known(turn.home, booking):
        return
    if booking.state != "confirmed" or booking.starts_at <= turn.now:
        return
    kind = moment.purpose.partition(".")[2]
    bring = any(reminder.bring for reminder in rules_of(turn, booking).reminders if reminder.id == kind)
    turn.tell(
        booking.person_id,
        reminder_screen(turn, booking, bring=bring),
        purpose=f"booking {booking.ref}",
        important_until=important_until(turn, booking),
    )


def reminder_screen(turn: Turn, booking: Booking, *, bring: bool) -> Screen:
    """When, where, what to bring, and one tap to answer."""
    building = turn.home.buildings[rules_of(turn, booking).building]
    answers = [Button(label, Tap("bookings", verb, booking.ref), style) for verb, (_c, label, style) in COMING.items()]
    please = please_bring(turn, booking) if bring else ()
    return Screen(
        title=_on_day(turn, booking),
        text=(_("Are you coming? One tap is enough."), *please),
        facts=(
            (_("When"), when(booking)),
            (_("Where"), Several((building.name, turn.home.address))),
            *_meet(turn, booking),
        ),
        rows=(
            *column(answers),
            row(
                Button(_("See this booking"), Tap("bookings", "show", booking.ref), "quiet"),
                Button(_("How to get there"), Tap("bookings", "way", booking.ref), "quiet"),
            ),
        ),
        picture="bookings",
    )


def _meet(turn: Turn, booking: Booking) -> tuple[tuple[Text, Text], ...]:
    point = service_of(booking).meets(turn.home)
    return ((_("Meeting point"), point),) if point is not None else ()


def _on_day(turn: Turn, booking: Booking) -> Text:
    day = turn.home.local_day(booking.starts_at)
    if day == turn.today:
        return _("Your booking today at {clock}", clock=Moment(booking.starts_at, "clock"))
    return _("Your booking on {day}", day=Day(day))


def coming(turn: Turn, tap: Tap) -> Answer:
    """The answer to a reminder. An old reminder is answered with how the booking stands today."""
    booking = own(turn, tap.ref)
    if booking.state != "confirmed" or booking.ends_at <= turn.now:
        return card(turn, booking, CHANGED)
    feedback.keep(turn.db, booking=booking.ref, voice="coming", answer=COMING[tap.verb][0], now=turn.now)
    match tap.verb:
        case "absent":
            return _absent(turn, booking)
        case "late":
            return _late(turn, booking)
        case "ring":
            return _ring(turn, booking)
        case _:
            said = _("Good, we look forward to seeing you. If anything changes, just tell us here.")
            return _thanks(booking, _on_day(turn, booking), said)


def _absent(turn: Turn, booking: Booking) -> Screen:
    """Straight on to another time, or to calling it off: nothing has changed yet."""
    mend = [
        Button(_("Choose another time"), Tap("bookings", "move", booking.ref, booking.version), "primary"),
        Button(_("Call it off"), Tap("bookings", "cancel", booking.ref, booking.version)),
        Button(_("We are coming after all"), Tap("bookings", "come", booking.ref)),
    ]
    return Screen(
        title=_on_day(turn, booking),
        text=_("Thank you for telling us. Another time, or shall we call it off? Until you choose, your place stays."),
        rows=column(mend if may_move(turn, booking) else mend[1:]),
    )


def _late(turn: Turn, booking: Booking) -> Screen:
    tell_reader(turn, booking, _("A family will be late: {ref}", ref=booking.ref))
    return _thanks(booking, _on_day(turn, booking), _("No hurry: we have told the colleagues, they wait for you."))


def _ring(turn: Turn, booking: Booking) -> Screen:
    answer = _thanks(booking, _on_day(turn, booking), ring_back(turn, booking, "asked"))
    return Screen(title=answer.title, text=answer.text, rows=answer.rows, phones=home_phone(turn))


def ring_back(turn: Turn, booking: Booking, reason: str) -> Text:
    """Put this person on the call list; who rings, and when. Without a number we can only ask to be rung."""
    number = people.phone(turn.db, turn.seal, turn.person.id)
    if not number:
        return _("We have no number of yours. Please ring us: {phone}", phone=turn.home.phone)
    calls.add(turn.db, person_id=turn.person.id, reason=reason, about=booking.ref, now=turn.now)
    return _(
        "{reader} rings you on {number}, by {by}. If it cannot wait: {phone}",
        reader=turn.home.duty_title(rules_of(turn, booking).reader), number=number,
        by=Moment(turn.home.waking_end(turn.now, CALL_BACK_HOURS)), phone=turn.home.phone,
    )  # fmt: skip


def _thanks(booking: Booking, title: Text, said: Text) -> Screen:
    see = Button(_("See this booking"), Tap("bookings", "show", booking.ref))
    return Screen(title=title, text=said, rows=(row(see),))


def ask_afterwards(turn: Turn, moment: Due) -> None:
    """After a stay that took place. While nobody has written down whether it did, wait a little, not for ever."""
    booking = places.find(turn.db, moment.object)
    if booking is None or booking.person_id is None:
        return
    if _took_place(turn, booking):
        turn.tell(booking.person_id, family_screen(turn, booking))
        return
    again = turn.now + ASK_AGAIN_SECONDS
    if booking.state in ("confirmed", "unresolved") and again < booking.ends_at + ASK_AT_MOST_SECONDS:
        due.plan(turn.db, Due(moment.person_id, moment.purpose, moment.object, again))


def _took_place(turn: Turn, booking: Booking) -> bool:
    arrived = any(step.to_state == "arrived" for step in places.history(turn.db, booking))
    return booking.state == "completed" or (booking.state in ("arrived", "unresolved") and arrived)


def family_screen(turn: Turn, booking: Booking) -> Screen:
    """One question for the family."""
    return Screen(
        title=_("Your booking on {day}", day=Day(turn.home.local_day(booking.starts_at))),
        text=(_("How was it for you?"), _("One tap is enough. Your next booking does not depend on the answer.")),
        rows=column([Button(label, Tap("bookings", verb, booking.ref)) for verb, (_code, label) in FAMILY.items()]),
    )


def family_says(turn: Turn, tap: Tap) -> Answer:
    """Keep it, be sorry where it was not good, and go on to the child."""
    booking = own(turn, tap.ref)
    if not _took_place(turn, booking):
        return card(turn, booking, CHANGED)
    answer = FAMILY[tap.verb][0]
    feedback.keep(turn.db, booking=booking.ref, voice="family", answer=answer, now=turn.now)
    said: Text = _("Thank you.")
    if answer in ("bad", "ring"):
        said = ring_back(turn, booking, "feedback" if answer == "bad" else "asked")
    sorry = (_("We are sorry, and thank you for saying so. We want to hear what happened."),) if answer == "bad" else ()
    return child_screen(booking, (*sorry, said))


def child_screen(booking: Booking, before: tuple[Text, ...]) -> Screen:
    """One question in faces for the child."""
    faces = [
        Button(label, Tap("bookings", verb, booking.ref), picture=face)
        for verb, (_code, label, face) in CHILD.items()
    ]
    return Screen(
        title=_("And your child?"),
        text=(*before, _("Please hand over the phone: “How was it for you? Tap a face.”")),
        rows=(tuple(faces), row(Button(_("My child is not here"), Tap("bookings", "face_none", booking.ref), "quiet"))),
    )


def child_says(turn: Turn, tap: Tap) -> Answer:
    """Keep it; a sad face is somebody to talk to."""
    booking = own(turn, tap.ref)
    if not _took_place(turn, booking):
        return card(turn, booking, CHANGED)
    answer, _label, face = CHILD[tap.verb]
    feedback.keep(turn.db, booking=booking.ref, voice="child", answer=answer, now=turn.now)
    sad = (_("It is good that you told us. We shall think about how to make it better."),) if answer == "sad" else ()
    rung = (ring_back(turn, booking, "feedback"),) if answer == "sad" else ()
    thanks = _thanks(booking, _("Thank you, both of you"), "")
    return Screen(title=thanks.title, text=(*sad, *rung), rows=(*_write(booking), *thanks.rows), picture=face)


def _write(booking: Booking) -> tuple[tuple[Button, ...], ...]:
    """Some have more to say than a tap."""
    flow = service_of(booking).writes
    return (row(Button(_("Write a few words"), Tap(flow, "write", booking.ref))),) if flow else ()


def child_is_away(turn: Turn, tap: Tap) -> Answer:
    """Not every child is there, or wants to."""
    booking = own(turn, tap.ref)
    thanks = _thanks(booking, _("Thank you"), _("That is quite all right."))
    return Screen(title=thanks.title, text=thanks.text, rows=(*_write(booking), *thanks.rows))
