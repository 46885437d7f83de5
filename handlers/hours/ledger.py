"""The ledger for whoever sees to volunteers: looking at it, and taking an entry back with its reason."""

from datetime import date
from sqlite3 import IntegrityError

from bot.chat import Button, Open, Refused, Screen, Tap, Turn, column
from bot.desk import door_open_on_details
from bot.fields import Answers, Choice, Option
from bot.flow import Answer, Flow
from bot.form.at_once import AtOnce
from bot.text import Day, Text, _
from bot.volunteering.standing import of_somebody_else, standing_of
from bot.volunteering.words import hours_text
from handlers.hours.lines import REASONS, SHOWN, line, post_of
from storage import audit, hours, volunteers
from storage.hours import Entry
from storage.volunteers import Volunteer

SEE_TO = frozenset({"coordinator", "head"})


def hang(flow: Flow) -> None:
    """Let a flow see to it."""

    @flow.tap("ledger", roles=SEE_TO)
    def ledger(turn: Turn, tap: Tap) -> Answer:
        """The ledger of a volunteer."""
        return ledger_screen(turn, of_ref(turn, tap.ref))

    @flow.tap("counter", roles=SEE_TO)
    def counter(turn: Turn, tap: Tap) -> Answer:
        """Taking back wants a reason, and perhaps the right number."""
        entry_of(turn, tap.ref)
        return Open(flow.name, {"counter": tap.ref})


    @flow.tap("revoke", roles=SEE_TO)
    def revoke(turn: Turn, tap: Tap) -> Answer:
        """A summary that is not to be relied upon any more; whoever checks its number reads so from now on."""
        found = hours.summary(turn.db, tap.ref)
        if found is None:
            raise Refused(_("There is no such summary."))
        hours.revoke(turn.db, found.number)
        me = turn.person.ref
        audit.record(turn.db, at=turn.now, actor=me, act="hours.revoked", what=found.number, why="handling")
        volunteer = volunteers.get(turn.db, turn.seal, found.volunteer_id)
        return ledger_screen(turn, volunteer, _("Revoked: the number is not valid any more."))


def of_ref(turn: Turn, ref: str) -> Volunteer:
    """The volunteer of that ref. Raises Refused."""
    found = volunteers.find(turn.db, turn.seal, ref)
    if found is None:
        raise Refused(_("There is no such volunteer."))
    return found


def ledger_screen(turn: Turn, volunteer: Volunteer, notice: Text | None = None) -> Screen:
    """Every line; those that count can be taken back."""
    entries = hours.of_volunteer(turn.db, volunteer.id)
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="volunteer.read", what=volunteer.ref, why="hours")
    buttons = [
        Button(_("Take back: {day}, {hours} hours", day=Day(date.fromisoformat(one.day)), hours=hours_text(one.halves)),
               Tap("hours", "counter", one.ref), "quiet", hint=post_of(turn, one))
        for one in reversed(hours.standing(entries)[-SHOWN:])
    ]  # fmt: skip
    buttons += [
        Button(_("Revoke the summary {number}", number=one.number), Tap("hours", "revoke", one.number), "quiet")
        for one in hours.of_summaries(turn.db, volunteer.id) if not one.revoked
    ]  # fmt: skip
    name = volunteer.name if door_open_on_details(turn) else volunteer.ref
    return Screen(
        title=_("Hours of {name}", name=name or volunteer.ref),
        notice=notice,
        text=_("Nothing here is ever deleted: what was wrong is taken back by a line of its own, with a reason."),
        facts=((_("Hours in all"), hours_text(hours.total(turn.db, volunteer.id))),
               *(line(turn, one) for one in reversed(entries[-2 * SHOWN:]))),
        rows=column([*buttons, Button(_("See the volunteer"), Tap("vetting", "card", volunteer.ref), "quiet")]),
    )  # fmt: skip


def entry_of(turn: Turn, ref: str) -> tuple[Entry, Volunteer]:
    """A line that counts, and whose it is, who is somebody else. Raises Refused."""
    found = hours.find(turn.db, ref)
    if found is None or found[0].counters is not None:
        raise Refused(_("There is no such entry."))
    return found[0], of_somebody_else(turn, volunteers.get(turn.db, turn.seal, found[1]))


def reasons(_turn: Turn, _answers: Answers) -> list[Option]:
    """Why an entry is taken back."""
    return [Option(ref, REASONS[ref]) for ref in hours.REASONS]


def right_ones(turn: Turn, answers: Answers) -> list[Option]:
    """What it should have been: nothing, or up to a day, in half hours."""
    entry, _whose = entry_of(turn, str(answers["counter"]))
    halves = [each for each in range(1, max(entry.halves + 4, 8) + 1) if each != entry.halves]
    return [Option("0", _("Nothing in its place")), *(
        Option(str(each), _("{hours} hours in its place", hours=hours_text(each)), wide=False) for each in halves
    )]  # fmt: skip


def send(turn: Turn, answers: Answers) -> Screen:
    """The counter-entry, and the right one beside it."""
    if not turn.person.roles & SEE_TO:  # their role ended while they chose
        raise Refused(_("Only colleagues with the right role may do this."))
    entry, volunteer = entry_of(turn, str(answers["counter"]))
    by = turn.person.ref
    try:
        hours.counter(turn.db, entry, reason=str(answers["reason"]), by=by, now=turn.now)
    except IntegrityError:
        return ledger_screen(turn, volunteer, _("That one was taken back already."))
    hours.add(
        turn.db, volunteer.id, day=entry.day, halves=int(answers["right"]), by=by, now=turn.now, booking=entry.booking,
        reason=hours.MENDED,
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=by, act="hours.countered", what=entry.ref, why=str(answers["reason"]))
    return ledger_screen(turn, standing_of(turn, volunteer.id).volunteer, _("Written down, with its reason."))


FORM = AtOnce(
    "hours",
    _("Take an entry back"),
    (
        Choice("reason", label=_("Reason"), question=_("Why is this entry wrong?"), options=reasons),
        Choice("right", label=_("In its place"), question=_("What should it have been?"), options=right_ones),
    ),
    send,
)
