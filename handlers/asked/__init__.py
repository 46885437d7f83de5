"""Questions to children (问问小朋友): a colleague asks, children answer with one tap on a picture.

Nobody knows who answered. How children answered is told to children first, and only once there are enough; before that
colleagues see no more than they do. A child who would like to ask something writes a letter.

This folder is one question and what colleagues do for it: `asking` is how one is put and ended.
"""

from collections.abc import Mapping

from bot.board.counting import are_enough, bars, how_many, why_not_counted
from bot.board.profile import Board
from bot.chat import Button, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.listing import page_of
from bot.text import Day, Json, Text, _
from handlers.asked import asking
from handlers.asked.asking import last_day_of
from storage import polls
from storage.polls import Poll

TITLE = _("A question for you")

flow = Flow(
    "asked", TITLE, section=Board, off_record=True,
    words=("问小朋友", "问问小朋友", "小问题", "回答问题", "asked"),
)  # fmt: skip


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """The first question there is."""
    return question_screen(turn, 0)


@flow.tap("ask")
def ask(turn: Turn, tap: Tap) -> Answer:
    """The next question; left out is left out, and nothing is written of it."""
    return question_screen(turn, page_of(tap))


def question_screen(turn: Turn, number: int) -> Screen:
    """One question with its pictures."""
    asked = polls.open_on(turn.db, turn.seal, turn.today.isoformat())
    if number >= len(asked):
        return _no_more(any_asked=bool(asked))
    poll = asked[number]
    answers = [
        Button(one.label, Tap("asked", "say", f"{poll.ref}-{place}", number), picture=one.picture)
        for place, one in enumerate(poll.choices)
    ]
    return Screen(
        title=TITLE,
        text=(poll.question, _("Tap a picture. You can also leave it out."),
              _("You can answer until {day}.", day=Day(last_day_of(poll)))),
        rows=(
            tuple(answers),
            (Button(_("Leave it out"), Tap("asked", "ask", str(number + 1))),),
            *_beneath(),
        ),
        progress=(number + 1, len(asked)),
    )  # fmt: skip


def _beneath() -> tuple[tuple[Button, ...], ...]:
    return column([
        Button(_("You said, we did"), Tap("door", "open", "said"), "quiet"),
        Button(_("Home page"), Tap("door", "menu"), "quiet"),
    ])  # fmt: skip


def _no_more(*, any_asked: bool) -> Screen:
    """A child can ask, too: in a letter."""
    again = _("Look at the questions again") if any_asked else _("Look once more")
    propose = Button(_("I have an idea for a question"), Tap("door", "open", "board"), "primary", picture="topic-idea")
    return Screen(
        title=TITLE,
        text=(
            _("That was the last question. Thank you.") if any_asked else _("There is no question at the moment."),
            _("What should we ask the children? Tell us in a letter."),
        ),
        rows=((propose,), (Button(again, Tap("asked", "ask", "0")),), *_beneath()),
    )


@flow.tap("say")
def say(turn: Turn, tap: Tap) -> Answer:
    """An answer: it is counted, and nothing else is kept of it."""
    ref, _dash, choice = tap.ref.partition("-")
    poll = polls.find(turn.db, turn.seal, ref)
    is_open = poll is not None and poll.state == "open" and poll.until_day >= turn.today.isoformat()
    if poll is None or not is_open or choice not in map(str, range(len(poll.choices))):
        return question_screen(turn, 0)
    why_not = why_not_counted(turn, f"answer {ref}")
    if why_not is None:
        polls.answer(turn.db, ref, int(choice))
    now = polls.find(turn.db, turn.seal, ref) or poll
    return _result(turn, now, tap.version, why_not or _("Thank you. Your answer counts."))


def _result(turn: Turn, poll: Poll, number: int, notice: Text) -> Screen:
    """How children have answered so far, once there are enough; never what this one has said."""
    enough = are_enough(turn, poll.all)
    least = turn.home[Board].same_from
    wait = _("When {number} children have answered, you can see here how.", number=least)
    return Screen(
        title=TITLE,
        notice=notice,
        text=(poll.question, how_many(poll.all) if enough else wait),
        facts=bars([(one.label, one.number) for one in poll.choices]) if enough else (),
        rows=((Button(_("Go on"), Tap("asked", "ask", str(number + 1)), "primary"),), *_beneath()),
    )


flows = (flow, asking.flow)
