"""Answering a child: in a few plain words, by voice with a sentence beneath it, or in pictures.

Nothing that was written is lost where somebody else was faster: whoever comes second reads so, and decides.
"""

import re
from collections.abc import Callable

from bot.board.cards import REPLIES, picture_of
from bot.board.letters import media_line
from bot.board.profile import Board
from bot.board.readers import may_read, read_by
from bot.chat import Refused, Screen, Turn
from bot.desk import door_open_on_details
from bot.fields import Answers, Choice, Field, Option, TextField, Ticks
from bot.text import Json, Text, _
from handlers.posts.card import card, what_of
from handlers.posts.deciding import is_open
from handlers.posts.history import faster, record
from storage import attachments, posts
from storage.posts import NewLine, Post

MOST, MOST_BENEATH, MOST_CARDS = 800, 300, 3
SAID = frozenset({"answer", "cards", "refuse"})
KEEP = "keep"
WHO = re.compile(
    r"谁写|谁寫|你是谁|你叫什么|什么名字|你的名字|哪个小朋友|哪个孩子|哪个班|告诉我你|who (?:wrote|are you)|your name",
    re.IGNORECASE,
)


def does(what: str) -> Callable[[Turn, Answers], bool]:
    """Whether the form was opened for this."""
    return lambda _turn, answers: answers.get("do") == what


def is_voice(_turn: Turn, answers: Answers) -> bool:
    """Whether what was spoken still lacks a sentence."""
    return isinstance(answers.get("words"), dict)


def replies(_turn: Turn, _answers: Answers) -> list[Option]:
    """What can be said in pictures."""
    return [Option(card_, label, picture=picture_of(card_)) for card_, (label, _drawing) in REPLIES.items()]


def the_letter(turn: Turn, answers: Answers) -> Post | None:
    """The letter as it stands now, as long as this person may read it."""
    ref = str(answers.get("post", ""))
    post = turn.once(("letter", ref), lambda: posts.find(turn.db, turn.seal, ref))
    return post if post is not None and may_read(turn, post) else None


def has_moved(turn: Turn, answers: Answers) -> bool:
    """Whether it changed since this colleague began to write."""
    post = the_letter(turn, answers) if answers.get("do") in SAID else None
    return post is not None and post.version != answers.get("version")


def who_moved(turn: Turn, answers: Answers) -> Text:
    """Who was faster."""
    post = the_letter(turn, answers)
    return _("{faster} Shall yours go to the child as well?", faster=faster(turn, post) if post is not None else "")


def newest(turn: Turn, answers: Answers) -> tuple[Text, ...]:
    """The last line of the letter, so that nobody answers the same twice."""
    lines = posts.lines(turn.db, turn.seal, str(answers["post"])) if door_open_on_details(turn) else []
    return tuple(what_of(line) for line in lines[-1:])


def as_well(turn: Turn, answers: Answers) -> list[Option]:
    """Good for what has changed until now: whatever changes later is asked about again."""
    post = the_letter(turn, answers)
    version = post.version if post is not None else 0
    return [Option(f"send-{version}", _("Yes, send it as well")), Option(KEEP, _("No, do not send it"))]


FIELDS: tuple[Field, ...] = (
    TextField(
        "words", label=_("Answer"), when=does("answer"), most=MOST, accepts=("voice",),
        question=_("What would you like to say? A child of perhaps seven reads it: short sentences, no child's name. "
                   "You can also speak it."),
    ),
    TextField(
        "beneath", label=_("Beneath it"), when=is_voice, most=MOST_BENEATH,
        question=_("Please add a sentence in writing: some children cannot listen, or not just now."),
    ),
    Ticks(
        "cards", label=_("Pictures"), question=_("Which pictures answer the child?"), options=replies,
        when=does("cards"), least=1, most=MOST_CARDS,
    ),
    TextField(
        "reason", label=_("Because"), when=does("refuse"), most=MOST,
        question=_("Why can it not be done? The child reads it: honest, kind and short, and what is possible instead."),
    ),
    Choice("still", label=_("Send it as well"), question=who_moved, reading=newest, options=as_well, when=has_moved),
)  # fmt: skip


def words_of(answers: Answers) -> str:
    """Everything that the child will read."""
    said = (answers.get("words"), answers.get("beneath"), answers.get("reason"))
    return "\n".join(each for each in said if isinstance(each, str))


def summary(_turn: Turn, answers: Answers) -> Screen:
    """Whoever asks who wrote is reminded once, and may send it all the same."""
    asks_who = _("It seems to ask who wrote. Please never ask that: the box is there so that nobody has to say it.")
    return Screen(
        notice=asks_who if WHO.search(words_of(answers)) else None, text=_("This is what the child will find.")
    )


def send(turn: Turn, answers: Answers) -> Screen:
    """Into the letter box, under the role and not the name. It becomes this colleague's letter if it was nobody's."""
    post = read_by(turn, str(answers["post"]))
    if answers.get("still") == KEEP:
        _let_go(turn, answers)
        return card(turn, post, _("All right: it was not sent."))
    if not is_open(post):
        raise Refused(_("This letter is closed or hidden by now. Please open it again first."))
    day = turn.today.isoformat()
    posts.add_line(turn.db, turn.seal, post.ref, _line(turn, answers), origin="home", day=day, by_role=role_of(turn))
    state = "cannot" if answers["do"] == "refuse" else "reading" if post.state == "received" else post.state
    changed = posts.change(
        turn.db, turn.seal, post.ref, post.version, state=state, handler=post.handler or turn.person.id,
        state_day=post.state_day if state == post.state else day,
    )  # fmt: skip
    record(turn, "post.cannot" if answers["do"] == "refuse" else "post.answered", post)
    return card(turn, changed, _("Sent. The child finds it in its letter box."))


def role_of(turn: Turn) -> str:
    """As what this person answers: the child reads a role, and never a name."""
    return next(role for role in turn.home[Board].roles if role in turn.person.roles)


def _line(turn: Turn, answers: Answers) -> NewLine:
    if answers["do"] == "cards":
        return NewLine("cards", {"cards": answers["cards"]})
    said: Json = answers["reason"] if answers["do"] == "refuse" else answers["words"]
    if isinstance(said, str):
        return NewLine("words", {"words": said})
    return media_line(turn, said, str(answers["beneath"]))


def _let_go(turn: Turn, answers: Answers) -> None:
    """No voice stays where it is written down who sent it."""
    said: Json = answers.get("words")
    if isinstance(said, dict):
        attachments.drop(turn.db, said["attachment"])
