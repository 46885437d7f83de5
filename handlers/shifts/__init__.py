"""Shifts (班次): finding one, taking it, and one tap when life happens.

A shift is taken by the rules alone, at once; who may not reads why, and what would make it possible. Whoever cannot
come says so with one tap and stays responsible until somebody takes over.
"""

from collections.abc import Mapping

from bot.booking_screens import home_phone
from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.ics import MEDIA_TYPE, calendar_file
from bot.text import Json, _
from bot.volunteering.gates import why_not
from bot.volunteering.profile import Volunteers
from bot.volunteering.shifts import known_shift, shift_of_signup, when
from bot.volunteering.signing import AHEAD, sign_up
from bot.volunteering.standing import my_standing
from bot.volunteering.standing_in import ask_on, cannot_come, comes_after_all, standing_line, take_over, thank
from bot.volunteering.words import my_shifts_button, shifts_button
from handlers.shifts import afterwards, door, leading
from handlers.shifts.browsing import Wish, list_screen, what_screen
from handlers.shifts.card import appointment_of, card, mine, mine_screen, own
from storage import places, signups, standins, volunteers
from storage.due import Due
from storage.standins import Standin

flow = Flow(
    "shifts",
    _("Shifts"),
    section=Volunteers,
    words=("班次", "排班", "找班次", "shifts", "shift"),
    form=door.FORM,
    takes_link=True,
)
door.hang(flow)
leading.hang(flow)
afterwards.hang(flow)
flow.due("thank")(thank)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The list; the question for the code where a shift's card led here; checked in where the code at the door did."""
    who = my_standing(turn)
    if who is None or who.volunteer.state not in volunteers.HERE:
        return Open("volunteers")
    if "signup" in given:
        return None
    if "link" in given:
        return door.scanned(turn, str(given["link"]))
    return list_screen(turn, who, Wish())


@flow.tap("list")
def browse(turn: Turn, tap: Tap) -> Answer:
    """Another page, or another filter."""
    return list_screen(turn, mine(turn), Wish.read(tap.ref))


@flow.tap("what")
def choose_post(turn: Turn, tap: Tap) -> Answer:
    """Which post."""
    mine(turn)
    return what_screen(turn, Wish.read(tap.ref))


@flow.tap("mine")
def my_shifts(turn: Turn, _tap: Tap) -> Answer:
    """One's own."""
    return mine_screen(turn, mine(turn))


@flow.tap("show")
def show(turn: Turn, tap: Tap) -> Answer:
    """One shift."""
    return card(turn, mine(turn), known_shift(turn, tap.ref))


@flow.tap("take")
def take(turn: Turn, tap: Tap) -> Answer:
    """Take it, if every gate is open at this moment; a second tap changes nothing."""
    who, shift = mine(turn), known_shift(turn, tap.ref)
    reasons = why_not(turn, who, shift)
    if reasons:
        return card(turn, who, shift, reasons[0].said)
    sign_up(turn, who, shift)
    return card(turn, mine(turn), shift, _("It is settled: we expect you. Thank you."))


@flow.tap("absent")
def absent(turn: Turn, tap: Tap) -> Answer:
    """I cannot come."""
    who, one, shift = own(turn, tap.ref)
    if one.booking.state not in AHEAD:  # an old button: it was handed over, or is over
        return card(turn, who, shift)
    if shift.span.starts_at <= turn.now:
        begun = _("It has begun already. Please ring us, so that nobody waits: {phone}", phone=turn.home.phone)
        return card(turn, who, shift, begun)
    search = cannot_come(turn, one, shift)
    return Screen(
        title=_("Thank you for telling us"),
        text=(
            standing_line(turn, standins.find(turn.db, search.ref) or search),
            _("You need do nothing more: we tell you as soon as you are free. Nobody minds."),
        ),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift))),
        rows=column([Button(_("I can come after all"), Tap("shifts", "able", one.booking.ref)), my_shifts_button()]),
        phones=home_phone(turn),
    )  # fmt: skip


@flow.tap("able")
def able(turn: Turn, tap: Tap) -> Answer:
    """I can come after all, if nobody has taken over yet."""
    who, one, shift = own(turn, tap.ref)
    search = standins.open_for(turn.db, one.booking.id)
    if search is None:
        return card(turn, who, shift)
    comes_after_all(turn, one, search)
    waits = one.booking.state == "held"  # something ran out meanwhile: the card says what
    return card(turn, mine(turn), shift, None if waits else _("Good: it is yours as before."))


def searched(turn: Turn, ref: str) -> Standin:
    """A search that somebody was asked about. Raises Refused."""
    search = standins.find(turn.db, ref)
    if search is None:
        raise Refused(_("We cannot find this request any more."))
    return search


@flow.tap("stand")
def stand_in(turn: Turn, tap: Tap) -> Answer:
    """The first yes takes it over; everybody after it is thanked."""
    who, search = mine(turn), searched(turn, tap.ref)
    first = signups.by_booking(turn.db, search.booking_id)
    shift = shift_of_signup(turn, first)
    if shift is None or search.state != "open":
        return Screen(
            title=_("Somebody has it already, thank you"),
            text=_("You need do nothing more about this one."),
            rows=column([shifts_button(), my_shifts_button()]),
        )
    reasons = why_not(turn, who, shift, first)
    if reasons:
        return card(turn, who, shift, reasons[0].said)
    take_over(turn, who, search, shift)
    return card(turn, mine(turn), shift, _("It is yours. Thank you for standing in."))


@flow.tap("pass")
def pass_on(turn: Turn, tap: Tap) -> Answer:
    """Not this time. When everybody of a wave has said so, the next is asked at once."""
    who, search = mine(turn), searched(turn, tap.ref)
    asked = standins.asked(turn.db, search)
    if search.state == "open" and asked.get(who.volunteer.id, "no") is None:
        standins.answer(turn.db, search, who.volunteer.id, "no", turn.now)
        if all(said == "no" for said in standins.asked(turn.db, search).values()):
            ask_on(turn, search)
    return Screen(
        title=_("That is quite all right"),
        text=_("Thank you for answering. Another time."),
        rows=column([my_shifts_button()]),
    )


@flow.due("wave")
def next_wave(turn: Turn, moment: Due) -> None:
    """The next ones are asked, if nobody has said yes."""
    search = standins.find(turn.db, moment.object)
    if search is not None:
        ask_on(turn, search)


@flow.sweep
def close_what_has_begun(turn: Turn) -> None:
    """A search ends with the shift's beginning: whoever could not come is still the one who was responsible."""
    for search in standins.unfinished(turn.db):
        if places.by_id(turn.db, search.booking_id).starts_at <= turn.now:
            standins.end(turn.db, search, "kept")


@flow.file
def file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The calendar file of a shift that lies ahead. Raises Refused."""
    _who, one, shift = own(turn, ref)
    if one.booking.state not in AHEAD:
        raise Refused(_("There is no calendar file for this shift, because it is not ahead any more."))
    return calendar_file(appointment_of(turn, one, shift)), MEDIA_TYPE
