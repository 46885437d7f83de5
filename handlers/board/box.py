"""My letter box: five picture-words open it on any device. What became of the letter, the answers, one more line."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.board import way_back
from bot.board.cards import laid, spoken
from bot.board.letters import bring_somebody, line_of, pressing
from bot.board.profile import Board
from bot.board.readers import promised
from bot.board.way_back_field import WayBackField
from bot.chat import Button, Event, File, Open, Refused, Screen, Tap, Turn, column
from bot.danger import LEVELS
from bot.desk.naming import named_in
from bot.fields import Answers, AskAgain
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Day, Json, Message, Text, _
from handlers.board.questions import MOST, VoiceField, words_of
from storage import posts
from storage.posts import Line, Post

NOT_FOUND = _("These five pictures open no letter box. Look at them once more, or ask a grown-up you trust.")
STATES: dict[str, Message] = {
    "received": _("It has arrived"),
    "reading": _("Somebody is reading it"),
    "doing": _("We are doing something about it"),
    "done": _("It has been done"),
    "cannot": _("It cannot be done. Below you read why"),
}
CLOSED = _("This letter is finished")
OVER = frozenset({"done", "cannot"})
SHARPEST = (*LEVELS, None)

flow = Flow(
    "box",
    _("My letter box"),
    section=Board,
    words=("我的信箱", "信箱", "看回信", "回信", "mybox"),
    off_record=True,
)


@flow.begins
def begin(_turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """The five pictures are asked for, or one more line is."""
    return None


@flow.tap("look")
def look(_turn: Turn, _tap: Tap) -> Answer:
    """Somebody has the five pictures."""
    return Open(flow.name)


@flow.tap("open")
def open_box(turn: Turn, tap: Tap) -> Answer:
    """The key that lies in a chat, or the box once more. The key itself stays where it is."""
    screen = box_screen(turn, tap.ref, opened(turn, tap.ref))
    if turn.address.channel == "web":
        return screen
    turn.say(screen)
    return None


def opened(turn: Turn, code: str) -> Post:
    """The letter that this code opens. Raises Refused, alike for a wrong code and for one that is over."""
    if way_back.GUESSES.are_too_many(turn):
        raise Refused(_("Too many boxes were tried just now. Please wait ten minutes."))
    post = posts.by_claim(turn.db, turn.seal, code) if way_back.CODE.fullmatch(code) else None
    if post is None:
        way_back.GUESSES.add(turn)
        raise Refused(NOT_FOUND)
    return post


def box_screen(turn: Turn, code: str, post: Post, notice: Text | None = None) -> Screen:
    """What became of it in a picture, every line, and what can be done."""
    lines = posts.lines(turn.db, turn.seal, post.ref)
    posts.see(turn.db, post.ref, "home")
    more = () if post.closed_day else (Button(_("Write one more line"), Tap("box", "more", code), picture="way-write"),)
    fine = (Button(_("All is well now, thank you"), Tap("box", "fine", code), picture="state-closed"),)
    return Screen(
        title=flow.title,
        notice=notice,
        picture="state-closed" if post.closed_day else f"state-{post.state}",
        facts=tuple(facts(turn, post)),
        text=tuple(text for line in lines for text in told(turn, line)),
        files=tuple(file_of(line) for line in lines if "media" in line.content),
        rows=column([
            *more,
            *(fine if not post.closed_day and any(line.origin == "home" for line in lines) else ()),
            Button(_("Close the box"), Tap("board", "bye"), "quiet"),
        ]),
    )  # fmt: skip


def facts(turn: Turn, post: Post) -> Iterator[tuple[Text, Text]]:
    """What became of it, and by when an answer is promised."""
    yield _("Your letter"), CLOSED if post.closed_day else STATES[post.state]
    if not post.closed_day and posts.awaits_answer(turn.db, post.ref):
        by = date.fromisoformat(post.promised_day)
        late = by < turn.today
        yield _("Our answer"), _("It is late, we are sorry. Whoever leads the home sees that.") if late else _(
            "by {day}", day=Day(by)
        )


def told(turn: Turn, line: Line) -> Iterator[Text]:
    """One line in words; what was spoken or drawn stands below."""
    who: Text = _("You") if line.origin == "child" else turn.home.duty_title(line.by_role or "duty")
    words: Text = spoken(laid(line.content)) if line.kind == "cards" else str(line.content.get("words", ""))
    if line.kind in ("voice", "drawing") and not words:
        words = _("(listen below)") if line.kind == "voice" else _("(look below)")
    yield _("{who}: {words}", who=who, words=words)


def file_of(line: Line) -> File:
    """A voice to hear or a drawing to see."""
    mine, voice = line.origin == "child", line.kind == "voice"
    label = (_("What you said") if voice else _("Your drawing")) if mine else _("The answer, spoken")
    return File(flow.name, line.content["media"], f"letter-{line.number}", label, "voice" if voice else "photo")


@flow.tap("more")
def more(turn: Turn, tap: Tap) -> Answer:
    """One more line, until the letter is finished."""
    return Open(flow.name, {"box": tap.ref}) if not opened(turn, tap.ref).closed_day else open_box(turn, tap)


@flow.tap("fine")
def fine(turn: Turn, tap: Tap) -> Answer:
    """The child says that it is finished, once there was an answer."""
    post = opened(turn, tap.ref)
    if not post.closed_day and any(line.origin == "home" for line in posts.lines(turn.db, turn.seal, post.ref)):
        post = posts.change(turn.db, turn.seal, post.ref, post.version, closed_day=turn.today.isoformat())
    return box_screen(turn, tap.ref, post, _("Thank you. We have put a ribbon around it."))


def send(turn: Turn, answers: Answers) -> Screen:
    """Open the box, or put one more line into it."""
    code = str(answers.get("box") or answers["code"])
    try:
        post = opened(turn, code)
    except Refused as refused:
        raise AskAgain("more" if "box" in answers else "code", refused.message) from None
    if "box" not in answers:
        return box_screen(turn, code, post)
    return one_more(turn, code, post, answers["more"])


def one_more(turn: Turn, code: str, post: Post, value: Json) -> Screen:
    """One more line: it waits for an answer like the first, and is as pressing as the sharpest of them."""
    words = words_of(value)
    found = pressing(turn, words, [])
    level = found.level if found else None
    posts.add_line(turn.db, turn.seal, post.ref, line_of(turn, value, []), origin="child", day=turn.today.isoformat())
    post = posts.speaks_of(turn.db, turn.seal, post, named_in(turn, words))
    changed = posts.change(
        turn.db, turn.seal, post.ref, post.version, promised_day=promised(turn, level).isoformat(),
        level=min(level, post.level, key=SHARPEST.index), state="reading" if post.state in OVER else post.state,
    )  # fmt: skip
    bring_somebody(turn, found, words, [], post.ref)
    return box_screen(turn, code, changed, _("It lies with your letter."))


@flow.file
def in_the_box(turn: Turn, ref: str) -> tuple[bytes, str]:
    """A voice or a drawing. Its name is a secret of 80 bits, which only an opened box and the desk tell."""
    found = posts.media(turn.db, turn.seal, ref)
    if found is None:
        raise Refused(_("There is no such file."))
    return found[1], found[2]


def typed(turn: Turn, event: Event) -> Answer:
    """Five picture-words, typed or dictated anywhere, open the box."""
    code = way_back.read(event.text) if event.kind == "text" else None
    return box_screen(turn, code, opened(turn, code)) if code else None


flow.typed = typed


@flow.nightly
def close_old_boxes(turn: Turn) -> None:
    """A box can be opened for so many days after its letter was finished."""
    if turn.home.offers(Board):
        posts.take_back_claims(turn.db, (turn.today - timedelta(days=turn.home[Board].box_days)).isoformat())


flow.form = AtOnce(
    flow.name,
    flow.title,
    (
        WayBackField(
            "code", label=_("Your five pictures"), when=lambda _turn, answers: "box" not in answers,
            question=_("Which five pictures were it? Tap them one after another, or type them."),
        ),
        VoiceField(
            "more", label=_("One more line"), most=MOST, when=lambda _turn, answers: "box" in answers,
            question=_("What else would you like to tell us? Write it, or say it."),
        ),
    ),
    send,
    keeps=False,
    leave_label=_("Close the box"),
)  # fmt: skip
