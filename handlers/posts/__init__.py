"""Children's letters (童声留言板) as colleagues read and answer them; nobody here knows who wrote.

Whoever a letter speaks of neither sees it nor sees to it, and some topics are read by the duty officer alone: each
function looks at that anew, whatever button led there. A letter can be hidden, and never deleted (未成年人保护法
art. 63).
"""

from collections.abc import Mapping

from bot.board.profile import Board
from bot.board.readers import read_any, read_by
from bot.chat import Open, Refused, Screen, Tap, Turn
from bot.desk import STAFF, cleared, door_open_on_details
from bot.fields import Answers
from bot.flow import Answer, Flow, TapFunction
from bot.form import Form
from bot.text import Json, Message, Text, _
from handlers.posts import answering, deciding, morning, setting_aside, waiting
from handlers.posts.browsing import list_screen
from handlers.posts.card import card
from storage import posts

FORMS = ("posts", "concerns", "decline", "questions")  # half-written decisions, thrown away when a letter is opened
TITLES: Mapping[str, Message] = {
    "answer": _("Answering a letter"), "cards": _("Answering a letter"), "refuse": _("It cannot be done"),
    "speaks": _("A letter that speaks of a colleague"), "hide": _("Hiding a letter"),
}  # fmt: skip
# What a button does at once; what wants words or a choice first is filled in.
STEPS: Mapping[str, TapFunction] = {
    "late": waiting.late_screen, "take": deciding.take, "release": deciding.release, "work": deciding.work,
    "finish": deciding.finish, "close": deciding.close, "reopen": deciding.reopen, "unhide": deciding.unhide,
}  # fmt: skip

flow = Flow("posts", _("The children's letters"), roles=STAFF, section=Board, words=("看信", "所有的信"))
flow.sweep(morning.tell)


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The list for whoever reads letters; the form where a card led to it."""
    if "do" in given:
        return None
    return list_screen(turn) if read_any(turn) else Open("desk")


@flow.tap("list")
def show_list(turn: Turn, tap: Tap) -> Answer:
    """Letters by pages."""
    cleared(turn, *FORMS)
    return list_screen(turn, tap.ref)


@flow.tap("card")
def open_card(turn: Turn, tap: Tap) -> Answer:
    """One letter."""
    post = read_by(turn, tap.ref)
    cleared(turn, *FORMS)
    return card(turn, post)


for verb, step in STEPS.items():
    flow.tap(verb)(step)


@flow.tap("answer")
@flow.tap("cards")
@flow.tap("refuse")
@flow.tap("speaks")
@flow.tap("hide")
def fill_in(turn: Turn, tap: Tap) -> Answer:
    """What wants words, or a choice."""
    post = read_by(turn, tap.ref)
    cleared(turn, *FORMS)
    if tap.verb == "hide":
        setting_aside.may_be_hidden(turn, post)
    if not {"speaks": True, "hide": not post.hidden}.get(tap.verb, deciding.is_open(post)):
        return card(turn, post, deciding.NOT_NOW)
    return Open(flow.name, {"do": tap.verb, "post": post.ref, "version": tap.version})


@flow.file
def media(turn: Turn, ref: str) -> tuple[bytes, str]:
    """A voice or a drawing, for whoever may read its letter. Raises Refused alike for one that there is not."""
    found = posts.media(turn.db, turn.seal, ref)
    if found is None or not door_open_on_details(turn):
        raise Refused(_("There is no such letter for you."))
    post, content, media_type = found
    read_by(turn, post)
    return content, media_type


def heading(_turn: Turn, answers: Answers) -> Text:
    """What is being done."""
    return TITLES.get(str(answers.get("do")), flow.title)


def summary(turn: Turn, answers: Answers) -> Screen | None:
    """What the child will find; the other forms need no more than the answer itself."""
    return answering.summary(turn, answers) if answers["do"] in answering.SAID else None


def send(turn: Turn, answers: Answers) -> Screen:
    """Do it, if this person may still read the letter."""
    if answers["do"] == "speaks":
        return setting_aside.give_away(turn, answers)
    return setting_aside.hide(turn, answers) if answers["do"] == "hide" else answering.send(turn, answers)


flow.form = Form(
    flow.name,
    flow.title,
    (*answering.FIELDS, *setting_aside.FIELDS),
    send,
    summary,
    _("Yes, like this"),
    heading,
)
