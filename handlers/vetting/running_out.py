"""What runs out (到期): both sides hear of it some days before; when it has run out, shifts ahead wait by themselves.

Each notice is a due row that is composed from today's facts: whoever has renewed it meanwhile hears nothing.
"""

from datetime import date, time, timedelta

from bot.chat import Screen, Turn, column
from bot.flow import Flow
from bot.hours import instant
from bot.text import Day, Several, Text, _
from bot.volunteering.profile import Volunteers, rules_of
from bot.volunteering.signing import rejudge, stands_otherwise
from bot.volunteering.standing import standing_of
from bot.volunteering.words import kind_name, mine_button
from handlers.vetting.card import tell_coordinator
from storage import due, tombstones, volunteers
from storage.due import Due
from storage.volunteers import Volunteer

AT = time(9, 0)
DAY_SECONDS = 24 * 3600
JUDGED = ("in_process", "active", "paused")
RUNS_OUT, JUDGE = "vetting.runs_out", "vetting.judge"


def hang(flow: Flow) -> None:
    """Let a flow see to it."""
    flow.due("runs_out")(tell)
    flow.due("judge")(judge)
    flow.nightly(judge_everybody)
    flow.nightly(forget_who_ended)


def plan_notices(turn: Turn, volunteer: Volunteer, until: date) -> None:
    """A due row for each notice still ahead."""
    for days in rules_of(turn.home).notice_days:
        at = instant(until - timedelta(days=days), AT, turn.zone)
        if at > turn.now:
            due.plan(turn.db, Due(volunteer.person_id or 0, RUNS_OUT, volunteer.ref, at))


def tell(turn: Turn, moment: Due) -> None:
    """What will have run out by the longest notice from today, to both sides."""
    volunteer = _of(turn, moment)
    if volunteer is None or volunteer.state not in JUDGED:
        return
    checks = standing_of(turn, volunteer.id).checks.values()
    last = (turn.today + timedelta(days=max(rules_of(turn.home).notice_days))).isoformat()
    soon = [one for one in checks if one.result == "passed" and one.until is not None and one.until <= last]
    if not soon:
        return
    said = Several(tuple(_until(turn, one.kind, one.until or "") for one in soon))
    reader = turn.home.duty_title(rules_of(turn.home).reader)
    turn.tell(moment.person_id, Screen(
        title=_("Something of yours runs out"),
        text=(
            _("{what}.", what=said),
            _("{who} renews it with you in time. Shifts after that day wait until then.", who=reader),
        ),
        rows=column([mine_button("primary")]),
    ), purpose=f"volunteer {volunteer.ref}")  # fmt: skip
    tell_coordinator(turn, volunteer, _("Something runs out: {ref}", ref=volunteer.ref), _("{what}.", what=said))


def _of(turn: Turn, moment: Due) -> Volunteer | None:
    """Whom a due moment is about, as long as they and their posts are here."""
    return volunteers.find(turn.db, turn.seal, moment.object) if turn.home.offers(Volunteers) else None


def _until(turn: Turn, kind: str, until: str) -> Text:
    return _("{what}: until {day}", what=kind_name(turn, kind), day=Day(date.fromisoformat(until), "year"))


def judge_everybody(turn: Turn) -> None:
    """In the small hours: whoever has a shift ahead that stands otherwise than it should is judged in the morning."""
    if not turn.home.offers(Volunteers):
        return
    for one in volunteers.in_states(turn.db, turn.seal, JUDGED):
        if stands_otherwise(turn, one.id):
            due.plan(turn.db, Due(one.person_id or 0, JUDGE, one.ref, turn.now))


def judge(turn: Turn, moment: Due) -> None:
    """Judge again, and tell both sides."""
    volunteer = _of(turn, moment)
    if volunteer is not None:
        rejudge(turn, volunteer.id)


def forget_who_ended(turn: Turn) -> None:
    """Who ended long ago is a number with hours."""
    before = turn.now - turn.home.retention.booking_days * DAY_SECONDS
    for ref in volunteers.ended_before(turn.db, before):
        tombstones.forget(turn.db, turn.seal, "volunteer", ref, turn.now, "")
