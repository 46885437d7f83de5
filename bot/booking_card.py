"""One booking as its family sees it: how it stands, what can be done with it, the way there, its calendar file."""

from bot.booking import facts, is_late, offer_screen, when
from bot.booking_screens import (
    STATES,
    calendar_files,
    code_fact,
    home_phone,
    mine_button,
    move_of,
    old_of,
    rules_of,
    state_lines,
    way_button,
)
from bot.chat import Button, Place, Screen, Tap, Turn, row
from bot.ics import Appointment
from bot.service import service_of
from bot.text import Text, _
from storage import places
from storage.places import Booking

CHANGED = _("Something has changed here in the meantime. This is how it stands now.")
CANCELLABLE = frozenset({"held", "waitlisted", "offered", "confirmed"})
MOVABLE = frozenset({"held", "waitlisted", "confirmed"})


def card(turn: Turn, booking: Booking, notice: Text | None = None) -> Screen:
    """Everything about one booking, and what can be done with it."""
    service = service_of(booking)
    return Screen(
        title=service.title(turn.home, booking),
        notice=notice,
        text=state_lines(turn, booking),
        facts=((_("State"), STATES[booking.state]), *facts(turn, booking, titled=True), *code_fact(turn, booking)),
        rows=(
            *(offer_screen(turn, booking).rows if booking.state == "offered" else ()),
            _changes(turn, booking),
            row(way_button(booking), mine_button()),
        ),
        phones=home_phone(turn),
        files=calendar_files(booking),
        picture=service.picture,
    )


def _changes(turn: Turn, booking: Booking) -> tuple[Button, ...]:
    buttons = []
    if may_move(turn, booking):
        buttons.append(Button(_("Choose another time"), Tap("bookings", "move", booking.ref, booking.version)))
    if may_cancel(turn, booking) and booking.state != "offered":  # the offer has its own "no, thank you"
        buttons.append(Button(_("Call it off"), Tap("bookings", "cancel", booking.ref, booking.version)))
    return tuple(buttons)


def may_move(turn: Turn, booking: Booking) -> bool:
    """One move at a time: a wish to move is withdrawn before there is another."""
    old = old_of(turn, booking)
    is_a_move = old is not None and old.state not in places.FINAL
    ahead = booking.state in MOVABLE and booking.starts_at > turn.now
    return ahead and service_of(booking).movable(booking) and not is_a_move and move_of(turn, booking) is None


def may_cancel(turn: Turn, booking: Booking) -> bool:
    """Whether there is still something to call off. What is urgent has no time of its own that could pass."""
    return booking.state in CANCELLABLE and (booking.urgent or booking.ends_at > turn.now)


def what_follows(turn: Turn, booking: Booking) -> tuple[Text, ...]:
    """What calling it off would mean: who gets the place, what stays, and that nobody is fined."""
    old, rules = old_of(turn, booking), rules_of(turn, booking)
    said: list[Text] = []
    if booking.state == "waitlisted":
        said.append(_("Your place on the waitlist goes too; those behind you move up."))
    else:
        said.append(_("Your place goes to the next family that is waiting. You can ask again at any time."))
    if old is not None and old.state not in places.FINAL:
        said.append(_("Your earlier time ({old}) stays yours.", old=when(old)))
    new = move_of(turn, booking)
    if new is not None:
        said.append(_("That you asked for another time ({new}) stays as it is.", new=when(new)))
    if is_late(turn, booking):
        note: Text | None = getattr(rules, "late_cancel_note", None)
        said.append(
            _("It is less than {hours} hours before. That costs nothing, and illness never counts against you.",
              hours=rules.late_cancel_hours)
        )  # fmt: skip
        said += [note] if note is not None else []
    return tuple(said)


def way_screen(turn: Turn, booking: Booking) -> Screen:
    """How to get there, in words that help on foot and on wheels."""
    return Screen(
        title=_("How to get there"),
        text=turn.home.directions,
        facts=((_("Building"), _building(turn, booking)), (_("Address"), turn.home.address)),
        rows=(row(Button(_("Back to the booking"), Tap("bookings", "show", booking.ref)), mine_button()),),
        phones=home_phone(turn),
        place=_place(turn),
        picture="ramp",
    )


def _place(turn: Turn) -> Place | None:
    """The gate on the map, where the home has said where that is."""
    spot = turn.home.map
    return Place(spot.latitude, spot.longitude, turn.home.name, turn.home.address) if spot else None


def appointment_of(turn: Turn, booking: Booking) -> Appointment:
    """What the calendar file says: the home's friendly name and a building, nothing of the child or the service."""
    things = [turn.spoken(thing) for thing in service_of(booking).bring(turn.home, booking)]
    ring = turn.spoken(_("Telephone: {phone}", phone=turn.home.phone))
    building = turn.spoken(_building(turn, booking))
    bring = [turn.spoken(_("Please bring:")), *(f"- {thing}" for thing in things)] if things else []
    return Appointment(
        uid=f"{booking.ref}@rainbow-ramp",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        changed_at=turn.now,
        version=booking.version,
        summary=f"{turn.spoken(turn.home.name)} {building}",
        location=f"{turn.spoken(turn.home.address)} {building}",
        description="\n".join((*bring, ring, turn.spoken(when(booking)))),
        confirmed=booking.state == "confirmed",
    )


def _building(turn: Turn, booking: Booking) -> Text:
    return turn.home.buildings[rules_of(turn, booking).building].name
