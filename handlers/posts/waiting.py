"""What of letters waits on the desk: topic, kind and promised day on every line, and not a word of what was written."""

from collections.abc import Iterator

from bot.board.profile import Board
from bot.board.readers import may_read, read_any
from bot.chat import Button, Refused, Screen, Tap, Turn
from bot.desk import Item, Rank, stands_beneath, waits
from bot.text import Text, _
from handlers.posts.standing import KINDS, Standing, day_of, oversees, seen_to_by, standing_of, topic_of
from storage import posts, staff
from storage.posts import Post

LOUD = {"now": Rank.DANGER, "today": Rank.CONCERN}


@stands_beneath
def way_in(turn: Turn) -> Iterator[Button]:
    """From the desk to every letter, for whoever reads them."""
    if read_any(turn):
        yield Button(_("All letters"), Tap("posts", "list"), hint=_("open, closed and hidden ones"))


@waits
def waiting(turn: Turn) -> Iterator[Item]:
    """Every unfinished letter that this person may read; of a late one that they may not, that there is one."""
    for post in posts.unfinished(turn.db, turn.seal) if turn.home.offers(Board) else ():
        standing = standing_of(turn, post)
        if not post.hidden and may_read(turn, post):
            yield _line(turn, post, standing)
        elif not post.hidden and oversees(turn, post) and standing.late:
            why = _("the answer was promised for {day}", day=day_of(post.promised_day))
            tap = Tap("posts", "late", post.ref, post.version)
            yield Item(tap, _("A letter waits too long"), why, Rank.OVERDUE, standing.at)


def _line(turn: Turn, post: Post, standing: Standing) -> Item:
    label = _("Letter: {topic}", topic=topic_of(turn, post))
    rank = _rank(turn, post, standing)
    tap = Tap("posts", "card", post.ref, post.version)
    return Item(tap, label, _why(turn, post, standing), rank, standing.at)


def _rank(turn: Turn, post: Post, standing: Standing) -> Rank:
    if not standing.waits:
        return Rank.AHEAD
    taken = seen_to_by(turn, post) is not None
    if post.level in LOUD and not taken:
        return LOUD[post.level]
    if standing.late:
        return Rank.OVERDUE
    return Rank.TAKEN if taken and not standing.again else Rank.ANSWERED


def _why(turn: Turn, post: Post, standing: Standing) -> Text:
    kind, by = KINDS[standing.kind], day_of(post.promised_day)
    name = staff.name_of(turn.db, turn.seal, seen_to_by(turn, post))
    if not standing.waits:
        return _("answered; {name} sees to it", name=name) if name else _("answered, not closed yet")
    if standing.late:
        return _("{kind}; late: an answer was promised for {day}", kind=kind, day=by)
    if standing.again:
        return _("{kind}; the child has written again, answer by {day}", kind=kind, day=by)
    if name:
        return _("{kind}; {name} sees to it, answer by {day}", kind=kind, name=name, day=by)
    return _("{kind}; answer by {day}", kind=kind, day=by)


def late_screen(turn: Turn, tap: Tap) -> Screen:
    """For whoever leads the home: who is responsible and since when, so that no letter is lost; nothing of what it
    says. Raises Refused alike for a letter that there is not.
    """
    post = posts.find(turn.db, turn.seal, tap.ref)
    if post is None or not oversees(turn, post) or not standing_of(turn, post).late:
        raise Refused(_("There is no such letter for you."))
    return Screen(
        title=_("A letter waits too long"),
        text=_("Only the colleague named here reads it. Please make sure that the child gets an answer."),
        facts=(
            (_("Arrived"), day_of(post.day)),
            (_("Answer promised by"), day_of(post.promised_day)),
            (_("Responsible"), turn.home.duty_title("duty")),
        ),
        rows=((Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),),),
    )
