"""Asking children: a question with two to four answers, each a picture and a word, open until a day.

Ending it puts its result on the page of what was said and done, where children read it first.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.board.counting import are_enough, bars, how_many
from bot.board.profile import Board
from bot.board.readers import read_any
from bot.board.writers import BACK_TO_DESK, refuse_others
from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.desk import STAFF, Item, Rank, cleared, waits
from bot.fields import Answers
from bot.flow import Answer, Flow
from bot.form import Form
from bot.listing import Item as Line
from bot.listing import Listing, Rows, page_of
from bot.text import Day, Json, Text, _
from handlers.asked import wording
from storage import audit, ledger, news, polls, staff
from storage.ledger import Entry, Told
from storage.polls import Moved, Poll

RESULT_PICTURE = "unsure"

flow = Flow("asking", _("Ask children a question"), roles=STAFF, section=Board, words=("向小朋友提问", "asking"))


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """What is asked now; the form where a button led to it."""
    if not read_any(turn):
        return Open("desk")
    return None if "act" in given else LIST.screen(turn)


def lines(turn: Turn) -> list[Line]:
    """What is open."""
    return [
        Line(one.ref, one.question, _("until {day}", day=Day(last_day_of(one))), one.version)
        for one in polls.unfinished(turn.db, turn.seal)
    ]


def last_day_of(poll: Poll) -> date:
    """The last day on which it can be answered."""
    return date.fromisoformat(poll.until_day)


def beneath(_turn: Turn) -> Rows:
    """What else there is to do."""
    return column([
        Button(_("Ask a new question"), Tap("asking", "new"), "primary"),
        Button(_("All entries"), Tap("saying", "list"), "quiet"),
        BACK_TO_DESK,
    ])  # fmt: skip


LIST = Listing("asking", flow.title, lines, empty=_("Nothing is asked at the moment."), more=beneath)


@flow.tap("list")
@flow.tap("page")
def show_list(turn: Turn, tap: Tap) -> Answer:
    """A page of what is asked."""
    refuse_others(turn)
    return LIST.screen(turn, page_of(tap))


@flow.tap("new")
def new(turn: Turn, _tap: Tap) -> Answer:
    """To the form."""
    refuse_others(turn)
    return Open(flow.name, {"act": "new"})


def found(turn: Turn, ref: str) -> Poll:
    """The question of this ref, for whoever may ask. Raises Refused."""
    refuse_others(turn)
    poll = polls.find(turn.db, turn.seal, ref)
    if poll is None:
        raise Refused(_("There is no such question."))
    return poll


@flow.tap("open")
def open_card(turn: Turn, tap: Tap) -> Answer:
    """One question."""
    cleared(turn, flow.name)
    return card(turn, found(turn, tap.ref))


def card(turn: Turn, poll: Poll, notice: Text | None = None) -> Screen:
    """How it was answered so far: no more than children see themselves."""
    is_open = poll.state == "open"
    least = turn.home[Board].same_from
    enough = are_enough(turn, poll.all)
    actions = [
        Button(_("End it and show the result"), Tap("asking", "close", poll.ref, poll.version), "primary"),
        Button(_("Drop it without a result"), Tap("asking", "drop", poll.ref, poll.version), "quiet"),
    ]
    return Screen(
        title=poll.question,
        notice=notice,
        text=how_many(poll.all) if enough else _("Fewer than {number} children have answered so far.", number=least),
        facts=(
            (_("Answers"), " · ".join(one.label for one in poll.choices)),
            (_("Until"), Day(last_day_of(poll))),
            *(bars([(one.label, one.number) for one in poll.choices]) if enough else ()),
        ),
        rows=(*column(actions if is_open else []),
              (Button(_("All questions"), Tap("asking", "list"), "quiet"), BACK_TO_DESK)),
    )  # fmt: skip


@flow.tap("close")
def close(turn: Turn, tap: Tap) -> Answer:
    """End it."""
    return _end(turn, tap, is_closed=True)


@flow.tap("drop")
def drop(turn: Turn, tap: Tap) -> Answer:
    """A slip: nobody is asked any more, and nothing is told of it."""
    return _end(turn, tap, is_closed=False)


def _end(turn: Turn, tap: Tap, *, is_closed: bool) -> Screen:
    found(turn, tap.ref)
    try:
        poll = polls.end(
            turn.db, turn.seal, tap.ref, tap.version, "closed" if is_closed else "dropped", turn.person.id
        )
    except Moved as moved:
        return card(turn, moved.now, _faster(turn, moved.now))
    act = "asked.closed" if is_closed else "asked.dropped"
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=act, what=poll.ref, why="staff")
    if not is_closed:
        return card(turn, poll, _("Dropped. Nobody is asked any more."))
    put_result(turn, poll)
    return card(turn, poll, _("Ended. Children can read the result now."))


def _faster(turn: Turn, poll: Poll) -> Text:
    if poll.changed_by == turn.person.id:
        return _("That is written down already.")
    name = staff.name_of(turn.db, turn.seal, poll.changed_by)
    return _("{name} was faster. This is how it stands now.", name=name or _("The clock"))


def put_result(turn: Turn, poll: Poll) -> None:
    """On the page of what was said and done, for children before anybody does something with it."""
    today = turn.today.isoformat()
    entry = Entry(Told(poll.question), RESULT_PICTURE, "result", today, poll=poll.ref, changed_by=poll.changed_by)
    ledger.write(turn.db, turn.seal, entry)
    news.changed(turn.db)


@flow.nightly
def end_what_is_over(turn: Turn) -> None:
    """Nightly: a question whose day is over is ended."""
    for poll in polls.unfinished(turn.db, turn.seal):
        if poll.until_day < turn.today.isoformat():
            put_result(turn, polls.end(turn.db, turn.seal, poll.ref, poll.version, "closed", None))


@waits
def waiting(turn: Turn) -> Iterator[Item]:
    """What is asked now."""
    asked = polls.unfinished(turn.db, turn.seal) if read_any(turn) else []
    for one in asked:
        day = last_day_of(one)
        label = _("A question to children: {words}", words=one.question)
        tap = Tap("asking", "open", one.ref, one.version)
        yield Item(tap, label, _("until {day}", day=Day(day)), Rank.AHEAD, turn.began(day))


# --- the form ---


def send(turn: Turn, answers: Answers) -> Screen:
    """Ask it."""
    refuse_others(turn)  # their role may have ended while they wrote
    until = str(answers["until"])
    ref = polls.ask(turn.db, turn.seal, str(answers["question"]), wording.choices(answers), until, turn.person.id)
    news.changed(turn.db)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="asked.put", what=ref, why="staff")
    return card(turn, found(turn, ref), _("Children can answer now."))


flow.form = Form(flow.name, flow.title, wording.FIELDS, send, send_label=_("Ask it"))
