"""Spans come from templates: new ones are added, what families have booked or staff have edited stays."""

import sqlite3

import pytest

from storage.places import Orphan, Span, SpanPlan, edit_span, open_spans, spans_of
from tests.storage.conftest import House, at, day_name

NIGHT = [SpanPlan("bed", day_name(3), at(3, 15), at(3, 36), 2)]
OTHER_NIGHT = [SpanPlan("bed", day_name(6), at(6, 15), at(6, 36), 2)]


def the_night(house: House) -> Span:
    (span,) = spans_of(house.db, "bed", day_name(3))
    return span


@pytest.fixture
def house(db: sqlite3.Connection) -> House:
    house = House(db)
    house.open(NIGHT, OTHER_NIGHT)
    return house


def test_generating_twice_changes_nothing(house: House) -> None:
    before = [tuple(row) for row in house.db.execute("SELECT * FROM spans")]

    assert open_spans(house.db, NIGHT + OTHER_NIGHT) == ()
    assert [tuple(row) for row in house.db.execute("SELECT * FROM spans")] == before
    assert open_spans(house.db, []) == ()


def test_an_untouched_span_follows_its_template(house: House) -> None:
    open_spans(house.db, [SpanPlan("bed", day_name(3), at(3, 15), at(3, 34), 1)])

    assert (the_night(house).capacity, the_night(house).ends_at) == (1, at(3, 34))


def test_a_span_without_a_template_closes_and_opens_again_with_it(house: House) -> None:
    open_spans(house.db, OTHER_NIGHT, first=day_name(0), last=day_name(6))
    assert the_night(house).closed

    open_spans(house.db, NIGHT, last=day_name(3))
    assert not the_night(house).closed


def test_all_templates_may_go(house: House) -> None:
    assert open_spans(house.db, [], first=day_name(0), last=day_name(6)) == ()
    assert the_night(house).closed


def test_a_booked_night_whose_template_is_gone_is_an_orphan(house: House) -> None:
    house.asks(house.stay(3))

    orphans = open_spans(house.db, OTHER_NIGHT, first=day_name(0))

    assert orphans == (Orphan(the_night(house), "gone"),)
    assert not the_night(house).closed


def test_a_night_that_someone_waits_for_is_an_orphan_too(house: House) -> None:
    blocker = house.asks(house.stay(3, amount=2))
    house.asks(house.stay(3), waitlist=True)
    house.cancels(blocker)

    assert [orphan.why for orphan in open_spans(house.db, OTHER_NIGHT, first=day_name(0))] == ["gone"]


def test_a_booked_night_keeps_its_hours_and_its_places(house: House) -> None:
    house.asks(house.stay(3, amount=2))

    orphans = open_spans(house.db, [SpanPlan("bed", day_name(3), at(3, 15), at(3, 34), 1)])

    assert [orphan.why for orphan in orphans] == ["hours"]
    assert (the_night(house).capacity, the_night(house).ends_at) == (2, at(3, 36))


def test_fewer_places_than_are_booked_is_told_and_takes_nobody_out(house: House) -> None:
    open_spans(house.db, [SpanPlan("bed", day_name(3), at(3, 15), at(3, 36), 5)])
    house.asks(house.stay(3, amount=3))

    orphans = open_spans(house.db, NIGHT)

    assert [orphan.why for orphan in orphans] == ["places"]
    assert the_night(house).capacity == 3


def test_more_places_open_although_some_are_booked(house: House) -> None:
    house.asks(house.stay(3))

    orphans = open_spans(house.db, [SpanPlan("bed", day_name(3), at(3, 15), at(3, 36), 4)])

    assert (orphans, the_night(house).left) == ((), 3)


def test_what_staff_have_edited_is_left_alone(house: House) -> None:
    edited = edit_span(house.db, the_night(house).id, capacity=7)

    open_spans(house.db, NIGHT)
    open_spans(house.db, OTHER_NIGHT, first=day_name(0))

    assert the_night(house) == edited
    assert (edited.capacity, edited.closed, edited.edited) == (7, False, True)


def test_closing_a_span_takes_nobody_out_of_it(house: House) -> None:
    booking = house.asks(house.stay(3))

    edit_span(house.db, the_night(house).id, closed=True)

    assert (house.state(house.confirms(booking)), the_night(house).taken) == ("confirmed", 1)


def test_plans_may_reach_beyond_the_days_that_are_looked_at(house: House) -> None:
    assert open_spans(house.db, NIGHT + OTHER_NIGHT, last=day_name(3)) == ()
