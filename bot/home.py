"""The home as its profile describes it: buildings, resources, hours, numbers to ring, and the sections of its services.

Values only. `bot.profile` reads them from home.toml; no rule of one home is written in the code.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Literal, TypeVar, cast
from zoneinfo import ZoneInfo

from bot import hours
from bot.holidays import Year
from bot.hours import DAY, Quiet, instant
from bot.kinds import AtLeast, Between, Names
from bot.mistakes import Wrong
from bot.text import Text, Words, _
from storage.places import SpanPlan

# What a text of the profile names, so that a name nobody declared is found when the home starts.
BuildingId = Annotated[str, Names("buildings")]
ResourceId = Annotated[str, Names("resources")]
Role = Annotated[str, Names("duty")]
Count = Annotated[int, AtLeast(1)]

# What colleagues may be. What each may see and do is the flows' own; who holds a role, each home says itself.
RoleName = Literal["duty", "therapist", "care_lead", "coordinator", "camp_lead", "cook", "head"]

Section = TypeVar("Section")
MINUTES_A_WEEK = 7 * 24 * 60


@dataclass(frozen=True)
class Weekly:
    """A span that comes back every week: local times on `days` (1 is Monday); over midnight if `ends` is not later."""

    days: tuple[Annotated[int, Between(1, 7)], ...]
    starts: time
    ends: time
    capacity: Count | None = None
    closed_on_holidays: bool = True
    closed_before_holidays: bool = False

    @property
    def overnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.ends <= self.starts

    def minutes(self) -> Iterator[tuple[int, int]]:
        """Each of its spans as (start, end) in minutes since Monday 00:00."""
        for day in self.days:
            starts, ends = _minute(self.starts), _minute(self.ends) + (24 * 60 if self.overnight else 0)
            yield (day - 1) * 24 * 60 + starts, (day - 1) * 24 * 60 + ends


@dataclass(frozen=True)
class Resource:
    """Something scarce: a room, the beds, one person's time. `capacity` is how much of it there is in a span."""

    id: str
    name: Words
    building: BuildingId
    capacity: Count
    weekly: tuple[Weekly, ...]

    def wrongs(self) -> Iterable[Wrong]:
        """Two spans at once would count its capacity twice."""
        spans = sorted(span for weekly in self.weekly for span in weekly.minutes())
        following = [*spans[1:], *((starts + MINUTES_A_WEEK, ends) for starts, ends in spans[:1])]
        if any(ends > starts for (_start, ends), (starts, _end) in zip(spans, following, strict=True)):
            yield Wrong(
                "weekly",
                _("Two of the weekly spans of “{id}” overlap.", id=self.id),
                _("Let one end before the next one starts, or name each day once."),
            )


@dataclass(frozen=True)
class Building:
    """One of the home's buildings; families book nothing in one that is not `public`."""

    id: str
    name: Words
    kind: Words
    colour: Literal["red", "orange", "yellow", "green", "blue", "purple"]
    public: bool


@dataclass(frozen=True)
class Hotline:
    """A number to ring that is not the home's own; "danger" ones come first."""

    number: str
    label: Words
    level: Literal["danger", "worry"]


@dataclass(frozen=True)
class Duty:
    """A role on duty: the person who holds it, and what families read instead of the person's name."""

    role: RoleName
    name: Words
    title: Words


@dataclass(frozen=True)
class Reminder:
    """When a reminder goes out: so many days before, at a local time; `bring` lists what to bring."""

    id: str
    days_before: int
    at: time
    bring: bool = False


@dataclass(frozen=True)
class Retention:
    """For how many days things are kept. Concerns are never deleted by themselves unless `concern_days` says so."""

    chat_days: Count
    inbox_days: Count
    booking_days: Count
    audit_days: Count
    concern_days: Count | None = None


@dataclass(frozen=True)
class Spot:
    """Where the gate is on a map, in degrees north and east."""

    latitude: float
    longitude: float

    def wrongs(self) -> Iterable[Wrong]:
        """What lies outside the world is a slip in copying."""
        for key, value, most in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if not -most <= value <= most:
                what = _("{value} is not a place on the map.", value=str(value))
                yield Wrong(key, what, _("Write a number from {least} to {most}.", least=-most, most=most))


@dataclass(frozen=True)
class Apps:
    """What may stand in a chat app such as Telegram, whose screen we cannot lock: `details` of a child, or not."""

    details: bool = False


@dataclass(frozen=True)
class Home:
    """One home. `home[Respite]` is the section that the respite flow declared; `url` its public address, if any."""

    name: Words
    brand: Words
    phone: str
    address: Words
    directions: Words
    zone: ZoneInfo
    quiet: Quiet
    hotlines: tuple[Hotline, ...]
    buildings: Mapping[str, Building]
    resources: Mapping[str, Resource]
    duty: Mapping[str, Duty]
    retention: Retention
    horizon_days: int
    map: Spot | None = None
    apps: Apps = field(default_factory=Apps)
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    official_years: frozenset[int] = frozenset()
    closed: frozenset[date] = frozenset()
    sections: Mapping[type, object] = field(default_factory=dict)
    url: str = ""

    def __getitem__(self, section: type[Section]) -> Section:
        """A flow's own section, by its dataclass. Raises KeyError if this home does not offer it."""
        return cast("Section", self.sections[section])

    def offers(self, section: type) -> bool:
        """Whether this home has that section, and so that service."""
        return section in self.sections

    def duty_title(self, role: str) -> Text:
        """What families read for a role; the role itself if nobody holds it."""
        return self.duty[role].title if role in self.duty else role

    def holidays_settled(self, year: int) -> bool:
        """Whether the yearly notice for that year is known; until then adjacent days may still change."""
        return year in self.official_years

    def is_quiet(self, at: int) -> bool:
        """Whether an instant lies in the quiet hours."""
        return self.next_waking(at) != at

    def next_waking(self, at: int) -> int:
        """`at` itself outside the quiet hours, else the moment they end."""
        return hours.next_waking(self.quiet, self.zone, at)

    def waking_end(self, at: int, waking_hours: float) -> int:
        """The instant by which that many waking hours have passed since `at`."""
        return hours.waking_end(self.quiet, self.zone, at, waking_hours)

    def waking_between(self, start: int, end: int) -> int:
        """Seconds of waking time in [start, end)."""
        return hours.waking_between(self.quiet, self.zone, start, end)

    def local_day(self, at: int) -> date:
        """The home's local day of an instant."""
        return hours.local_day(at, self.zone)

    def spans(self, first: date, last: date) -> Iterator[SpanPlan]:
        """Every span that starts on a local day in [first, last], by day, resource and start."""
        for offset in range((last - first).days + 1):
            day = first + offset * DAY
            for resource in self.resources.values():
                yield from self._spans_of(resource, day)

    def _spans_of(self, resource: Resource, day: date) -> Iterator[SpanPlan]:
        for weekly in sorted(resource.weekly, key=lambda weekly: weekly.starts):
            if day.isoweekday() not in weekly.days or not self._opens(weekly, day):
                continue
            ends_on = day + DAY if weekly.overnight else day
            starts_at, ends_at = instant(day, weekly.starts, self.zone), instant(ends_on, weekly.ends, self.zone)
            if starts_at < ends_at:  # a clock change may swallow a short span
                yield SpanPlan(resource.id, day.isoformat(), starts_at, ends_at, weekly.capacity or resource.capacity)

    def _opens(self, weekly: Weekly, day: date) -> bool:
        runs_into = day + DAY if weekly.overnight and weekly.ends != time(0) else day
        if day in self.closed or runs_into in self.closed:
            return False
        if weekly.closed_on_holidays and day in self.holidays:
            return False
        return not (weekly.closed_before_holidays and day + DAY in self.holidays)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


__all__ = [
    "Apps", "Building", "BuildingId", "Count", "Duty", "Home", "Hotline", "Quiet", "Reminder", "Resource", "ResourceId",
    "Retention", "Role", "RoleName", "Spot", "Weekly", "Year",
]
