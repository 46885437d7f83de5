"""What a home begins with: the first entries of its profile, written once, while nothing stands on the page yet."""

from datetime import timedelta

from bot.board.profile import Board, First
from bot.chat import Turn
from storage import ledger
from storage.ledger import Entry, Told


def write_first(turn: Turn) -> None:
    """Sweep: the first of the profile stands first, so it is written last."""
    first = turn.home[Board].said if turn.home.offers(Board) else ()
    if first and ledger.is_empty(turn.db):
        for one in reversed(first):
            ledger.write(turn.db, turn.seal, _entry(turn, one))


def _entry(turn: Turn, one: First) -> Entry:
    by_day = (turn.today + timedelta(days=one.days)).isoformat() if one.role else None
    told = Told(one.said, one.promised, one.done, one.why)
    return Entry(told, one.picture, one.state, turn.today.isoformat(), one.role, by_day)
