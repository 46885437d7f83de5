"""My bookings: what a family has asked for, how each stands, and moving it, calling it off or finding it again.

Every service's bookings are here alike. An old button is answered with how its booking stands today.
"""

from collections.abc import Mapping

from bot import booking, reminders, return_code
from bot.booking import details_of, facts, is_late, own, when
from bot.booking_screens import (
    FILED,
    STATES,
    calendar_file,
    code_fact,
    home_phone,
    menu_button,
    mine_button,
    move_of,
    old_of,
    rules_of,
    spoken_code,
    state_lines,
    way_button,
)
from bot.chat import Ask, Button, Event, Open, Refused, Screen, Tap, Turn, column, row
from bot.fields import squash
from bot.flow import Answer, Flow, Sign
from bot.ics import MEDIA_TYPE, Appointment
from bot.ics import calendar_file as file_of
from bot.listing import Item, Listing, Rows
from bot.service import service_of
from bot.text import Json, Several, Text, _, _n
from storage import places
from storage.places import Booking

CHANGED = _("Something has changed here in the meantime. This is how it stands now.")
CODE_WORDS = frozenset({"取回码", "有取回码", "取回", "returncode", "code"})
CANCELLABLE = frozenset({"held", "waitlisted", "offered", "confirmed"})
MOVABLE = frozenset({"held", "waitlisted", "confirmed"})
EARLIER_SHOWN = 10
LONGEST_CODE = 20

flow = Flow(
    "bookings",
    _("My bookings"),
    sign=Sign(_("📅 My bookings"), _("look, move, call off; your return code"), order=30, picture="bookings"),
    words=("我的预约", "预约", "取消预约", "取消", "改期", "改时间", "mybookings", "bookings", "cancel"),
)
reminders.hang(flow)
flow.sweep(booking.sweep)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The list; or the one booking that another conversation leads to."""
    if given.get("show"):
        return card(turn, own(turn, str(given["show"])), CHANGED if given.get("changed") else None)
    return LIST.screen(turn)


def live(turn: Turn) -> list[Item]:
    """What is not over, an open offer first: it waits for an answer."""
    mine = places.of_person(turn.db, turn.person.id)
    return [_item(turn, one) for one in sorted(mine, key=lambda one: one.state != "offered")]


def _item(turn: Turn, one: Booking) -> Item:
    what = service_of(one).title(turn.home, one)
    return Item(one.ref, _("{what}, {when}", what=what, when=when(one)), STATES[one.state], one.version)


def _earlier(turn: Turn) -> list[Booking]:
    everything = places.of_person(turn.db, turn.person.id, live=False)
    return [one for one in reversed(everything) if one.state in places.FINAL]


def _beneath(turn: Turn) -> Rows:
    number = len(_earlier(turn))
    past = [Button(_("Earlier bookings"), Tap("bookings", "past"), "quiet", hint=_n("{number} of them", "{number} of them", number))]
    code = Button(_("I have a return code"), Tap("bookings", "code"), "quiet")
    return column([*(past if number else ()), code, menu_button()])


LIST = Listing("bookings", _("My bookings"), live, empty=_("You have no booking here at the moment."), more=_beneath)


@flow.tap("page")
def page(turn: Turn, tap: Tap) -> Answer:
    """Another page of the list."""
    return LIST.screen(turn, LIST.page(tap))


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


def card(turn: Turn, one: Booking, notice: Text | None = None) -> Screen:
    """Everything about one booking, and what can be done with it."""
    service = service_of(one)
    return Screen(
        title=service.title(turn.home, one),
        notice=notice,
        text=state_lines(turn, one),
        facts=((_("State"), STATES[one.state]), *facts(turn, one), *code_fact(turn, one)),
        rows=(*_answers(turn, one), _changes(turn, one), row(way_button(one), mine_button())),
        phones=home_phone(turn),
        file=calendar_file(one),
        picture=service.picture,
    )


def _answers(turn: Turn, one: Booking) -> Rows:
    return booking.offer_screen(turn, one).rows if one.state == "offered" else ()


def _changes(turn: Turn, one: Booking) -> tuple[Button, ...]:
    buttons = []
    if _may_move(turn, one):
        buttons.append(Button(_("Choose another time"), Tap("bookings", "move", one.ref, one.version)))
    if _may_cancel(turn, one) and one.state != "offered":
        buttons.append(Button(_("Call it off"), Tap("bookings", "cancel", one.ref, one.version)))
    return tuple(buttons)


def _may_move(turn: Turn, one: Booking) -> bool:
    """One move at a time: a wish to move is withdrawn before there is another."""
    old = old_of(turn, one)
    is_a_move = old is not None and old.state not in places.FINAL
    ahead = one.state in MOVABLE and one.starts_at > turn.now
    return ahead and service_of(one).movable(one) and not is_a_move and move_of(turn, one) is None


def _may_cancel(turn: Turn, one: Booking) -> bool:
    return one.state in CANCELLABLE and one.ends_at > turn.now


@flow.tap("move")
def move(turn: Turn, tap: Tap) -> Answer:
    """To the service's own questions, with what is known already filled in."""
    one = own(turn, tap.ref)
    if not _may_move(turn, one):
        return card(turn, one, CHANGED)
    return Open(service_of(one).flow, {"replaces": one.ref})


@flow.tap("way")
def way(turn: Turn, tap: Tap) -> Answer:
    """How to get there, in words that help on foot and on wheels."""
    one = own(turn, tap.ref)
    building = turn.home.buildings[rules_of(turn, one).building]
    return Screen(
        title=_("How to get there"),
        text=turn.home.directions,
        facts=((_("Building"), building.name), (_("Address"), turn.home.address)),
        rows=(row(Button(_("Back to the booking"), Tap("bookings", "show", one.ref)), mine_button()),),
        phones=home_phone(turn),
        picture="ramp",
    )


@flow.tap("accept")
def accept(turn: Turn, tap: Tap) -> Answer:
    """Take up a place that has become free."""
    one = own(turn, tap.ref)
    if not _changed(turn, one, "confirmed", tap):
        return card(turn, own(turn, tap.ref), CHANGED)
    _tell_desk(turn, one, _("The offered place was taken: {ref}", ref=one.ref))
    return card(turn, own(turn, tap.ref), _("It is settled: the place is yours."))


@flow.tap("cancel")
def cancel(turn: Turn, tap: Tap) -> Answer:
    """Say what calling it off means, and ask once."""
    one = own(turn, tap.ref)
    if tap.version != one.version or not _may_cancel(turn, one):
        return card(turn, one, CHANGED)
    off = Button(_("Call it off"), Tap("bookings", "drop", one.ref, one.version), "danger")
    ill = Button(_("Call it off: somebody is ill"), Tap("bookings", "ill", one.ref, one.version), "danger")
    keep = Button(_("Keep it"), Tap("bookings", "show", one.ref), "primary")
    return Screen(
        title=_("Shall we really call it off?"),
        text=_consequences(turn, one),
        facts=((_("What"), service_of(one).title(turn.home, one)), (_("When"), when(one))),
        rows=column([ill, off, keep] if is_late(turn, one) else [off, keep]),
    )


def _consequences(turn: Turn, one: Booking) -> tuple[Text, ...]:
    old, rules = old_of(turn, one), rules_of(turn, one)
    said: list[Text] = []
    if one.state == "waitlisted":
        said.append(_("Your place on the waitlist goes too; those behind you move up."))
    else:
        said.append(_("Your place goes to the next family that is waiting. You can ask again at any time."))
    if old is not None and old.state not in places.FINAL:
        said.append(_("Your earlier time ({old}) stays yours.", old=when(old)))
    if is_late(turn, one):
        note: Text | None = getattr(rules, "late_cancel_note", None)
        said.append(
            _("It is less than {hours} hours before. That costs nothing, and illness never counts against you.",
              hours=rules.late_cancel_hours)
        )  # fmt: skip
        said += [note] if note is not None else []
    return tuple(said)


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
    if not _may_cancel(turn, one) or not _changed(turn, one, to, tap, reason):
        return card(turn, own(turn, tap.ref), CHANGED)
    if one.state == "confirmed":
        _tell_desk(turn, one, _("The family called it off: {ref}", ref=one.ref))
    again = Button(_("Ask for another day"), Tap("door", "open", service_of(one).flow))
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


def _tell_desk(turn: Turn, one: Booking, title: Text) -> None:
    news = Screen(title=title, facts=((_("When"), when(one)),), rows=((Button(_("Open"), Tap("desk", "card", one.ref), "primary"),),))
    booking.tell_staff(turn, rules_of(turn, one).reader, news)


@flow.tap("code")
def ask_code(turn: Turn, _tap: Tap) -> Answer:
    """Where to type a return code."""
    return Screen(
        title=_("Your return code"),
        text=_("Please type the 8 letters and digits you got with your booking. Capitals and the dash do not matter."),
        ask=Ask("code", _("Return code"), LONGEST_CODE),
        rows=(row(mine_button(), menu_button()),),
        phones=home_phone(turn),
    )


def typed(turn: Turn, event: Event) -> Answer:
    """A return code, or the wish to give one, wherever nothing else was asked."""
    if turn.address.door != "family":
        return None
    if squash(event.text) in CODE_WORDS:
        return ask_code(turn, Tap("bookings", "code"))
    code = return_code.read(event.text)
    return _returned(turn, code) if code else None


flow.typed = typed


def _returned(turn: Turn, code: str) -> Screen:
    """The booking of the code; what was asked for on this page before keeps its own codes."""
    before = turn.person.id
    left = [spoken_code(turn, one) for one in places.of_person(turn.db, before)]
    one = return_code.enter(turn, code)
    if turn.person.id == before or not left:
        return card(turn, one, _("Here it is again."))
    notice = _("Here it is again. What you asked for on this page before comes back with its own code: {codes}", codes=Several(tuple(left)))
    return card(turn, one, notice)


@flow.file
def file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The calendar file: the home's friendly name and the building, nothing about the child. Raises Refused."""
    one = own(turn, ref)
    if one.state not in FILED:
        raise Refused(_("There is no calendar file for this booking, because it is not ahead any more."))
    return file_of(_appointment(turn, one)), MEDIA_TYPE
