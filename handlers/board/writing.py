"""Writing a letter: first who reads it and when it cannot stay secret, then the letter, then the way back."""

from collections.abc import Mapping

from bot.board import way_back
from bot.board.cards import label_of, picture_of
from bot.board.letters import bring_somebody, calls, line_of, pressing
from bot.board.private import pointed_out
from bot.board.profile import Board
from bot.board.readers import promised, readers_of
from bot.chat import Button, Event, File, Open, Phone, PictureWord, Refused, Screen, Tap, Turn, column
from bot.desk.naming import named_in
from bot.fields import Answers, AskAgain
from bot.flow import Answer, Flow, Sign
from bot.form import Form
from bot.text import Day, Json, Text, _
from handlers.board.questions import FIELDS, KINDS, laid, said, words_of
from storage import attachments, outbox, posts

HOME = Button(_("Home page"), Tap("door", "menu"), "quiet")
BOX = Button(_("Look for my answer"), Tap("box", "look"), picture="state-answer")

flow = Flow(
    "board",
    _("Letter box of the children"),
    sign=Sign(
        _("Letter box of the children"), _("Say anything. Nobody knows who wrote it"), order=70, picture="letterbox"
    ),
    section=Board,
    words=("童声留言板", "留言板", "留言", "写信", "我有话说", "悄悄话", "board", "letter"),
    off_record=True,
)  # fmt: skip


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """Before the first word: who reads it, and when it cannot stay secret."""
    return None if "start" in given else before_the_first_word(turn)


def before_the_first_word(turn: Turn, notice: Text | None = None) -> Screen:
    """Two short sentences and a picture. In a chat app it is said, too, what we cannot promise for it."""
    elsewhere = _("This app itself knows your account. We do not keep it.") if turn.address.channel != "web" else ""
    return Screen(
        title=flow.title,
        notice=notice,
        picture="readers",
        text=(
            _("{readers} read your letter. Nobody knows who wrote it.", readers=turn.home[Board].who),
            _("Only if somebody could be hurt, we must tell grown-ups who can help."),
            elsewhere,
        ),
        rows=(
            (Button(_("Write a letter"), Tap("board", "start"), "primary", picture="way-write"),),
            (BOX,),
            (Button(_("You said, we did"), Tap("door", "open", "said"), picture="said-did"),),
            (HOME,),
        ),
    )


@flow.tap("start")
def start(_turn: Turn, _tap: Tap) -> Answer:
    """The child has read it, or heard it read out."""
    return Open(flow.name, {"start": True})


def typed(turn: Turn, event: Event) -> Answer:
    """Words written right below the first screen are the beginning of a letter."""
    shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
    begins = any(button["data"] == str(Tap("board", "start")) for row in shown.get("rows", []) for button in row)
    if event.kind != "text" or not begins:
        return None
    return Open(flow.name, {"start": True, "way": "write", "words": event.text})


flow.typed = typed


def summary(turn: Turn, answers: Answers) -> Screen:
    """What had better not be in it is pointed out; what was spoken or drawn can be heard and seen once more."""
    value = said(answers)
    again = _("Look at it once more")
    sent = value["attachment"] if isinstance(value, dict) else ""
    look = (File(flow.name, sent, f"letter-{sent}", again, value["media"]),) if sent else ()
    cards = tuple(PictureWord(picture_of(card), label_of(card)) for card in laid(answers))
    return Screen(text=tuple(pointed_out(turn, words_of(value))), files=look, words=cards)


def send(turn: Turn, answers: Answers) -> Screen:
    """Into the box. Whoever the letter speaks of does not read it; danger brings a person at once."""
    value, cards = said(answers), laid(answers)
    if value is None and not cards:
        raise AskAgain(KINDS[-1], _("Please tap at least one picture, so that we understand you."))
    words, topic = words_of(value), str(answers["topic"])
    found, not_for = pressing(turn, words, cards), named_in(turn, words)
    level = found.level if found else None
    code, by = way_back.new_code(), promised(turn, level)
    ref = posts.put_in(
        turn.db, turn.seal, line_of(turn, value, cards), claim=code, topic=topic, level=level, not_for=not_for,
        day=turn.today.isoformat(), promised_day=by.isoformat(),
    )  # fmt: skip
    told = bring_somebody(turn, found, words, cards, ref)
    alone = not told or (bool(not_for) and not readers_of(turn, topic, not_for))
    return in_the_box(turn, code, by=Day(by), helps=calls(found), alone=alone)


def in_the_box(turn: Turn, code: str, *, by: Day, helps: bool, alone: bool) -> Screen:
    """It is there: by when somebody answers, and the five words that lead back to it."""
    told = _("We answer by {day}.", day=by) if not helps else _("A grown-up looks at it today.")
    nobody = _("Nobody here can read this letter right now. Please ring one of these numbers.")
    hotlines = [Phone(line.number, line.label) for line in turn.home.hotlines]
    return Screen(
        title=_("Your letter is in the box"),
        picture="state-received",
        text=(nobody if alone else told, _("With these five pictures you find the answer. Learn them, or draw them:")),
        words=way_back.picture_words(code),
        phones=(*hotlines, Phone(turn.home.phone, turn.home.name)) if helps or alone else (),
        rows=((Button(_("I know them"), Tap("board", "known", code), "primary"),),),
    )


@flow.tap("known")
def known(turn: Turn, tap: Tap) -> Answer:
    """Once more before leaving; in a chat app the key can stay in the chat itself."""
    if not way_back.CODE.fullmatch(tap.ref):
        raise Refused(_("This button does not work any more. Here is where we are now."))
    if turn.address.channel != "web":
        turn.say(key_in_the_chat(tap.ref))
    return Screen(
        title=_("Say them once more, quietly"),
        text=_("Nobody can look them up for you, not even we: we do not know who you are."),
        words=way_back.picture_words(tap.ref),
        rows=column([
            Button(_("Yes, I know them"), Tap("board", "bye"), "primary"),
            Button(_("See my letter box"), Tap("box", "open", tap.ref), picture="state-answer"),
        ]),
    )  # fmt: skip


def key_in_the_chat(code: str) -> Screen:
    """A message that stays: whoever holds the phone opens the box with it."""
    return Screen(
        title=_("The key to your letter box"),
        text=_("This message opens it. If others look at this phone, delete the message: the five pictures work, too."),
        rows=((Button(_("Open my letter box"), Tap("box", "open", code), picture="letterbox"),),),
    )


@flow.tap("bye")
def bye(turn: Turn, _tap: Tap) -> Answer:
    """Nothing of it stays on the page."""
    return Screen(
        title=_("Thank you for your letter"),
        picture="letterbox",
        rows=column([Button(_("Write another letter"), Tap("board", "start")), BOX, HOME]),
        clears=turn.address.channel == "web",
    )


@flow.file
def drafted(turn: Turn, ref: str) -> tuple[bytes, str]:
    """What was spoken or drawn and not sent yet, for whoever did. Raises Refused."""
    sent = attachments.find(turn.db, ref)
    if sent is None or (sent.person_id, sent.object) != (turn.person.id, None):
        raise Refused(_("There is no such file."))
    return attachments.content_of(turn.db, turn.seal, ref), sent.media_type


flow.form = Form(
    flow.name, flow.title, FIELDS, send, summary=summary, send_label=_("Put it into the box"), keeps=False,
    leave_label=_("I do not want to write now"),
)

