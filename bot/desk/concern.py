"""A concern as the duty officer sees it: what was written and where, whom to ring, and who sees to it."""

from collections.abc import Iterator

from bot.chat import Button, Phone, Screen, Tap, Turn
from bot.desk.queue import door_open_on_details
from bot.text import Message, Moment, Text, _
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
    "": _("in the chat"),
}


def card(turn: Turn, one: Concern, notice: Text | None = None) -> Screen:
    """The card. That it was read is recorded."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="concern.read", what=one.ref, why="handling")
    open_here = door_open_on_details(turn)
    number = people.phone(turn.db, turn.seal, one.person_id or 0) if open_here else ""
    words: list[Text] = [_("“{words}”", words=one.words)] if one.words else []
    if not number:
        words.append(_("They have left no number. If somebody is in danger, the police can help: 110."))
    return Screen(
        title=LEVELS[one.level],
        notice=notice,
        text=tuple(words) if open_here else _("What was written opens on the staff page in a browser."),
        facts=tuple(_facts(turn, one, open_here=open_here)),
        phones=(Phone(number, _("Ring the family")),) if number else (),
        rows=(*_actions(one), (Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),)),
    )


def _facts(turn: Turn, one: Concern, *, open_here: bool) -> Iterator[tuple[Text, Text]]:
    yield _("When"), Moment(one.at)
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
