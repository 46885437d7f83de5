"""One step of a letter: each names the version that the colleague saw, and whoever comes second is told who was first.

The child sees every state as a picture. A letter is never closed before it has been answered.
"""

from collections.abc import Callable
from typing import Any

from bot.board.readers import promised, read_by
from bot.chat import Screen, Tap, Turn
from bot.text import Text, _
from handlers.posts.card import card
from handlers.posts.history import faster, record
from storage import posts
from storage.posts import Moved, Post

Allowed = Callable[[Post], bool]
NOT_NOW = _("That is not possible as it stands now.")


def is_open(post: Post) -> bool:
    """Neither closed nor hidden."""
    return post.closed_day is None and not post.hidden


def step(turn: Turn, tap: Tap, act: str, notice: Text, *, allowed: Allowed = is_open, **to: Any) -> Screen:
    """Change it, if it still stands as it was seen and may be changed like this."""
    post = read_by(turn, tap.ref)
    if post.version == tap.version and not allowed(post):
        return card(turn, post, NOT_NOW)
    try:
        changed = posts.change(turn.db, turn.seal, post.ref, tap.version, **to)
    except Moved as moved:
        return card(turn, moved.now, faster(turn, moved.now))
    record(turn, act, changed)
    return card(turn, changed, notice)


def work(turn: Turn, tap: Tap) -> Screen:
    """We are at it."""
    notice = _("The child sees that something is being done.")
    return _to_state(turn, tap, "doing", notice, after={"reading", "done", "cannot"})


def finish(turn: Turn, tap: Tap) -> Screen:
    """It is done."""
    return _to_state(turn, tap, "done", _("The child sees that it is done."), after={"reading", "doing"})


def _to_state(turn: Turn, tap: Tap, state: str, notice: Text, *, after: set[str]) -> Screen:
    """To the state that the child sees next."""
    return step(
        turn, tap, f"post.{state}", notice, allowed=lambda post: is_open(post) and post.state in after,
        state=state, state_day=turn.today.isoformat(), handler=turn.person.id,
    )  # fmt: skip


def take(turn: Turn, tap: Tap) -> Screen:
    """I look at it; the child sees that somebody reads it."""
    post = read_by(turn, tap.ref)
    if post.handler == turn.person.id:
        return card(turn, post, _("It is yours already."))
    seen = post.state == "received"
    return step(
        turn, tap, "post.taken", _("It is yours. The child sees that somebody reads it."), handler=turn.person.id,
        state="reading" if seen else post.state, state_day=turn.today.isoformat() if seen else post.state_day,
    )  # fmt: skip


def release(turn: Turn, tap: Tap) -> Screen:
    """Somebody else may look at it."""
    mine = turn.person.id
    notice = _("Given back: it stands on the desk of everybody who may read it.")
    return step(
        turn, tap, "post.released", notice, allowed=lambda post: is_open(post) and post.handler == mine, handler=None
    )


def close(turn: Turn, tap: Tap) -> Screen:
    """It is done or cannot be done, and the child has had an answer."""
    post = read_by(turn, tap.ref)
    if post.version == tap.version and posts.awaits_answer(turn.db, post.ref):
        return card(turn, post, _("A letter is never closed without an answer. Please answer the child first."))
    return step(
        turn, tap, "post.closed", _("Closed. The child can still read it."),
        allowed=lambda post: is_open(post) and post.state in ("done", "cannot"), closed_day=turn.today.isoformat(),
    )  # fmt: skip


def reopen(turn: Turn, tap: Tap) -> Screen:
    """There is more to it; a new day is promised."""
    return step(
        turn, tap, "post.reopened", _("Open again. It is yours."), allowed=lambda post: post.closed_day is not None,
        closed_day=None, state="doing", state_day=turn.today.isoformat(), handler=turn.person.id,
        promised_day=promised(turn, None).isoformat(),
    )  # fmt: skip


def unhide(turn: Turn, tap: Tap) -> Screen:
    """Back among the others."""
    return step(turn, tap, "post.shown", _("It stands among the others again."), allowed=lambda post: post.hidden,
                hidden=0)  # fmt: skip
