"""Spans: how much of a resource there is from when to when, generated ahead from the profile's weekly templates.

Generation only adds. What staff have edited stays theirs, and what families have booked is never taken from under them.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from storage import meta


@dataclass(frozen=True, slots=True)
class SpanPlan:
    """What the profile wants there to be: `resource` by key, `day` ISO, times in UTC seconds, half-open."""

    resource: str
    day: str
    starts_at: int
    ends_at: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Span:
    """A span and its room. `taken` is what other units hold (an open call holds too), `own` what the asker holds."""

    id: int
    resource: str
    day: str
    starts_at: int
    ends_at: int
    capacity: int
    edited: bool
    closed: bool
    taken: int
    own: int

    @property
    def left(self) -> int:
        """The room for the asker; never negative."""
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A span with families in it that no longer matches the profile: gone, at other hours, or with too few places."""

    span: Span
    why: Literal["gone", "hours", "places"]


Orphans = tuple[Orphan, ...]

# A unit counts once a span, with the most that any of its bookings claims there. An open call keeps its place from
# everyone else although nothing is promised yet.
_SPANS = """
    SELECT s.id, r.key, s.day, s.starts_at, s.ends_at, s.capacity, s.edited, s.closed,
        (SELECT coalesce(sum(most), 0) FROM (
            SELECT max(c.amount) AS most FROM claims AS c
            WHERE c.span_id = s.id AND c.unit <> :unit
                AND (c.counts = 1 OR c.booking_id IN (SELECT id FROM bookings WHERE call = 'open'))
            GROUP BY c.unit)) AS taken,
        (SELECT coalesce(max(c.amount), 0) FROM claims AS c
            WHERE c.span_id = s.id AND c.unit = :unit AND c.counts = 1) AS own
    FROM resources AS r CROSS JOIN spans AS s ON s.resource_id = r.id
"""
_IN_REACH = """
    WHERE r.key IN (SELECT value FROM json_each(:keys)) AND s.ends_at > :starts_at AND s.starts_at < :ends_at
    ORDER BY s.starts_at, s.id
"""
_OF_DAYS = " WHERE s.day BETWEEN :first AND :last AND r.plan = :plan ORDER BY s.id"
_OF_DAY = " WHERE r.key = :key AND s.day BETWEEN :first AND :last ORDER BY s.starts_at"
_OF_ID = " WHERE s.id = :id"
_OF_BOOKING = " WHERE s.id IN (SELECT span_id FROM claims WHERE booking_id = :booking) ORDER BY s.starts_at, s.id"
_WAITED_FOR = """
    WHERE s.id IN (SELECT c.span_id FROM bookings AS b JOIN claims AS c ON c.booking_id = b.id
        WHERE b.state = 'waitlisted')
"""


def _span(row: Sequence[Any]) -> Span:
    *head, edited, closed, taken, own = row
    values: list[Any] = [*head, bool(edited), bool(closed), taken, own]
    return Span(*values)


def _select(db: sqlite3.Connection, where: str, unit: int | None, **slots: object) -> list[Span]:
    return [_span(row) for row in db.execute(_SPANS + where, {"unit": unit or 0, **slots})]


def spans_in_reach(
    db: sqlite3.Connection, keys: Iterable[str], starts_at: int, ends_at: int, unit: int | None = None
) -> dict[str, list[Span]]:
    """The spans of the resources that overlap the time, by resource and in order. One query, however long the time."""
    found: dict[str, list[Span]] = {key: [] for key in keys}
    slots = {"keys": json.dumps(list(found)), "starts_at": starts_at, "ends_at": ends_at}
    for span in _select(db, _IN_REACH, unit, **slots):
        found[span.resource].append(span)
    return found


def spans_of(db: sqlite3.Connection, resource: str, day: str, last: str | None = None) -> list[Span]:
    """What there is of a resource on a day (or from it to the day `last`), in order: the times of an appointment."""
    return _select(db, _OF_DAY, None, key=resource, first=day, last=last or day)


def spans_of_booking(db: sqlite3.Connection, booking_id: int, unit: int) -> list[Span]:
    """The spans that a booking claims, seen from its own unit."""
    return _select(db, _OF_BOOKING, unit, booking=booking_id)


def spans_waited_for(db: sqlite3.Connection) -> list[Span]:
    """The spans that the waitlist waits for, seen from outside."""
    return _select(db, _WAITED_FOR, None)


def edit_span(db: sqlite3.Connection, span_id: int, capacity: int | None = None, closed: bool | None = None) -> Span:
    """Staff change one span, and generation leaves it alone from then on. Who is already in it stays in it."""
    db.execute(
        "UPDATE spans SET edited = 1, capacity = coalesce(?, capacity), closed = coalesce(?, closed) WHERE id = ?",
        (capacity, closed, span_id),
    )
    return _select(db, _OF_ID, None, id=span_id)[0]


def open_spans(
    db: sqlite3.Connection, plans: Iterable[SpanPlan], first: str | None = None, last: str | None = None,
    plan: str = "weekly",
) -> Orphans:  # fmt: skip
    """Make the spans of the days `first`..`last` (by default those of the plans) as planned; what no longer matches.

    `plans` is all that `plan` wants for those days, of every resource that is its own: what is not in it counts as
    gone. New ones are added. An untouched one follows its template, closes when that is gone and opens when it is back.
    One with families in it (booked or waiting) keeps its hours and their places, and is told as an orphan. Where people
    wait for what has more places now, `meta.ROOM_OPENED` says so.
    """
    wanted = {(plan.resource, plan.day, plan.starts_at): plan for plan in plans}
    days = [day for _key, day, _starts_at in wanted]
    if not days and not (first and last):
        return ()
    _open_resources(db, wanted.values(), plan)
    there = {
        (span.resource, span.day, span.starts_at): span
        for span in _select(db, _OF_DAYS, None, first=first or min(days), last=last or max(days), plan=plan)
    }
    _insert(db, [plan for key, plan in wanted.items() if key not in there])
    waited_for = {span.id for span in spans_waited_for(db)}
    return _follow(db, [(span, wanted.get(key)) for key, span in there.items() if not span.edited], waited_for)


def _open_resources(db: sqlite3.Connection, plans: Iterable[SpanPlan], name: str) -> None:
    most: dict[str, int] = {}
    for plan in plans:
        most[plan.resource] = max(plan.capacity, most.get(plan.resource, 0))
    db.executemany(
        "INSERT INTO resources (key, capacity, plan) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET capacity = excluded.capacity",
        [(key, capacity, name) for key, capacity in most.items()],
    )


def _insert(db: sqlite3.Connection, plans: Sequence[SpanPlan]) -> None:
    # Plans may reach beyond the days that were looked at; what is already there is met when its own days come.
    db.executemany(
        "INSERT INTO spans (resource_id, day, starts_at, ends_at, capacity)"
        " SELECT id, ?, ?, ?, ? FROM resources WHERE key = ? ON CONFLICT DO NOTHING",
        [(plan.day, plan.starts_at, plan.ends_at, plan.capacity, plan.resource) for plan in plans],
    )


def _follow(db: sqlite3.Connection, pairs: Sequence[tuple[Span, SpanPlan | None]], waited_for: set[int]) -> Orphans:
    orphans: list[Orphan] = []
    changes: list[tuple[int, int, bool, int]] = []
    for span, plan in pairs:
        if span.taken or span.id in waited_for:
            orphans += _mismatch(span, plan)
            after = (span.ends_at, max(plan.capacity, span.taken) if plan else span.capacity, span.closed, span.id)
        elif plan:
            after = (plan.ends_at, plan.capacity, False, span.id)
        else:
            after = (span.ends_at, span.capacity, True, span.id)
        if after != (span.ends_at, span.capacity, span.closed, span.id):
            changes.append(after)
        if span.id in waited_for and after[1] > span.capacity:
            meta.put(db, meta.ROOM_OPENED, "yes")
    db.executemany("UPDATE spans SET ends_at = ?, capacity = ?, closed = ? WHERE id = ?", changes)
    return tuple(orphans)


def _mismatch(span: Span, plan: SpanPlan | None) -> list[Orphan]:
    if plan is None:
        return [Orphan(span, "gone")]
    if plan.ends_at != span.ends_at:
        return [Orphan(span, "hours")]
    return [Orphan(span, "places")] if plan.capacity < span.taken else []
