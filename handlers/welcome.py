"""The first screen, and a person to talk to: whoever is stuck can always ask for one."""

from bot.chat import Button, Phone, Refused, Screen, Tap, Turn
from bot.flow import Answer, Flow
from bot.text import _
from storage import calls, people

flow = Flow(
    "human",
    _("Talk to a person"),
    words=("人工", "客服", "找人", "帮助", "电话", "human", "help", "person", "agent"),
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
        rows=((Button(_("📞 Talk to a person"), Tap("human", "ring"), "quiet"),),),
    )


@flow.begins
def talk(turn: Turn, _given: object) -> Answer:
    """The home's number, and the offer to be rung."""
    rows = [(Button(_("Please ring me"), Tap("human", "call"), "primary"),)]
    return Screen(
        title=_("Talk to a person"),
        text=_("You can ring us, or we ring you. What you have begun here is kept."),
        phones=(Phone(turn.home.phone, turn.home.name),),
        rows=(*rows, (Button(_("Back to where I was"), Tap("door", "resume"), "quiet"),)),
    )


@flow.tap("ring")
def ring(turn: Turn, _tap: Tap) -> Answer:
    """The button of the first screen."""
    return talk(turn, {})


@flow.tap("call")
def call(turn: Turn, _tap: Tap) -> Answer:
    """Put the person on the call list. Without a number nobody can ring."""
    if not people.phone(turn.db, turn.seal, turn.person.id):
        raise Refused(
            _("We do not have your number yet. Please ring {phone}, or leave your number with a request.",
              phone=turn.home.phone)
        )  # fmt: skip
    calls.add(turn.db, person_id=turn.person.id, reason="asked", about="", now=turn.now)
    return Screen(
        title=_("We will ring you"),
        text=_("A colleague rings you, outside the quiet hours from {starts} to {ends}. If it cannot wait, ring {phone}.",
               starts=f"{turn.home.quiet.starts:%H:%M}", ends=f"{turn.home.quiet.ends:%H:%M}", phone=turn.home.phone),
        rows=((Button(_("Back to where I was"), Tap("door", "resume"), "quiet"),),),
    )  # fmt: skip
