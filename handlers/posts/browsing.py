"""All letters (所有的信), the closed and the hidden ones as well, page by page, for whoever may read each of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.board.profile import Board
from bot.board.readers import may_read, read_any
from bot.chat import Button, Refused, Screen, Tap, Turn, column
from bot.listing import Page, paged
from bot.text import Message, Text, _, _n
from handlers.posts.standing import STATES, day_of, topic_of
from storage import posts
from storage.posts import Post

MOST = 2000
SORTS: Mapping[str, tuple[Message, Callable[[Post], bool]]] = {
    "o": (_("Not closed"), lambda post: not post.hidden and post.closed_day is None),
    "c": (_("Closed"), lambda post: not post.hidden and post.closed_day is not None),
    "h": (_("Hidden"), lambda post: post.hidden),
}
REF = re.compile(r"([och])(\d{1,4})-?([a-z0-9-]{0,15})")


@dataclass(frozen=True)
class View:
    """What is looked at: open, closed or hidden letters, a page of them, perhaps of one topic."""

    sort: str = "o"
    page: int = 0
    topic: str = ""

    @classmethod
    def of(cls, ref: str) -> "View":
        """From a button; what no button of ours carries is the first page."""
        found = REF.fullmatch(ref)
        return cls(found[1], int(found[2]), found[3]) if found else cls()

    def tap(self) -> Tap:
        """The button that leads here."""
        return Tap("posts", "list", f"{self.sort}{self.page}-{self.topic}")


def list_screen(turn: Turn, ref: str = "") -> Screen:
    """A page of letters. Raises Refused for whoever reads none."""
    if not read_any(turn):
        raise Refused(_("There is no such letter for you."))
    view = View.of(ref)
    mine = [post for post in posts.recent(turn.db, turn.seal, MOST) if may_read(turn, post)]
    found = [post for post in mine if SORTS[view.sort][1](post) and view.topic in ("", post.topic)]
    here = paged(found, view.page)
    return Screen(
        title=_("All letters"),
        text=_n("{number} letter.", "{number} letters.", len(found)) if found else _("There is no letter here."),
        rows=(
            *column([_button(turn, post) for post in here.shown]),
            tuple(_turners(view, here)),
            tuple(_sorts(view)),
            tuple(_topics(turn, view, mine)),
            (Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),),
        ),
    )


def _button(turn: Turn, post: Post) -> Button:
    label = _("{topic}, {day}", topic=topic_of(turn, post), day=day_of(post.day))
    return Button(label, Tap("posts", "card", post.ref, post.version), hint=STATES[post.state])


def _turners(view: View, here: Page[Post]) -> Iterator[Button]:
    if here.number:
        yield Button(_("Previous page"), replace(view, page=here.number - 1).tap(), "quiet")
    if here.number < here.last:
        yield Button(_("Next page"), replace(view, page=here.number + 1).tap(), "quiet")


def _sorts(view: View) -> Iterator[Button]:
    for sort, (label, _is_one) in SORTS.items():
        yield Button(label, replace(view, sort=sort, page=0).tap(), "quiet", picked=sort == view.sort)


def _topics(turn: Turn, view: View, mine: list[Post]) -> Iterator[Button]:
    """Only topics of which there is a letter for this person."""
    there = {post.topic for post in mine}
    named: list[tuple[str, Text]] = [("", _("All topics"))]
    named += [(topic.id, topic.name) for topic in turn.home[Board].topics if topic.id in there]
    for topic, label in named if len(named) > 1 else ():
        yield Button(label, replace(view, topic=topic, page=0).tap(), "quiet", picked=topic == view.topic)
