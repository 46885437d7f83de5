"""A letter as whoever reads it sees it: every line in its order, what can be done, and never who wrote it."""

from collections.abc import Iterator

from bot.board.cards import laid, spoken
from bot.chat import Button, File, Screen, Style, Tap, Turn, column
from bot.desk import door_open_on_details
from bot.desk.card import DECIDERS
from bot.media import SUFFIXES, named
from bot.text import Message, Text, _
from handlers.posts.history import hidden_because
from handlers.posts.standing import PRESSING, STATES, day_of, seen_to_by, topic_of
from storage import audit, concerns, posts, staff
from storage.posts import Line, Post

Fact = tuple[Text, Text]
MEDIA = {"voice": "voice", "drawing": "photo"}


def card(turn: Turn, post: Post, notice: Text | None = None) -> Screen:
    """The card. That it was read is recorded, with everything on it that can be played or looked at."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="post.read", what=post.ref, why="handling")
    said: list[Line] = []
    if door_open_on_details(turn):
        said = posts.lines(turn.db, turn.seal, post.ref)
        posts.see(turn.db, post.ref, "child")
    topic = topic_of(turn, post)
    return Screen(
        title=_("Letter: {topic}", topic=topic),
        notice=notice,
        facts=tuple(_facts(turn, post)),
        text=tuple(_paragraphs(turn, said)),
        files=tuple(_files(said)),
        rows=column([*_actions(turn, post), *_ways(turn, post)]),
    )


def _facts(turn: Turn, post: Post) -> Iterator[Fact]:
    yield _("Reference"), post.ref
    yield _("State"), STATES[post.state]
    if post.level is not None:
        yield _("How pressing"), PRESSING[post.level]
    yield _("Arrived"), day_of(post.day)
    if post.closed_day is None:
        yield _("Answer promised by"), day_of(post.promised_day)
    else:
        yield _("Closed"), day_of(post.closed_day)
    name = staff.name_of(turn.db, turn.seal, seen_to_by(turn, post))
    if name:
        yield _("Who sees to it"), name
    if post.hidden:
        yield _("Hidden because"), hidden_because(turn, post)


def _paragraphs(turn: Turn, said: list[Line]) -> Iterator[Text]:
    if not said:
        yield _("What was written opens on the staff page in a browser.")
    for line in said:
        if line.origin == "child":
            yield _("The child, {day}: {what}", day=day_of(line.day), what=what_of(line))
        else:
            role = turn.home.duty_title(line.by_role)
            yield _("{who}, {day}: {what}", who=role, day=day_of(line.day), what=what_of(line))
    if any(line.kind == "voice" and line.origin == "child" for line in said):
        yield _("Please listen to all of it: no machine has looked for words of danger in what is spoken.")


def what_of(line: Line) -> Text:
    """What a line says. Laid cards are given in words, marked as such: they are not the child's own."""
    words = str(line.content.get("words", ""))
    if line.kind == "cards":
        cards = spoken(laid(line.content))
        if line.origin == "home":
            return _("in pictures: {cards}", cards=cards)
        return _("laid picture cards (a gloss): {cards}", cards=cards)
    if line.kind == "words":
        return _("“{words}”", words=words)
    what = _named(line)
    return _("{what}, beneath it “{words}”", what=what, words=words) if words else what


def _named(line: Line) -> Message:
    return named("voice", int(line.content["seconds"])) if line.kind == "voice" else _("A drawing")


def _files(said: list[Line]) -> Iterator[File]:
    for line in said:
        if line.kind in MEDIA:
            media = MEDIA[line.kind]
            yield File("posts", str(line.content["media"]), f"letter.{SUFFIXES[media]}", _named(line), media)


def _actions(turn: Turn, post: Post) -> list[Button]:
    """What can be done to it as it stands."""

    def button(label: Text, verb: str, style: Style = "plain") -> Button:
        return Button(label, Tap("posts", verb, post.ref, post.version), style)

    speaks = button(_("This letter speaks of a colleague"), "speaks")
    hide = button(_("Hide it"), "hide", "quiet")
    if post.hidden:
        return [button(_("Bring it back"), "unhide", "primary"), speaks]
    if post.closed_day is not None:
        return [button(_("Open it again"), "reopen", "primary"), speaks, hide]
    by, mine = seen_to_by(turn, post), turn.person.id
    take = [button(_("I look at it") if by is None else _("I take it over"), "take", "plain" if by else "primary")]
    release = [button(_("Give it back to the others"), "release", "quiet")]
    answer = [button(_("Answer in words or by voice"), "answer", "plain" if by is None else "primary"),
              button(_("Answer in pictures"), "cards")]  # fmt: skip
    work, finish = button(_("We are at it"), "work"), button(_("It has been done"), "finish")
    refuse, close = button(_("It cannot be done, because …"), "refuse"), button(_("Close the letter"), "close")
    steps = {"reading": [work, finish, refuse], "doing": [finish, refuse], "done": [close, work],
             "cannot": [close, work]}.get(post.state, [])  # fmt: skip
    return [*(take if by != mine else []), *answer, *steps, speaks, *(release if by == mine else []), hide]


def _ways(turn: Turn, post: Post) -> Iterator[Button]:
    for one in concerns.of_post(turn.db, turn.seal, post.ref) if turn.person.roles & DECIDERS else ():
        if turn.person.id not in one.not_for:
            yield Button(_("Which words were pressing"), Tap("concerns", "card", one.ref, one.version))
    yield Button(_("All letters"), Tap("posts", "list"), "quiet")
    yield Button(_("Back to the desk"), Tap("desk", "queue"), "quiet")
