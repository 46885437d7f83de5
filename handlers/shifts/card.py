"""One shift as a volunteer sees it, and the list of one's own."""

from collections.abc import Iterator

from bot.booking_screens import home_phone
from bot.chat import Button, File, Refused, Screen, Tap, Turn, column
from bot.ics import Appointment
from bot.text import Moment, Text, _, _n
from bot.volunteering.gates import why_not
from bot.volunteering.served import times
from bot.volunteering.shifts import Shift, leads, on_it, shift_of_signup, when
from bot.volunteering.signing import AHEAD
from bot.volunteering.standing import Standing, my_standing, standing_of
from bot.volunteering.standing_in import standing_line
from bot.volunteering.words import SIGNUP_STATES, mine_button, my_shifts_button, shifts_button
from handlers.shifts.browsing import verdict
from storage import signups, standins, teams, volunteers
from storage.signups import Signup

DOOR_SECONDS = 60 * 60  # from an hour before until an hour after, one may check in and out
RECENT_SECONDS = 14 * 24 * 3600


def mine(turn: Turn) -> Standing:
    """The standing of whoever speaks. Raises Refused for everybody who is no volunteer."""
    who = my_standing(turn)
    if who is None or who.volunteer.state not in volunteers.HERE:
        raise Refused(_("This is for volunteers. You can sign up under “Volunteering”."))
    return who


def own(turn: Turn, ref: str) -> tuple[Standing, Signup, Shift]:
    """A sign-up of one's own. Raises Refused for anybody else's, exactly as for one that never was."""
    who, found = mine(turn), signups.find(turn.db, ref)
    shift = shift_of_signup(turn, found) if found is not None else None
    if found is None or shift is None or found.volunteer_id != who.volunteer.id:
        raise Refused(_("We cannot find this shift among yours."))
    return who, found, shift


def my_signup(who: Standing, shift: Shift) -> Signup | None:
    """One's own place in a shift."""
    return next((one for one in who.signups if one.span_id == shift.span.id), None)


def is_at_the_door(turn: Turn, one: Signup) -> bool:
    """Whether it is time to check in or out."""
    booking = one.booking
    return booking.starts_at - DOOR_SECONDS <= turn.now <= booking.ends_at + DOOR_SECONDS and one.left_at is None


def card(turn: Turn, who: Standing, shift: Shift, notice: Text | None = None) -> Screen:
    """Everything about one shift, and what one can do with it."""
    own_one = my_signup(who, shift)
    taken = len(on_it(turn, shift))
    places_fact = _("{taken} of {places} taken", taken=taken, places=shift.span.capacity)
    return Screen(
        title=shift.post.name,
        notice=notice,
        text=(shift.post.task, *_said(turn, who, shift, own_one)),
        facts=(
            (_("When"), when(shift)),
            (_("Where"), turn.home.buildings[shift.post.building].name),
            (_("Places"), places_fact),
            (_("With"), _("with children") if shift.post.contact else _("without children")),
            *(((_("State"), SIGNUP_STATES[own_one.booking.state]), *times(own_one)) if own_one else ()),
        ),
        rows=column([*_buttons(turn, who, shift, own_one), my_shifts_button(), shifts_button()]),
        phones=home_phone(turn),
        files=_files(own_one),
    )


def _said(turn: Turn, who: Standing, shift: Shift, own_one: Signup | None) -> Iterator[Text]:
    if own_one is None:
        yield verdict(turn, shift, why_not(turn, who, shift))
        return
    search = standins.open_for(turn.db, own_one.booking.id)
    if search is not None:
        yield standing_line(turn, search)
    if own_one.booking.state == "held":
        reasons = [one for one in why_not(turn, who, shift) if one.code != "mine"]
        yield reasons[0].said if reasons else _("Everything is in order: we expect you.")
    if own_one.buddy is not None:
        buddy = standing_of(turn, own_one.buddy).volunteer.name
        yield _("{name} knows the house and stays at your side.", name=buddy or _("A volunteer"))
    beside = [one for one in on_it(turn, shift) if one.buddy == who.volunteer.id]
    if beside:
        yield _n("{number} newcomer comes to your side.", "{number} newcomers come to your side.", len(beside))


def _buttons(turn: Turn, who: Standing, shift: Shift, own_one: Signup | None) -> list[Button]:
    if own_one is None:
        take = Button(_("I take it"), Tap("shifts", "take", shift.ref), "primary")
        group = Button(_("Come with my group"), Tap("teams", "bring", shift.ref))
        has_group = teams.of_volunteer(turn.db, turn.seal, who.volunteer.id)
        return [*([] if why_not(turn, who, shift) else [take]), *([group] if has_group else [])]
    ref, found = own_one.booking.ref, []
    if is_at_the_door(turn, own_one) and (own_one.booking.state == "confirmed" or own_one.came_at is not None):
        label = _("I am here: check in") if own_one.came_at is None else _("I am going: check out")
        found.append(Button(label, Tap("shifts", "door", ref), "primary"))
    if own_one.booking.state in AHEAD and shift.span.starts_at > turn.now:
        search = standins.open_for(turn.db, own_one.booking.id)
        able = Button(_("I can come after all"), Tap("shifts", "able", ref))
        found.append(able if search else Button(_("I cannot come"), Tap("shifts", "absent", ref)))
    if leads(turn, shift, who.volunteer.id):
        found.append(Button(_("I lead it: who comes"), Tap("shifts", "crew", shift.ref)))
    return found


def _files(own_one: Signup | None) -> tuple[File, ...]:
    if own_one is None or own_one.booking.state not in AHEAD:
        return ()
    return (File("shifts", own_one.booking.ref, "shift.ics", _("Put it into my phone's calendar")),)


def appointment_of(turn: Turn, one: Signup, shift: Shift) -> Appointment:
    """What the calendar file says: the home's friendly name and a building; on a locked screen, too."""
    building = turn.spoken(turn.home.buildings[shift.post.building].name)
    ring = turn.spoken(_("Telephone: {phone}", phone=turn.home.phone))
    return Appointment(
        uid=f"{one.booking.ref}@rainbow-ramp",
        starts_at=shift.span.starts_at,
        ends_at=shift.span.ends_at,
        changed_at=turn.now,
        version=one.booking.version,
        summary=f"{turn.spoken(turn.home.name)} {building}",
        location=f"{turn.spoken(turn.home.address)} {building}",
        description="\n".join((ring, turn.spoken(when(shift)))),
        confirmed=one.booking.state == "confirmed",
    )


def mine_screen(turn: Turn, who: Standing, notice: Text | None = None) -> Screen:
    """One's own shifts: what lies ahead, and what was lately."""
    ahead = [one for one in who.signups if one.booking.ends_at > turn.now]
    over = [one for one in who.signups if turn.now - RECENT_SECONDS < one.booking.ends_at <= turn.now]
    buttons = [button for one in (*ahead, *reversed(over)) if (button := _own_button(turn, one)) is not None]
    return Screen(
        title=_("My shifts"),
        notice=notice,
        text=() if buttons else _("You have no shift at the moment."),
        rows=column([*buttons, shifts_button("primary"), mine_button()]),
    )


def _own_button(turn: Turn, one: Signup) -> Button | None:
    shift = shift_of_signup(turn, one)
    if shift is None:
        return None
    hint: Text = SIGNUP_STATES[one.booking.state]
    if standins.open_for(turn.db, one.booking.id) is not None:
        hint = _("we are looking for somebody else")
    label = _("{post}, {when}", post=shift.post.name, when=Moment(shift.span.starts_at))
    return Button(label, Tap("shifts", "show", shift.ref), hint=hint)
