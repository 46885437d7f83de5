"""Shifts: the spans of the posts' places, by a name that may travel on a button, with who has signed up."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat import Refused, Turn
from bot.text import Moment, Text, _
from bot.volunteering.profile import KEY, Post, Volunteers, rules_of
from bot.volunteering.standing import Standing, standing_of
from storage import places, signups
from storage.places import Span
from storage.signups import Signup

REF = re.compile(r"(\d{8})-([a-z0-9-]{1,15})")
MINUTE, NOON = 60, 12
GONE = _("This shift is no longer in the plan. Here are the others.")


@dataclass(frozen=True)
class Shift:
    """One shift: its post and its span of time."""

    post: Post
    span: Span

    @property
    def ref(self) -> str:
        """Its name on a button: a moment and the post's id. Rows' numbers never leave the database."""
        return f"{self.span.starts_at // MINUTE:08d}-{self.post.id}"

    @property
    def day(self) -> date:
        """The local day on which it begins, for which everything is judged."""
        return date.fromisoformat(self.span.day)

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.span.ends_at - self.span.starts_at


def shift_of(turn: Turn, ref: str) -> Shift | None:
    """The shift of that name, past ones included; None, too, in a home that has no volunteers any more."""
    found = REF.fullmatch(ref) if turn.home.offers(Volunteers) else None
    post = rules_of(turn.home).post(found[2]) if found else None
    if found is None or post is None:
        return None
    starts_at = int(found[1]) * MINUTE
    day = turn.home.local_day(starts_at).isoformat()
    spans = places.spans_of(turn.db, KEY + post.id, day)
    return next((Shift(post, span) for span in spans if span.starts_at == starts_at), None)


def known_shift(turn: Turn, ref: str) -> Shift:
    """The shift of that name. Raises Refused."""
    shift = shift_of(turn, ref)
    if shift is None:
        raise Refused(GONE)
    return shift


def shift_of_signup(turn: Turn, signup: Signup) -> Shift | None:
    """The shift that somebody signed up for; None where its post is no longer in the profile."""
    return shift_of(turn, f"{signup.booking.starts_at // MINUTE:08d}-{signup.booking.kind}")


def shifts_between(turn: Turn, first: date, last: date) -> list[Shift]:
    """Every open shift that begins on a local day in [first, last], by its start."""
    found = [
        Shift(post, span)
        for post in rules_of(turn.home).posts
        for span in places.spans_of(turn.db, KEY + post.id, first.isoformat(), last.isoformat())
        if not span.closed
    ]
    return sorted(found, key=lambda shift: (shift.span.starts_at, shift.post.id))


def ahead(turn: Turn, days: int | None = None) -> list[Shift]:
    """Every open shift that has not begun, up to the home's horizon."""
    last = turn.today + timedelta(days=turn.home.horizon_days if days is None else days)
    found = turn.once(("shifts", last), lambda: shifts_between(turn, turn.today, last))
    return [shift for shift in found if shift.span.starts_at > turn.now]


def on_it(turn: Turn, shift: Shift) -> list[Signup]:
    """Who has a place, in the order they took it."""
    return _all_ahead(turn).get(shift.span.id, []) if shift.span.starts_at > turn.now else _of(turn, shift)


def _all_ahead(turn: Turn) -> dict[int, list[Signup]]:
    last = turn.now + (turn.home.horizon_days + 8) * 24 * 3600
    return turn.once("signups", lambda: signups.between(turn.db, turn.now, last))


def _of(turn: Turn, shift: Shift) -> list[Signup]:
    return turn.once(("signups", shift.span.id), lambda: signups.of_span(turn.db, shift.span.id))


def lead_of(turn: Turn, shift: Shift) -> Standing | None:
    """Who leads a shift: the first who may and is sure to come."""
    for one in on_it(turn, shift):
        who = standing_of(turn, one.volunteer_id)
        if one.is_sure and who.may_lead(shift.day):
            return who
    return None


def leads(turn: Turn, shift: Shift, volunteer_id: int) -> bool:
    """Whether this volunteer leads it."""
    lead = lead_of(turn, shift)
    return lead is not None and lead.volunteer.id == volunteer_id


def part_of_week(turn: Turn, shift: Shift) -> str:
    """Which of the times that volunteers tick it falls into: "week-am", "sat-pm" and so on."""
    part = {6: "sat", 7: "sun"}.get(shift.day.isoweekday(), "week")
    return f"{part}-{'am' if turn.local(shift.span.starts_at).hour < NOON else 'pm'}"


def when(shift: Shift) -> Text:
    """From when to when, as people say it."""
    span = shift.span
    ends = Moment(span.ends_at, "clock" if span.ends_at - span.starts_at < 12 * 3600 else "moment")
    return _("{start} to {end}", start=Moment(span.starts_at), end=ends)
