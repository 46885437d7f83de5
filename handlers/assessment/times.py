"""When an assessment can be: the room and one therapist must both be free from start to end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from bot.booking_screens import replaced
from bot.chat import Turn
from bot.fields import Answers, DayOffer
from bot.hours import DAY, instant
from bot.text import _
from handlers.assessment.profile import Assessment
from storage import places
from storage.places import Room, Want
from storage.spans import spans_in_reach

ANYONE = "any"
MONTH = timedelta(days=31)


@dataclass(frozen=True, order=True)
class Chance:
    """A start (UTC seconds) with one therapist, by position in the profile. `ref` travels on the button."""

    starts_at: int
    therapist: int

    @property
    def ref(self) -> str:
        """Both, in characters that a button may carry."""
        return f"{self.starts_at}-{self.therapist}"


def wants(turn: Turn, chance: Chance) -> tuple[Want, ...]:
    """The room and the therapist, from start to end."""
    rules = turn.home[Assessment]
    ends_at = chance.starts_at + rules.minutes * 60
    return tuple(
        Want(resource, chance.starts_at, ends_at, 1) for resource in (rules.room, rules.therapists[chance.therapist].id)
    )


def rooms(turn: Turn, answers: Answers, first: date, last: date) -> Mapping[Chance, Room]:
    """Every chance that starts on the days [first, last] and could be asked for or waited for."""
    old = replaced(turn, answers)
    starts = _starts(turn, first, last)
    asked = {chance: wants(turn, chance) for start in starts for chance in _chances(turn, answers, start)}
    found = places.calendar(turn.db, asked, old.unit if old else None)
    return {chance: room for chance, room in found.items() if room != "closed"}


def _starts(turn: Turn, first: date, last: date) -> list[int]:
    room = turn.home[Assessment].room
    begins, ends = (instant(day, time.min, turn.zone) for day in (first, last + DAY))
    spans = spans_in_reach(turn.db, [room], max(begins, turn.now), ends)[room]
    return [span.starts_at for span in spans if not span.closed and span.starts_at > turn.now]


def _chances(turn: Turn, answers: Answers, start: int) -> list[Chance]:
    wished = answers.get("therapist", ANYONE)
    therapists = turn.home[Assessment].therapists
    return [Chance(start, number) for number, each in enumerate(therapists) if wished in (ANYONE, each.id)]


def days(turn: Turn, answers: Answers, month: date) -> Mapping[date, DayOffer]:
    """How each day of a month is: "few" when a single start is left of several."""
    found = rooms(turn, answers, month, month + MONTH)
    by_day = groupby(sorted(found), key=lambda chance: turn.home.local_day(chance.starts_at))
    return {day: _offer(found, list(chances)) for day, chances in by_day}


def _offer(found: Mapping[Chance, Room], chances: list[Chance]) -> DayOffer:
    every = {chance.starts_at for chance in chances}
    open_ = {chance.starts_at for chance in chances if found[chance] != "full"}
    if not open_:
        return "full", _("full, with a waitlist")
    return ("few" if len(open_) < len(every) and len(open_) == 1 else "free"), None


def on_day(turn: Turn, answers: Answers) -> Mapping[Chance, Room]:
    """The chances of the chosen day: the open ones, or, if there are none, those that can be waited for."""
    day = date.fromisoformat(str(answers["day"]))
    found = rooms(turn, answers, day, day)
    open_ = {chance: room for chance, room in found.items() if room != "full"}
    return open_ or found
