"""The notice before anything is kept, of a child or of a volunteer, and the three answers to it: agree, do not agree,
only information. Each purpose has a notice and an answer of its own.

儿童个人信息网络保护规定 asks for a notice of its own with a way to refuse, and that refusing costs nothing that does
not need the data; 个人信息保护法 art. 15: taking it back must be as easy.
"""

from collections.abc import Mapping

from bot.apps import kept_by_app
from bot.chat import Button, Open, Phone, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import Json, Text, _
from storage import audit, consents

CARE, VOLUNTEER = "care", "volunteer"
WORDINGS = {CARE: "care-1", VOLUNTEER: "volunteer-1"}

YOU_DECIDE = _("You decide, and you can take it back at any time under “My data”. Do you agree?")

flow = Flow("notice", _("Before we begin"))


@flow.begins
def show(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Three short sentences and three buttons. `then` is the flow that asked for consent, `purpose` what it is for."""
    purpose = str(given.get("purpose", CARE))
    wish = _packed(purpose, str(given.get("then", "")))
    return Screen(
        title=_("Before we begin"),
        picture="hands",
        text=(*(_of_a_volunteer(turn) if purpose == VOLUNTEER else _of_a_child(turn)), *kept_by_app(turn), YOU_DECIDE),
        rows=column(
            [
                Button(_("I agree"), Tap("notice", "agree", wish), "primary"),
                Button(_("I do not agree"), Tap("notice", "refuse", wish)),
                Button(_("Only information, please"), Tap("notice", "inform", wish)),
                Button(_("What exactly is kept?"), Tap("notice", "details", wish), "quiet"),
            ]
        ),
    )


def _of_a_child(turn: Turn) -> tuple[Text, ...]:
    return (
        _("To look after your child we need to know a little: a nickname, the age group and what is needed."),
        _(
            "Only colleagues who look after your request read it. It is kept encrypted, "
            "{days} days after the visit at most.",
            days=turn.home.retention.booking_days,
        ),
    )


def _of_a_volunteer(turn: Turn) -> tuple[Text, ...]:
    return (
        _("To have you with us we need to know a little: your name, a number, what you can do and when you have time."),
        _("Only the colleagues who see to volunteers read it, encrypted. Of a background check we keep the result and "
          "until when, never what it says."),
        _("The hours you serve are recorded, as the law asks; if you want to be forgotten, they stay without a name."),
    )  # fmt: skip


def _packed(purpose: str, then: str) -> str:
    """What was wanted, on a button: the purpose in front, where it is not the care of a child."""
    return then if purpose == CARE else f"{purpose}-{then}"


def _wish(tap: Tap) -> tuple[str, str]:
    """The purpose and the flow of a button of this notice."""
    purpose, _dash, then = tap.ref.rpartition("-")
    return (purpose, then) if purpose in WORDINGS else (CARE, tap.ref)


@flow.tap("details")
def details(_turn: Turn, tap: Tap) -> Answer:
    """What is kept in full, with the way back to this question."""
    return Open("privacy", {"asked_by": tap.ref})


@flow.tap("again")
def again(_turn: Turn, tap: Tap) -> Answer:
    """Back to the question."""
    purpose, then = _wish(tap)
    return Open("notice", {"then": then, "purpose": purpose})


@flow.tap("agree")
def agree(turn: Turn, tap: Tap) -> Answer:
    """Write the consent down and go on with what was wanted."""
    purpose, then = _wish(tap)
    _answer(turn, purpose, "given")
    return Open(then or "menu")


@flow.tap("refuse")
def refuse(turn: Turn, tap: Tap) -> Answer:
    """Refusing is an answer too: nothing is kept, and the way in by telephone stays open.

    Whoever had agreed and now taps an old "no" is led to taking it back: only that forgets what was told since.
    """
    purpose, _then = _wish(tap)
    latest = consents.latest(turn.db, turn.person.id, purpose)
    if latest is not None and latest.answer == "given":
        return Open("privacy")
    _answer(turn, purpose, "refused")
    if purpose == VOLUNTEER:
        return _information(turn, _("That is all right. We keep nothing about you, and you can still ask us anything."))
    kept = _("That is all right. We keep nothing about your child, and you can still ask us anything.")
    return _information(turn, kept)


@flow.tap("inform")
def inform(turn: Turn, _tap: Tap) -> Answer:
    """Information without any answer about data."""
    return _information(turn, _("Gladly. Here is how you reach us and find us; nothing is kept."))


def _answer(turn: Turn, purpose: str, answer: str) -> None:
    consents.record(
        turn.db, person_id=turn.person.id, purpose=purpose, wording=WORDINGS[purpose], answer=answer,
        channel=turn.address.channel, now=turn.now,
    )  # fmt: skip
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act=f"consent.{answer}", what=me, why=purpose)


def _information(turn: Turn, first: Text) -> Screen:
    return Screen(
        title=_("How to reach us"),
        text=(first, turn.home.directions),
        facts=((_("Address"), turn.home.address),),
        phones=(Phone(turn.home.phone, turn.home.name),),
        rows=((Button(_("Home page"), Tap("door", "menu")),),),
    )
