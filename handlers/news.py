"""Evening news (傍晚的消息): everybody who asked hears the same, once a day, when there is something new.

Nobody learns from it whose letter was answered, not even whether they wrote one. Asking for it is a plain list.
"""

from collections.abc import Mapping

from bot.board.profile import Board
from bot.chat import Button, Screen, Tap, Turn, column
from bot.flow import Answer, Flow
from bot.kept import Facts, Kept, keeps
from bot.text import Json, Text, _
from storage import news

flow = Flow("news", _("News in the evening"), section=Board, words=("傍晚的消息", "傍晚消息", "news"))
TO_LEDGER = Button(_("You said, we did"), Tap("door", "open", "said"))


@flow.begins
def begin(turn: Turn, _given: Mapping[str, Json]) -> Answer:
    """What it is, and yes or no."""
    return news_screen(turn)


def news_screen(turn: Turn, notice: Text | None = None) -> Screen:
    """What it is, and how it is now."""
    asked = news.is_asked_for(turn.db, turn.person.id)
    yes = Button(_("Yes, tell me"), Tap("news", "on"), "primary")
    no = Button(_("Do not tell me any more"), Tap("news", "off"))
    waits = _("The news waits here until you open this page.")
    return Screen(
        title=flow.title,
        notice=notice,
        text=(
            _("We tell you in the evening when there is something new."),
            _("Everybody who asks gets the same news. Nobody can see who wrote a letter."),
            *((waits,) if turn.address.channel == "web" else ()),
        ),
        rows=column([no if asked else yes, TO_LEDGER, Button(_("Home page"), Tap("door", "menu"), "quiet")]),
        picture="bell",
    )


@flow.tap("on")
def on(turn: Turn, _tap: Tap) -> Answer:
    """Tell me."""
    news.ask_for(turn.db, turn.person.id)
    return news_screen(turn, _("Good. We tell you in the evening."))


@flow.tap("off")
def off(turn: Turn, _tap: Tap) -> Answer:
    """Do not."""
    news.stop(turn.db, turn.person.id)
    return news_screen(turn, _("Good. We do not tell you any more."))


@flow.sweep
def tell_everybody(turn: Turn) -> None:
    """Once in an evening, if there is something new."""
    if not turn.home.offers(Board) or turn.local(turn.now).time() < turn.home[Board].news_at:
        return
    day = turn.today.isoformat()
    if news.is_told(turn.db, day) or not news.take_new(turn.db, day):
        return
    news.take_back_unread(turn.db)
    for person_id in news.wanted_by(turn.db):
        turn.tell(person_id, THE_NEWS, purpose=news.PURPOSE)


THE_NEWS = Screen(
    title=flow.title,
    text=(
        _("There is news in the letter box."),
        _("Children who have written a letter can open their box and look."),
    ),
    rows=(
        (Button(_("Open my box"), Tap("door", "open", "box"), "primary"),),
        (TO_LEDGER,),
        (Button(_("Do not tell me any more"), Tap("news", "off"), "quiet"),),
    ),
    picture="bell",
)


@flow.nightly
def forget_who_left(turn: Turn) -> None:
    """Whoever left for good is taken off the list."""
    news.drop_unreachable(turn.db)


def said(_turn: Turn) -> Facts:
    """For everybody."""
    return ((flow.title, _("only that somebody asked for it, until they stop it")),)


def mine(turn: Turn) -> Facts:
    """That it was asked for."""
    return ((flow.title, _("asked for")),) if news.is_asked_for(turn.db, turn.person.id) else ()


def buttons(turn: Turn) -> list[Button]:
    """The way to stop it."""
    return [Button(flow.title, Tap("door", "open", "news"))] if news.is_asked_for(turn.db, turn.person.id) else []


def file(turn: Turn) -> Json:
    """Whether it was asked for."""
    return news.is_asked_for(turn.db, turn.person.id)


keeps(Kept("news", Board, said, mine, buttons, file))
