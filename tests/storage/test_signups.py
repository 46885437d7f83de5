"""Nobody twice in one shift, and never more than its places: by the functions, and by the database behind them."""

import sqlite3

import pytest

from storage import places, signups
from storage.places import Actor, Full
from storage.signups import Signup
from tests.storage.a_volunteer import NOW, PLACES, a_volunteer, comes, new_for, opened
from tests.storage.conftest import House

STAFF = Actor("staff")


def states(db: sqlite3.Connection) -> list[str]:
    return [row["state"] for row in db.execute("SELECT state FROM bookings ORDER BY id")]


def test_a_signup_is_settled_at_once_and_takes_a_place(house: House):
    span = opened(house)

    one = comes(house.db, a_volunteer(house.db), span)

    assert (one.booking.state, one.is_sure, one.counts) == ("confirmed", True, True)
    assert places.spans_of(house.db, span.resource, span.day)[0].taken == 1


def test_the_last_place_goes_to_one_alone(house: House):
    span = opened(house)
    for _number in range(PLACES):
        comes(house.db, a_volunteer(house.db), span)

    with pytest.raises(Full):
        comes(house.db, a_volunteer(house.db), span)

    assert len(signups.of_span(house.db, span.id)) == PLACES


def test_nobody_is_in_one_shift_twice(house: House):
    span, somebody = opened(house), a_volunteer(house.db)
    comes(house.db, somebody, span)

    with pytest.raises(sqlite3.IntegrityError, match="has this shift already"):
        comes(house.db, somebody, span)


def test_whoever_gave_it_up_may_take_it_again(house: House):
    span, somebody = opened(house), a_volunteer(house.db)
    one = comes(house.db, somebody, span)
    places.change(house.db, one.booking.ref, "cancelled", STAFF, NOW)

    comes(house.db, somebody, span)

    assert states(house.db) == ["cancelled", "confirmed"]


def test_a_no_show_put_right_does_not_come_back_beside_a_second_signup(house: House):
    span, somebody = opened(house), a_volunteer(house.db)
    one = comes(house.db, somebody, span)
    places.change(house.db, one.booking.ref, "no_show", STAFF, NOW)
    comes(house.db, somebody, span)

    with pytest.raises(sqlite3.IntegrityError, match="has this shift already"):
        places.change(house.db, one.booking.ref, "unresolved", STAFF, NOW)


def test_the_door_writes_down_who_came_and_went_once(house: House):
    one = comes(house.db, a_volunteer(house.db), opened(house))

    here = signups.arrive(house.db, one, NOW + 60)
    gone = signups.depart(house.db, signups.depart(house.db, here, NOW + 3600), NOW + 7200)

    assert (here.booking.state, here.came_at) == ("arrived", NOW + 60)
    assert gone.left_at == NOW + 3600


def test_what_was_given_up_stays_to_be_read_and_takes_no_place(house: House):
    span, somebody = opened(house), a_volunteer(house.db)
    one = comes(house.db, somebody, span)
    places.change(house.db, one.booking.ref, "cancelled", STAFF, NOW)

    mine: list[Signup] = signups.of_volunteer(house.db, somebody.id)

    assert [each.booking.state for each in mine] == ["cancelled"]
    assert signups.of_span(house.db, span.id) == []
    assert signups.between(house.db, span.starts_at, span.ends_at) == {}


def test_a_lapsed_check_sets_a_signup_back_and_only_the_rules_do_so(house: House):
    one = comes(house.db, a_volunteer(house.db), opened(house))

    with pytest.raises(places.IllegalMove):
        places.change(house.db, one.booking.ref, "held", STAFF, NOW)
    held = places.change(house.db, one.booking.ref, "held", places.CLOCK, NOW)

    assert held.state == "held"
    assert not signups.get(house.db, one.booking.ref).is_sure
    with pytest.raises(places.UnknownBooking):
        signups.get(house.db, "NOBODYS")
    assert new_for(a_volunteer(house.db), opened(house)).service == signups.SERVICE
