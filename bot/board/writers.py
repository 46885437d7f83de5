"""Who writes for children on the ledger and asks them: whoever reads their letters. All others see and do nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.board.profile import Board
from bot.board.readers import read_any
from bot.chat import Button, Refused, Tap, Turn
from bot.fields import Answers, DayOffer, Option
from bot.fields.days import days_of
from bot.text import Json, Message, Text, _
from storage import staff

FREE: DayOffer = ("free", _("possible"))
BACK_TO_DESK = Button(_("Back to the desk"), Tap("desk", "queue"), "quiet")

# What stands beside an entry or an answer; the topics of the letter box have pictures of their own.
PICTURES: dict[str, Message] = {
    "face-happy": _("a happy face"),
    "face-okay": _("a calm face"),
    "face-sad": _("a sad face"),
    "yes": _("thumbs up"),
    "no": _("thumbs down"),
    "unsure": _("not sure"),
    "sun": _("the sun"),
    "tree-joy": _("a tree"),
    "camp": _("a tent"),
    "respite": _("a house"),
    "hands": _("hands"),
    "bell": _("a bell"),
    "calendar": _("a calendar"),
    "phone": _("a telephone"),
    "paper": _("a sheet of paper"),
}


def refuse_others(turn: Turn) -> None:
    """Raises Refused for whoever may not."""
    if not read_any(turn):
        raise Refused(_("There is nothing to do here for your role."))


def pictures(turn: Turn, _answers: Answers) -> Sequence[Option]:
    """The pictures to choose from."""
    topics: dict[str, Text] = {topic.picture: topic.name for topic in turn.home[Board].topics}
    return [Option(name, label, picture=name) for name, label in (topics | PICTURES).items()]


def named_by_duty(turn: Turn, _answers: Answers, words: Json) -> None:
    """Raises Refused where a colleague is named: children read who does something by the duty alone."""
    for name in _names(turn):
        if name in words:
            raise Refused(_("“{name}” is a colleague's name. Please write the duty instead.", name=name))


def _names(turn: Turn) -> Iterator[str]:
    for one in staff.members(turn.db, turn.seal):
        yield one.name
    for duty in turn.home.duty.values():
        yield from duty.name.by_language.values()


def any_day(_turn: Turn, _answers: Answers, month: date) -> Mapping[date, DayOffer]:
    """Every day may be chosen."""
    return dict.fromkeys(days_of(month), FREE)
