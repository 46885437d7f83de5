"""Services: what a flow says of the bookings it makes, so that "my bookings", desk and reminders serve them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.chat import Turn
from bot.home import Home, Reminder
from bot.text import Json, Text, _
from storage.places import Booking

Facts = tuple[tuple[Text, Text], ...]


class Rules(Protocol):
    """What every service's section of the profile says, under these names."""

    @property
    def reader(self) -> str:
        """The duty role that reads and decides."""

    @property
    def decide_hours(self) -> int:
        """Within how many waking hours a family hears."""

    @property
    def late_cancel_hours(self) -> int:
        """From how many hours before its start a cancellation counts as late."""

    @property
    def offer_hours(self) -> int:
        """For how many waking hours a freed place is offered."""

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """When families are reminded."""

    @property
    def building(self) -> str:
        """Where it is."""


@dataclass(frozen=True)
class Service:
    """One service, named like the flow that is opened to move a booking; `section` of the profile holds its rules.

    `facts` are what guardians and staff read of its details; `flags` says in words what staff should know of a
    booking's codes.
    """

    name: str
    picture: str
    title: Callable[[Home, Booking], Text]
    section: type[Rules]
    bring: Callable[[Home, Booking], tuple[Text, ...]]
    facts: Callable[[Turn, Booking, Json], Facts]
    flags: Mapping[str, Text] = field(default_factory=dict)
    movable: Callable[[Booking], bool] = lambda booking: not booking.urgent

    def rules(self, home: Home) -> Rules:
        """What this home has laid down for it. Raises KeyError where the home does not offer it (any more)."""
        return home[self.section]


_SERVICES: dict[str, Service] = {}


def register(service: Service) -> Service:
    """Make a flow's service known; each flow does so once, where it is declared."""
    _SERVICES[service.name] = service
    return service


def service_of(booking: Booking) -> Service:
    """The service a booking was made with. Raises KeyError for one that no flow here declares."""
    return _SERVICES[booking.service]


def is_known(home: Home, booking: Booking) -> bool:
    """Whether a flow here still declares the service of a booking, and this home still offers it."""
    return booking.service in _SERVICES and home.offers(_SERVICES[booking.service].section)


def please_bring(turn: Turn, booking: Booking) -> tuple[Text, ...]:
    """What to bring, each thing in a paragraph of its own; nothing where nothing is needed."""
    things = service_of(booking).bring(turn.home, booking)
    return (_("Please bring:"), *(_("· {thing}", thing=thing) for thing in things)) if things else ()
