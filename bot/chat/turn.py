"""The turn between events and screens, which a flow is handed and speaks through."""

import sqlite3
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from bot.chat.events import Event
from bot.chat.screens import Screen
from bot.home import Home
from bot.hours import instant
from bot.text import Json, Text, Texts
from storage.people import Address, Person
from storage.seal import Seal

T = TypeVar("T")


@dataclass(frozen=True)
class Open:
    """Go on in another flow, which is handed `given` (plain JSON). A `nested` one hands its result back."""

    flow: str
    given: Mapping[str, Json] = field(default_factory=dict)
    nested: bool = False


@dataclass(frozen=True)
class Saying:
    """One screen for one reader: an address, or a person at their last used address. `edits` is a message's number."""

    screen: Screen
    address_id: int | None = None
    person_id: int | None = None
    edits: int | None = None
    purpose: str = "answer"
    important_until: int | None = None


@dataclass
class Turn:
    """One event being handled, inside one transaction. `now` is UTC seconds; a flow never asks a clock.

    `result` is what a nested form hands back to the one beneath it. `off_record`: nobody may be recognised by what this
    turn writes down, neither by a person nor by a clock.
    """

    db: sqlite3.Connection
    now: int
    home: Home
    seal: Seal
    texts: Texts
    person: Person
    address: Address
    event: Event
    sayings: list[Saying] = field(default_factory=list)
    result: Json = None
    off_record: bool = False
    _known: dict[Hashable, object] = field(default_factory=dict, repr=False)
    _changes: int = -1

    @property
    def zone(self) -> ZoneInfo:
        """The home's time zone."""
        return self.home.zone

    @property
    def day_began(self) -> int:
        """The beginning of the home's local day, in UTC seconds: the only time that is told off the record."""
        return self.began(self.today)

    def began(self, day: date) -> int:
        """When a local day began or begins, in UTC seconds: for what knows no hour."""
        return instant(day, time(), self.zone)

    @property
    def has_clock(self) -> bool:
        """Whether it may be told when this was: not off the record, nor where somebody was so earlier on this day."""
        return not self.off_record and self.address.used_at != self.day_began

    @property
    def written_at(self) -> int:
        """The time that is written down of what is said and half filled here, in UTC seconds."""
        return self.now if self.has_clock else self.day_began

    @property
    def today(self) -> date:
        """The home's local day."""
        return self.local(self.now).date()

    def local(self, at: int) -> datetime:
        """An instant on the home's clock."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone)

    def once(self, name: Hashable, read: Callable[[], T]) -> T:
        """What `read` finds in the database, read again only once something was written: a form asks many times."""
        if self.db.total_changes != self._changes:
            self._changes, self._known = self.db.total_changes, {}
        if name not in self._known:
            self._known[name] = read()
        return cast("T", self._known[name])

    def spoken(self, text: Text) -> str:
        """A text in this person's language: to match what they typed, or for a file that leaves the chat."""
        return self.texts.say(text, self.person.language, self.zone)

    def say(self, screen: Screen) -> None:
        """Tell this person something now, beside the flow's own answer."""
        self.sayings.append(Saying(screen, address_id=self.address.id))

    def tell(
        self, person_id: int, screen: Screen, *, purpose: str = "news", important_until: int | None = None
    ) -> None:
        """Tell someone where they were last heard. Unseen a day before `important_until`, it becomes a call to make."""
        self.sayings.append(Saying(screen, person_id=person_id, purpose=purpose, important_until=important_until))
