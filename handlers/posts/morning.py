"""The morning's one message: how many letters nobody has read yet, and for whoever leads the home, how many are late.

Only numbers: this stands on locked screens. Ordinary letters ring no bell; the desk shows them.
"""

from collections import Counter

from bot.board.profile import Board
from bot.board.readers import readers_of
from bot.chat import Button, Screen, Tap, Turn
from bot.desk.raising import heads
from bot.hours import instant
from bot.text import Text, _, _n
from handlers.posts.standing import standing_of
from storage import meta, posts

TOLD = "letters told of"


def tell(turn: Turn) -> None:
    """Once a day, as soon as the quiet hours are over."""
    today = turn.today.isoformat()
    if not turn.home.offers(Board) or meta.get(turn.db, TOLD) >= today or not _is_morning(turn):
        return
    meta.put(turn.db, TOLD, today)
    unread, late = _count(turn)
    for person_id in sorted(unread.keys() | late.keys()):
        said: list[Text] = []
        if unread[person_id]:
            said.append(_n("There is {number} new letter", "There are {number} new letters", unread[person_id]))
        if late[person_id]:
            said.append(_n("{number} letter waits too long", "{number} letters wait too long", late[person_id]))
        button = Button(_("Open the desk"), Tap("desk", "queue"), "primary")
        turn.tell(person_id, Screen(title=said[0], text=tuple(said[1:]), rows=((button,),)), purpose="desk")


def _is_morning(turn: Turn) -> bool:
    """Whether the quiet hours of this night are over: a home may be awake past midnight."""
    return not turn.home.is_quiet(turn.now) and turn.now >= instant(turn.today, turn.home.quiet.ends, turn.zone)


def _count(turn: Turn) -> tuple[Counter[int], Counter[int]]:
    """(letters to read, letters that are late) of each colleague whom they concern, hidden ones left out."""
    new, unread, late = posts.unread(turn.db), Counter[int](), Counter[int]()
    for post in posts.unfinished(turn.db, turn.seal):
        if post.hidden:
            continue
        if post.ref in new:
            unread.update(readers_of(turn, post.topic, post.not_for))
        if standing_of(turn, post).late:
            late.update(one for one in heads(turn) if one not in post.not_for)
    return unread, late
