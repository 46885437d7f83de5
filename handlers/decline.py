"""Declining a request (婉拒): a reason that the family reads, looked over once more before it is sent."""

from collections.abc import Mapping

from bot.chat import Open, Screen, Tap, Turn
from bot.desk import STAFF
from bot.desk.deciding import decide
from bot.desk.letters import REASONS, declined_letter, packed_reason, reason_text
from bot.fields import Answers, Choice, Option, TextField
from bot.flow import Answer, Flow
from bot.form import Form
from bot.text import Json, _

flow = Flow("decline", _("Decline kindly"), roles=STAFF)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Only a booking's card leads here."""
    return None if "booking" in given else Open("desk")


def reasons(turn: Turn, answers: Answers) -> list[Option]:
    """What may stand in the way."""
    return [Option(code, label) for code, (label, _read) in REASONS.items()]


def needs_words(turn: Turn, answers: Answers) -> bool:
    """Another reason must be said in words; a reason of ours may stand alone."""
    return answers.get("reason") == "other"


def may_add_words(turn: Turn, answers: Answers) -> bool:
    """A reason of ours may be followed by words of one's own."""
    return not needs_words(turn, answers)


def packed(answers: Answers) -> str:
    """The reason as it is sealed."""
    return packed_reason(str(answers["reason"]), str(answers.get("words") or answers.get("more") or ""))


def summary(turn: Turn, answers: Answers) -> Screen:
    """What the family will read."""
    return Screen(text=(_("The family will read:"), *reason_text(packed(answers))))


def send(turn: Turn, answers: Answers) -> Screen:
    """Decline it, if it still stands as it was seen."""
    reason = packed(answers)
    tap = Tap("desk", "decline", str(answers["booking"]), int(answers["version"]))
    return decide(turn, tap, "declined", lambda turn, booking: declined_letter(turn, booking, reason), reason)


flow.form = Form(
    flow.name,
    flow.title,
    (
        Choice(
            "reason",
            label=_("Reason"),
            question=_("Why is it not possible? The family reads your reason."),
            options=reasons,
        ),
        TextField(
            "words",
            label=_("In your words"),
            question=_("Please say it in your own words: short, warm, without names of illnesses."),
            when=needs_words,
        ),
        TextField(
            "more",
            label=_("In your words"),
            question=_("Would you like to add something in your own words?"),
            optional=True,
            when=may_add_words,
        ),
    ),
    send,
    summary,
    _("Send it to the family"),
)
