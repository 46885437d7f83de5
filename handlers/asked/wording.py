"""How a question to children is worded: short, with two to four answers, each a word and a picture."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.board.writers import any_day, named_by_duty, pictures
from bot.chat import Turn
from bot.fields import Answers, DayField, Field, TextField
from bot.fields import Choice as Pick
from bot.text import Message, _
from storage.polls import Choice

MOST_ANSWERS, LEAST_ANSWERS = 4, 2
LONGEST = timedelta(days=60)
LABELS: tuple[Message, ...] = (_("First answer"), _("Second answer"), _("Third answer"), _("Fourth answer"))
PICTURED: tuple[Message, ...] = (
    _("Its picture (1)"), _("Its picture (2)"), _("Its picture (3)"), _("Its picture (4)"),
)  # fmt: skip


def last_day(turn: Turn, _answers: Answers) -> date:
    """A question that stays too long is not read any more."""
    return turn.today + LONGEST


def choices(answers: Answers) -> tuple[Choice, ...]:
    """The answers as they were written."""
    numbers = [number for number in range(MOST_ANSWERS) if f"word{number}" in answers]
    return tuple(Choice(str(answers[f"word{number}"]), str(answers[f"picture{number}"])) for number in numbers)


def follows(number: int) -> Callable[[Turn, Answers], bool]:
    """Whether there is an answer of this number, so that one more may follow or its picture is to be chosen."""
    return lambda _turn, answers: number < LEAST_ANSWERS or f"word{number}" in answers


def _answer(number: int) -> tuple[Field, Field]:
    word = TextField(
        f"word{number}", label=LABELS[number], question=_("An answer that can be chosen, in a word or two:"),
        most=12, long=False, optional=number >= LEAST_ANSWERS, when=follows(number - 1), check=named_by_duty,
    )  # fmt: skip
    picture = Pick(
        f"picture{number}", label=PICTURED[number], question=_("Which picture stands for it?"), options=pictures,
        when=follows(number),
    )  # fmt: skip
    return word, picture


FIELDS: tuple[Field, ...] = (
    TextField(
        "question", label=_("Question"), most=60, long=False, check=named_by_duty,
        question=_("What would you like to ask? One short question that a child of seven understands."),
    ),
    *(field for number in range(MOST_ANSWERS) for field in _answer(number)),
    DayField(
        "until", label=_("Until"), question=_("Until which day can children answer?"), days=any_day, last=last_day
    ),
)  # fmt: skip
