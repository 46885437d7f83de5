"""A booking as staff see it: the facts, what has happened so far, and the actions that its state allows."""

from collections.abc import Callable, Iterator

from bot import booking as bookings
from bot.booking import facts, is_late, when
from bot.chat import Button, File, Phone, Refused, Screen, Style, Tap, Turn, column
from bot.desk.letters import reason_text
from bot.desk.queue import door_open_on_details
from bot.media import SUFFIXES, named
from bot.service import is_known, service_of
from bot.text import Message, Moment, Several, Text, _
from storage import attachments, audit, calls, people, places, questions, staff
from storage.attachments import Attachment
from storage.places import Booking, Stale, Step
from storage.questions import Question

DECIDERS = frozenset({"head", "duty"})
DAY_SECONDS = 24 * 3600

Fact = tuple[Text, Text]

STATES: dict[str, Message] = {
    "held": _("waits for a decision"),
    "waitlisted": _("on the waitlist"),
    "offered": _("a place is offered, the family has not answered yet"),
    "confirmed": _("confirmed"),
    "arrived": _("here now"),
    "unresolved": _("its time has passed, and nobody has written down how it went"),
    "completed": _("took place"),
    "declined": _("declined"),
    "cancelled": _("cancelled"),
    "late_cancel": _("cancelled late"),
    "no_show": _("did not come"),
    "lapsed": _("lapsed"),
}
DEEDS: dict[str, Message] = {
    "held": _("sent the request"),
    "waitlisted": _("put it on the waitlist"),
    "offered": _("offered the place"),
    "confirmed": _("confirmed it"),
    "arrived": _("wrote down the arrival"),
    "unresolved": _("set it back to undecided"),
    "completed": _("wrote down that it took place"),
    "declined": _("declined it"),
    "cancelled": _("cancelled it"),
    "late_cancel": _("cancelled it late"),
    "no_show": _("wrote down that nobody came"),
    "lapsed": _("let it lapse"),
}


def may_handle(turn: Turn, booking: Booking) -> bool:
    """Whether this person's roles reach this booking: its service's reader, and whoever stands above all of them."""
    if not is_known(turn.home, booking):
        return False
    return bool(turn.person.roles & (DECIDERS | {service_of(booking).rules(turn.home).reader}))


def handled(turn: Turn, ref: str) -> Booking:
    """The booking, for whoever may handle it. Raises Refused alike for a wrong role and for what never was."""
    booking = places.find(turn.db, ref)
    if booking is None or not may_handle(turn, booking):
        raise Refused(_("There is no such booking for your role."))
    return booking


def card(turn: Turn, booking: Booking, notice: Text | None = None) -> Screen:
    """The card. That it was read is recorded: who, and that it was to handle the booking."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="booking.read", what=booking.ref, why="handling")
    details = door_open_on_details(turn)
    talk = questions.of_booking(turn.db, turn.seal, booking.ref)
    number = people.phone(turn.db, turn.seal, booking.person_id or 0)
    hidden = () if details else (_("The child's details open on the staff page in a browser."),)
    files = tuple(_files(turn, talk)) if details else ()
    shown = facts(turn, booking, titled=True) if details else ((_("When"), when(booking)),)
    return Screen(
        title=_title(turn, booking),
        notice=notice,
        facts=(
            *shown,
            *_standing(turn, booking),
            *_talk(turn, talk),
            *(_step(turn, step) for step in places.history(turn.db, booking)),
        ),
        text=(*hidden, *_listen(files)),
        rows=(*column(actions(turn, booking)), (Button(_("Back to the desk"), Tap("desk", "queue"), "quiet"),)),
        phones=(Phone(number, _("Ring the family")),) if number and details else (),
        files=files,
    )


def _title(turn: Turn, booking: Booking) -> Text:
    return service_of(booking).title(turn.home, booking)


def _standing(turn: Turn, booking: Booking) -> tuple[Fact, ...]:
    """Where it stands, and what it is worth knowing before deciding."""
    flags = service_of(booking).flags
    found: list[Fact] = [(_("State"), STATES[booking.state]), (_("Reference"), booking.ref)]
    if booking.urgent:
        found.append((_("Urgent"), _("Please ring first, then decide.")))
    if booking.state == "held" and booking.decide_by is not None:
        found.append((_("Answer promised by"), Moment(booking.decide_by)))
    if booking.state == "waitlisted":
        found.append((_("Place in line"), places.place(turn.db, booking)))
    if booking.priority:
        found.append((_("Points"), booking.priority))
    if booking.replaces:
        found.append((_("Moves"), when(places.by_id(turn.db, booking.replaces))))
    return (*found, *((_("Please note"), flags.get(flag, flag)) for flag in booking.flags))


def _talk(turn: Turn, talk: list[Question]) -> Iterator[Fact]:
    """Questions to the family and what came back; of what was spoken or shown, elsewhere only that there is one."""
    details = door_open_on_details(turn)
    for one in talk:
        sent = [named(each.kind, each.seconds) for each in sent_with(turn, one)]
        if details:
            yield _("We asked"), one.question
        if details or sent:
            words = [one.answer] if one.answer and details else []
            yield _("The family answered"), Several((*sent, *words)) if sent or words else _("nothing yet")


def _files(turn: Turn, talk: list[Question]) -> Iterator[File]:
    """What the family said or showed, to be played and looked at on the card."""
    for one in talk:
        for sent in sent_with(turn, one):
            name, label = f"answer.{SUFFIXES[sent.kind]}", named(sent.kind, sent.seconds)
            yield File("questions", sent.ref, name, label, sent.kind)


def _listen(files: tuple[File, ...]) -> tuple[Text, ...]:
    """What is typed is watched for words of danger; what is spoken, only a person hears."""
    spoken = any(file.media == "voice" for file in files)
    return (_("Please listen to all of it: no machine has looked for words of danger in what is spoken."),) * spoken


def sent_with(turn: Turn, question: Question) -> list[Attachment]:
    """The photos and voice messages that answer a question."""
    return attachments.of_object(turn.db, questions.object_of(question.ref))


def _step(turn: Turn, step: Step) -> Fact:
    """A line of its history: when, and who did what."""
    deed = DEEDS[step.to_state if step.from_state else "held"]
    line = _("{who} {deed}", who=who(turn, step.by_person, step.by_role), deed=deed)
    packed = str(turn.seal.open(step.reason, bookings.REASON)) if step.reason else ""
    if not packed or not door_open_on_details(turn):
        return Moment(step.at), line
    return Moment(step.at), _("{line}: {reason}", line=line, reason=reason_text(packed)[-1])


def who(turn: Turn, person_id: int | None, role: str) -> Text:
    """Who did something, as a colleague reads it."""
    if role == "staff":
        return staff.name_of(turn.db, turn.seal, person_id) or _("A colleague")
    return _("The family") if role == "family" else _("The clock")


def faster(turn: Turn, stale: Stale, wanted: str) -> Text:
    """Somebody else was first: who, when, what. One's own second tap is simply done."""
    last = stale.last
    if last.by_person == turn.person.id and last.to_state == wanted:
        return _("That is written down already.")
    style = "clock" if turn.home.local_day(last.at) == turn.today else "moment"
    return _(
        "{who} was faster, at {when}: {deed}. This is how it stands now.",
        who=who(turn, last.by_person, last.by_role), when=Moment(last.at, style), deed=DEEDS[last.to_state],
    )  # fmt: skip


def actions(turn: Turn, booking: Booking) -> list[Button]:
    """What may be done now, what is most likely first."""

    def button(label: Text, verb: str, style: Style = "plain") -> Button:
        return Button(label, Tap("desk", verb, booking.ref, booking.version), style)

    ask, decline = button(_("Ask the family"), "ask"), button(_("Decline kindly"), "decline")
    off = button(_("The family calls it off"), "off", "quiet")
    done, missed = button(_("It took place"), "finish"), button(_("Nobody came"), "missed")
    near = turn.now > booking.starts_at - DAY_SECONDS
    began = turn.now >= booking.starts_at
    by_state: dict[str, list[Button]] = {
        "held": [button(_("Confirm"), "confirm", "primary"), ask,
                 *([] if booking.urgent else [button(_("Onto the waitlist"), "wait")]), decline, off],
        "waitlisted": [*_ringing(booking, button), ask, decline, off],
        "offered": [button(_("The family says yes"), "confirm", "primary"), ask, off],
        "confirmed": [*([button(_("They are here"), "arrive", "primary")] if near else []),
                      *([done, missed] if began else [off]), ask],
        "arrived": [button(_("It took place"), "finish", "primary")],
        "unresolved": [button(_("It took place"), "finish", "primary"), missed,
                       button(_("Was cancelled late"), "late"), decline],
        "completed": [button(_("Put right: this is wrong"), "mend", "quiet")],
        "no_show": [button(_("Put right: this is wrong"), "mend", "quiet")],
    }  # fmt: skip
    to_ring = calls.about(turn.db, booking.ref)
    rang = [Button(_("I have rung"), Tap("desk", "rang", call.ref, call.version)) for call in to_ring]
    over = booking.state in places.FINAL and booking.state not in ("completed", "no_show")
    code = [] if over else [button(_("A new return code"), "code", "quiet")]
    return [*rang, *by_state.get(booking.state, []), *code]


def _ringing(booking: Booking, button: Callable[..., Button]) -> list[Button]:
    """A place became free too late to offer it: somebody rings, and says here what the family wants."""
    if booking.call != "open":
        return []
    not_reached = button(_("Not reached: to the next family"), "release")
    return [button(_("They want the place"), "give", "primary"), not_reached]


def late_or_not(turn: Turn, booking: Booking) -> str:
    """The state that calling off leads to now."""
    return "late_cancel" if is_late(turn, booking) else "cancelled"
