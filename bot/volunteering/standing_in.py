"""“I cannot come”, in one tap: the first stays responsible, others are asked in waves, and the first yes wins.

Asked are those whom the gates let through: qualified on that day, free, rested. Only in waking hours; each wave is a
due row, so that it survives a restart. When somebody takes over, both changes lie in one turn.
"""

from bot.booking import tell_staff
from bot.chat import Button, Screen, Tap, Turn
from bot.text import Moment, Text, _
from bot.volunteering.gates import why_not
from bot.volunteering.profile import rules_of
from bot.volunteering.shifts import Shift, lead_of, leads, part_of_week, shift_of_signup, when
from bot.volunteering.signing import sign_up
from bot.volunteering.standing import Standing, standing_of
from storage import audit, due, signups, standins, volunteers
from storage.due import Due
from storage.signups import Signup
from storage.standins import Standin

HOUR = 3600
WAVE, THANKS = "shifts.wave", "shifts.thank"


def cannot_come(turn: Turn, signup: Signup, shift: Shift) -> Standin:
    """Begin to look for somebody; where there is little time the lead hears at once. A second tap changes nothing."""
    before = standins.open_for(turn.db, signup.booking.id)
    if before is not None:
        return before
    search = standins.open_search(turn.db, signup.booking.id, turn.now)
    _record(turn, "standin.opened", signup)
    if is_urgent(turn, shift):
        tell_lead(turn, shift, signup, _("Somebody cannot come, and it is soon"))
    ask_on(turn, search)
    return search


def is_urgent(turn: Turn, shift: Shift) -> bool:
    """Whether it begins so soon that the lead hears of it at once."""
    return shift.span.starts_at - turn.now < rules_of(turn.home).urgent_hours * HOUR


def ask_on(turn: Turn, search: Standin) -> None:
    """The next wave, at once in waking hours; in quiet hours it waits for the morning."""
    signup = signups.by_booking(turn.db, search.booking_id)
    shift = shift_of_signup(turn, signup)
    if shift is None or search.state != "open" or shift.span.starts_at <= turn.now:
        return
    if turn.home.is_quiet(turn.now):
        _plan(turn, search, signup, turn.home.next_waking(turn.now))
        return
    rules, those = rules_of(turn.home), candidates(turn, search, signup, shift)
    if not those:
        tell_lead(turn, shift, signup, _("Nobody is left to ask"))
        return
    now_asked = those[: rules.wave_size]
    standins.ask(turn.db, search, [who.volunteer.id for who in now_asked], turn.now)
    for who in now_asked:
        turn.tell(who.volunteer.person_id or 0, request_screen(search, shift), purpose=f"standin {search.ref}")
    following = turn.home.waking_end(turn.now, rules.wave_minutes / 60)
    if following < shift.span.starts_at:
        _plan(turn, search, signup, following)


def _plan(turn: Turn, search: Standin, signup: Signup, at: int) -> None:
    due.forget(turn.db, search.ref)
    due.plan(turn.db, Due(signup.booking.person_id or 0, WAVE, search.ref, at))


def candidates(turn: Turn, search: Standin, signup: Signup, shift: Shift) -> list[Standing]:
    """Whom to ask next: never asked about this one, and let through by every gate.

    First whoever may lead, where the lead is missing; then whoever has time then as a rule, and the least ahead.
    """
    asked = standins.asked(turn.db, search)
    found = [
        who
        for one in volunteers.in_states(turn.db, turn.seal, ("active",))
        if one.id not in asked and one.id != signup.volunteer_id
        and not why_not(turn, who := standing_of(turn, one.id), shift, signup)
    ]  # fmt: skip
    lead_is_missing = shift.post.lead and leads(turn, shift, signup.volunteer_id)
    return sorted(found, key=lambda who: (
        lead_is_missing and not who.may_lead(shift.day),
        part_of_week(turn, shift) not in (who.volunteer.details.get("times") or ()),
        sum(one.booking.starts_at > turn.now for one in who.signups),
        who.volunteer.id,
    ))  # fmt: skip


def request_screen(search: Standin, shift: Shift) -> Screen:
    """The question, with one tap to say yes."""
    return Screen(
        title=_("Can you stand in for somebody?"),
        text=(_("Somebody cannot come. The first who says yes takes it over; if it does not suit you, that is fine."),
              shift.post.task),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift))),
        rows=(
            (Button(_("I can come"), Tap("shifts", "stand", search.ref), "primary"),),
            (Button(_("Not this time"), Tap("shifts", "pass", search.ref)),),
        ),
        picture="hands",
    )  # fmt: skip


def take_over(turn: Turn, who: Standing, search: Standin, shift: Shift) -> Signup:
    """The first yes: from this turn on they are responsible and the first is free. Raises what sign_up raises."""
    first = signups.by_booking(turn.db, search.booking_id)
    made = sign_up(turn, who, shift, search)
    due.forget(turn.db, search.ref)
    _record(turn, "standin.taken", first)
    _tell(turn, first, Screen(
        title=_("Somebody takes it over: you are free"),
        text=_("Thank you for telling us in time."),
        facts=((_("Post"), shift.post.name), (_("When"), when(shift))),
        rows=((Button(_("My shifts"), Tap("shifts", "mine")),),),
    ))  # fmt: skip
    thank_others(turn, search, but=who.volunteer.id)
    if is_urgent(turn, shift):
        tell_lead(turn, shift, made, _("Somebody stands in"))
    return made


def thank_others(turn: Turn, search: Standin, but: int = 0) -> None:
    """Whoever was asked and has not said no need not think about it any longer; at night it waits for the morning."""
    for volunteer_id, said in standins.asked(turn.db, search).items():
        person = standing_of(turn, volunteer_id).volunteer.person_id
        if volunteer_id != but and said != "no" and person is not None:
            moment = Due(person, THANKS, search.ref, turn.now)
            due.plan(turn.db, moment) if turn.home.is_quiet(turn.now) else thank(turn, moment)


def thank(turn: Turn, moment: Due) -> None:
    """Somebody has it already."""
    search = standins.find(turn.db, moment.object)
    shift = shift_of_signup(turn, signups.by_booking(turn.db, search.booking_id)) if search is not None else None
    if shift is not None:
        turn.tell(moment.person_id, Screen(
            title=_("Somebody has it already, thank you"),
            text=_("You need do nothing more about this one."),
            facts=((_("Post"), shift.post.name), (_("When"), when(shift))),
        ), purpose=f"standin {moment.object}")  # fmt: skip


def comes_after_all(turn: Turn, signup: Signup, search: Standin) -> None:
    """The first can come after all: nothing has changed, and nobody else is asked."""
    standins.end(turn.db, search, "kept")
    due.forget(turn.db, search.ref)
    _record(turn, "standin.kept", signup)
    thank_others(turn, search)


def tell_lead(turn: Turn, shift: Shift, signup: Signup, title: Text) -> None:
    """The shift's lead, and the coordinator: who it is stands on the card."""
    facts = ((_("Post"), shift.post.name), (_("When"), when(shift)))
    lead = lead_of(turn, shift)
    if lead is not None and lead.volunteer.id != signup.volunteer_id and lead.volunteer.person_id is not None:
        see = Button(_("See this shift"), Tap("shifts", "show", shift.ref), "primary")
        turn.tell(lead.volunteer.person_id, Screen(title=title, facts=facts, rows=((see,),)), purpose="shift")
    see = Button(_("Open"), Tap("roster", "shift", shift.ref), "primary")
    tell_staff(turn, rules_of(turn.home).reader, Screen(title=title, facts=facts, rows=((see,),)))


def standing_line(turn: Turn, search: Standin) -> Text:
    """How far the search has come, for whoever waits."""
    number = len(standins.asked(turn.db, search))
    since = Moment(search.opened_at)
    return _("Since {since} we are asking others; asked so far: {number}. Until somebody says yes it is still yours.",
             since=since, number=number)  # fmt: skip


def _tell(turn: Turn, first: Signup, screen: Screen) -> None:
    if first.booking.person_id is not None:
        turn.tell(first.booking.person_id, screen, purpose=f"shift {first.booking.ref}",
                  important_until=first.booking.starts_at)  # fmt: skip


def _record(turn: Turn, act: str, signup: Signup) -> None:
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act=act, what=signup.booking.ref, why="stand-in")
