"""A volunteer as the coordinator sees them: what they told us, what was looked at, what is missing and can be done."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.booking import tell_staff
from bot.chat import Button, Phone, Refused, Screen, Tap, Turn, column
from bot.desk import door_open_on_details
from bot.text import Day, Moment, Several, Text, _
from bot.volunteering.profile import rules_of
from bot.volunteering.standing import Standing, of_somebody_else, standing_of
from bot.volunteering.words import RESULTS, STATES, hours_text, kind_name, missing_facts, needs
from storage import audit, hours, people, staff, volunteers
from storage.volunteers import Step, Volunteer

SEE_TO = frozenset({"coordinator", "head"})
Fact = tuple[Text, Text]


def seen(turn: Turn, ref: str) -> Volunteer:
    """The volunteer of that ref, who is still known and somebody else. Raises Refused."""
    found = volunteers.find(turn.db, turn.seal, ref)
    if found is None or found.person_id is None:
        raise Refused(_("There is no such volunteer."))
    return of_somebody_else(turn, found)


def name_of(turn: Turn, volunteer: Volunteer) -> Text:
    """Who it is; in a chat app the reference alone."""
    return volunteer.name if door_open_on_details(turn) and volunteer.name else volunteer.ref


def card(turn: Turn, volunteer: Volunteer, notice: Text | None = None) -> Screen:
    """The card. That it was read is recorded."""
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="volunteer.read", what=volunteer.ref, why="handling")
    who, details = standing_of(turn, volunteer.id), door_open_on_details(turn)
    return Screen(
        title=name_of(turn, volunteer),
        notice=notice,
        text=() if details else _("What is personal opens on the staff page in a browser."),
        facts=(
            (_("State"), STATES[volunteer.state]),
            *(((_("Answer promised by"), Moment(volunteer.decide_by)),) if volunteer.decide_by else ()),
            *missing_facts(turn, who),
            *(_told(turn, who) if details else ()),
            *_looked_at(turn, who),
            (_("Hours served"), hours_text(hours.total(turn.db, volunteer.id))),
            *(_step(turn, step) for step in volunteers.history(turn.db, turn.seal, volunteer)),
        ),
        phones=_phones(turn, who) if details else (),
        rows=column([*_actions(turn, who), Button(_("Hours"), Tap("hours", "ledger", volunteer.ref)),
                     Button(_("The volunteers"), Tap("vetting", "page", "0"), "quiet"),
                     Button(_("Back to the desk"), Tap("desk", "queue"), "quiet")]),
    )  # fmt: skip


def _told(turn: Turn, who: Standing) -> Iterator[Fact]:
    told, rules = who.volunteer.details, who.rules
    if who.born is not None:
        yield _("Birthday"), Day(who.born, "year")
        guardian = told.get("guardian") or {}
        yield _("Guardian"), str(guardian.get("name", ""))
    yield _("Skills"), _named(told.get("skills"), [(one.id, one.name) for one in rules.skills])
    yield _("Languages"), _named(told.get("languages"), [(one.id, one.name) for one in rules.languages])
    if told.get("experience"):
        yield _("Experience"), str(told["experience"])
    yield _("Agreed to a background check"), _("agreed") if who.record_consent else _("not agreed")


def _named(ids: Sequence[str] | None, names: Sequence[tuple[str, Text]]) -> Text:
    found = tuple(name for ref, name in names if ref in (ids or ()))
    return Several(found) if found else _("none named")


def _looked_at(turn: Turn, who: Standing) -> Iterator[Fact]:
    for kind, one in who.checks.items():
        day = Day(date.fromisoformat(one.day), "year")
        said = _("{result}, {day}", result=RESULTS[one.result], day=day)
        if one.until is not None:
            until = Day(date.fromisoformat(one.until), "year")
            said = _("{result}, {day}, holds until {until}", result=RESULTS[one.result], day=day, until=until)
        yield kind_name(turn, kind), said


def _step(turn: Turn, step: Step) -> Fact:
    by: Text = _("the volunteer")
    if step.by_role == "staff":
        by = staff.name_of(turn.db, turn.seal, step.by_person) or _("A colleague")
    line = _("{who}: {state}", who=by, state=STATES[step.to_state])
    if not step.reason or not door_open_on_details(turn):
        return Moment(step.at), line
    return Moment(step.at), _("{line}: {reason}", line=line, reason=step.reason)


def _phones(turn: Turn, who: Standing) -> tuple[Phone, ...]:
    number = people.phone(turn.db, turn.seal, who.volunteer.person_id or 0)
    guardian = str((who.volunteer.details.get("guardian") or {}).get("phone", ""))
    return (
        *((Phone(number, _("Ring the volunteer")),) if number else ()),
        *((Phone(guardian, _("Ring the guardian")),) if guardian else ()),
    )


def _actions(turn: Turn, who: Standing) -> list[Button]:
    one = who.volunteer

    def button(label: Text, verb: str, primary: bool = False) -> Button:
        return Button(label, Tap("vetting", verb, one.ref, one.version), "primary" if primary else "plain")

    note = button(_("Note what was looked at"), "check")
    end = Button(_("End, with a reason"), Tap("vetting", "end", one.ref, one.version), "quiet")
    by_state: dict[str, list[Button]] = {
        "applied": [button(_("Get to know each other"), "begin", True),
                    Button(_("Decline, with a reason"), Tap("vetting", "end", one.ref, one.version), "quiet")],
        "in_process": [*([] if needs(turn, who) else [button(_("With us: active"), "accept", True)]), note, end],
        "active": [note, button(_("Pause, with a reason"), "pause"), end],
        "paused": [button(_("Active again"), "accept", True), button(_("Look at everything anew"), "begin"), note, end],
    }  # fmt: skip
    return by_state.get(one.state, [])


def tell_coordinator(turn: Turn, volunteer: Volunteer, title: Text, said: Text) -> None:
    """That something is to be seen to, with the way to the card."""
    button = Button(_("Open"), Tap("vetting", "card", volunteer.ref, volunteer.version), "primary")
    tell_staff(turn, rules_of(turn.home).reader, Screen(title=title, text=said, rows=((button,),)))
