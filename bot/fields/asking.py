"""One question of a form, as every kind of field sees it: what is asked, what was answered, what comes of an event.

A kind of answer is one subclass of Field. Today there are choices, ticks, texts (which may be spoken or shown instead,
where the flow says so), phones and days. A later kind (a drawing) is one more subclass: `parts` says how to give it,
`received` takes the event that brings it, its value is the reference of what was stored, and `show` names it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.chat import Ask, Button, Calendar, Event, Open, PictureWord, Refused, Tap, Turn
from bot.text import Json, Text, _

Answers = dict[str, Json]
State = dict[str, Json]
Asked = Callable[[Turn, Answers], Text]

NAME_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,24}")
SHORT = 20  # characters of a person's own words that fit on a button or in a refusal

NOT_HERE = _("This button does not belong to this question. Please tap one of these.")
GONE = _("That choice is no longer there. Please choose again.")
WORDS_OR_BUTTONS = _("Please answer here with words or with a button.")
BUTTONS_ONLY = _("Please tap one of the buttons.")


@dataclass(frozen=True)
class Answered:
    """An event was an answer: JSON, never None. The engine checks it, keeps it and moves on."""

    value: Json


@dataclass(frozen=True)
class Looked:
    """An event changed only what is seen of the same question (a month turned, a box ticked)."""

    view: dict[str, Json]


Outcome = Answered | Looked | Open


class AskAgain(Refused):
    """A refusal, while sending, that is about one answer: the form asks the field `name` again and gives the reason."""

    def __init__(self, name: str, message: Text) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True)
class Asking:
    """A question at this moment: the answers before it, its own saved value (None if none) and its view."""

    turn: Turn
    answers: Answers
    value: Json
    view: Mapping[str, Json]
    flow: str
    n: int

    def tap(self, verb: str, ref: str = "") -> Tap:
        """A tap that is good for this question, at this place of the conversation."""
        return Tap(self.flow, verb, ref, self.n)

    def keep(self, shown: Text) -> tuple[Button, ...]:
        """A row that leaves the saved answer as it is; empty if there is none."""
        if self.value is None:
            return ()
        return (Button(_("Keep: {answer}", answer=brief(shown)), self.tap("done")),)


@dataclass(frozen=True)
class Parts:
    """What a field adds to the screen of its question."""

    rows: tuple[tuple[Button, ...], ...] = ()
    calendar: Calendar | None = None
    ask: Ask | None = None
    text: tuple[Text, ...] = ()
    words: tuple[PictureWord, ...] = ()


def always(turn: Turn, answers: Answers) -> bool:
    """A question that is always asked."""
    return True


def fine(turn: Turn, answers: Answers, value: Json) -> None:
    """A check that finds nothing wrong."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """What every kind of question has in common.

    `when`, `check` and every other callable see what was given and the valid answers to the questions *before* this
    one; a `when` must bear any of them missing, because it also counts the questions that are still to come. `check`
    raises Refused; it runs when an answer comes, and for every answer again at each later event, sending included.
    """

    name: str = field(kw_only=False)
    label: Text
    question: Text | Asked
    why: Text | None = None
    optional: bool = False
    when: Callable[[Turn, Answers], bool] = always
    check: Callable[[Turn, Answers, Json], None] = fine

    def __post_init__(self) -> None:
        if not NAME_PATTERN.fullmatch(self.name):
            raise ValueError(f"a field's name travels on buttons: {self.name!r} must be 1 to 24 of A-Z a-z 0-9 _ -")

    def parts(self, asking: Asking) -> Parts:
        """Buttons, calendar and keyboard of the question."""
        return Parts()

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        """What a tap on this question means. Raises Refused for what no button of ours carries."""
        if tap.verb == "done" and asking.value is not None:
            return Answered(asking.value)
        raise Refused(NOT_HERE)

    def typed(self, asking: Asking, text: str) -> Outcome:
        """What typed text (already `plain`) means. Raises Refused with how to answer instead."""
        raise Refused(BUTTONS_ONLY)

    def received(self, asking: Asking, event: Event) -> Outcome:
        """What any other event means: a photo, a voice message, the result of a job."""
        raise Refused(not_here(asking.turn) if event.kind == "media" else WORDS_OR_BUTTONS)

    def returned(self, asking: Asking, result: Json) -> Outcome:
        """What the result of a nested flow means here."""
        return Answered(result)

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        """Raises Refused if `value` is no answer to this question today, whatever the flow's own check says."""

    def look(self, value: Json) -> dict[str, Json]:
        """The view in which an answer that no longer holds is asked again."""
        return {}

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        """The answer as the summary shows it."""
        return str(value)

    def asks(self, turn: Turn, answers: Answers) -> Text:
        """The question in words."""
        return self.question(turn, answers) if callable(self.question) else self.question

    def verify(self, turn: Turn, answers: Answers, value: Json) -> None:
        """Raises Refused unless `value` is an answer today, to the field and to the flow."""
        self.valid(turn, answers, value)
        self.check(turn, answers, value)


def not_here(turn: Turn) -> Text:
    """What to do instead of a photo or a voice message; whoever finds typing hard finds a person."""
    return _(
        "Voice messages and photos cannot be taken at this step: please type, or tap a button. If that is hard for "
        "you, ring {phone}: one of us will help you.",
        phone=turn.home.phone,
    )


def brief(text: Text) -> Text:
    """A person's own words, cut to what fits on a button; other texts as they are."""
    if not isinstance(text, str):
        return text
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[:SHORT] + "…"
