"""Saying what we do (写我们做了什么): the ledger as colleagues see it, each entry with what may become of it.

Every action expects the version that was seen. Nothing is deleted: what is taken off the page can be put back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.board.profile import Board
from bot.board.readers import read_any
from bot.board.writers import BACK_TO_DESK, refuse_others
from bot.chat import Button, Open, Refused, Screen, Style, Tap, Turn, column
from bot.desk import STAFF, Item, Rank, cleared, stands_beneath, waits
from bot.fields import Answers
from bot.flow import Answer, Flow
from bot.listing import Item as Line
from bot.listing import Listing, Rows, page_of
from bot.text import Day, Json, Message, Text, _, _n
from handlers.said import writing
from handlers.said.card import answers_of
from storage import audit, ledger, news, polls, staff
from storage.ledger import Entry, Moved

flow = Flow("saying", _("What we say to children"), roles=STAFF, section=Board, words=("写我们做了什么", "saying"))

STATES: Mapping[str, Message] = {
    "doing": _("in hand"),
    "done": _("done"),
    "cannot": _("not possible"),
    "again": _("open again: a child says that it is not better"),
    "result": _("how a question was answered"),
}

ACTS = {"did": "done", "reword": "change"}  # the form's own buttons are called "done" and "change" already


@flow.begins
def begin(turn: Turn, given: Mapping[str, Json]) -> Answer:
    """The list; the form where an entry led to it."""
    if not read_any(turn):
        return Open("desk")
    return None if "act" in given else LIST.screen(turn)


def lines(turn: Turn) -> list[Line]:
    """Every entry."""
    return [
        Line(one.ref, one.told.said, _("taken off the page") if one.hidden else STATES[one.state], one.version)
        for one in ledger.every(turn.db, turn.seal)
    ]


def beneath(_turn: Turn) -> Rows:
    """What else there is to do."""
    return column([
        Button(_("Write a new entry"), Tap("saying", "new"), "primary"),
        Button(_("Ask children a question"), Tap("asking", "list")),
        BACK_TO_DESK,
    ])  # fmt: skip


LIST = Listing("saying", flow.title, lines, empty=_("Nothing has been written yet."), more=beneath)


@flow.tap("list")
@flow.tap("page")
def show_list(turn: Turn, tap: Tap) -> Answer:
    """A page of all entries."""
    refuse_others(turn)
    return LIST.screen(turn, page_of(tap))


def found(turn: Turn, ref: str) -> Entry:
    """The entry of this ref, for whoever may write. Raises Refused."""
    refuse_others(turn)
    entry = ledger.find(turn.db, turn.seal, ref)
    if entry is None:
        raise Refused(_("There is no such entry on the page."))
    return entry


@flow.tap("open")
def open_card(turn: Turn, tap: Tap) -> Answer:
    """One entry, with exact numbers: colleagues must know how much it matters."""
    entry = found(turn, tap.ref)
    cleared(turn, flow.name)
    return card(turn, entry)


def card(turn: Turn, entry: Entry, notice: Text | None = None) -> Screen:
    """What children read, how many said what, and what may be done."""
    poll = polls.find(turn.db, turn.seal, entry.poll)
    return Screen(
        title=entry.told.said,
        notice=notice,
        facts=(*_facts(turn, entry), *(answers_of(turn, poll) if poll is not None else ())),
        rows=(*column(_actions(entry)), (Button(_("All entries"), Tap("saying", "list"), "quiet"), BACK_TO_DESK)),
        picture=entry.picture,
    )


def _facts(turn: Turn, entry: Entry) -> Iterator[tuple[Text, Text]]:
    yield _("State"), STATES[entry.state]
    yield _("On the page"), _("no, taken off") if entry.hidden else _("children see it")
    for name, words in ((_("Promised"), entry.told.promised), (_("What was done"), entry.told.done),
                        (_("Why not"), entry.told.why)):  # fmt: skip
        if words:
            yield name, words
    if entry.role and entry.by_day:
        yield _("Who"), turn.home.duty_title(entry.role)
        yield _("By"), Day(date.fromisoformat(entry.by_day))
    yield _("Children who think the same"), entry.same
    votes = entry.votes
    if votes.all:
        yield _("Better, say children"), _("yes {yes}, a little {little}, no {no}",
                                           yes=votes.yes, little=votes.little, no=votes.no)  # fmt: skip
    colleague = staff.name_of(turn.db, turn.seal, entry.changed_by)
    if colleague:
        yield _("Changed last by"), colleague


def _actions(entry: Entry) -> list[Button]:
    def button(label: Text, verb: str, style: Style = "plain") -> Button:
        return Button(label, Tap("saying", verb, entry.ref, entry.version), style)

    ways = ledger.MOVES[entry.state]
    again = _("Say what we do about it") if entry.state == "result" else _("In hand again")
    return [
        *([button(_("It is done"), "did", "primary")] if "done" in ways else []),
        *([button(_("It is not possible"), "cannot")] if "cannot" in ways else []),
        *([button(again, "doing")] if "doing" in ways else []),
        button(_("Change the words"), "reword"),
        button(_("Put it back on the page"), "show") if entry.hidden
        else button(_("Take it off the page"), "hide", "quiet"),
    ]  # fmt: skip


@flow.tap("new")
def new(turn: Turn, _tap: Tap) -> Answer:
    """To the form."""
    refuse_others(turn)
    return Open(flow.name, {"act": "new"})


@flow.tap("did")
@flow.tap("cannot")
@flow.tap("doing")
@flow.tap("reword")
def write(turn: Turn, tap: Tap) -> Answer:
    """To the form, if it still stands as it was seen; what it says already is filled in."""
    entry = found(turn, tap.ref)
    if entry.version != tap.version:
        return card(turn, entry, faster(turn, entry))
    act = ACTS.get(tap.verb, tap.verb)
    if act != "change" and act not in ledger.MOVES[entry.state]:
        return card(turn, entry)
    return Open(flow.name, writing.given(entry, act))


@flow.tap("hide")
@flow.tap("show")
def hide(turn: Turn, tap: Tap) -> Answer:
    """Off the page, and back on it."""
    entry = replace(found(turn, tap.ref), hidden=tap.verb == "hide")
    try:
        kept = ledger.change(turn.db, turn.seal, entry, tap.version, turn.person.id)
    except Moved as moved:
        return card(turn, moved.now, faster(turn, moved.now))
    act = "said.hidden" if kept.hidden else "said.shown"
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=act, what=kept.ref, why="staff")
    notice = _("Children do not see it any more.") if kept.hidden else _("Children see it again.")
    return card(turn, kept, notice)


def faster(turn: Turn, entry: Entry) -> Text:
    """Somebody else was first: who. One's own second tap is simply done."""
    if entry.changed_by == turn.person.id:
        return _("That is written down already.")
    name = staff.name_of(turn.db, turn.seal, entry.changed_by)
    if not name:
        return _("Meanwhile a child has said that it is not better. This is how it stands now.")
    return _("{name} was faster. This is how it stands now.", name=name)


def send(turn: Turn, answers: Answers) -> Screen:
    """Keep what was written, let everybody know in the evening, and show the card."""
    refuse_others(turn)  # their role may have ended while they wrote
    act = str(answers["act"])
    before = found(turn, str(answers["ref"])) if act != "new" else None
    entry = writing.written(turn, before, answers)
    if before is None:
        kept = found(turn, ledger.write(turn.db, turn.seal, replace(entry, changed_by=turn.person.id)))
    else:
        try:
            kept = ledger.change(turn.db, turn.seal, entry, int(answers["version"]), turn.person.id)
        except Moved as moved:
            return card(turn, moved.now, faster(turn, moved.now))
    news.changed(turn.db)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=f"said.{act}", what=kept.ref, why="staff")
    return card(turn, kept, _("Written down. Children can read it now."))


flow.form = writing.form(flow, send)


# --- on the desk ---


@stands_beneath
def door(turn: Turn) -> Iterator[Button]:
    """For whoever writes."""
    if read_any(turn):
        yield Button(flow.title, Tap("saying", "list"))


@waits
def waiting(turn: Turn) -> Iterator[Item]:
    """What was promised and is not there yet, and what children have opened again."""
    entries = ledger.shown(turn.db, turn.seal) if read_any(turn) else []
    for one in entries:
        if one.state in ledger.OPEN and (one.state == "again" or _is_late(turn, one)):
            label = _("Promised to children: {words}", words=one.told.said)
            rank = Rank.OVERDUE if _is_late(turn, one) else Rank.ANSWERED
            at = turn.began(date.fromisoformat(one.by_day or one.state_day))
            tap = Tap("saying", "open", one.ref, one.version)
            yield Item(tap, label, _why(one), rank, at)


def _is_late(turn: Turn, one: Entry) -> bool:
    return one.by_day is not None and one.by_day < turn.today.isoformat()


def _why(one: Entry) -> Text:
    if one.state == "again":
        return _n("{number} child says that it is not better", "{number} children say that it is not better",
                  one.votes.no)  # fmt: skip
    return _("promised by {day}, and not there yet", day=Day(date.fromisoformat(one.by_day or one.state_day)))
