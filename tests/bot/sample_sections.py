"""The sections of the sample home as dataclasses, so that the profile is tested without the flows that declare them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Annotated

from bot.home import BuildingId, Count, Reminder, ResourceId, Role
from bot.kinds import Names
from bot.text import Words


@dataclass(frozen=True)
class Option:
    id: str
    name: Words
    high_support: bool = False


@dataclass(frozen=True)
class Children:
    ages: tuple[Option, ...]
    needs: tuple[Option, ...]


@dataclass(frozen=True)
class Kind:
    id: str
    name: Words
    hours: Words
    claims: Mapping[ResourceId, Count]
    high_support: Mapping[ResourceId, Count]
    starts: time | None = None
    ends: time | None = None
    overnight: bool = False
    after: tuple[Annotated[str, Names("respite.kinds")], ...] = ()
    bring: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Points:
    id: str
    name: Words
    points: int


@dataclass(frozen=True)
class Respite:
    kinds: tuple[Kind, ...]
    points: tuple[Points, ...]
    reminders: tuple[Reminder, ...]
    reader: Role
    decide_hours: int
    most_nights: Count
    nights_a_year: int
    days_a_year: int
    open_requests: Count
    lead_days: int
    late_cancel_hours: int
    offer_hours: int
    late_cancel_note: Words
    building: BuildingId


@dataclass(frozen=True)
class Urgent:
    reader: Role
    decide_hours: Count
    building: BuildingId


@dataclass(frozen=True)
class Therapist:
    id: ResourceId
    name: Words


@dataclass(frozen=True)
class Assessment:
    name: Words
    room: ResourceId
    therapists: tuple[Therapist, ...]
    minutes: Count
    reminders: tuple[Reminder, ...]
    reader: Role
    decide_hours: int
    late_cancel_hours: int
    offer_hours: int
    bring: tuple[Words, ...]
    building: BuildingId


SECTIONS = {"children": Children, "respite": Respite, "urgent": Urgent, "assessment": Assessment}
