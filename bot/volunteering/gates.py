"""What stands between a volunteer and a shift, in one sentence each: why, and what would make it possible.

The first reason is the one that is told. `near` is what the volunteer can mend alone, or what a date mends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat import Turn
from bot.home import Home
from bot.text import Day, Moment, Several, Text, _
from bot.volunteering.profile import Post
from bot.volunteering.shifts import Shift, on_it
from bot.volunteering.standing import ADULT, Standing, birthday, standing_of
from storage import checks
from storage.places import Booking, Span
from storage.signups import Signup

HOUR = 3600


@dataclass(frozen=True)
class Reason:
    """One reason why not: a code for tests and counts, the sentence, and whether it is within reach."""

    code: str
    said: Text
    near: bool


def why_not(turn: Turn, who: Standing, shift: Shift, instead: Signup | None = None) -> list[Reason]:
    """Everything that stands in the way, what comes first on top; empty when the shift may be taken.

    `instead`: whose place it would be; that one is then as good as gone.
    """
    others = [one for one in on_it(turn, shift) if instead is None or one.booking.id != instead.booking.id]
    return [
        *_of_the_shift(turn, who, shift, others),
        *personal(turn.home, who, shift.post, shift.day),
        *_of_the_week(turn, who, shift),
        *_of_the_places(turn, who, shift, others, instead),
        *_of_the_company(turn, who, shift, others),
    ]


def _of_the_shift(turn: Turn, who: Standing, shift: Shift, others: Sequence[Signup]) -> Iterator[Reason]:
    if shift.span.starts_at <= turn.now:
        yield Reason("begun", _("It has begun already. Please choose a later one."), near=False)
    if shift.span.closed:
        yield Reason("closed", _("It does not take place. Please choose another one."), near=False)
    if any(one.volunteer_id == who.volunteer.id for one in others):
        yield Reason("mine", _("You have signed up for it."), near=False)


# --- what is judged of a person, a post and a day alone: it decides again whenever something changes ---


def personal(home: Home, who: Standing, post: Post, day: date) -> list[Reason]:
    """What stands between this person and this post on that day, whoever else comes."""
    return [
        *_of_the_state(home, who, post),
        *_of_the_age(home, who, post, day),
        *_of_the_conduct(who),
        *_of_the_record(home, who, post, day),
        *_of_the_trainings(who, post, day),
    ]


def _of_the_state(home: Home, who: Standing, post: Post) -> Iterator[Reason]:
    reader = home.duty_title(who.rules.reader)
    match who.volunteer.state:
        case "applied":
            by = Moment(who.volunteer.decide_by or who.volunteer.since)
            said = _("{who} is reading your sign-up and answers by {by}. After that you can choose.", who=reader, by=by)
            yield Reason("applied", said, near=False)
        case "in_process" if post.gives is None:
            said = _("It opens when you are settled in. What is still missing stands under “My volunteering”.")
            yield Reason("in_process", said, near=True)
        case "paused":
            said = _("You are taking a break. Tell {who} when you would like to come again, and it opens.", who=reader)
            yield Reason("paused", said, near=False)
        case "ended":
            yield Reason("ended", _("You have ended your volunteering. Sign up anew, and we begin again."), near=False)


def _of_the_age(home: Home, who: Standing, post: Post, day: date) -> Iterator[Reason]:
    if who.born is not None and post.contact and not who.is_adult(day):
        said = _("Directly with children one helps from 18 on; for you that is {day}. Posts without children are open.",
                 day=Day(birthday(who.born, ADULT), "year"))  # fmt: skip
        yield Reason("age", said, near=False)
    if not who.is_adult(day) and not who.holds(checks.GUARDIAN, day):
        reader = home.duty_title(who.rules.reader)
        said = _("Your guardian has not agreed yet. {who} rings them; when they say yes, it opens.", who=reader)
        yield Reason("guardian", said, near=False)


def _of_the_conduct(who: Standing) -> Iterator[Reason]:
    if not who.conduct:
        said = _("There is a new code of conduct. Read it under “My volunteering” and agree, and it opens at once.")
        yield Reason("conduct", said, near=True)


def _of_the_record(home: Home, who: Standing, post: Post, day: date) -> Iterator[Reason]:
    if not post.contact or who.holds(checks.RECORD, day):
        return
    found, reader = who.checks.get(checks.RECORD), home.duty_title(who.rules.reader)
    if found is not None and found.result == "failed":
        said = _("The background check does not allow it. Posts without children stay open to you.")
        yield Reason("record_failed", said, near=False)
    elif found is not None and found.result == "passed" and found.until is not None:
        until = Day(date.fromisoformat(found.until), "year")
        said = _("Your background check covers days until {until}; this is later. {who} renews it with you in time.",
                 until=until, who=reader)  # fmt: skip
        yield Reason("record_lapsed", said, near=True)
    elif not who.record_consent:
        said = _("With children it needs a background check, to which you have not agreed. Say so under “My "
                 "volunteering”, and {who} arranges it.", who=reader)  # fmt: skip
        yield Reason("record_consent", said, near=True)
    else:
        said = _("With children it needs a background check. {who} arranges it with you; when it is done, it opens.",
                 who=reader)  # fmt: skip
        yield Reason("record", said, near=True)


def _of_the_trainings(who: Standing, post: Post, day: date) -> Iterator[Reason]:
    if post.gives is not None and who.is_trained(post.gives, day):
        yield Reason("trained", _("You have been to this one already; it need not be again."), near=False)
    first = () if post.gives in who.rules.first else who.rules.first
    lacking = [ref for ref in dict.fromkeys((*first, *post.after)) if not who.is_trained(ref, day)]
    names = tuple(training.name for ref in lacking if (training := who.rules.training(ref)) is not None)
    if names:
        said = _("First comes: {trainings}. Choose one of its dates in the list, and this opens after it.",
                 trainings=Several(names))  # fmt: skip
        yield Reason("training", said, near=True)


# --- what else the volunteer has that week: half-open, with time between two shifts ---


def _of_the_week(turn: Turn, who: Standing, shift: Shift) -> Iterator[Reason]:
    others = [one for one in who.signups if one.span_id != shift.span.id]
    for one in others:
        yield from _collision(turn, who, shift, one)
    most = who.rules.week_hours if who.is_adult(shift.day) else who.rules.minor_week_hours
    in_week = [one for one in others if _week(turn, one.booking.starts_at) == shift.day.isocalendar()[:2]]
    seconds = shift.seconds + sum(one.booking.ends_at - one.booking.starts_at for one in in_week)
    if seconds > most * HOUR:
        said = _("With it you would come to more than {hours} hours in that week. Another week is open to you.",
                 hours=most)  # fmt: skip
        yield Reason("week", said, near=False)


def _week(turn: Turn, at: int) -> tuple[int, int]:
    return turn.home.local_day(at).isocalendar()[:2]


def _collision(turn: Turn, who: Standing, shift: Shift, one: Signup) -> Iterator[Reason]:
    mine, span = one.booking, shift.span
    post = who.rules.post(mine.kind)
    name: Text = post.name if post else mine.kind
    if span.starts_at < mine.ends_at and mine.starts_at < span.ends_at:
        said = _("You have “{post}” then, from {start}. Hand that one over first, and this is open.",
                 post=name, start=Moment(mine.starts_at))  # fmt: skip
        yield Reason("collision", said, near=True)
        return
    early, seconds = _between(mine, span)
    if _is_night(turn, early) and seconds < who.rules.rest_hours * HOUR:
        said = _("After a night one rests for {hours} hours. A later shift is open to you.", hours=who.rules.rest_hours)
        yield Reason("rest", said, near=False)
    elif seconds < who.rules.gap_minutes * 60:
        said = _("It is too close to “{post}” at {start}: there are {minutes} minutes between two shifts.",
                 post=name, start=Moment(mine.starts_at), minutes=who.rules.gap_minutes)  # fmt: skip
        yield Reason("gap", said, near=False)


def _between(one: Booking | Span, other: Booking | Span) -> tuple[Booking | Span, int]:
    """The earlier of two, and how many seconds lie between them."""
    early, late = sorted((one, other), key=lambda each: each.starts_at)
    return early, late.starts_at - early.ends_at


def _is_night(turn: Turn, one: Booking | Span) -> bool:
    return turn.home.local_day(one.starts_at) != turn.home.local_day(one.ends_at - 1)


# --- places, skills, and who else is there ---


def _of_the_places(
    turn: Turn, who: Standing, shift: Shift, others: Sequence[Signup], instead: Signup | None
) -> Iterator[Reason]:
    left = shift.span.capacity - len(others)
    if left <= 0 and instead is None:
        yield Reason("full", _("All places are taken. If somebody cannot come, we may ask you."), near=False)
        return
    for skill, needed in shift.post.skills.items():
        have = sum(standing_of(turn, one.volunteer_id).can(skill, shift.day) for one in others)
        found = who.rules.skill(skill)
        if found is not None and needed - have >= left and needed > have and not who.can(skill, shift.day):
            said = _("The last place is kept for somebody with: {skill}. If that is you, show {who} your paper.",
                     skill=found.name, who=turn.home.duty_title(who.rules.reader))  # fmt: skip
            yield Reason("skill", said, near=False)


def _of_the_company(turn: Turn, who: Standing, shift: Shift, others: Sequence[Signup]) -> Iterator[Reason]:
    if shift.post.gives is not None:
        return
    if not who.knows_the_house and not who.may_lead(shift.day) and buddy_for(turn, shift, others) is None:
        said = _("Your first time is beside somebody who knows the house, and none of them has signed up for this one "
                 "yet. Look again in a few days, or choose one that is open.")  # fmt: skip
        yield Reason("buddy", said, near=True)
    if not who.is_adult(shift.day) and not any(_is_adult(turn, one, shift) for one in others):
        said = _("Before you are 18 you come together with an adult, and none has signed up for this one yet.")
        yield Reason("adult", said, near=True)


def _is_adult(turn: Turn, one: Signup, shift: Shift) -> bool:
    return one.is_sure and standing_of(turn, one.volunteer_id).is_adult(shift.day)


def buddy_for(turn: Turn, shift: Shift, others: Sequence[Signup]) -> Standing | None:
    """Who could stay beside a newcomer: an adult who knows the house or leads, and is not beside another one."""
    busy = {one.buddy for one in others}
    for one in others:
        who = standing_of(turn, one.volunteer_id)
        knows = who.knows_the_house or who.may_lead(shift.day)
        if one.is_sure and knows and who.is_adult(shift.day) and who.volunteer.id not in busy:
            return who
    return None


def needs_buddy(who: Standing, shift: Shift) -> bool:
    """Whether this would be their first time."""
    return shift.post.gives is None and not who.knows_the_house and not who.may_lead(shift.day)


def next_training(turn: Turn, who: Standing, shifts: Sequence[Shift]) -> Shift | None:
    """The soonest shift that gives a training which comes first and is still lacking."""
    lacking = [ref for ref in who.rules.first if not who.is_trained(ref, turn.today)]
    return next((shift for shift in shifts if shift.post.gives in lacking), None)


