"""Consents and sheets (知情同意): to look at, to change and to take back at any time, as easily as they were given."""

from collections.abc import Mapping

from bot import booking
from bot.booking import own
from bot.booking_screens import my_children
from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.fields import Answers, TextField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Json, Text, _
from handlers.camp.profile import PURPOSES, Camp, purpose_of
from handlers.camp.purposes import ANSWERS, decide, mine
from handlers.camp.sheet import SECTIONS, child_by_ref, keeps_health, own_sheet, read
from storage.children import Child

flow = Flow(
    "camp_consents", _("Consents for the camp"), section=Camp, consent="care",
    words=("知情同意", "同意书", "consents"),
)  # fmt: skip

SAYS = {"say_yes": "given", "say_no": "refused", "say_ask": "ask"}
NOT_ANSWERED = _("not answered, so no")
NOT_MINE = _("This child is not kept here any more.")


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """My children; the form only where somebody wants to say why."""
    return None if "why" in given else children_screen(my_children(turn))


def children_screen(family: list[Child]) -> Screen:
    """Whose it is about."""
    buttons = [Button(child.nickname, Tap(flow.name, "child", child.ref)) for child in family]
    return Screen(
        title=_("Consents and sheets"),
        text=_("For whom?") if family else _("No child is kept here yet."),
        rows=column([*buttons, Button(_("Home page"), Tap("door", "menu"), "quiet")]),
    )


@flow.tap("of")
def of_registration(turn: Turn, tap: Tap) -> Answer:
    """From a registration to its children."""
    family = booking.children_of(turn, own(turn, tap.ref))
    return child_screen(turn, family[0]) if len(family) == 1 else children_screen(family)


@flow.tap("child")
def one_child(turn: Turn, tap: Tap) -> Answer:
    """Every purpose with my answer."""
    return child_screen(turn, _child(turn, tap.ref))


def _child(turn: Turn, ref: str) -> Child:
    child = child_by_ref(turn, ref)
    if child is None:
        raise Refused(NOT_MINE)
    return child


def child_screen(turn: Turn, child: Child, notice: Text | None = None) -> Screen:
    """My answers and my sheet of one child. Those of another guardian are not shown."""
    purposes = turn.home[Camp].purposes
    sheet = own_sheet(turn, child.id)
    sections = [name for name in SECTIONS if sheet is not None and (name == "collect" or keeps_health(sheet.details))]
    change = [
        Button(
            _("Change: {label}", label=PURPOSES[one.id]), Tap(flow.name, "purpose", f"{child.ref}-{one.id}"), "quiet"
        )
        for one in purposes
    ]
    return Screen(
        title=_("{child}: consents and sheet", child=child.nickname),
        notice=notice,
        text=_("Whatever you change holds at once, also while the camp is running."),
        facts=(
            *((PURPOSES[one.id], _answer(turn, child, one.id)) for one in purposes),
            *((SECTIONS[name], read(name, sheet.details)) for name in sections if sheet is not None),
        ),
        rows=(
            *(tuple(change[at : at + 2]) for at in range(0, len(change), 2)),
            (Button(_("Fill in the sheet anew"), Tap("camp_child", "renew", child.ref)),),
            (Button(_("Back"), Tap("door", "open", flow.name), "quiet"),),
        ),
    )


def _answer(turn: Turn, child: Child, purpose: str) -> Text:
    said = mine(turn, child.id, purpose)
    return ANSWERS[said] if said is not None else NOT_ANSWERED


def _both(turn: Turn, ref: str) -> tuple[Child, str]:
    """The child and the purpose that a button names. Raises Refused."""
    child_ref, _dash, purpose = ref.partition("-")
    child = _child(turn, child_ref)
    if purpose_of(turn.home, purpose) is None:
        raise Refused(_("This is not asked any more."))
    return child, purpose


@flow.tap("purpose")
def one_purpose(turn: Turn, tap: Tap) -> Answer:
    """The home's own words, and three answers of the same size."""
    child, purpose = _both(turn, tap.ref)
    found, now_so = purpose_of(turn.home, purpose), mine(turn, child.id, purpose)
    buttons = [
        Button(ANSWERS[answer], Tap(flow.name, verb, tap.ref), picked=answer == now_so if now_so else None)
        for verb, answer in SAYS.items()
    ]
    return Screen(
        title=_("{child}: {purpose}", child=child.nickname, purpose=PURPOSES[purpose]),
        text=found.words if found is not None else "",
        rows=column([*buttons, Button(_("Back"), Tap(flow.name, "child", child.ref), "quiet")]),
    )


@flow.tap("say_yes")
@flow.tap("say_no")
@flow.tap("say_ask")
def say(turn: Turn, tap: Tap) -> Answer:
    """Write it down; what follows from it follows in this turn."""
    child, purpose = _both(turn, tap.ref)
    answer = SAYS[tap.verb]
    decide(turn, child, purpose, answer)
    done = _(
        "Written down: {purpose}, {answer}. It holds from now on.", purpose=PURPOSES[purpose], answer=ANSWERS[answer]
    )
    screen = child_screen(turn, child, done)
    if answer != "refused":
        return screen
    why = (Button(_("Say why (only colleagues read it)"), Tap(flow.name, "reason", tap.ref), "quiet"),)
    return Screen(title=screen.title, notice=screen.notice, text=screen.text, facts=screen.facts,
                  rows=(why, *screen.rows))  # fmt: skip


@flow.tap("reason")
def reason(turn: Turn, tap: Tap) -> Answer:
    """A reason is welcome and never needed."""
    _both(turn, tap.ref)
    return Open(flow.name, {"why": tap.ref})


def send(turn: Turn, answers: Answers) -> Screen:
    """The answer once more, with its reason."""
    child, purpose = _both(turn, str(answers["why"]))
    decide(turn, child, purpose, mine(turn, child.id, purpose) or "refused", str(answers["reason"]))
    return child_screen(turn, child, _("Thank you. Only colleagues read it, no other guardian."))


flow.form = AtOnce(
    flow.name,
    flow.title,
    (
        TextField(
            "reason",
            label=_("Reason"),
            question=_("What would you like us to know? No other guardian reads it."),
            most=300,
        ),
    ),
    send,
)
