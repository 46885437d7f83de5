"""Services: what a flow says of the bookings it makes, so that "my bookings", desk and reminders serve them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.chat import Button, Turn
from bot.home import Home, Reminder
from bot.text import Json, Text, _
from storage.places import Booking

Facts = tuple[tuple[Text, Text], ...]
Rows = tuple[tuple[Button, ...], ...]


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

    `facts` are what guardians and staff read of its details, `told` what staff alone do; `flags` says in words what
    staff should know of a booking's codes. `family` and `staff` are more buttons on the two cards. `lacks` says what
    must still be done before it can be confirmed. Where `looks` is set, an offer that was taken up waits for a person.
    `meets` is where exactly one meets; `writes` the flow in which a family may say afterwards how it was, in words;
    `calls` what families and staff read for a resource that is not in the profile under its own name.
    """

    name: str
    picture: str
    title: Callable[[Home, Booking], Text]
    section: type[Rules]
    bring: Callable[[Home, Booking], tuple[Text, ...]]
    facts: Callable[[Turn, Booking, Json], Facts]
    flags: Mapping[str, Text] = field(default_factory=dict)
    movable: Callable[[Booking], bool] = lambda booking: not booking.urgent
    told: Callable[[Turn, Booking], Facts] = lambda turn, booking: ()
    family: Callable[[Turn, Booking], Rows] = lambda turn, booking: ()
    staff: Callable[[Turn, Booking], Rows] = lambda turn, booking: ()
    lacks: Callable[[Turn, Booking], Text | None] = lambda turn, booking: None
    looks: bool = False
    meets: Callable[[Home], Text | None] = lambda home: None
    writes: str = ""
    calls: Callable[[Home, str], Text | None] = lambda home, resource: None

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


def resource_name(home: Home, key: str) -> Text:
    """A resource in words: as the profile names it, or as the service does that made it."""
    if key in home.resources:
        return home.resources[key].name
    names = (service.calls(home, key) for service in _SERVICES.values() if home.offers(service.section))
    return next((name for name in names if name is not None), key)
