"""The section [assessment] of the profile."""

from dataclasses import dataclass

from bot.home import BuildingId, Count, Reminder, ResourceId, Role
from bot.text import Words


@dataclass(frozen=True)
class Therapist:
    """A therapist; `id` names the resource that is this person's time."""

    id: ResourceId
    name: Words


@dataclass(frozen=True)
class Assessment:
    """The section [assessment] of the profile. It begins when a span of the room begins, and lasts `minutes`."""

    name: Words
    room: ResourceId
    therapists: tuple[Therapist, ...]
    minutes: Count
    reminders: tuple[Reminder, ...]
    reader: Role
    decide_hours: Count
    late_cancel_hours: int
    offer_hours: Count
    bring: tuple[Words, ...]
    building: BuildingId
