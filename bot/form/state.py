"""Where somebody is in a form: the stored state, and the walk over the questions that says what still holds today.

The state is read anew at every event. An answer that was right yesterday is not believed: midnight passes, a child is
removed, a day fills up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.chat import Refused, Turn
from bot.fields import Answers, Field, State
from bot.text import Json, Text

SUMMARY = "summary"
CLOCK_ROUND = 900_000_000  # nine digits travel on a button


@dataclass
class Draft:
    """A form in the filling. `n` counts the moves; a button of an earlier move no longer acts.

    `at` is a field's name or "summary"; `given` what the form began with; `last` the tap that made the last move, so
    that a double tap is known for one; `view` belongs to the question at `at`.
    """

    n: int
    at: str = SUMMARY
    answers: Answers = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    view: dict[str, Json] = field(default_factory=dict)
    changing: bool = False
    given: Answers = field(default_factory=dict)
    last: str = ""

    @classmethod
    def begin(cls, now: int, given: Answers, names: Sequence[str]) -> "Draft":
        """A new one. `n` starts at the clock, so that buttons of an earlier filling never fit a later one."""
        return cls(
            n=now % CLOCK_ROUND + 1,
            answers={name: value for name, value in given.items() if name in names and value is not None},
            given=given,
        )

    @classmethod
    def load(cls, state: State) -> "Draft":
        """From stored JSON, of which the original stays untouched; keys of other versions of ours are left out."""
        draft = cls(**{name: value for name, value in state.items() if name in cls.__dataclass_fields__})
        draft.answers, draft.view, draft.given = dict(draft.answers), dict(draft.view), dict(draft.given)
        draft.skipped = list(draft.skipped)
        return draft

    def dump(self) -> State:
        """As JSON."""
        return dict(vars(self))

    @property
    def touched(self) -> bool:
        """Whether the person has given any answer of their own."""
        own = any(self.given.get(name) != value for name, value in self.answers.items())
        return own or bool(self.skipped or self.view.get("picked"))

    def go(self, at: str, *, last: str = "", changing: bool = False) -> None:
        """Move to another question, or to the summary."""
        self.at, self.view, self.changing, self.last = at, {}, changing, last
        self.n += 1

    def answer(self, name: str, value: Json) -> None:
        """Keep an answer."""
        self.answers[name] = value
        self.skipped = [each for each in self.skipped if each != name]

    def skip(self, name: str) -> None:
        """Leave a question out, and forget what was answered to it."""
        self.answers.pop(name, None)
        self.skipped = [*(each for each in self.skipped if each != name), name]


@dataclass(frozen=True)
class Place:
    """A question that can be shown now, and the valid answers before it."""

    field: Field
    answers: Answers


@dataclass
class Course:
    """The questions asked today. `places` ends with the first one that waits for an answer, `stop`, or has them all.

    `trouble` says why an answer no longer holds; `lost` is that answer, already taken out of the draft.
    """

    answers: Answers
    asked: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    stop: str | None = None
    trouble: Text | None = None
    lost: Json = None

    @property
    def goal(self) -> str:
        """Where the conversation goes on by itself."""
        return self.stop or SUMMARY

    def allows(self, at: str) -> bool:
        """Whether one can be there: the summary only with all answers, a question only with all before it."""
        return at in self.places or (at == SUMMARY and self.stop is None)

    def before(self, at: str) -> str | None:
        """The question before this one."""
        index = len(self.asked) if at == SUMMARY else self.asked.index(at)
        return self.asked[index - 1] if index else None

    def progress(self, at: str) -> tuple[int, int]:
        """(step, of), among the questions that are asked."""
        return self.asked.index(at) + 1, len(self.asked)


def walk(turn: Turn, questions: Sequence[Field], draft: Draft) -> Course:
    """Go over the questions in order and believe nothing: the first answer that no longer holds is dropped, and stops.

    Answers after the stop stay in the draft, unread, and are verified when the walk gets there.
    """
    names = {question.name for question in questions}
    given = {name: value for name, value in draft.given.items() if name not in names}
    return _go(turn, questions, draft, Course(given))


def walk_on(turn: Turn, questions: Sequence[Field], draft: Draft, walked: Course, name: str) -> Course:
    """Walk again after the answer to `name` has changed; `walked` has verified what is before it in this very turn."""
    behind = walked.asked[: walked.asked.index(name)]
    course = Course(dict(walked.places[name].answers), behind, {each: walked.places[each] for each in behind})
    ahead = next(i for i, question in enumerate(questions) if question.name == name)
    return _go(turn, questions[ahead:], draft, course)


def _go(turn: Turn, questions: Sequence[Field], draft: Draft, course: Course) -> Course:
    for question in questions:
        if not question.when(turn, course.answers):
            continue
        course.asked.append(question.name)
        if course.stop is None:
            course.places[question.name] = Place(question, dict(course.answers))
            _weigh(turn, question, draft, course)
    return course


def _weigh(turn: Turn, question: Field, draft: Draft, course: Course) -> None:
    name = question.name
    if name not in draft.answers:
        if name not in draft.skipped or not question.optional:
            course.stop = name
        return
    try:
        question.verify(turn, course.answers, draft.answers[name])
    except Refused as refused:
        course.stop, course.trouble, course.lost = name, refused.message, draft.answers.pop(name)
    else:
        course.answers[name] = draft.answers[name]
