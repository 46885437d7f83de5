"""The lock of the staff page: it lay idle, or somebody locked it, and opens with the PIN alone.

While it is locked nothing else acts (bot.door sees to that). Five wrong PINs sign the device
out; a new invite opens it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.apps import is_in_app
from bot.chat import Ask, Button, Event, Screen, Tap, Turn, plain
from bot.desk import STAFF
from bot.fields import State
from bot.fields.secret import PIN, evened
from bot.flow import Answer, Flow, Sign
from bot.form import Form, Step
from bot.text import Json, Text, _, _n
from storage import audit, drafts, outbox, people, staff, tombstones

flow = Flow(
    "pin",
    _("Lock"),
    sign=Sign(_("Lock or sign out"), _("Before you lay this device down"), order=90, staff=True),
    roles=STAFF,
)
LOCK_MOST = 12


@dataclass(frozen=True)
class Lock(Form):
    """One question that cannot be left. Whatever is not the PIN changes nothing."""

    def begin(self, turn: Turn, given: Mapping[str, Json]) -> Step:
        """Lock, and leave nothing behind it that a page opened anew would show."""
        outbox.empty_seen(turn.db, turn.address.id)
        return Step({"locked": True}, locked_screen(turn))

    def step(self, turn: Turn, state: State, event: Event) -> Step:
        """Only typed text is a try; every button shows the lock."""
        if event.kind != "text":
            return Step(state, locked_screen(turn))
        typed = evened(plain(event.text))
        if not PIN.fullmatch(typed):  # "menu" is no guess
            return Step(state, locked_screen(turn, _("A PIN is 4 to 6 digits.")))
        left = staff.check_pin(turn.db, turn.person.id, typed)
        if left == 0:
            return Step(None, unlocked_screen(turn))
        if left < 0:
            return Step(None, sign_out(turn, "wrong PIN"))
        return Step(state, locked_screen(turn, _wrong(left)))

    def show(self, turn: Turn, state: State, notice: Text | None = None) -> Screen:
        """Still locked."""
        return locked_screen(turn)


flow.form = Lock(flow.name, flow.title, (), lambda turn, _answers: unlocked_screen(turn))


def _wrong(left: int) -> Text:
    return _n(
        "That is not the PIN. {number} more try is left.", "That is not the PIN. {number} more tries are left.", left
    )


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Without a PIN there is nothing to lock with: choose one, or sign out."""
    return None if staff.has_pin(turn.db, turn.person.id) else no_pin_screen(turn)


@flow.tap("out", roles=STAFF)
def ask_to_leave(turn: Turn, tap: Tap) -> Answer:
    """Signing out wants a second tap, for the way back is a new invite."""
    return Screen(
        title=_("Sign out of this device?"),
        text=_("What is shown here is cleared. To come back you need a new invite code from whoever leads the home."),
        rows=(
            (Button(_("Yes, sign out"), Tap("pin", "bye"), "danger"),),
            (Button(_("No, stay"), Tap("pin", "stay"), "primary"),),
        ),
    )


@flow.tap("bye", roles=STAFF)
def leave(turn: Turn, tap: Tap) -> Answer:
    """Sign out."""
    return sign_out(turn, "own wish")


@flow.tap("stay", roles=STAFF)
def stay(turn: Turn, tap: Tap) -> Answer:
    """Back to the lock, or to what stands open without one."""
    return locked_screen(turn) if staff.has_pin(turn.db, turn.person.id) and _is_locked(turn) else no_pin_screen(turn)


def _is_locked(turn: Turn) -> bool:
    draft = drafts.top(turn.db, turn.seal, turn.address.id)
    return draft is not None and draft.flow == flow.name


def sign_out(turn: Turn, why: str) -> Screen:
    """This device speaks for nobody any more. Roles end with the last device, so that no news go where nobody reads."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="staff.signed_out", what=turn.person.ref, why=why)
    stranger = people.new_person(turn.db, turn.person.language, turn.today.isoformat())
    people.hand_over(turn.db, turn.address.id, stranger)
    tombstones.bury_visit(turn.db, turn.address.id, turn.now)  # an older backup must not sign a lost device in again
    if people.last_address(turn.db, turn.person.id) is None:
        staff.leave(turn.db, turn.person.id)
        tombstones.bury(turn.db, "staff", turn.person.ref, turn.now)
    by_pin = why == "wrong PIN"
    return Screen(
        title=_("Signed out"),
        clears=True,
        text=_("The PIN was wrong too often, so this device is signed out. Please ask for a new invite code.")
        if by_pin else _("This device is signed out. To come back, please ask for a new invite code."),
        rows=((Button(_("I have an invite code"), Tap("door", "open", "signin")),),),
    )  # fmt: skip


def locked_screen(turn: Turn, notice: Text | None = None) -> Screen:
    """The lock."""
    return Screen(
        title=_("Locked"),
        clears=True,
        notice=notice,
        text=_("Hello, {name}. Please type your PIN.", name=turn.person.name),
        ask=Ask("pin", _("PIN"), LOCK_MOST),
        rows=((Button(_("Forgotten, or not me: sign out"), Tap("pin", "out"), "quiet"),),),
    )


def unlocked_screen(turn: Turn) -> Screen:
    """Open again."""
    return Screen(
        title=_("Unlocked"),
        text=_("Welcome back, {name}.", name=turn.person.name),
        rows=(
            (Button(_("To the desk"), Tap("door", "open", "desk"), "primary"),),
            (Button(_("Where I was"), Tap("door", "resume")), Button(_("Menu"), Tap("door", "menu"), "quiet")),
        ),
    )


def no_pin_screen(turn: Turn) -> Screen:
    """What can be done without a PIN. A chat app has its phone's own lock, and needs none of ours."""
    if is_in_app(turn):
        return Screen(
            title=_("Lock or sign out"),
            text=_("Here the lock of your phone protects what you read. If you no longer work here, please sign out."),
            rows=((Button(_("Sign out"), Tap("pin", "out"), "quiet"),),),
        )
    return Screen(
        title=_("Lock or sign out"),
        text=_("This device has no PIN yet. With one, the page locks itself when it lies idle for 15 minutes."),
        rows=(
            (Button(_("Choose a PIN for this device"), Tap("signin", "choose"), "primary"),),
            (Button(_("Sign out"), Tap("pin", "out"), "quiet"),),
        ),
    )
