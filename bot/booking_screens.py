"""What every service with bookings says and asks in the same words: where a booking stands, for whom, whom to ring.

A flow that makes bookings takes its common questions from here and ends with `held_screen`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.booking import details_of, facts, own, reader_line, when
from bot.chat import Button, File, Open, Phone, Screen, Tap, Turn, row
from bot.fields import Answers, Option, PhoneField, TextField
from bot.service import Rules, service_of
from bot.text import Day, Json, Moment, Several, Text, _
from storage import children, people, places
from storage.children import Child
from storage.places import Booking, Short

FILED = frozenset({"held", "confirmed"})  # in these a calendar file makes sense
STATES: Mapping[str, Text] = {
    "held": _("waiting for our answer"),
    "waitlisted": _("on the waitlist"),
    "offered": _("a place is free: please answer"),
    "confirmed": _("confirmed, we expect you"),
    "arrived": _("you are here"),
    "unresolved": _("over, not yet written down"),
    "completed": _("took place"),
    "declined": _("not possible this time"),
    "cancelled": _("called off"),
    "late_cancel": _("called off"),
    "no_show": _("did not take place"),
    "lapsed": _("ended without a place"),
}
NOTES_WHY = _("Only the colleagues who receive you read it. It is kept encrypted and deleted with the booking.")
CODE_GROUP = 4
MOST_OF_NOTES = 500


def rules_of(turn: Turn, booking: Booking) -> Rules:
    """The profile's section of the booking's service."""
    return service_of(booking).rules(turn.home)


def held_screen(turn: Turn, booking: Booking) -> Screen:
    """What a family reads when a request has been sent: what happens next, and how to come back to it."""
    waits = booking.state == "waitlisted"
    return Screen(
        title=_("You are on the waitlist") if waits else _("Sent: we keep the place for you"),
        text=(*state_lines(turn, booking), _how_we_reach_you(turn, booking)),
        facts=(*facts(turn, booking), *code_fact(turn, booking)),
        rows=(
            row(mine_button("primary"), way_button(booking)),
            row(menu_button()),
        ),
        phones=home_phone(turn),
        files=calendar_files(booking),
        picture=service_of(booking).picture,
    )


def state_lines(turn: Turn, booking: Booking) -> tuple[Text, ...]:
    """Where a booking stands, in sentences."""
    return (*_state_lines(turn, booking), *_moving_lines(turn, booking))


def _state_lines(turn: Turn, booking: Booking) -> tuple[Text, ...]:
    phone = turn.home.phone
    match booking.state:
        case "held" if booking.decide_by is not None and booking.decide_by < turn.now:
            return (_("We promised an answer by {by} and are late. We are sorry. Please ring {phone}, you come first.",
                      by=Moment(booking.decide_by), phone=phone),)  # fmt: skip
        case "held" if booking.urgent:  # it claims no place, so none is spoken of
            return (reader_line(turn, rules_of(turn, booking), booking),)
        case "held":
            return (_("Not decided yet; your place is kept."), reader_line(turn, rules_of(turn, booking), booking))
        case "waitlisted" if booking.call == "open":
            return (_("A place is free at short notice: we are trying to ring you. Or ring {phone}", phone=phone),)
        case "waitlisted":
            return (waitlist_line(turn, booking),)
        case "offered":
            return (_("A place has become free. It is kept for you until {until}.",
                      until=Moment(booking.offer_until or booking.starts_at)),)  # fmt: skip
        case "confirmed":
            return (_("It is settled: we expect you."),)
        case "arrived":
            return (_("You have arrived."),)
        case "unresolved":
            return (_("The time has passed and we have not yet written down how it went. You need not do anything."),)
        case "completed":
            return (_("It took place. Thank you for coming."),)
        case "declined":
            return (_("It was not possible this time. To know more, or to find another way: {phone}", phone=phone),)
        case "no_show":
            return (_("You did not come that day. Is everything all right? Please tell us: {phone}", phone=phone),)
        case "lapsed":
            return (_("No place was taken up in time. You can ask for another day whenever you like."),)
        case _:
            return (_("This booking has been called off. You can ask for another day whenever you like."),)


def waitlist_line(turn: Turn, booking: Booking) -> Text:
    """The place in line, and what happens when it is their turn."""
    hours = rules_of(turn, booking).offer_hours
    return _(
        "You are number {place} on the waitlist. When a place becomes free we write to you and keep it for you for "
        "{hours} hours; the night does not count.",
        place=places.place(turn.db, booking), hours=hours,
    )  # fmt: skip


def _moving_lines(turn: Turn, booking: Booking) -> tuple[Text, ...]:
    old = old_of(turn, booking)
    if old is not None and old.state not in places.FINAL and booking.state not in places.FINAL:
        return (_("Your earlier time ({old}) stays yours until the new one is confirmed.", old=when(old)),)
    new = move_of(turn, booking)
    if new is not None:
        return (_("You have asked to move it to: {new}. Until that is confirmed, this one stays.", new=when(new)),)
    return ()


def old_of(turn: Turn, booking: Booking) -> Booking | None:
    """The booking that this one would replace."""
    return places.by_id(turn.db, booking.replaces) if booking.replaces else None


def move_of(turn: Turn, booking: Booking) -> Booking | None:
    """The open wish to move this booking, if there is one."""
    mine = places.of_person(turn.db, booking.person_id) if booking.person_id is not None else []
    return next((each for each in mine if each.replaces == booking.id), None)


def replaced(turn: Turn, answers: Mapping[str, Json]) -> Booking | None:
    """The booking that a form was opened to move. Raises Refused for anybody else's."""
    return own(turn, answers["replaces"]) if answers.get("replaces") else None


def code_fact(turn: Turn, booking: Booking) -> tuple[tuple[Text, Text], ...]:
    """The return code, with what it is good for; nothing once it has been forgotten."""
    code = spoken_code(turn, booking)
    if not code:
        return ()
    said = _("{code} (with it you find this booking again, on another phone or when this page was cleared)", code=code)
    return ((_("Return code"), said),)


def spoken_code(turn: Turn, booking: Booking) -> str:
    """The return code in two groups: "ABCD-EFGH"."""
    code = str(details_of(turn, booking).get("code", ""))
    return f"{code[:CODE_GROUP]}-{code[CODE_GROUP:]}" if code else ""


def calendar_files(booking: Booking) -> tuple[File, ...]:
    """The file that puts a booking with alarms into a phone's own calendar, if it is still ahead."""
    if booking.state not in FILED or booking.urgent:
        return ()
    return (File("bookings", booking.ref, "booking.ics", _("Put it into my phone's calendar")),)


def mine_button(style: str = "plain") -> Button:
    """To the list of this person's bookings."""
    return Button(_("My bookings"), Tap("door", "open", "bookings"), "primary" if style == "primary" else "plain")


def way_button(booking: Booking) -> Button:
    """How to get there."""
    return Button(_("How to get there"), Tap("bookings", "way", booking.ref))


def menu_button() -> Button:
    """To the first screen."""
    return Button(_("Home page"), Tap("door", "menu"), "quiet")


def home_phone(turn: Turn) -> tuple[Phone, ...]:
    """The home's number, to ring with one tap."""
    return (Phone(turn.home.phone, _("Ring us")),)


def _how_we_reach_you(turn: Turn, booking: Booking) -> Text:
    if turn.address.channel != "web":
        return _("We write to you here when it is decided, and remind you before the day.")
    if booking.state not in FILED:
        return _("We answer on this page, so please look in again, and keep the return code.")
    if not people.phone(turn.db, turn.seal, turn.person.id):
        return _("You left no number, so we answer on this page only: please look in again, and keep the return code.")
    return _(
        "We answer on this page, so please look in again. If you do not see an important message in time, we ring you; "
        "keep the return code, and put the day into your phone's calendar."
    )


def short_of(turn: Turn, shorts: Sequence[Short]) -> Text:
    """Which resource is the one that is short, and on which day."""
    by_place = {(short.resource, short.day): short for short in shorts}
    return _("No room left: {what}.", what=Several(tuple(_short(turn, short) for short in by_place.values())))


def _short(turn: Turn, short: Short) -> Text:
    resource = turn.home.resources.get(short.resource)
    name: Text = resource.name if resource else short.resource
    if not short.day:
        return name
    return _("{resource} on {day}", resource=name, day=Day(date.fromisoformat(short.day)))


def full_again(turn: Turn, shorts: Sequence[Short]) -> Text:
    """Somebody else got the place between looking and sending."""
    short = short_of(turn, shorts)
    return _("Somebody was a moment faster. {short} Nothing has been sent; please choose again.", short=short)


def child_options(turn: Turn, answers: Answers) -> Sequence[Option]:
    """This person's children, and a way to add one: for a Choice or Ticks. The value is a child's ref."""
    mine = my_children(turn)
    another = Option("+", _("＋ Add another child") if mine else _("＋ Add my child"), opens=Open("children"))
    return (*(Option(child.ref, child.nickname) for child in mine), another)


def chosen_children(turn: Turn, refs: Sequence[str]) -> list[Child]:
    """The children that were chosen, only those this person may decide for."""
    return [child for child in my_children(turn) if child.ref in refs]


def my_children(turn: Turn) -> list[Child]:
    """The children this person may decide for."""
    return turn.once("children", lambda: children.of_guardian(turn.db, turn.seal, turn.person.id))


def notes_field(question: Text, why: Text = NOTES_WHY) -> TextField:
    """Anything else we should know, in their own words; optional."""
    return TextField("notes", label=_("Good to know"), question=question, why=why, optional=True, most=MOST_OF_NOTES)


def phone_field() -> PhoneField:
    """A number to ring, asked of whoever has not left one yet; optional. See `keep_phone`."""
    return PhoneField(
        "phone",
        label=_("Telephone"),
        question=_("On which number may we ring you?"),
        why=_("For when something changes at short notice and you do not see our message. It is kept encrypted."),
        optional=True,
        when=lambda turn, answers: not turn.once("phone", lambda: people.phone(turn.db, turn.seal, turn.person.id)),
    )


def keep_phone(turn: Turn, answers: Answers) -> None:
    """On sending: keep the number, if one was given."""
    if answers.get("phone"):
        people.keep_phone(turn.db, turn.seal, turn.person.id, answers["phone"])
