"""The section [camp] of the profile: its weeks, quotas, ages, consents, teams, who reads what, what to bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Literal

from bot.home import BuildingId, Count, Home, Reminder, Role
from bot.kinds import Between
from bot.mistakes import Wrong
from bot.text import Message, Words, _

PurposeId = Literal["outing", "swimming", "photo_inside", "photo_public", "medicine", "emergency", "data"]

PURPOSES: Mapping[str, Message] = {
    "data": _("Keeping health and diet"),
    "outing": _("Outings"),
    "swimming": _("Swimming"),
    "emergency": _("Emergency treatment"),
    "medicine": _("Giving medicine"),
    "photo_inside": _("Photos, for us and the families"),
    "photo_public": _("Photos in public"),
}


@dataclass(frozen=True)
class Purpose:
    """One thing that guardians agree to or not, apart from all others, in the words that they read."""

    id: PurposeId
    words: Words


@dataclass(frozen=True)
class Quota:
    """A share of the places, for whom. Children belong to the first that fits; families never see it."""

    id: str
    places: Count
    who: Literal["resident", "needs", "everyone"]


@dataclass(frozen=True)
class Team:
    """A small team with its own colleagues."""

    id: str
    name: Words


@dataclass(frozen=True)
class Week:
    """One week of camp, from a `first_day`; or from the Monday of that number, counted from the month that it is now.

    Families register from so many days before to so many days before; with `draw_before`, places are drawn by lot.
    """

    id: str
    name: Words
    days: Count
    opens_before: Count
    closes_before: Count
    first_day: date | None = None
    monday: Annotated[int, Between(1, 8)] | None = None
    draw_before: int | None = None

    def wrongs(self) -> Iterable[Wrong]:
        """One beginning, and the days before it in their order."""
        if (self.first_day is None) == (self.monday is None):
            what = _("“{id}” needs a first day or a number of its Monday, and not both.", id=self.id)
            yield Wrong("first_day", what, _("Write it like this: {example}", example="first_day = 2027-07-12"))
        if self.opens_before <= self.closes_before:
            what = _("“{id}” would close before it opens.", id=self.id)
            yield Wrong("closes_before", what, _("Let closes_before be less than opens_before."))
        if self.draw_before is not None and not 0 < self.draw_before < self.closes_before:
            what = _("“{id}” would be drawn before the application period ends, or too late.", id=self.id)
            yield Wrong("draw_before", what, _("Let draw_before lie between closes_before and 0."))


@dataclass(frozen=True)
class Camp:
    """The section [camp]. `wording` is the version of the purposes' words; another one asks everybody anew."""

    building: BuildingId
    reader: Role
    nurse: Role
    kitchen: Role
    door: Role
    about: Words
    meet: Words
    youngest: int
    oldest: int
    starts: time
    ends: time
    opens_at: time
    closes_at: time
    draw_at: time
    quotas: tuple[Quota, ...]
    weeks: tuple[Week, ...]
    teams: tuple[Team, ...]
    wording: str
    purposes: tuple[Purpose, ...]
    valid_days: Count
    health_days: Count
    medicine: Words
    bring: tuple[Words, ...]
    reminders: tuple[Reminder, ...]
    decide_hours: Count
    offer_hours: Count
    late_cancel_hours: int
    late_cancel_note: Words
    support: int = 0

    def wrongs(self) -> Iterable[Wrong]:
        """Every child needs a quota, and health is kept by consent alone."""
        if self.youngest > self.oldest:
            yield Wrong("oldest", _("Nobody is old enough and young enough."), _("Let oldest be youngest or more."))
        if self.quotas[-1].who != "everyone":
            what = _("Some children would belong to no quota.")
            yield Wrong("quotas", what, _('Let the last one be who = "everyone".'))
        if all(purpose.id != "data" for purpose in self.purposes):
            what = _("There is no purpose “data”: nothing about health could be kept.")
            yield Wrong("purposes", what, _('Add one with id = "data".'))
        if self.starts >= self.ends:
            yield Wrong("ends", _("A day of camp would end before it starts."), _("Let ends be later than starts."))


def week_of(home: Home, ref: str) -> Week | None:
    """The profile's week of this id."""
    return next((week for week in home[Camp].weeks if week.id == ref), None)


def purpose_of(home: Home, ref: str) -> Purpose | None:
    """The profile's purpose of this id."""
    return next((purpose for purpose in home[Camp].purposes if purpose.id == ref), None)
