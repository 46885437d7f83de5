"""What the coordinator decides and notes, and what the volunteer then reads. A step names the version that was seen."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.chat import Refused, Screen, Tap, Turn, column
from bot.fields import Answers, Choice, Option, TextField
from bot.form.at_once import AtOnce
from bot.text import Message, Moment, Text, _
from bot.volunteering.profile import rules_of
from bot.volunteering.shifts import shift_of_signup
from bot.volunteering.signing import AHEAD, give_up, rejudge
from bot.volunteering.standing import Standing, birthday, standing_of
from bot.volunteering.standing_in import cannot_come
from bot.volunteering.words import RESULTS, kind_name, mine_button, shifts_button
from handlers.vetting.card import SEE_TO, card, seen
from handlers.vetting.running_out import plan_notices
from storage import audit, checks, volunteers
from storage.places import Actor
from storage.volunteers import IllegalStep, Moved, Volunteer

DONE: Mapping[str, Message] = {
    "in_process": _("Written down. They have been told what comes next."),
    "active": _("With us. They have been told."),
    "paused": _("Paused. They have been told, and others are asked for their shifts."),
    "ended": _("Ended. They have been told."),
}


def decide(turn: Turn, tap: Tap, to: str, reason: str = "") -> Screen:
    """Bring a volunteer to another state and tell them; or say what stood in the way."""
    volunteer, by_when = seen(turn, tap.ref), None
    if to == "in_process":
        by_when = turn.home.waking_end(turn.now, rules_of(turn.home).decide_hours)
    try:
        changed = volunteers.change(
            turn.db, turn.seal, volunteer, to, ("staff", turn.person.id), turn.now, version=tap.version, reason=reason,
            decide_by=by_when,
        )  # fmt: skip
    except Moved as moved:
        return card(turn, moved.now, _("Something changed in the meantime. This is how it stands now."))
    except IllegalStep:
        return card(turn, volunteer, _("That is not possible as it stands now."))
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=f"volunteer.{to}", what=changed.ref, why="decided")
    _see_to_shifts(turn, changed)
    turn.tell(changed.person_id or 0, letter(turn, changed, reason), purpose=f"volunteer {changed.ref}")
    return card(turn, changed, DONE[to])


def _see_to_shifts(turn: Turn, volunteer: Volunteer) -> None:
    """Whoever pauses is looked for a stand-in, whoever ends is let go; the others are judged again."""
    ahead = [
        (one, shift) for one in standing_of(turn, volunteer.id).signups
        if one.booking.state in AHEAD and one.booking.starts_at > turn.now
        and (shift := shift_of_signup(turn, one)) is not None
    ]  # fmt: skip
    for one, shift in ahead:
        if volunteer.state == "paused":
            cannot_come(turn, one, shift)
        elif volunteer.state == "ended":
            give_up(turn, one, Actor("staff", turn.person.id))
    if volunteer.state in ("active", "in_process"):
        rejudge(turn, volunteer.id)


def letter(turn: Turn, volunteer: Volunteer, reason: str) -> Screen:
    """What the volunteer reads: warm, short, with the next step."""
    reader = turn.home.duty_title(rules_of(turn.home).reader)
    match volunteer.state:
        case "in_process":
            by = Moment(volunteer.decide_by or turn.now)
            return _letter(_("Welcome: let us get to know each other"), (
                _("What is still missing stands on your page. {who} decides, and answers by {by}.", who=reader, by=by),
                _("The first look around is open to you now: choose a date."),
            ))  # fmt: skip
        case "active":
            return _letter(_("You are with us"), (_("Thank you. Choose a shift whenever it suits you."),))
        case "paused":
            return _letter(_("Your volunteering is paused"), (
                reason, _("For your shifts ahead we are asking others. If you have a question, please ring us."),
            ))  # fmt: skip
        case _:
            return _letter(_("Your volunteering has ended"), (
                reason, _("Your hours stay yours. If you think that this is not right, please ring {phone}.",
                          phone=turn.home.phone),
            ))  # fmt: skip


def _letter(title: Text, said: tuple[Text, ...]) -> Screen:
    return Screen(title=title, text=tuple(line for line in said if line), picture="hands",
                  rows=column([mine_button("primary"), shifts_button()]))  # fmt: skip


# --- the form: a reason, or what was looked at ---


def is_check(_turn: Turn, answers: Answers) -> bool:
    """Whether something is noted."""
    return answers.get("do") == "check"


def wants_reason(_turn: Turn, answers: Answers) -> bool:
    """Whether a step wants a reason."""
    return answers.get("do") != "check"


def kinds(turn: Turn, answers: Answers) -> list[Option]:
    """Everything that can be looked at. A record only with the person's own yes, a guardian only of a minor."""
    who, rules = _standing(turn, answers), rules_of(turn.home)
    minor = not who.is_adult(turn.today)
    found = [checks.TALK, *([checks.GUARDIAN] if minor else []), *([checks.RECORD] if who.record_consent else [])]
    found += [checks.TRAINING + one.id for one in rules.trainings]
    found += [checks.SKILL + one.id for one in rules.skills if one.proof]
    found += [] if minor else [checks.LEAD]
    return [Option(kind, kind_name(turn, kind)) for kind in found]


def results(_turn: Turn, answers: Answers) -> list[Option]:
    """What came of it."""
    asked = [Option("asked", RESULTS["asked"])] if answers.get("what") == checks.RECORD else []
    return [Option("passed", RESULTS["passed"], style="primary"), Option("failed", RESULTS["failed"]), *asked]


def _standing(turn: Turn, answers: Answers) -> Standing:
    return standing_of(turn, seen(turn, str(answers.get("volunteer", ""))).id)


def send(turn: Turn, answers: Answers) -> Screen:
    """Decide, or note."""
    if not turn.person.roles & SEE_TO:  # their role ended while they wrote
        raise Refused(_("Only colleagues with the right role may do this."))
    if is_check(turn, answers):
        return note(turn, answers)
    tap = Tap("vetting", "end", str(answers["volunteer"]), int(answers["version"]))
    return decide(turn, tap, str(answers["do"]), str(answers["reason"]))


def note(turn: Turn, answers: Answers) -> Screen:
    """Write down the result and until when it holds; shifts ahead are judged again at once."""
    who, kind, result = _standing(turn, answers), str(answers["what"]), str(answers["result"])
    until = last_day(turn, who, kind) if result == "passed" else None
    checks.add(
        turn.db, who.volunteer.id, kind, result, day=turn.today, until=until, by=turn.person.id, now=turn.now
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=f"check.{result}", what=who.volunteer.ref, why=kind)
    if until is not None:
        plan_notices(turn, who.volunteer, until)
    rejudge(turn, who.volunteer.id)
    return card(turn, seen(turn, who.volunteer.ref), _("Written down: {what}.", what=kind_name(turn, kind)))


def last_day(turn: Turn, who: Standing, kind: str) -> date | None:
    """The last day on which a check that is passed today holds; None for good."""
    rules = who.rules
    if kind == checks.RECORD:
        return checks.last_day(turn.today, rules.check_days)
    if kind == checks.GUARDIAN and who.born is not None:
        return birthday(who.born, 18) - timedelta(days=1)
    training = rules.training(kind.removeprefix(checks.TRAINING)) if kind.startswith(checks.TRAINING) else None
    return checks.last_day(turn.today, training.valid_days) if training is not None and training.valid_days else None


FORM = AtOnce(
    "vetting",
    _("Seeing to a volunteer"),
    (
        Choice("what", label=_("What"), question=_("What was looked at?"), options=kinds, when=is_check),
        Choice("result", label=_("Result"), options=results, when=is_check,
               question=_("What came of it? Only the result is kept, with today's date.")),
        TextField("reason", label=_("Reason"), when=wants_reason, most=300,
                  question=_("Why? The volunteer reads it: short and kind, nothing from a background check.")),
    ),
    send,
)  # fmt: skip
