"""Who reads a letter, and by when: never a colleague of whom it speaks, and for some topics the duty officer alone."""

from datetime import date, timedelta

from bot.board.profile import Board
from bot.chat import Refused, Turn
from bot.text import _
from storage import posts, staff
from storage.posts import Post


def readers_of(turn: Turn, topic: str, not_for: frozenset[int]) -> list[int]:
    """The person ids of those who may read it; whoever leads the home where otherwise nobody could."""
    everybody = turn.once("colleagues", lambda: staff.members(turn.db, turn.seal))
    members = [one for one in everybody if one.person_id not in not_for]
    about = turn.home[Board].topic(topic)
    roles = {"duty"} if about is None or about.alone else set[str](turn.home[Board].roles)
    those = [one.person_id for one in members if one.roles & roles]
    return those or [one.person_id for one in members if "head" in one.roles]


def may_read(turn: Turn, post: Post) -> bool:
    """Whether this person may read a letter, and see to it."""
    return turn.person.id in readers_of(turn, post.topic, post.not_for)


def read_by(turn: Turn, ref: str) -> Post:
    """The letter of this ref, for whoever may read it. Raises Refused, alike for one that there is not."""
    post = posts.find(turn.db, turn.seal, ref)
    if post is None or not may_read(turn, post):
        raise Refused(_("There is no such letter for you."))
    return post


def promised(turn: Turn, level: str | None) -> date:
    """By which day an answer is promised."""
    board = turn.home[Board]
    days = min(board.answer_days, board.soon_days) if level == "soon" else board.answer_days
    return turn.today + timedelta(days={"now": 0, "today": 0}.get(level or "", days))


def read_any(turn: Turn) -> bool:
    """Whether letters are a part of this person's work."""
    return turn.home.offers(Board) and bool(turn.person.roles.intersection(turn.home[Board].roles))
