"""Waiting in line: who comes first, who is offered a freed place, who is called."""

import sqlite3

import pytest

from storage.places import (
    Booking,
    Full,
    IllegalMove,
    calendar,
    change,
    extend_offers,
    get,
    lapse,
    offer_freed,
    place,
    release_call,
    waiting,
)
from tests.storage.conftest import HOUR, House, at


@pytest.fixture
def house(db: sqlite3.Connection) -> House:
    house = House(db)
    house.open(house.halves("room", 2))
    return house


def in_two_hours(_booking: Booking, now: int) -> int | None:
    return now + 2 * HOUR


def too_late(_booking: Booking, _now: int) -> int | None:
    return None


def refs(bookings: list[Booking]) -> list[str]:
    return [booking.ref for booking in bookings]


def fill(house: House, day: int = 1) -> list[Booking]:
    return [house.confirms(house.asks(house.morning(day))) for _ in range(2)]


def offered_two(house: House) -> Booking:
    house.asks(house.morning(1, 2), waitlist=True)
    house.edits("room", 1, capacity=3)
    return offer_freed(house.db, house.now, in_two_hours)[0][0]


def test_a_stay_that_does_not_fit_joins_the_waitlist_and_takes_nothing(house: House) -> None:
    fill(house)

    booking = house.asks(house.whole_day(1), waitlist=True)

    assert (booking.state, place(house.db, booking)) == ("waitlisted", 1)
    assert house.asks(house.morning(2, 2)).state == "held"


def test_the_line_goes_by_priority_and_then_by_time_asked(house: House) -> None:
    fill(house)
    fill(house, day=2)
    first = house.asks(house.morning(1), waitlist=True)
    second = house.asks(house.morning(1), waitlist=True)
    elsewhere = house.asks(house.morning(2), waitlist=True, priority=9)
    urgent = house.asks(house.whole_day(1), waitlist=True, priority=3)

    places = [place(house.db, booking) for booking in (urgent, first, second, elsewhere)]

    assert places == [1, 2, 3, 1]
    assert waiting(house.db, house.now) == [elsewhere, urgent, first, second]


def test_a_freed_place_is_offered_to_the_first_in_line(house: House) -> None:
    one, _other = fill(house)
    first = house.asks(house.morning(1), waitlist=True)
    second = house.asks(house.morning(1), waitlist=True)
    house.cancels(one)

    offered, to_call = offer_freed(house.db, house.now, in_two_hours)

    assert (refs(offered), to_call) == ([first.ref], [])
    assert (offered[0].state, offered[0].offer_until) == ("offered", house.now + 2 * HOUR)
    assert (house.state(second), place(house.db, second)) == ("waitlisted", 1)
    assert offer_freed(house.db, house.now, in_two_hours) == ([], [])


def test_siblings_are_skipped_until_there_is_room_for_both_and_keep_their_place(house: House) -> None:
    one, other = fill(house)
    siblings = house.asks(house.morning(1, 2), waitlist=True)
    single = house.asks(house.morning(1), waitlist=True)

    house.cancels(one)
    assert refs(offer_freed(house.db, house.now, in_two_hours)[0]) == [single.ref]
    assert (house.state(siblings), place(house.db, siblings)) == ("waitlisted", 1)

    house.cancels(other)
    house.cancels(single)
    assert refs(offer_freed(house.db, house.now, in_two_hours)[0]) == [siblings.ref]


def test_an_offer_is_accepted_by_the_family(house: House) -> None:
    house.cancels(fill(house)[0])
    booking = offered_two(house)

    confirmed = change(house.db, booking.ref, "confirmed", house.family, house.now, booking.version)

    assert (confirmed.state, confirmed.offer_until) == ("confirmed", None)


def test_an_offer_that_runs_out_goes_on_to_the_next(house: House) -> None:
    one, _other = fill(house)
    first = house.asks(house.morning(1), waitlist=True)
    second = house.asks(house.morning(1), waitlist=True)
    house.cancels(one)
    offer_freed(house.db, house.now, in_two_hours)

    assert lapse(house.db, house.now + 2 * HOUR - 1) == []
    assert refs(lapse(house.db, house.now + 2 * HOUR)) == [first.ref]
    assert refs(offer_freed(house.db, house.now + 2 * HOUR, in_two_hours)[0]) == [second.ref]


def test_waiting_ends_when_the_time_has_begun(house: House) -> None:
    fill(house)
    booking = house.asks(house.morning(1), waitlist=True)

    assert offer_freed(house.db, at(1, 9), in_two_hours) == ([], [])
    assert refs(lapse(house.db, at(1, 9))) == [booking.ref]


def test_an_offer_that_staff_made_without_an_end_lasts_until_its_start(house: House) -> None:
    one, _other = fill(house)
    booking = house.asks(house.morning(1), waitlist=True)
    house.cancels(one)
    change(house.db, booking.ref, "offered", house.staff, house.now)

    assert lapse(house.db, at(1, 9) - 1) == []
    assert refs(lapse(house.db, at(1, 9))) == [booking.ref]


def test_an_offer_lasts_longer_by_a_downtime_but_not_past_its_start(house: House) -> None:
    house.cancels(fill(house)[0])
    booking = offered_two(house)

    assert extend_offers(house.db, HOUR) == 1
    assert get(house.db, booking.ref).offer_until == house.now + 3 * HOUR

    extend_offers(house.db, 90 * 24 * HOUR)
    assert get(house.db, booking.ref).offer_until == at(1, 9)


def test_a_place_freed_too_late_for_an_offer_is_a_call_made_once(house: House) -> None:
    one, _other = fill(house)
    booking = house.asks(house.morning(1), waitlist=True)
    house.cancels(one)

    offered, to_call = offer_freed(house.db, house.now, too_late)

    assert (offered, refs(to_call)) == ([], [booking.ref])
    assert (to_call[0].state, to_call[0].call, place(house.db, booking)) == ("waitlisted", "open", 1)
    assert offer_freed(house.db, house.now, too_late) == ([], [])


def test_while_a_family_is_being_called_nobody_else_gets_its_place(house: House) -> None:
    one, _other = fill(house)
    called = house.asks(house.morning(1), waitlist=True)
    behind = house.asks(house.morning(1), waitlist=True)
    house.cancels(one)
    offer_freed(house.db, house.now, too_late)

    assert offer_freed(house.db, house.now, in_two_hours) == ([], [])
    assert calendar(house.db, {"then": [house.morning(1)]}) == {"then": "full"}
    with pytest.raises(Full):
        house.asks(house.morning(1))
    with pytest.raises(Full):
        change(house.db, behind.ref, "offered", house.staff, house.now)

    accepted = house.confirms(change(house.db, called.ref, "offered", house.staff, house.now))
    assert (accepted.state, accepted.call) == ("confirmed", None)


def test_a_call_that_reached_nobody_lets_the_place_go_to_those_behind(house: House) -> None:
    one, other = fill(house)
    called = house.asks(house.morning(1), waitlist=True)
    behind = house.asks(house.morning(1), waitlist=True)
    house.cancels(one)
    offer_freed(house.db, house.now, too_late)

    assert release_call(house.db, called.ref).call == "released"
    assert refs(offer_freed(house.db, house.now, too_late)[1]) == [behind.ref]
    assert place(house.db, called) == 1

    with pytest.raises(IllegalMove):
        release_call(house.db, called.ref)
    house.cancels(other)
    assert refs(offer_freed(house.db, house.now, in_two_hours)[0]) == [called.ref]


def test_a_move_that_waits_is_offered_when_its_own_place_makes_the_room(house: House) -> None:
    mine, other = fill(house)
    house.asks(house.morning(2, 2))
    move = house.asks(house.morning(1), house.morning(2), replaces_ref=mine.ref, waitlist=True)
    assert move.state == "waitlisted"

    house.edits("room", 2, capacity=3)
    offered, _ = offer_freed(house.db, house.now, in_two_hours)

    assert refs(offered) == [move.ref]
    assert (house.state(mine), house.state(other)) == ("confirmed", "confirmed")


def test_a_family_whose_move_holds_a_part_of_the_place_is_not_passed_over(house: House) -> None:
    other = house.confirms(house.asks(house.morning(1)))
    two = house.asks(house.morning(1, 2), waitlist=True)
    one = house.asks(house.morning(1), replaces_ref=two.ref)
    change(house.db, other.ref, "cancelled", house.family, house.now)

    offered, _to_call = offer_freed(house.db, house.now, in_two_hours)

    assert one.state == "held"
    assert refs(offered) == [two.ref]
