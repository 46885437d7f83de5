"""The roster (排班表): shifts as colleagues see them, whether each is safe, and the digits at the door.

Unsafe is shown before it happens: on the screen of today, and on the desk of whoever sees to volunteers.
"""

from collections.abc import Mapping
from html import escape

from bot.chat import Button, File, Open, Refused, Screen, Tap, Turn, column
from bot.desk import STAFF
from bot.flow import Answer, Flow
from bot.sheet import sheet
from bot.text import Json, Moment, Text, _
from bot.volunteering import door_code
from bot.volunteering.profile import Volunteers
from bot.volunteering.served import UNDECIDED, confirm, missed, served_screen, times
from bot.volunteering.shifts import Shift, known_shift, on_it, shift_of_signup, when
from bot.volunteering.signing import AHEAD, give_up
from bot.volunteering.standing import of_somebody_else, standing_of
from bot.volunteering.standing_in import cannot_come
from handlers.roster import watching
from handlers.roster.screens import LOOK, SEE_TO, list_screen, name_of, shift_screen, state_of
from storage import audit, places, signups
from storage.places import Actor
from storage.signups import Signup

flow = Flow(
    "roster",
    _("Shifts of the volunteers"),
    roles=STAFF,
    section=Volunteers,
    words=("排班表", "志愿者班次", "roster"),
    in_sight=frozenset({"door"}),
)
flow.due("orphans")(watching.tell_orphans)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """The next days, for whoever may look."""
    return list_screen(turn) if turn.person.roles & LOOK else Open("desk")


@flow.tap("list", roles=LOOK)
def show_list(turn: Turn, _tap: Tap) -> Answer:
    """The next days."""
    return list_screen(turn)


@flow.tap("shift", roles=LOOK)
@flow.tap("crew", roles=LOOK)
def show(turn: Turn, tap: Tap) -> Answer:
    """One shift."""
    return shift_screen(turn, known_shift(turn, tap.ref))


def of_shift(turn: Turn, ref: str) -> tuple[Signup, Shift]:
    """A sign-up and its shift. Raises Refused."""
    one = signups.find(turn.db, ref)
    shift = shift_of_signup(turn, one) if one is not None else None
    if one is None or shift is None:
        raise Refused(_("We cannot find this sign-up any more."))
    return one, shift


def of_another(turn: Turn, ref: str) -> tuple[Signup, Shift]:
    """A colleague who helps as well has their own hours confirmed by another. Raises Refused."""
    one, shift = of_shift(turn, ref)
    of_somebody_else(turn, standing_of(turn, one.volunteer_id).volunteer)
    return one, shift


@flow.tap("one", roles=SEE_TO)
def one_of_them(turn: Turn, tap: Tap) -> Answer:
    """One person on one shift: before it, what can be done; after it, the hours."""
    one, shift = of_shift(turn, tap.ref)
    if one.booking.state not in AHEAD or shift.span.starts_at <= turn.now:
        return served_screen(turn, one, shift, flow.name, name_of(turn, one))
    card = standing_of(turn, one.volunteer_id).volunteer
    return Screen(
        title=name_of(turn, one),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift)), (_("State"), state_of(turn, one)), *times(one)),
        rows=column([
            Button(_("See the volunteer"), Tap("vetting", "card", card.ref)),
            Button(_("Rang: cannot come, ask others"), Tap("roster", "absent", one.booking.ref)),
            Button(_("Let go: the place is free"), Tap("roster", "release", one.booking.ref), "danger"),
            Button(_("Back to the shift"), Tap("roster", "shift", shift.ref), "quiet"),
        ]),
    )  # fmt: skip


@flow.tap("served", roles=SEE_TO)
def served(turn: Turn, tap: Tap) -> Answer:
    """So many half hours, which travel in the button's number."""
    one, shift = of_another(turn, tap.ref)
    try:
        confirm(turn, one, tap.version)
    except places.IllegalMove:
        return served_screen(turn, one, shift, flow.name, name_of(turn, one), UNDECIDED)
    return shift_screen(turn, shift, _("Written down. Thank you."))


@flow.tap("missing", roles=SEE_TO)
def missing(turn: Turn, tap: Tap) -> Answer:
    """Did not come."""
    one, shift = of_another(turn, tap.ref)
    try:
        missed(turn, one)
    except places.IllegalMove:
        return served_screen(turn, one, shift, flow.name, name_of(turn, one), UNDECIDED)
    return shift_screen(turn, shift, _("Written down: nobody came. Please ring them; something may have happened."))


@flow.tap("absent", roles=SEE_TO)
def absent(turn: Turn, tap: Tap) -> Answer:
    """Somebody rang: the same as their own tap."""
    one, shift = of_shift(turn, tap.ref)
    if one.booking.state in AHEAD and shift.span.starts_at > turn.now:
        cannot_come(turn, one, shift)
    return shift_screen(turn, shift, _("Others are being asked."))


@flow.tap("release", roles=SEE_TO)
def release(turn: Turn, tap: Tap) -> Answer:
    """The place is free, and nobody is responsible for it any more: a person decides that, never a rule."""
    one, shift = of_shift(turn, tap.ref)
    if one.booking.state not in AHEAD or shift.span.starts_at <= turn.now:
        return shift_screen(turn, shift, UNDECIDED)
    said = _("We have taken you off this shift. Thank you all the same.")
    _let_go(turn, one, shift, _("You are free on this day"), said)
    return shift_screen(turn, shift, _("Written down. They have been told."))


def _let_go(turn: Turn, one: Signup, shift: Shift, title: Text, said: Text) -> None:
    """Of whoever was forgotten nothing lies ahead, so there is always somebody to tell."""
    give_up(turn, one, Actor("staff", turn.person.id))
    facts = ((_("Post"), shift.post.name), (_("When"), when(shift)))
    other = Button(_("Find a shift"), Tap("door", "open", "shifts"))
    screen = Screen(title=title, text=said, facts=facts, rows=((other,),))
    turn.tell(one.booking.person_id or 0, screen, purpose=f"shift {one.booking.ref}")


@flow.tap("close", roles=SEE_TO)
def ask_to_close(turn: Turn, tap: Tap) -> Answer:
    """Closing tells everybody, so it wants a second tap."""
    shift = known_shift(turn, tap.ref)
    yes = Button(_("Yes, it does not take place"), Tap("roster", "closed", shift.ref), "danger")
    no = Button(_("No, back to the shift"), Tap("roster", "shift", shift.ref), "primary")
    return Screen(
        title=_("It does not take place?"),
        text=_("Whoever has signed up is told at once: {number}.", number=len(on_it(turn, shift))),
        rows=((yes,), (no,)),
    )


@flow.tap("closed", roles=SEE_TO)
def close(turn: Turn, tap: Tap) -> Answer:
    """It does not take place."""
    shift = known_shift(turn, tap.ref)
    if shift.span.starts_at <= turn.now:
        return shift_screen(turn, shift, UNDECIDED)
    sorry = _("We are sorry. Perhaps another one suits you.")
    for one in on_it(turn, shift):
        _let_go(turn, one, shift, _("This shift does not take place"), sorry)
    places.edit_span(turn.db, shift.span.id, closed=True)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="shift.closed", what=shift.ref, why="staff")
    return list_screen(turn, _("Closed. Everybody has been told."))


# --- the digits at the door ---


@flow.tap("door")
def door(turn: Turn, _tap: Tap) -> Answer:
    """For the screen at the door: four digits, and a page with a code to scan that renews itself."""
    return Screen(
        title=_("Digits at the door"),
        text=(door_code.digits(turn), _("They change at {at}.", at=Moment(door_code.changes_at(turn), "clock"))),
        files=(File("roster", "door", "door.html", _("Open the page for the door")),),
        rows=column([Button(_("Look again"), Tap("roster", "door")),
                     Button(_("Back to the desk"), Tap("desk", "queue"), "quiet")]),
    )  # fmt: skip


@flow.file
def file(turn: Turn, ref: str) -> tuple[bytes, str]:
    """The page for the door, which asks for itself anew every half minute. Raises Refused."""
    if ref != "door":
        raise Refused(_("There is no such file."))
    picture = door_code.picture(turn)
    code = f'<p><img alt="" src="{escape(picture)}"></p>' if picture else ""
    said = escape(turn.spoken(_("Volunteers: please check in and out with these digits.")))
    body = f"<h1>{door_code.digits(turn)}</h1>{code}<p>{said}</p>"
    again = "<meta http-equiv=refresh content=30>"
    page = sheet(turn.person.language, said, body, look="door", head=again)
    return page.encode(), "text/html; charset=utf-8"

