"""What time does to bookings, and what the desk sees first."""

import sqlite3

import pytest

from storage.places import Booking, ahead, change, offer_freed, overdue, queue, settle, spans_of
from tests.storage.a_volunteer import PLACES, POST, a_volunteer, comes
from tests.storage.conftest import DAY, HOUR, House, at, day_name


@pytest.fixture
def house(db: sqlite3.Connection) -> House:
    house = House(db)
    house.open(house.halves("room", 9))
    return house


def ids(bookings: list[Booking]) -> list[int]:
    return [booking.id for booking in bookings]


def test_what_nobody_decided_in_time_becomes_unresolved(house: House) -> None:
    held = house.asks(house.morning(1))
    confirmed = house.confirms(house.asks(house.morning(1)))
    arrived = change(house.db, house.confirms(house.asks(house.morning(1))).ref, "arrived", house.staff, at(1, 9))
    urgent = house.asks(urgent=True)

    assert settle(house.db, at(1, 9) - 1) == []
    assert ids(settle(house.db, at(1, 9))) == [held.id]
    assert ids(settle(house.db, at(1, 12))) == [confirmed.id, arrived.id]
    assert house.state(urgent) == "held"
    assert settle(house.db, at(1, 12)) == []


def test_the_desk_sees_first_what_breaks_first(house: House) -> None:
    now = at(0)
    soon = house.asks(house.morning(4), decide_by=now + HOUR)
    overdue_long = house.asks(house.morning(4), decide_by=now - 2 * HOUR)
    overdue_since = house.asks(house.morning(3), decide_by=now - HOUR)
    today = house.confirms(house.asks(house.morning(0), decide_by=now - HOUR))
    no_hurry = house.asks(house.morning(2))
    later = house.confirms(house.asks(house.morning(1)))
    urgent = house.asks(urgent=True, starts_at=now, ends_at=now)
    gone = house.cancels(house.asks(house.morning(0)))

    seen = queue(house.db, now)

    assert ids(seen) == ids([urgent, overdue_long, overdue_since, soon, today, no_hurry])
    assert ids(queue(house.db, now, ahead=2 * DAY)) == ids([*seen[:5], later, no_hurry])
    assert ids(overdue(house.db, now)) == ids([overdue_long, overdue_since])
    assert gone not in seen


def test_a_family_to_ring_about_a_free_place_stands_near_the_top(house: House) -> None:
    full = house.asks(house.morning(1, 9))
    called = house.asks(house.morning(1), waitlist=True)
    waits = house.asks(house.morning(2, 10), waitlist=True)
    held = house.asks(house.morning(2), decide_by=at(-3))
    house.cancels(full)
    offer_freed(house.db, house.now, lambda _booking, _now: None)

    assert ids(queue(house.db, at(0))) == ids([called, held])
    assert house.state(waits) == "waitlisted"


def test_what_lies_ahead_is_what_is_not_over_by_its_start(house: House) -> None:
    later, sooner = house.confirms(house.asks(house.morning(3))), house.asks(house.morning(1))
    waits = house.asks(house.morning(2, 9), waitlist=True)
    house.cancels(house.asks(house.morning(4)))
    house.asks(house.morning(0))

    assert ids(ahead(house.db, at(1))) == ids([sooner, waits, later])
    assert ids(ahead(house.db, at(1), 2)) == ids([sooner, waits])


def test_shifts_of_volunteers_are_left_to_the_roster(house: House) -> None:
    house.open(house.halves("room", 9), house.halves(POST, PLACES))
    comes(house.db, a_volunteer(house.db), spans_of(house.db, POST, day_name(0))[0])
    family = house.confirms(house.asks(house.morning(1)))

    assert ids(ahead(house.db, at(-7))) == [family.id]
    assert ids(queue(house.db, at(0, 8), 2 * DAY)) == [family.id]
