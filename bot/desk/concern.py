"""A concern as the duty officer sees it: what was written and where, whom to ring, and who sees to it."""

from collections.abc import Iterator

from bot.chat import Button, Phone, Screen, Tap, Turn
from bot.desk.queue import door_open_on_details
from bot.text import Day, Message, Moment, Text, _
from storage import audit, concerns, people, staff
from storage.concerns import Concern

BUTTON = "button"

LEVELS: dict[str, Message] = {"now": _("Danger now"), "today": _("To be seen today")}
SOURCES: dict[str, Message] = {
    "respite": _("in a request for respite care"),
    "assessment": _("in a request for an assessment"),
    "children": _("while describing a child"),
    "urgent": _("in an urgent request"),
    "questions": _("in an answer to our question"),
    "door": _("at the door, when a child was to be collected"),
    "joining": _("in a volunteer's sign-up"),
    "feedback": _("said of a volunteer"),
    "board": _("in the children's letter box"),
    "": _("in the chat"),
}


def card(turn: Turn, one: Concern, notice: Text | None = None, letter: Tap | None = None) -> Screen:
    """The card. That it was read is recorded. `letter` leads to the letter it stands in, for whoever may read that."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="concern.read", what=one.ref, why="handling")
    open_here = door_open_on_details(turn)
    number = people.phone(turn.db, turn.seal, one.person_id or 0) if open_here else ""
    words: list[Text] = [_("“{words}”", words=one.words)] if one.words else []
    if not number:
        words += _unreachable(one)
    return Screen(
        title=LEVELS[one.level],
        notice=notice,
        text=tuple(words) if open_here else _("What was written opens on the staff page in a browser."),
        facts=tuple(_facts(turn, one, open_here=open_here)),
        phones=(Phone(number, _("Ring the family")),) if number else (),
        rows=(
            *_actions(one),
            (Button(_("Open this letter"), letter),) if letter else (),
            (Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),),
        ),
    )


def _unreachable(one: Concern) -> list[Text]:
    """What can be done all the same where there is no number to ring."""
    if one.source != concerns.BOARD:
        return [_("They have left no number. If somebody is in danger, the police can help: 110.")]
    answer = _("It was put in as a letter: whoever wrote it reads an answer there.")
    alone = _("It was not put in, so no answer reaches whoever wrote it. Please look in on the children.")
    return [
        _("Nobody knows who wrote it, and nobody should try to find out by asking around."),
        answer if one.post else alone,
        _("If somebody may be harmed, tell the police (110) and the authorities, and the colleagues in the house now."),
    ]


def when_of(turn: Turn, one: Concern) -> Text:
    """When it was written; of the letter box only the day is known."""
    return Day(turn.home.local_day(one.at)) if one.source == concerns.BOARD else Moment(one.at)


def _facts(turn: Turn, one: Concern, *, open_here: bool) -> Iterator[tuple[Text, Text]]:
    yield _("When"), when_of(turn, one)
    yield _("Where"), SOURCES.get(one.source, _("in a form"))
    if open_here:
        yield _("Why it is here"), _("a button was pressed") if one.matched == BUTTON else one.matched
    if one.taken_by is not None:
        name = staff.name_of(turn.db, turn.seal, one.taken_by)
        yield _("Who sees to it"), _("{name}, since {when}", name=name, when=Moment(one.taken_at or one.at))
    note = concerns.note_of(turn.db, turn.seal, one.ref) if open_here else ""
    if note:
        yield _("How it was seen to"), note


def _actions(one: Concern) -> tuple[tuple[Button, ...], ...]:
    take = Button(_("I see to it"), Tap("concerns", "take", one.ref, one.version), "primary")
    close = Button(_("Write down how it went, and close"), Tap("concerns", "close", one.ref, one.version))
    return {"open": ((take,),), "taken": ((close,),)}.get(one.state, ())


def taken_first(turn: Turn, one: Concern) -> Text:
    """What whoever came second reads."""
    if one.state == "closed":
        return _("It has been closed already.")
    if one.taken_by == turn.person.id:
        return _("It is yours already.")
    name = staff.name_of(turn.db, turn.seal, one.taken_by)
    return _("{name} sees to it since {when}.", name=name, when=Moment(one.taken_at or one.at, "clock"))
