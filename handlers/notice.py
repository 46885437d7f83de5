"""The notice before anything about a child is kept, and the three answers to it: agree, do not agree, only information.

儿童个人信息网络保护规定 asks for a notice of its own with a way to refuse, and that refusing costs nothing that does
not need the data; 个人信息保护法 art. 15: taking it back must be as easy.
"""

from collections.abc import Mapping

from bot.apps import kept_by_app
from bot.chat import Button, Open, Phone, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.text import Json, Text, _
from storage import audit, consents

PURPOSE = "care"
WORDING = "care-1"

flow = Flow("notice", _("Before we begin"))


@flow.begins
def show(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Three short sentences and three buttons. `then` is the flow that asked for consent."""
    then = str(given.get("then", ""))
    return Screen(
        title=_("Before we begin"),
        picture="hands",
        text=(
            _("To look after your child we need to know a little: a nickname, the age group and what is needed."),
            _(
                "Only colleagues who look after your request read it. It is kept encrypted, "
                "{days} days after the visit at most.",
                days=turn.home.retention.booking_days,
            ),
            *kept_by_app(turn),
            _("You decide, and you can take it back at any time under “My data”. Do you agree?"),
        ),
        rows=column(
            [
                Button(_("I agree"), Tap("notice", "agree", then), "primary"),
                Button(_("I do not agree"), Tap("notice", "refuse", then)),
                Button(_("Only information, please"), Tap("notice", "inform", then)),
                Button(_("What exactly is kept?"), Tap("notice", "details", then), "quiet"),
            ]
        ),
    )


@flow.tap("details")
def details(_turn: Turn, tap: Tap) -> Answer:
    """What is kept in full, with the way back to this question."""
    return Open("privacy", {"asked_by": tap.ref})


@flow.tap("again")
def again(_turn: Turn, tap: Tap) -> Answer:
    """Back to the question."""
    return Open("notice", {"then": tap.ref})


@flow.tap("agree")
def agree(turn: Turn, tap: Tap) -> Answer:
    """Write the consent down and go on with what was wanted."""
    _answer(turn, "given")
    return Open(tap.ref or "menu")


@flow.tap("refuse")
def refuse(turn: Turn, _tap: Tap) -> Answer:
    """Refusing is an answer too: nothing is kept, and the way in by telephone stays open.

    Whoever had agreed and now taps an old "no" is led to taking it back: only that forgets what was told since.
    """
    latest = consents.latest(turn.db, turn.person.id, PURPOSE)
    if latest is not None and latest.answer == "given":
        return Open("privacy")
    _answer(turn, "refused")
    kept = _("That is all right. We keep nothing about your child, and you can still ask us anything.")
    return _information(turn, kept)


@flow.tap("inform")
def inform(turn: Turn, _tap: Tap) -> Answer:
    """Information without any answer about data."""
    return _information(turn, _("Gladly. Here is how you reach us and find us; nothing is kept."))


def _answer(turn: Turn, answer: str) -> None:
    consents.record(
        turn.db, person_id=turn.person.id, purpose=PURPOSE, wording=WORDING, answer=answer,
        channel=turn.address.channel, now=turn.now,
    )  # fmt: skip
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act=f"consent.{answer}", what=me, why=PURPOSE)


def _information(turn: Turn, first: Text) -> Screen:
    return Screen(
        title=_("How to reach us"),
        text=(first, turn.home.directions),
        facts=((_("Address"), turn.home.address),),
        phones=(Phone(turn.home.phone, turn.home.name),),
        rows=((Button(_("Home page"), Tap("door", "menu")),),),
    )
