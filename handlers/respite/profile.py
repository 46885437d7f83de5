"""The section [respite] of the profile: the ways of coming, the points, the limits. The home decides all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Annotated

from bot.home import BuildingId, Count, Home, Reminder, ResourceId, Role
from bot.kinds import Names
from bot.mistakes import Wrong
from bot.text import Words, _


@dataclass(frozen=True)
class Kind:
    """One way of coming. `claims` per child, `high_support` on top for high needs; without `starts` by appointment."""

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

    def wrongs(self) -> Iterable[Wrong]:
        """A stay has a start and an end; an appointment, which its resource's own spans give, has neither."""
        if (self.starts is None) != (self.ends is None) or (self.overnight and self.starts is None):
            yield Wrong(
                "starts",
                _("“{id}” needs both a start and an end, or neither.", id=self.id),
                _("Write starts and ends; leave out both for an appointment, which is never overnight."),
            )


@dataclass(frozen=True)
class Points:
    """A published reason to come sooner, and how much it counts."""

    id: str
    name: Words
    points: int


@dataclass(frozen=True)
class Respite:
    """The section [respite] of the profile."""

    kinds: tuple[Kind, ...]
    points: tuple[Points, ...]
    reminders: tuple[Reminder, ...]
    reader: Role
    building: BuildingId
    decide_hours: Count
    most_nights: Count
    nights_a_year: Count
    days_a_year: Count
    open_requests: Count
    lead_days: int
    late_cancel_hours: int
    offer_hours: Count
    late_cancel_note: Words


def kind_of(home: Home, ref: str) -> Kind | None:
    """The profile's kind of this id."""
    return next((kind for kind in home[Respite].kinds if kind.id == ref), None)
