"""My bookings: what a family has asked for, how each stands, and moving it, calling it off or finding it again.

Every service's bookings are here alike. An old button is answered with how its booking stands today.
"""

from collections.abc import Mapping

from bot import booking, booking_time, reminders, return_code
from bot.booking import is_late, own, tell_reader, when
from bot.booking_card import CHANGED, appointment_of, card, may_cancel, may_move, way_screen, what_follows
from bot.booking_screens import FILED, home_phone, menu_button, mine_button, spoken_code, state_name
from bot.chat import Ask, Button, Event, Open, Refused, Screen, Tap, Turn, column, row
from bot.fields import squash
from bot.flow import Answer, Flow, Sign
from bot.ics import MEDIA_TYPE, calendar_file
from bot.listing import Item, Listing, Rows, page_of
from bot.service import is_known, service_of
from bot.text import Json, Several, Text, _
from storage import outbox, places, volunteers
from storage.places import Booking

CODE_WORDS = frozenset({"取回码", "有取回码", "取回", "returncode", "code"})
EARLIER_SHOWN = 10
LONGEST_CODE = 20

flow = Flow(
    "bookings",
    _("My bookings"),
    sign=Sign(_("My bookings"), _("look, move, call off; your return code"), order=30, picture="bookings"),
    words=("我的预约", "取消预约", "改期", "bookings", "mybookings", "cancel"),
)
reminders.hang(flow)
flow.sweep(booking_time.sweep)
flow.nightly(booking_time.open_next_day)
flow.due("orphans")(booking_time.tell_orphans)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """The list."""
    return LIST.screen(turn)


def live(turn: Turn) -> list[Item]:
    """What is not over, an open offer first: it waits for an answer."""
    mine = [one for one in places.of_person(turn.db, turn.person.id) if is_known(turn.home, one)]
    return [_item(turn, one) for one in sorted(mine, key=lambda one: one.state != "offered")]


def _item(turn: Turn, one: Booking) -> Item:
    what = service_of(one).title(turn.home, one)
    return Item(one.ref, _("{what}, {when}", what=what, when=when(one)), state_name(one), one.version)


def _earlier(turn: Turn) -> list[Booking]:
    everything = places.of_person(turn.db, turn.person.id, live=False)
    return [one for one in reversed(everything) if one.state in places.FINAL and is_known(turn.home, one)]


def _beneath(turn: Turn) -> Rows:
    number = len(_earlier(turn))
    past = [Button(_("Earlier bookings ({number})", number=number), Tap("bookings", "past"), "quiet")]
    code = Button(_("I have a return code"), Tap("bookings", "code"), "quiet")
    return column([*(past if number else ()), code, menu_button()])


LIST = Listing("bookings", _("My bookings"), live, empty=_("You have no booking here at the moment."), more=_beneath)


@flow.tap("page")
def page(turn: Turn, tap: Tap) -> Answer:
    """Another page of the list."""
    return LIST.screen(turn, page_of(tap))


@flow.tap("past")
def past(turn: Turn, _tap: Tap) -> Answer:
    """What is over, the newest first."""
    buttons = [
        Button(item.label, Tap("bookings", "show", item.ref), hint=item.hint)
        for item in (_item(turn, one) for one in _earlier(turn)[:EARLIER_SHOWN])
    ]
    return Screen(title=_("Earlier bookings"), rows=(*column(buttons), row(mine_button())))


@flow.tap("open")
@flow.tap("show")
def show(turn: Turn, tap: Tap) -> Answer:
    """One booking."""
    return card(turn, own(turn, tap.ref))


@flow.tap("move")
def move(turn: Turn, tap: Tap) -> Answer:
    """To the service's own questions, with what is known already filled in."""
    one = own(turn, tap.ref)
    if not may_move(turn, one):
        return card(turn, one, CHANGED)
    return Open(one.service, {"replaces": one.ref})


@flow.tap("way")
def way(turn: Turn, tap: Tap) -> Answer:
    """How to get there, in words that help on foot and on wheels."""
    return way_screen(turn, own(turn, tap.ref))


@flow.tap("accept")
def accept(turn: Turn, tap: Tap) -> Answer:
    """Take up a place that has become free."""
    one = own(turn, tap.ref)
    looks = service_of(one).looks
    if not _changed(turn, one, "held" if looks else "confirmed", tap):
        return card(turn, own(turn, tap.ref), CHANGED)
    tell_reader(turn, one, _("The offered place was taken: {ref}", ref=one.ref))
    kept = _("Good, the place is kept for you. A colleague looks at it once more and writes to you.")
    return card(turn, own(turn, tap.ref), kept if looks else _("It is settled: the place is yours."))


@flow.tap("cancel")
def cancel(turn: Turn, tap: Tap) -> Answer:
    """Say what calling it off means, and ask once."""
    one = own(turn, tap.ref)
    if tap.version != one.version or not may_cancel(turn, one):
        return card(turn, one, CHANGED)
    off = Button(_("Yes, call it off"), Tap("bookings", "drop", one.ref, one.version), "danger")
    ill = Button(_("Call it off: somebody is ill"), Tap("bookings", "ill", one.ref, one.version), "danger")
    keep = Button(_("Keep it"), Tap("bookings", "show", one.ref), "primary")
    return Screen(
        title=_("Shall we really call it off?"),
        text=what_follows(turn, one),
        facts=((_("What"), service_of(one).title(turn.home, one)), (_("When"), when(one))),
        rows=column([ill, off, keep] if is_late(turn, one) else [off, keep]),
    )


@flow.tap("drop")
def drop(turn: Turn, tap: Tap) -> Answer:
    """Call it off."""
    one = own(turn, tap.ref)
    return _call_off(turn, one, tap, "late_cancel" if is_late(turn, one) else "cancelled")


@flow.tap("ill")
def ill(turn: Turn, tap: Tap) -> Answer:
    """Call it off for an illness: never late, whatever the hour."""
    return _call_off(turn, own(turn, tap.ref), tap, "cancelled", reason="ill")


def _call_off(turn: Turn, one: Booking, tap: Tap, to: str, reason: str = "") -> Answer:
    if not may_cancel(turn, one) or not _changed(turn, one, to, tap, reason):
        return card(turn, own(turn, tap.ref), CHANGED)
    if one.state == "confirmed":
        tell_reader(turn, one, _("The family called it off: {ref}", ref=one.ref))
    again = Button(_("Ask for another day"), Tap("door", "open", one.service))
    return Screen(
        title=_("It is called off"),
        text=_("Get well soon. Come back whenever it suits you.") if reason else _("Thank you for telling us."),
        facts=((_("What"), service_of(one).title(turn.home, one)), (_("When"), when(one))),
        rows=(row(again), row(mine_button(), menu_button())),
    )


def _changed(turn: Turn, one: Booking, to: str, tap: Tap, reason: str = "") -> bool:
    """Whether it came to that state; not if somebody or the clock was faster."""
    try:
        booking.change(turn, one, to, "family", version=tap.version, reason=reason)
    except (places.Stale, places.IllegalMove, places.Full):
        return False
    return True


@flow.tap("code")
def ask_code(turn: Turn, _tap: Tap) -> Answer:
    """Where to type a return code."""
    return code_screen(turn)


def code_screen(turn: Turn, notice: Text | None = None) -> Screen:
    """The question for a return code, with what was wrong with the last one."""
    return Screen(
        notice=notice,
        title=_("Your return code"),
        text=_("Please type the 8 letters and digits you got with your booking. Capitals and the dash do not matter."),
        ask=Ask("code", _("Return code"), LONGEST_CODE),
        rows=(row(Button(_("My bookings"), Tap("bookings", "page")), menu_button()),),
        phones=home_phone(turn),
    )


def typed(turn: Turn, event: Event) -> Answer:
    """A return code, or the wish to give one, wherever nothing else was asked."""
    if turn.address.door != "family":
        return None
    if squash(event.text) in CODE_WORDS:
        return ask_code(turn, Tap("bookings", "code"))
    code = return_code.read(event.text)
    if outbox.last_screen(turn.db, turn.seal, turn.address.id).get("ask", {}).get("kind") == "code":
        return _tried(turn, code)
    return _returned(turn, code) if code else None


flow.typed = typed


def _tried(turn: Turn, code: str | None) -> Answer:
    """On the code's own screen a slip is answered there, with the next try at hand."""
    if code is None:
        short = _("That is not a whole code: it has 8 letters and digits. Please type it once more.")
        return code_screen(turn, short)
    try:
        return _returned(turn, code)
    except Refused as refusal:
        return code_screen(turn, refusal.message)


def _returned(turn: Turn, code: str) -> Answer:
    """The booking of the code, or a volunteer's page; what was asked for here before keeps its own codes."""
    before, left = turn.person.id, _codes_here(turn)
    one = return_code.enter(turn, code)
    if turn.person.id == before or not left:
        return card(turn, one, _("Here it is again.")) if one is not None else Open("volunteers")
    notice = _(
        "Here it is again. What you asked for on this page before comes back with its own code: {codes}",
        codes=Several(tuple(left)),
    )
    if one is not None:
        return card(turn, one, notice)
    turn.say(Screen(text=notice))
    return Open("volunteers")


def _codes_here(turn: Turn) -> list[Text]:
    """What opens again all that this page speaks for: the codes of its bookings, and that of a volunteer."""
    mine = volunteers.of_person(turn.db, turn.seal, turn.person.id)
    code = str(mine.details.get("code", "")) if mine is not None and mine.state in volunteers.HERE else ""
    known = (one for one in places.of_person(turn.db, turn.person.id) if is_known(turn.home, one))
    return [*(spoken_code(turn, one) for one in known), *([f"{code[:4]}-{code[4:]}"] if code else [])]


@flow.file
def file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The calendar file of a booking that lies ahead. Raises Refused."""
    one = own(turn, ref)
    if one.state not in FILED:
        raise Refused(_("There is no calendar file for this booking, because it is not ahead any more."))
    return calendar_file(appointment_of(turn, one)), MEDIA_TYPE
