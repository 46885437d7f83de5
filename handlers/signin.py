"""Signing in: an invite code, used once, makes a device or a chat one of the staff. On the web a PIN follows.

Wrong, used and expired codes get the same sentence, and all guesses of everyone are counted together.
"""

from collections.abc import Mapping

from bot.chat import Button, Open, Refused, Screen, Tap, Turn
from bot.desk import STAFF
from bot.fields import Answers, AskAgain
from bot.fields.secret import SecretField, evened, too_easy
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.guesses import Guesses
from bot.text import Json, Moment, _
from storage import audit, people, staff

GUESSES = Guesses("invite guesses", most=20)


def is_choosing(turn: Turn, answers: Answers) -> bool:
    """Whether a PIN is being chosen, by someone who is signed in."""
    return "choose" in answers


def is_asking(turn: Turn, answers: Answers) -> bool:
    """Whether the code is asked for."""
    return "choose" not in answers


def hard_enough(turn: Turn, answers: Answers, value: Json) -> None:
    """Raises Refused for the PINs that anybody would try first."""
    if too_easy(str(value)):
        raise Refused(_("That one is easily guessed. Please think of another."))


def the_same(turn: Turn, answers: Answers, value: Json) -> None:
    """Raises Refused unless the PIN was typed alike twice."""
    if value != answers.get("new"):
        raise Refused(_("The two are not the same. Please type it once more, or go back and choose anew."))


def send(turn: Turn, answers: Answers) -> Screen:
    """Use the code up, or keep the PIN."""
    return _keep_pin(turn, answers) if is_choosing(turn, answers) else _accept(turn, str(answers["code"]))


flow = Flow("signin", _("Staff sign-in"), takes_link=True)
flow.form = AtOnce(
    flow.name,
    flow.title,
    (
        SecretField(
            "code", kind="code", label=_("Invite code"), when=is_asking,
            question=_("This door is for colleagues. Please type your invite code. Capitals and dashes do not matter."),
            why=_("Whoever leads the home gives out codes. Each works once and for a short time."),
        ),
        SecretField(
            "new", kind="pin", label=_("PIN"), when=is_choosing, check=hard_enough,
            question=_("Please choose a PIN of 4 to 6 digits. This page asks for it after lying idle for 15 minutes."),
        ),
        SecretField(
            "again", kind="pin", label=_("PIN once more"), when=is_choosing, check=the_same,
            question=_("Please type the same PIN once more."),
        ),
    ),
    send,
)  # fmt: skip


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """A family's page stays a family's page: what staff read must not lie behind the other door's key."""
    if turn.address.channel == "web" and turn.address.door != "staff":
        return Screen(
            title=flow.title,
            text=_("Colleagues sign in on the staff page: the address of this page with /staff at its end."),
            rows=((Button(_("Menu"), Tap("door", "menu")),),),
        )
    return _linked(turn, str(given["link"])) if given.get("link") else None


def _linked(turn: Turn, code: str) -> Answer:
    """The code came in the link that was opened; a code that does not work can be typed."""
    try:
        return _accept(turn, evened(code))
    except AskAgain as again:
        return Screen(
            title=flow.title, text=again.message,
            rows=((Button(_("I have an invite code"), Tap("door", "open", flow.name), "primary"),),),
        )  # fmt: skip


@flow.tap("choose", roles=STAFF)
def choose(turn: Turn, tap: Tap) -> Answer:
    """Choose a PIN, or another one."""
    return Open(flow.name, {"choose": True})


@flow.nightly
def forget_invites(turn: Turn) -> None:
    """What nobody can use any more holds a name for nothing."""
    staff.forget_invites(turn.db, turn.now)


def _accept(turn: Turn, code: str) -> Screen:
    if GUESSES.are_too_many(turn):
        until = Moment(GUESSES.end(turn), "clock")
        wait = _("Too many wrong codes were typed. Please wait until {until} and try again.", until=until)
        raise AskAgain("code", wait)
    if not staff.accept(turn.db, turn.seal, code=code, person_id=turn.person.id, now=turn.now):
        GUESSES.add(turn)
        raise AskAgain("code", _("This code does not open anything. Please check it, or ask for a new one."))
    people.work_from(turn.db, turn.address.id)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="staff.joined", what=turn.person.ref, why="invite")
    return _welcome(turn)


def _welcome(turn: Turn) -> Screen:
    name = staff.name_of(turn.db, turn.seal, turn.person.id)
    desk = Button(_("To the desk"), Tap("door", "open", "desk"), "primary")
    if turn.address.channel != "web" or staff.has_pin(turn.db, turn.person.id):
        return Screen(title=_("Welcome, {name}", name=name), text=_("You are signed in."), rows=((desk,),))
    pin = Button(_("Choose a PIN"), Tap(flow.name, "choose"), "primary")
    text = _("You are signed in. One more step: a PIN, so that nobody else can read here when this device lies about.")
    return Screen(title=_("Welcome, {name}", name=name), text=text, rows=((pin,),))


def _keep_pin(turn: Turn, answers: Answers) -> Screen:
    staff.set_pin(turn.db, turn.person.id, str(answers["new"]))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="staff.pin", what=turn.person.ref, why="chosen")
    return Screen(
        title=_("Your PIN is kept"),
        text=_("From now on this page locks itself when it lies idle for 15 minutes."),
        rows=((Button(_("To the desk"), Tap("door", "open", "desk"), "primary"),),),
    )
