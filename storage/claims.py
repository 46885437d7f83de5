"""Claims: what a request takes of which span, whether it fits, and which resource is the one that is short."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, TypeVar

from storage.spans import Span, spans_in_reach, spans_of_booking

K = TypeVar("K", bound=Hashable)
Room = Literal["free", "few", "full", "closed"]


@dataclass(frozen=True, slots=True)
class Want:
    """`amount` of a resource in every span of it that the time overlaps (UTC seconds, half-open)."""

    resource: str
    starts_at: int
    ends_at: int
    amount: int


@dataclass(frozen=True, slots=True)
class Short:
    """What stands in the way. `closed`: there is no span, or it is closed; `day` is "" if there never was one."""

    resource: str
    day: str
    left: int
    needed: int
    closed: bool


@dataclass(slots=True)
class Fit:
    """A request laid over the spans: amounts by span id, and whatever does not fit."""

    amounts: dict[int, int] = field(default_factory=dict)
    spans: dict[int, Span] = field(default_factory=dict)
    shorts: list[Short] = field(default_factory=list)

    def add(self, span: Span, amount: int) -> None:
        """Several wants on one span add up."""
        self.spans[span.id] = span
        self.amounts[span.id] = self.amounts.get(span.id, 0) + amount


def fit(db: sqlite3.Connection, wants: Sequence[Want], unit: int | None = None) -> Fit:
    """Lay the wants over the spans. What `unit` holds already is room for it."""
    return _lay(wants, _reach(db, wants, unit))


def shortages(db: sqlite3.Connection, wants: Sequence[Want], unit: int | None = None) -> tuple[Short, ...]:
    """Which resource is short on which day; empty when the whole request fits."""
    return tuple(fit(db, wants, unit).shorts)


def shortages_of_booking(db: sqlite3.Connection, booking_id: int, unit: int) -> tuple[Short, ...]:
    """The same for what a booking already claims, held or only waited for."""
    amounts = dict(db.execute("SELECT span_id, amount FROM claims WHERE booking_id = ?", (booking_id,)).fetchall())
    spans = spans_of_booking(db, booking_id, unit)
    return tuple(short for span in spans for short in _short(span, amounts[span.id]))


def calendar(db: sqlite3.Connection, days: Mapping[K, Sequence[Want]], unit: int | None = None) -> dict[K, Room]:
    """For each key (a day, or a start): could this be asked for now? One query for the whole range.

    "closed": there is nothing to ask for. "full": it does not fit. "few": it fits, and then at most a quarter is left
    somewhere; a resource of one (a therapist) says nothing here, for it would always be "few". Else "free".
    """
    rooms = _reach(db, [want for wants in days.values() for want in wants], unit)
    return {key: _room(_lay(wants, rooms)) if wants else "closed" for key, wants in days.items()}


@dataclass(frozen=True, slots=True)
class Reach:
    """The spans of one resource by their start. `longest` bounds how far back one may begin that still reaches in."""

    spans: Sequence[Span]
    starts: Sequence[int]
    longest: int

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "Reach":
        """Spans that are in order of their start."""
        longest = max((span.ends_at - span.starts_at for span in spans), default=0)
        return cls(spans, [span.starts_at for span in spans], longest)

    def touched(self, starts_at: int, ends_at: int) -> list[Span]:
        """The spans that a time overlaps, without a walk through all the others."""
        first = bisect_right(self.starts, starts_at - self.longest)
        near = self.spans[first : bisect_left(self.starts, ends_at)]
        return [span for span in near if span.ends_at > starts_at]


def _reach(db: sqlite3.Connection, wants: Sequence[Want], unit: int | None) -> dict[str, Reach]:
    if not wants:
        return {}
    earliest, latest = min(want.starts_at for want in wants), max(want.ends_at for want in wants)
    found = spans_in_reach(db, {want.resource for want in wants}, earliest, latest, unit)
    return {resource: Reach.of(spans) for resource, spans in found.items()}


def _lay(wants: Iterable[Want], rooms: Mapping[str, Reach]) -> Fit:
    laid = Fit()
    for want in wants:
        touched = rooms[want.resource].touched(want.starts_at, want.ends_at)
        laid.shorts += _missing(want, touched)
        for span in touched:
            laid.add(span, want.amount)
    for span in laid.spans.values():
        laid.shorts += _short(span, laid.amounts[span.id])
    return laid


def _missing(want: Want, touched: Sequence[Span]) -> list[Short]:
    """The spans must reach from start to end. A gap of hours is fine (noon, check-out to check-in); a day is not."""
    if not touched:
        return [Short(want.resource, "", 0, want.amount, True)]
    days = sorted({span.day for span in touched})
    gaps = [day for day, following in pairwise(days) if _next(day) != following]
    missing = [_next(day) for day in gaps]
    if touched[0].starts_at > want.starts_at:
        missing.append(days[0])
    if max(span.ends_at for span in touched) < want.ends_at:
        missing.append(days[-1])
    return [Short(want.resource, day, 0, want.amount, True) for day in missing]


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _short(span: Span, amount: int) -> list[Short]:
    needed = max(amount, span.own)  # a unit counts once, with the most that one of its bookings claims
    if span.closed or needed > span.left:
        return [Short(span.resource, span.day, span.left, needed, span.closed)]
    return []


def _room(laid: Fit) -> Room:
    if laid.shorts:
        return "closed" if any(short.closed for short in laid.shorts) else "full"
    return "few" if any(_nearly_full(span, laid.amounts[span.id]) for span in laid.spans.values()) else "free"


def _nearly_full(span: Span, amount: int) -> bool:
    return span.capacity > 1 and (span.left - max(amount, span.own)) * 4 <= span.capacity
