"""At the door (报到): the four digits that are shown there, typed or scanned, say who has come and who is going."""

from bot.chat import Open, Refused, Screen, Tap, Turn
from bot.fields import Answers, AskAgain, TextField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Json, Moment, Text, _
from bot.volunteering import door_code
from bot.volunteering.shifts import Shift, shift_of_signup
from bot.volunteering.standing import Standing
from handlers.shifts.card import card, is_at_the_door, mine, mine_screen, own
from storage import signups
from storage.signups import Signup

WRONG = _("These are not the digits at the door. They change every few minutes: please look once more.")


def hang(flow: Flow) -> None:
    """Let a flow see to it."""

    @flow.tap("door")
    def ask(turn: Turn, tap: Tap) -> Answer:
        """Ask for the digits."""
        who, one, shift = own(turn, tap.ref)
        if not is_at_the_door(turn, one):
            return card(turn, who, shift, _too_early(one))
        return Open(flow.name, {"signup": one.booking.ref})


def _too_early(one: Signup) -> Text:
    return _("At the door it begins an hour before: from {at} on.", at=Moment(one.booking.starts_at - 3600))


def fits(_turn: Turn, _answers: Answers, value: Json) -> None:
    """Four digits."""
    if len(_digits(str(value))) != door_code.DIGITS:
        raise Refused(_("It is {number} digits. They stand on the screen at the door.", number=door_code.DIGITS))


def _digits(text: str) -> str:
    return "".join(str(int(c)) for c in text if c.isdecimal())


def send(turn: Turn, answers: Answers) -> Screen:
    """In or out, if the digits are right."""
    who, one, shift = own(turn, str(answers["signup"]))
    _weigh(turn, one, _digits(str(answers["code"])))
    return _through(turn, who, one, shift)


def _weigh(turn: Turn, one: Signup, typed: str) -> None:
    if door_code.GUESSES.are_too_many(turn, one.booking.ref):
        raise AskAgain("code", _("Too many wrong digits were typed just now. Please tell whoever leads the shift."))
    if not door_code.is_right(turn, typed):
        door_code.GUESSES.add(turn, one.booking.ref)
        raise AskAgain("code", WRONG)


def _through(turn: Turn, who: Standing, one: Signup, shift: Shift) -> Screen:
    """Written down: come, or gone."""
    if not is_at_the_door(turn, one):
        return card(turn, who, shift)
    if one.came_at is not None:
        signups.depart(turn.db, one, turn.now)
        return card(turn, mine(turn), shift, _("Written down: you are going. Come home safely, and thank you."))
    if one.booking.state == "held":
        return card(turn, who, shift, _("This shift waits for a check, so please speak with whoever leads it first."))
    if one.booking.state != "confirmed":  # it is over, and somebody says what happened
        return card(turn, who, shift)
    signups.arrive(turn.db, one, turn.now)
    return card(turn, mine(turn), shift, _("Written down: you are here. Welcome."))


def scanned(turn: Turn, typed: str) -> Answer:
    """The code at the door was scanned: for the one shift of this hour."""
    who = mine(turn)
    here = [one for one in who.signups if is_at_the_door(turn, one) and one.booking.state in ("confirmed", "arrived")]
    shift = shift_of_signup(turn, here[0]) if here else None
    if shift is None:
        return mine_screen(turn, who, _("You have no shift at this hour."))
    try:
        _weigh(turn, here[0], _digits(typed))
    except AskAgain as wrong:
        return card(turn, who, shift, wrong.message)
    return _through(turn, who, here[0], shift)


FORM = AtOnce(
    "shifts",
    _("At the door"),
    (
        TextField(
            "code", label=_("Digits at the door"), question=_("Which four digits stand at the door?"), long=False,
            most=12, check=fits, why=_("They say that you are here, without looking where your phone is."),
        ),
    ),
    send,
)  # fmt: skip
