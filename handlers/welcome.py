"""The first screen, and a person to talk to: whoever is stuck can always ask for one."""

from bot.chat import Ask, Button, Event, Phone, Screen, Tap, Turn, row
from bot.fields.writing import MOST_OF_A_PHONE, digits_of, wrong_with_phone
from bot.flow import Answer, Flow
from bot.text import Text, _
from storage import calls, outbox, people

flow = Flow(
    "human",
    _("Talk to a person"),
    words=("人工", "客服", "找人", "帮助", "电话", "help", "human", "person", "agent"),
)


def welcome(turn: Turn) -> Screen:
    """Who we are and what can be done here; the door adds the services."""
    if turn.address.door == "staff":
        return Screen(title=_("Hello, {name}", name=turn.person.name), text=_("What would you like to see to?"))
    return Screen(
        title=_("Welcome to {home}", home=turn.home.name),
        text=(
            _("Every child of the city is welcome here, and everything is free. What can we do for you?"),
            _("You can tap a button or type. “menu” brings you back here, “help” brings a person."),
        ),
        picture="ramp",
        rows=((Button(_("Talk to a person"), Tap("human", "ring"), "quiet"),),),
    )


@flow.begins
def talk(turn: Turn, _given: object) -> Answer:
    """The home's number, and the offer to be rung."""
    return Screen(
        title=_("Talk to a person"),
        text=_("You can ring us, or we ring you. What you have begun here is kept."),
        phones=(Phone(turn.home.phone, turn.home.name),),
        rows=(row(Button(_("Please ring me"), Tap("human", "call"), "primary")), _back()),
    )


@flow.tap("ring")
def ring(turn: Turn, _tap: Tap) -> Answer:
    """The button of the first screen."""
    return talk(turn, {})


@flow.tap("call")
def call(turn: Turn, _tap: Tap) -> Answer:
    """Put the person on the call list; without a number nobody can ring, so it is asked for first."""
    if not people.phone(turn.db, turn.seal, turn.person.id):
        return _ask_number(turn)
    return _on_the_list(turn)


def _ask_number(turn: Turn, notice: Text | None = None) -> Screen:
    return Screen(
        title=_("Talk to a person"),
        notice=notice,
        text=_("On which number can we ring you? We keep it encrypted, and you can have it forgotten under “My data”."),
        ask=Ask("tel", _("Your number"), MOST_OF_A_PHONE),
        phones=(Phone(turn.home.phone, turn.home.name),),
        rows=(row(Button(_("Rather not"), Tap("human", "ring"), "quiet")),),
    )


def number_typed(turn: Turn, event: Event) -> Answer:
    """The number, if that is what was asked for."""
    shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
    ours = any(button["data"].startswith("human.") for buttons in shown.get("rows", []) for button in buttons)
    if not ours or not shown.get("ask"):
        return None
    number = digits_of(event.text)
    wrong = wrong_with_phone(number)
    if wrong is not None:
        return _ask_number(turn, wrong)
    people.keep_phone(turn.db, turn.seal, turn.person.id, number)
    return _on_the_list(turn)


flow.typed = number_typed


def _on_the_list(turn: Turn) -> Screen:
    calls.add(turn.db, person_id=turn.person.id, reason="asked", about="", now=turn.now)
    return Screen(
        title=_("We will ring you"),
        text=_(
            "A colleague rings you, outside the quiet hours from {starts} to {ends}. If it cannot wait, ring {phone}.",
            starts=f"{turn.home.quiet.starts:%H:%M}", ends=f"{turn.home.quiet.ends:%H:%M}", phone=turn.home.phone,
        ),
        facts=((_("Your number"), people.phone(turn.db, turn.seal, turn.person.id)),),
        phones=(Phone(turn.home.phone, turn.home.name),),
        rows=(_back(),),
    )  # fmt: skip


def _back() -> tuple[Button, ...]:
    return row(Button(_("Back to where I was"), Tap("door", "resume"), "quiet"))
