"""Whatever families, staff and the clock do, in whatever order: the promises of the places hold.

The model keeps only what was asked and reads only the states; it counts what is taken in its own way.
"""

from collections.abc import Iterator
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from storage.db import connect, migrate
from storage.moves import KEPT
from storage.places import (
    COUNTING,
    MOVES,
    Actor,
    AlreadyMoving,
    Booking,
    Full,
    IllegalMove,
    Short,
    Want,
    calendar,
    change,
    edit_span,
    get,
    lapse,
    offer_freed,
    release_call,
    settle,
    shortages,
    spans_of,
)
from tests.storage.conftest import HOUR, House, at, day_name

DAYS = 3
KINDS = ("morning", "whole_day", "night", "two_nights")
Cell = tuple[str, int]  # a resource, and when its span starts
requests = st.tuples(st.sampled_from(KINDS), st.integers(0, DAYS - 2), st.integers(1, 3))


def wants_of(house: House, kind: str, day: int, children: int) -> list[Want]:
    """A child needs a bed and, at night, some of the carer."""
    if kind == "morning":
        return [house.morning(day, children)]
    if kind == "whole_day":
        return [house.whole_day(day, children), house.whole_day(day, 1, "nurse")]
    nights = 2 if kind == "two_nights" else 1
    return [house.stay(day, nights, children), house.stay(day, nights, children, "carer")]


def cells_of(kind: str, day: int, children: int) -> dict[Cell, int]:
    """The same, written out span by span."""
    if kind == "morning":
        return {("room", at(day, 9)): children}
    if kind == "whole_day":
        rooms = {("room", at(day, hour)): children for hour in (9, 13)}
        return rooms | {("nurse", at(day, hour)): 1 for hour in (9, 13)}
    nights = [day, day + 1] if kind == "two_nights" else [day]
    return {(resource, at(night, 15)): children for night in nights for resource in ("bed", "carer")}


class Places(RuleBasedStateMachine):
    """Random lives of a small house."""

    refs: Bundle[str] = Bundle("refs")

    def __init__(self) -> None:
        super().__init__()
        db = connect(Path(":memory:"))
        migrate(db)
        self.house = house = House(db)
        halves = house.halves("room", 3, DAYS), house.halves("nurse", 2, DAYS)
        house.open(*halves, house.nights("bed", 3, DAYS), house.nights("carer", 4, DAYS))
        self.asked: dict[str, dict[Cell, int]] = {}

    def teardown(self) -> None:
        self.house.db.close()

    # What the model knows.

    def bookings(self) -> list[Booking]:
        return [get(self.house.db, ref) for ref in self.asked]

    def capacity(self) -> dict[Cell, int]:
        rows = self.house.db.execute(
            "SELECT key, starts_at, spans.capacity FROM spans JOIN resources ON resources.id = resource_id"
        )
        return {(key, starts_at): capacity for key, starts_at, capacity in rows}

    def holders(self, calls: bool) -> Iterator[Booking]:
        for booking in self.bookings():
            if booking.state in COUNTING or (calls and booking.call == "open"):
                yield booking

    def taken(self, calls: bool = False, but: int = 0) -> dict[Cell, int]:
        """The most of each unit, added up; `calls` adds those who are being rung, `but` leaves a unit out."""
        most: dict[tuple[Cell, int], int] = {}
        for booking in self.holders(calls):
            for cell, amount in self.asked[booking.ref].items():
                if booking.unit != but:
                    most[cell, booking.unit] = max(amount, most.get((cell, booking.unit), 0))
        total = dict.fromkeys(self.capacity(), 0)
        for (cell, _unit), amount in most.items():
            total[cell] += amount
        return total

    def own(self, unit: int, cell: Cell) -> int:
        mine = [self.asked[booking.ref].get(cell, 0) for booking in self.holders(False) if booking.unit == unit]
        return max(mine, default=0)

    def fits(self, cells: dict[Cell, int], unit: int = 0) -> bool:
        capacity, taken = self.capacity(), self.taken(calls=True, but=unit)
        return all(max(amount, self.own(unit, cell)) <= capacity[cell] - taken[cell] for cell, amount in cells.items())

    # What people and the clock do.

    @rule(target=refs, what=requests, waitlist=st.booleans(), priority=st.integers(0, 2))
    def ask(self, what: tuple[str, int, int], waitlist: bool, priority: int) -> object:
        fits = self.fits(cells_of(*what))
        try:
            booking = self.house.asks(*wants_of(self.house, *what), waitlist=waitlist, priority=priority)
        except Full:
            assert not fits
            assert not waitlist
            return multiple()
        assert booking.state == ("held" if fits else "waitlisted")
        self.asked[booking.ref] = cells_of(*what)
        return booking.ref

    @rule(target=refs, old=refs, what=requests)
    def move(self, old: str, what: tuple[str, int, int]) -> object:
        fits = self.fits(cells_of(*what), get(self.house.db, old).unit)
        try:
            booking = self.house.asks(*wants_of(self.house, *what), waitlist=True, replaces_ref=old)
        except (IllegalMove, AlreadyMoving):
            return multiple()
        assert booking.state == ("held" if fits else "waitlisted")
        self.asked[booking.ref] = cells_of(*what)
        return booking.ref

    @rule(ref=refs, to=st.sampled_from(sorted(MOVES)))
    def decide(self, ref: str, to: str) -> None:
        before = get(self.house.db, ref)
        fits = self.fits(self.asked[ref], before.unit)
        try:
            change(self.house.db, ref, to, self.house.staff, self.house.now, before.version)
        except Full:
            assert not fits
        except IllegalMove:
            assert get(self.house.db, ref) == before
        else:
            assert to in MOVES[before.state]
            assert fits or before.state in COUNTING or to not in COUNTING

    @rule(ref=consumes(refs))
    def withdraw(self, ref: str) -> None:
        if "cancelled" in MOVES[get(self.house.db, ref).state]:
            change(self.house.db, ref, "cancelled", Actor("staff"), self.house.now)

    @rule(late=st.booleans())
    def offer(self, late: bool) -> None:
        line = sorted(
            (b for b in self.bookings() if b.state == "waitlisted" and b.starts_at > self.house.now),
            key=lambda b: (-b.priority, b.asked_at, b.id),
        )
        fitted = {booking.ref: self.fits(self.asked[booking.ref], booking.unit) for booking in line}

        offered, to_call = offer_freed(
            self.house.db, self.house.now, lambda booking, now: None if late else now + 2 * HOUR
        )

        served = {booking.ref for booking in offered + to_call}
        assert all(fitted[ref] for ref in served)
        assert not (offered if late else to_call)
        for booking in line:  # whoever is passed over would not have fitted, even after those ahead alone
            if booking.ref not in served and booking.call is None:
                assert not self.fits(self.asked[booking.ref], booking.unit)
        first = next((b for b in line if fitted[b.ref] and b.call is None), None)
        assert first is None or first.ref in served

    @rule(ref=refs)
    def release(self, ref: str) -> None:
        if get(self.house.db, ref).call == "open":
            release_call(self.house.db, ref)

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.house.now += hours * HOUR
        lapse(self.house.db, self.house.now)
        settle(self.house.db, self.house.now)
        begun = [booking for booking in self.bookings() if booking.starts_at <= self.house.now]
        assert not {booking.state for booking in begun} & {"held", "waitlisted", "offered"}

    @rule(resource=st.sampled_from(["room", "bed", "carer"]), day=st.integers(0, DAYS - 1), more=st.integers(-1, 1))
    def edit(self, resource: str, day: int, more: int) -> None:
        for span in spans_of(self.house.db, resource, day_name(day)):
            taken = self.taken()[resource, span.starts_at]
            edit_span(self.house.db, span.id, capacity=max(taken, span.capacity + more))

    # What always holds.

    @invariant()
    def no_place_is_promised_twice(self) -> None:
        capacity = self.capacity()
        assert all(amount <= capacity[cell] for cell, amount in self.taken().items())

    @invariant()
    def a_booking_has_all_of_its_places_or_none(self) -> None:
        for booking in self.bookings():
            rows = self.house.db.execute(
                "SELECT key, starts_at, amount, counts FROM claims JOIN spans ON spans.id = span_id"
                " JOIN resources ON resources.id = resource_id WHERE booking_id = ?",
                (booking.id,),
            ).fetchall()
            assert {(key, starts_at): amount for key, starts_at, amount, _ in rows} == self.asked[booking.ref]
            assert {bool(counts) for *_, counts in rows} == {booking.state in COUNTING}

    @invariant()
    def those_of_one_unit_never_come_twice(self) -> None:
        kept = [booking.unit for booking in self.bookings() if booking.state in KEPT]
        live = [booking.unit for booking in self.bookings() if booking.state in {*COUNTING, "waitlisted"}]
        assert len(kept) == len(set(kept))
        assert all(live.count(unit) <= 2 for unit in live)

    @invariant()
    def the_calendar_says_what_the_answer_would_be(self) -> None:
        asks = {
            what: wants_of(self.house, *what) for what in ((k, d, n) for k in KINDS for d in (0, 1) for n in (1, 3))
        }
        shown = calendar(self.house.db, asks)
        for what, wants in asks.items():
            shorts: tuple[Short, ...] = shortages(self.house.db, wants)
            assert (shown[what] in {"free", "few"}) == (not shorts) == self.fits(cells_of(*what))


Places.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
test_the_promises_hold_whatever_happens = Places.TestCase
