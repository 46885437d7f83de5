"""The roster's screens: the next days, and one shift with who comes and whether it is safe."""

from collections.abc import Mapping

from bot.chat import Button, Screen, Style, Tap, Turn, column
from bot.desk import door_open_on_details
from bot.text import Message, Moment, Text, _
from bot.volunteering.safety import Safety, safety_of
from bot.volunteering.shifts import Shift, ahead, on_it, shifts_between, when
from bot.volunteering.standing import standing_of
from bot.volunteering.words import SIGNUP_STATES
from storage import audit, standins
from storage.signups import Signup

LOOK = frozenset({"coordinator", "head", "duty", "care_lead"})
SEE_TO = frozenset({"coordinator", "head"})
DAYS_SHOWN = 7
WORDS: Mapping[str, tuple[Message, Style]] = {
    "empty": (_("nobody yet"), "plain"),
    "safe": (_("safe"), "plain"),
    "thin": (_("safe, but watch it"), "plain"),
    "unsafe": (_("not safe"), "danger"),
}


def list_screen(turn: Turn, notice: Text | None = None) -> Screen:
    """The shifts of the next days."""
    shifts = [shift for shift in shifts_between(turn, turn.today, turn.today) if shift.span.ends_at > turn.now]
    shifts += [shift for shift in ahead(turn, DAYS_SHOWN) if shift.day != turn.today]
    return Screen(
        title=_("Shifts of the next days"),
        notice=notice,
        text=() if shifts else _("There are none."),
        rows=column([
            *(line(turn, shift) for shift in shifts),
            Button(_("Digits at the door"), Tap("roster", "door")),
            Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),
        ]),
    )  # fmt: skip


def line(turn: Turn, shift: Shift) -> Button:
    """A shift on a button, with a word about its safety."""
    safety = safety_of(turn, shift)
    word, style = WORDS[safety.word]
    label = _("{post}, {when}", post=shift.post.name, when=Moment(shift.span.starts_at))
    hint = _("{word}: {taken} of {places}", word=word, taken=safety.number, places=shift.span.capacity)
    return Button(label, Tap("roster", "shift", shift.ref), style, hint=_why(safety, hint))


def _why(safety: Safety, hint: Text) -> Text:
    reason = next(iter(safety.unsafe), None) if safety.word == "unsafe" else next(iter(safety.thin), None)
    return _("{hint}; {reason}", hint=hint, reason=reason) if reason is not None else hint


def shift_screen(turn: Turn, shift: Shift, notice: Text | None = None) -> Screen:
    """Who comes, and whether it is safe. That names were read is recorded."""
    safety, everybody = safety_of(turn, shift), on_it(turn, shift)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="shift.read", what=shift.ref, why="roster")
    may = bool(turn.person.roles & SEE_TO)
    rows = [
        Button(name_of(turn, one), Tap("roster", "one", one.booking.ref), hint=state_of(turn, one)) for one in everybody
    ] if may else []
    close = [Button(_("It does not take place"), Tap("roster", "close", shift.ref), "quiet")]
    return Screen(
        title=shift.post.name,
        notice=notice,
        text=(
            _("Safe or not: {word}.", word=WORDS[safety.word][0]),
            *(_("Not safe as it stands: {reason}.", reason=reason) for reason in safety.unsafe),
            *(_("Watch it: {reason}.", reason=reason) for reason in safety.thin),
        ),
        facts=(
            (_("When"), when(shift)),
            (_("Places"), _("{taken} of {places} taken", taken=safety.number, places=shift.span.capacity)),
            *((name_of(turn, one), state_of(turn, one)) for one in everybody if not may),
        ),
        rows=column([*rows, *(close if may and shift.span.starts_at > turn.now else []),
                     Button(_("Shifts of the next days"), Tap("roster", "list"), "quiet")]),
    )  # fmt: skip


def name_of(turn: Turn, one: Signup) -> Text:
    """Who it is; in a chat app the reference alone."""
    return _named(turn, one.volunteer_id)


def _named(turn: Turn, volunteer_id: int) -> Text:
    volunteer = standing_of(turn, volunteer_id).volunteer
    return volunteer.name if volunteer.name and door_open_on_details(turn) else volunteer.ref


def state_of(turn: Turn, one: Signup) -> Text:
    """How their sign-up stands, in a few words."""
    if standins.open_for(turn.db, one.booking.id) is not None:
        return _("cannot come, others are asked")
    if one.buddy is not None:
        return _("{state}, new, beside {name}", state=SIGNUP_STATES[one.booking.state],
                 name=_named(turn, one.buddy))  # fmt: skip
    return SIGNUP_STATES[one.booking.state]
