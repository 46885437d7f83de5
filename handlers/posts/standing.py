"""How a letter stands: whose word it waits for, by which day an answer is promised, who sees to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.board.profile import Board
from bot.board.readers import may_read, readers_of
from bot.chat import Turn
from bot.desk.concern import LEVELS
from bot.text import Day, Message, Text, _
from storage import posts
from storage.posts import Post

KINDS: Mapping[str, Message] = {
    "words": _("in words"), "cards": _("picture cards"), "voice": _("spoken"), "drawing": _("a drawing"),
}  # fmt: skip
# What the child sees in pictures.
STATES: Mapping[str, Message] = {
    "received": _("has arrived"), "reading": _("is being read"), "doing": _("we are at it"), "done": _("is done"),
    "cannot": _("cannot be done"),
}  # fmt: skip
PRESSING: Mapping[str, Message] = {**LEVELS, "soon": _("Sad or worried: to be read soon")}


@dataclass(frozen=True)
class Standing:
    """The `kind` of what the child said last; whether that `waits` for an answer, and had had one before: `again`.

    `at` is when the promised day begins, in UTC seconds.
    """

    kind: str
    waits: bool
    again: bool
    late: bool
    at: int


def standing_of(turn: Turn, post: Post) -> Standing:
    """How it stands today, without reading it. The promised day itself is not late yet."""
    said = posts.outline(turn.db, post.ref)
    kind = next(kind for origin, kind in reversed(said) if origin == "child")
    waits = said[-1][0] == "child"
    again, at = any(origin == "home" for origin, _kind in said), turn.began(date.fromisoformat(post.promised_day))
    late = waits and post.promised_day < turn.today.isoformat()
    return Standing(kind, waits, again, late, at)


def oversees(turn: Turn, post: Post) -> bool:
    """Whoever leads the home hears that a letter waits too long which they may not read; never one about them."""
    return "head" in turn.person.roles and turn.person.id not in post.not_for and not may_read(turn, post)


def seen_to_by(turn: Turn, post: Post) -> int | None:
    """Who has taken it, as long as they may still read it: else it waits for somebody else."""
    return post.handler if post.handler in readers_of(turn, post.topic, post.not_for) else None


def topic_of(turn: Turn, post: Post) -> Text:
    """What it is about, also where the profile no longer knows the topic."""
    about = turn.home[Board].topic(post.topic)
    return about.name if about is not None else _("something else")


def day_of(iso: str) -> Day:
    """A local day as people say it."""
    return Day(date.fromisoformat(iso))
