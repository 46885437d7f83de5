"""An entry of the ledger as children see it: one on a screen, in pictures and a few short sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.board.counting import are_enough, bars, how_many
from bot.chat import Button, PictureWord, Screen, Tap, Turn
from bot.text import Day, Message, Text, _, _n
from storage import ledger, polls
from storage.ledger import Entry

TITLE = _("You said, we did")


@dataclass(frozen=True)
class State:
    """How a state looks: its picture, and a word for children."""

    picture: str
    word: Message


STATES: dict[str, State] = {
    "doing": State("state-doing", _("We are doing it")),
    "done": State("state-done", _("It is done")),
    "cannot": State("state-cannot", _("It cannot be done")),
    "again": State("state-reading", _("We look at it again")),
    "result": State("state-answer", _("Children have answered")),
}
VOTES: dict[ledger.Vote, State] = {
    "yes": State("face-happy", _("Yes, better")),
    "little": State("face-okay", _("A little")),
    "no": State("face-sad", _("Not better")),
}
Row = tuple[Button, ...]


def entry_screen(turn: Turn, number: int, notice: Text | None = None) -> Screen:
    """The entry at a place of the page, counted from 0; one that is not there becomes the nearest."""
    entries = ledger.shown(turn.db, turn.seal)
    if not entries:
        return _nothing_yet(turn)
    number = min(max(number, 0), len(entries) - 1)
    entry = entries[number]
    poll = polls.find(turn.db, turn.seal, entry.poll)
    state = STATES[entry.state]
    first = _("We asked") if poll is not None else _("You said")
    return Screen(
        title=TITLE,
        notice=notice,
        text=tuple(sentences(turn, entry)),
        words=(PictureWord(entry.picture, first), PictureWord(state.picture, state.word)),
        facts=answers_of(turn, poll) if poll is not None else _verdict(turn, entry),
        rows=(*_to_say(entry), *_turners(number, len(entries)), *beneath(turn)),
        progress=(number + 1, len(entries)),
    )


def entry_of(turn: Turn, ref: str, notice: Text | None = None) -> Screen:
    """The screen of one entry, wherever it stands by now."""
    entries = ledger.shown(turn.db, turn.seal)
    number = next((place for place, entry in enumerate(entries) if entry.ref == ref), None)
    return entry_screen(turn, number or 0, GONE if number is None else notice)


GONE = _("This is not on the page any more.")


def sentences(turn: Turn, entry: Entry) -> Iterator[Text]:
    """What it says, a short sentence each."""
    told = entry.told
    yield _("We asked you: {words}", words=told.said) if entry.poll else _("You said: {words}", words=told.said)
    if entry.state == "doing":
        yield from _promise(turn, entry)
    if told.done and entry.state in ledger.JUDGED:
        yield _("We did this: {words}", words=told.done)
    if entry.state == "done":
        yield _("It is there since {day}.", day=Day(date.fromisoformat(entry.state_day)))
    if entry.state == "cannot":
        yield _("It cannot be done. This is why: {words}", words=told.why)
    if entry.state == "again":
        yield _("Some children say: it is not better yet. We look at it again.")
    if entry.state != "done" and are_enough(turn, entry.same):
        yield _n("{number} child thinks so, too.", "{number} children think so, too.", entry.same)
    if entry.state in ledger.JUDGED:
        yield _("Has it really become better?")


def _promise(turn: Turn, entry: Entry) -> Iterator[Text]:
    if entry.told.promised:
        yield _("We promised: {words}", words=entry.told.promised)
    if entry.role and entry.by_day:
        day = date.fromisoformat(entry.by_day)
        yield _("{who} does it. It will be there by {day}.", who=turn.home.duty_title(entry.role), day=Day(day))
        if day < turn.today:
            yield _("That day is over, and it is not there yet. We are sorry.")


def answers_of(turn: Turn, poll: polls.Poll) -> tuple[tuple[Text, Text], ...]:
    """How a question was answered, once enough children have."""
    if not are_enough(turn, poll.all):
        return ((_("Answers"), _("Only a few children have answered. So we do not tell how.")),)
    return ((_("Answers"), how_many(poll.all)), *bars([(one.label, one.number) for one in poll.choices]))


def _verdict(turn: Turn, entry: Entry) -> tuple[tuple[Text, Text], ...]:
    votes = entry.votes
    if entry.state not in ledger.JUDGED or not are_enough(turn, votes.all):
        return ()
    said = [(VOTES[one].word, getattr(votes, one)) for one in ledger.VOTES]
    return ((_("Better?"), how_many(votes.all)), *bars(said))


def _to_say(entry: Entry) -> tuple[Row, ...]:
    """What a child can say with one tap."""
    if entry.state in ledger.JUDGED:
        faces = [Button(VOTES[one].word, Tap("said", one, entry.ref), picture=VOTES[one].picture) for one in VOTES]
        return (tuple(faces),)
    if entry.state == "result":
        return ()
    return ((Button(_("Me too"), Tap("said", "same", entry.ref), "primary", picture="hands"),),)


def _turners(number: int, many: int) -> tuple[Row, ...]:
    before = [Button(_("The one before"), Tap("said", "page", str(number - 1)))] if number else []
    after = [Button(_("The next one"), Tap("said", "page", str(number + 1)))] if number + 1 < many else []
    return ((*before, *after),)


def beneath(turn: Turn) -> tuple[Row, ...]:
    """Where else one can go from here."""
    asked = polls.open_on(turn.db, turn.seal, turn.today.isoformat())
    question = (Button(_("We have a question for you"), Tap("asked", "ask", "0"), picture="unsure"),) if asked else ()
    return (
        question,
        (Button(_("Tell me in the evening what is new"), Tap("door", "open", "news"), "quiet"),),
        (Button(_("Home page"), Tap("door", "menu"), "quiet"),),
    )


def _nothing_yet(turn: Turn) -> Screen:
    return Screen(
        title=TITLE,
        text=_("There is nothing here yet. What children say and what we do will stand here."),
        rows=((Button(_("Look once more"), Tap("said", "page", "0")),), *beneath(turn)),
        picture="said-did",
    )
