"""Whoever leads a shift (带班): who comes, who is here, and the hours of each, but never the lead's own."""

from bot.booking import tell_staff
from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import Text, _
from bot.volunteering.profile import rules_of
from bot.volunteering.safety import safety_of
from bot.volunteering.served import UNDECIDED, confirm, missed, served_screen
from bot.volunteering.shifts import Shift, known_shift, leads, on_it, shift_of_signup, when
from bot.volunteering.standing import standing_of
from bot.volunteering.words import SIGNUP_STATES
from handlers.shifts.afterwards import ask_how_they_are
from handlers.shifts.card import mine
from storage import places, signups
from storage.signups import Signup

FLOW = "shifts"
NOT_YOURS = _("Only whoever leads this shift sees that.")


def led(turn: Turn, ref: str) -> Shift:
    """A shift that this person leads. Raises Refused."""
    shift = known_shift(turn, ref)
    if not leads(turn, shift, mine(turn).volunteer.id):
        raise Refused(NOT_YOURS)
    return shift


def of_my_crew(turn: Turn, ref: str) -> tuple[Signup, Shift]:
    """Somebody on a shift that this person leads, but not themselves. Raises Refused."""
    one = signups.find(turn.db, ref)
    shift = shift_of_signup(turn, one) if one is not None else None
    if one is None or shift is None or one.volunteer_id == mine(turn).volunteer.id:
        raise Refused(NOT_YOURS)
    return one, led(turn, shift.ref)


def crew_screen(turn: Turn, shift: Shift, notice: Text | None = None) -> Screen:
    """Everybody by name, with a button for each other's hours."""
    me, safety = mine(turn).volunteer.id, safety_of(turn, shift)
    others = [one for one in on_it(turn, shift) if one.volunteer_id != me]
    buttons = [
        Button(_name(turn, one), Tap("shifts", "one", one.booking.ref), hint=SIGNUP_STATES[one.booking.state])
        for one in others
    ]  # fmt: skip
    hard = [Button(_("It was a hard shift"), Tap("shifts", "hard", shift.ref), "quiet")]
    return Screen(
        title=_("Who comes: {post}", post=shift.post.name),
        notice=notice,
        text=tuple(_("Not safe as it stands: {reason}.", reason=reason) for reason in safety.unsafe)
        or (_("Your own hours are confirmed by the coordinator."),),
        facts=((_("When"), when(shift)),),
        rows=column([*buttons, *(hard if shift.span.starts_at <= turn.now else []),
                     Button(_("Back to the shift"), Tap("shifts", "show", shift.ref), "quiet")]),
    )  # fmt: skip


def _name(turn: Turn, one: Signup) -> Text:
    return standing_of(turn, one.volunteer_id).volunteer.name or _("A volunteer")


def hang(flow: Flow) -> None:
    """Let a flow see to it."""
    flow.tap("crew")(crew)
    flow.tap("one")(one_of_them)
    flow.tap("served")(served)
    flow.tap("missing")(missing)
    flow.tap("hard")(hard)


def crew(turn: Turn, tap: Tap) -> Answer:
    """Who comes."""
    return crew_screen(turn, led(turn, tap.ref))


def one_of_them(turn: Turn, tap: Tap) -> Answer:
    """One of them."""
    one, shift = of_my_crew(turn, tap.ref)
    return served_screen(turn, one, shift, FLOW, _name(turn, one))


def served(turn: Turn, tap: Tap) -> Answer:
    """So many half hours, which travel in the button's number."""
    one, shift = of_my_crew(turn, tap.ref)
    try:
        confirm(turn, one, tap.version)
    except places.IllegalMove:
        return served_screen(turn, one, shift, FLOW, _name(turn, one), UNDECIDED)
    return crew_screen(turn, shift, _("Written down. Thank you."))


def missing(turn: Turn, tap: Tap) -> Answer:
    """Did not come."""
    one, shift = of_my_crew(turn, tap.ref)
    try:
        missed(turn, one)
    except places.IllegalMove:
        return served_screen(turn, one, shift, FLOW, _name(turn, one), UNDECIDED)
    volunteer = standing_of(turn, one.volunteer_id).volunteer
    see = Button(_("Open"), Tap("vetting", "card", volunteer.ref, volunteer.version), "primary")
    tell_staff(turn, rules_of(turn.home).reader, Screen(
        title=_("A volunteer did not come, please ring: {ref}", ref=volunteer.ref),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift))), rows=((see,),),
    ))  # fmt: skip
    return crew_screen(turn, shift, _("Written down. Perhaps something has happened: the coordinator rings."))


def hard(turn: Turn, tap: Tap) -> Answer:
    """Everybody who was there is asked tomorrow how they are."""
    shift = led(turn, tap.ref)
    for one in on_it(turn, shift):
        ask_how_they_are(turn, one)
    return crew_screen(turn, shift, _("Tomorrow we ask everybody how they are. Look after yourself, too."))
