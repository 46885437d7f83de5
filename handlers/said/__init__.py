"""You said, we did (你说了，我们做了): what children said, what was promised, and what has become of it.

Colleagues write every word of it; nothing that a child wrote stands here. Whoever reads it may say “me too”, and
whether it has really become better. Nobody knows who taps: only how many, and that from a certain number on.

This folder is one page and what colleagues do for it: `card` is an entry as children see it, `saying` as colleagues
do, `writing` how one is written, `first` what a home begins with.
"""

from collections.abc import Mapping

from bot.board.counting import why_not_counted
from bot.board.profile import Board
from bot.chat import Tap, Turn
from bot.flow import Answer, Flow, Sign
from bot.listing import page_of
from bot.text import Json, Text, _
from handlers.said import first, saying
from handlers.said.card import TITLE, entry_of, entry_screen
from storage import ledger

flow = Flow(
    "said",
    TITLE,
    sign=Sign(TITLE, _("what children said, and what has come of it"), order=71, picture="said-did"),
    section=Board,
    words=("你说了我们做了", "你说了，我们做了", "你说了", "我们做了", "说了做了", "said"),
    off_record=True,
)
flow.sweep(first.write_first)


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """What changed last."""
    return entry_screen(turn, 0)


@flow.tap("page")
def page(turn: Turn, tap: Tap) -> Answer:
    """The one before, or the next."""
    return entry_screen(turn, page_of(tap))


@flow.tap("same")
def same(turn: Turn, tap: Tap) -> Answer:
    """Me too."""
    entry = ledger.find(turn.db, turn.seal, tap.ref)
    if entry is None or entry.hidden or entry.state in ledger.JUDGED | {"result"}:
        return entry_of(turn, tap.ref)
    why_not = why_not_counted(turn, f"same {tap.ref}")
    if why_not is None:
        ledger.count_same(turn.db, tap.ref)
    return entry_of(turn, tap.ref, why_not or _("You too. Thank you for telling us."))


def judge(turn: Turn, ref: str, vote: ledger.Vote, thanks: Text) -> Answer:
    """Whether it has become better, for what was called done."""
    entry = ledger.find(turn.db, turn.seal, ref)
    if entry is None or entry.hidden or entry.state not in ledger.JUDGED:
        return entry_of(turn, ref)
    why_not = why_not_counted(turn, f"better {ref}")
    if why_not is None:
        ledger.count_vote(turn.db, ref, vote, turn.today.isoformat())
    return entry_of(turn, ref, why_not or thanks)


@flow.tap("yes")
def better(turn: Turn, tap: Tap) -> Answer:
    """It has become better."""
    return judge(turn, tap.ref, "yes", _("Good! Thank you for telling us."))


@flow.tap("little")
def a_little(turn: Turn, tap: Tap) -> Answer:
    """A little."""
    return judge(turn, tap.ref, "little", _("A little, then. Thank you for telling us."))


@flow.tap("no")
def not_better(turn: Turn, tap: Tap) -> Answer:
    """Not better: it counts as open again."""
    return judge(turn, tap.ref, "no", _("Thank you for telling us. We look at it again."))


flows = (flow, saying.flow)
