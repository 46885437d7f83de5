"""A second guardian (另一位监护人): a single-use code, from one guardian's hand to the other's, and nothing else.

Both then speak for the same child, each with answers of their own. Neither reads the other's requests, reasons or
sheets. Who really is a guardian, colleagues see from a paper at the first visit.
"""

from collections.abc import Mapping

from bot.booking_screens import my_children
from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.fields import Answers, AskAgain, Choice, Option
from bot.fields.secret import SecretField
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.guesses import Guesses
from bot.text import Json, _
from storage import audit, children, guardians
from storage.seal import new_ref

LENGTH = 10
LASTS_SECONDS = 7 * 24 * 3600
GUESSES = Guesses("guardian codes guessed wrong", most=20)
RELATIONS = {
    "parent": _("Father or mother"),
    "grandparent": _("Grandparent, and the parents agree"),
    "guardian": _("Another guardian"),
}

flow = Flow(
    "guardians", _("Another guardian"), consent="care", words=("监护人", "另一位监护人", "guardian"),
)  # fmt: skip


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Two ways: I give a code, or I have one."""
    if "enter" in given:
        return None
    give = [
        Button(_("Make a code: {child}", child=child.nickname), Tap(flow.name, "give", child.ref))
        for child in my_children(turn)
    ]
    return Screen(
        title=_("Another guardian"),
        text=(
            _("Who decides together with you for your child can answer here too, with answers of their own."),
            _("You give them a code; nobody else can use it. They do not see your requests or your reasons."),
        ),
        rows=column([
            *give, Button(_("I was given a code"), Tap(flow.name, "enter"), "plain" if give else "primary"),
            Button(_("Back to where I was"), Tap("door", "resume"), "quiet"),
        ]),
    )  # fmt: skip


@flow.tap("give")
def give(turn: Turn, tap: Tap) -> Answer:
    """A new code; one that was given before opens nothing any more."""
    child = next((each for each in my_children(turn) if each.ref == tap.ref), None)
    if child is None:
        raise Refused(_("This child is not kept here any more."))
    code = new_ref(LENGTH)
    guardians.offer(
        turn.db, turn.seal, code=code, child_id=child.id, person_id=turn.person.id,
        expires_at=turn.now + LASTS_SECONDS,
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="guardian.offered", what=child.ref, why="code")
    return Screen(
        title=_("The code for the other guardian of {child}", child=child.nickname),
        text=(
            f"{code[:5]}-{code[5:]}",
            _("It works once, within seven days. Please give it only to the other guardian, from hand to hand."),
            _("The other one opens this page and writes: another guardian."),
        ),
        rows=column([Button(_("Back"), Tap("door", "open", flow.name), "quiet")]),
    )


@flow.tap("enter")
def enter(_turn: Turn, _tap: Tap) -> Answer:
    """To the line for the code."""
    return Open(flow.name, {"enter": True})


def relations(_turn: Turn, _answers: Answers) -> list[Option]:
    """Who is asking."""
    return [Option(ref, label) for ref, label in RELATIONS.items()]


def send(turn: Turn, answers: Answers) -> Screen:
    """The same child from now on, with answers of one's own. A wrong code and an expired one are answered alike."""
    if GUESSES.are_too_many(turn):
        phone = turn.home.phone
        raise AskAgain(
            "code", _("Too many codes were tried just now. Please wait ten minutes, or ring {phone}.", phone=phone)
        )
    found = guardians.accept(
        turn.db, turn.seal, code=str(answers["code"]), person_id=turn.person.id, role=str(answers["relation"]),
        day=turn.today.isoformat(), now=turn.now,
    )  # fmt: skip
    if found is None:
        GUESSES.add(turn)
        raise AskAgain("code", _("This code opens nothing. Please compare it, or ask for a new one."))
    child_id, giver = found
    (child,) = children.by_ids(turn.db, turn.seal, (child_id,))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="guardian.added", what=child.ref, why="code")
    turn.tell(giver, Screen(
        title=_("Your code was used"),
        text=_("Another guardian can now answer for {child}, too. If that was not meant, please ring {phone}.",
               child=child.nickname, phone=turn.home.phone),
    ))  # fmt: skip
    return Screen(
        title=_("You can now answer for {child}, too", child=child.nickname),
        text=_("Your answers are your own. Where the two of you differ, nothing is allowed until we spoke with both."),
        rows=column([Button(_("Consents and sheets"), Tap("door", "open", "camp_consents"), "primary"),
                     Button(_("Home page"), Tap("door", "menu"), "quiet")]),
    )  # fmt: skip


flow.form = AtOnce(
    flow.name,
    flow.title,
    (
        Choice("relation", label=_("You are"), question=_("Who are you to the child?"), options=relations),
        SecretField(
            "code", kind="code", label=_("Code"), question=_("Please type the code that the other guardian gave you.")
        ),
    ),
    send,
)
