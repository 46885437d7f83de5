"""Keeping a letter from a colleague of whom it speaks, and taking one out of the list: hidden, never deleted.

Cards, voices and drawings speak of somebody in ways that no machine reads: a person says so here.
"""

from bot.board.readers import read_by, readers_of
from bot.chat import Button, Refused, Screen, Tap, Turn
from bot.desk import queue_screen
from bot.desk.card import DECIDERS
from bot.fields import Answers, Choice, Field, Option
from bot.text import Several, Text, _
from handlers.posts.answering import does, the_letter
from handlers.posts.card import card
from handlers.posts.history import HIDDEN, REASONS, faster, record
from storage import concerns, people, posts, staff
from storage.posts import Moved, Post
from storage.staff import Member

NOBODY_LEFT = _(
    "Then nobody here could read it any more. Please speak with whoever leads the home; if it speaks of them as well, "
    "with the civil affairs bureau, or ring 12309."
)


def colleagues(turn: Turn, answers: Answers) -> list[Option]:
    """Everybody of whom it may speak, oneself first."""
    post = the_letter(turn, answers)
    spoken_of = post.not_for if post is not None else frozenset()
    others = [
        Option(ref_of(turn, one), one.name, hint=roles_of(turn, one))
        for one in staff.members(turn.db, turn.seal)
        if one.person_id not in spoken_of | {turn.person.id}
    ]
    return [Option(turn.person.ref, _("It speaks of me: I give it away"), style="primary"), *others]


def ref_of(turn: Turn, member: Member) -> str:
    """What stands for a colleague on a button."""
    return people.person(turn.db, turn.seal, member.person_id).ref


def roles_of(turn: Turn, member: Member) -> Text:
    """What a colleague does here."""
    return Several(tuple(turn.home.duty_title(role) for role in sorted(member.roles)))


def reasons(_turn: Turn, _answers: Answers) -> list[Option]:
    """Why a letter may leave the list."""
    return [Option(code, label) for code, label in REASONS.items()]


FIELDS: tuple[Field, ...] = (
    Choice(
        "who", label=_("Of whom"), when=does("speaks"), options=colleagues,
        question=_("Of whom does it speak? Whoever it is neither sees it nor hears of it from now on."),
    ),
    Choice(
        "why", label=_("Reason"), when=does("hide"), options=reasons,
        question=_("Why should it leave the list? It is kept as it is, and can be brought back."),
    ),
)  # fmt: skip


def give_away(turn: Turn, answers: Answers) -> Screen:
    """From now on it is kept from a colleague; whoever reads it in their place hears that there is something."""
    post = read_by(turn, str(answers["post"]))
    one = next(one for one in staff.members(turn.db, turn.seal) if ref_of(turn, one) == answers["who"])
    before = readers_of(turn, post.topic, post.not_for)
    left = readers_of(turn, post.topic, post.not_for | {one.person_id})
    if not left or _concern_without_reader(turn, post, one):
        raise Refused(NOBODY_LEFT)
    posts.speaks_of(turn.db, turn.seal, post, frozenset({one.person_id}))
    concerns.speaks_of(turn.db, turn.seal, post.ref, frozenset({one.person_id}))
    record(turn, "post.speaks_of", post, why=str(answers["who"]))
    button = Button(_("Open the desk"), Tap("desk", "queue"), "primary")
    for person_id in left:
        if person_id not in before:
            turn.tell(person_id, Screen(title=_("A letter has come to you"), rows=((button,),)), purpose="desk")
    if one.person_id == turn.person.id:
        return queue_screen(turn, 0, _("Given away. Thank you for saying so: it is with a colleague now."))
    return card(turn, read_by(turn, post.ref), _("From now on it is kept from {name}.", name=one.name))


def _concern_without_reader(turn: Turn, post: Post, spoken_of: Member) -> bool:
    """Whether something pressing in it would be kept from everybody who sees to concerns."""
    may = [one.person_id for one in staff.members(turn.db, turn.seal) if one.roles & DECIDERS]
    return any(
        one.state != "closed" and not set(may) - one.not_for - {spoken_of.person_id}
        for one in concerns.of_post(turn.db, turn.seal, post.ref)
    )


def may_be_hidden(turn: Turn, post: Post) -> None:
    """Raises Refused while something pressing in it has not been seen to."""
    if any(one.state != "closed" for one in concerns.of_post(turn.db, turn.seal, post.ref)):
        raise Refused(_("Something pressing in it has not been seen to yet. Please do that first."))


def hide(turn: Turn, answers: Answers) -> Screen:
    """Out of the list, and nothing more."""
    post = read_by(turn, str(answers["post"]))
    may_be_hidden(turn, post)
    try:
        hidden = posts.change(turn.db, turn.seal, post.ref, int(answers["version"]), hidden=1)
    except Moved as moved:
        return card(turn, moved.now, faster(turn, moved.now))
    record(turn, HIDDEN, hidden, why=str(answers["why"]))
    return card(turn, hidden, _("Hidden. It stands under “All letters”, and can be brought back."))
