"""What fits, what does not, and which resource is the one that is short."""

import sqlite3

import pytest

from storage.places import (
    Full,
    Short,
    UnknownBooking,
    Want,
    by_code,
    by_id,
    calendar,
    children_of,
    find,
    get,
    history,
    in_span,
    of_child,
    of_person,
    set_code,
    shortages,
    spans_of,
)
from tests.storage.conftest import House, at, day_name

TUESDAY = day_name(1)


def person(db: sqlite3.Connection, name: str) -> int:
    insert = "INSERT INTO people (ref, language, created_day) VALUES (?, 'zh', '2026-12-01')"
    return int(db.execute(insert, (name,)).lastrowid or 0)


def child(db: sqlite3.Connection, name: str) -> int:
    insert = "INSERT INTO children (ref, created_day) VALUES (?, '2026-12-01')"
    return int(db.execute(insert, (name,)).lastrowid or 0)


def test_half_a_day_and_a_whole_day_compete_for_the_same_room(house: House) -> None:
    house.open(house.halves("room", 2))
    house.asks(house.morning(1, 2))

    short = shortages(house.db, [house.whole_day(1)])

    assert short == (Short("room", TUESDAY, left=0, needed=1, closed=False),)
    assert shortages(house.db, [Want("room", at(1, 13), at(1, 17), 2)]) == ()


def test_a_bed_is_free_and_the_night_carer_is_not(house: House) -> None:
    house.open(house.nights("bed", 4), house.nights("carer", 5))
    house.asks(house.stay(4, amount=2), house.stay(4, amount=4, resource="carer"))

    with pytest.raises(Full) as refused:
        house.asks(house.stay(4), house.stay(4, amount=2, resource="carer"))

    assert refused.value.shorts == (Short("carer", day_name(4), left=1, needed=2, closed=False),)


def test_siblings_are_both_in_or_neither(house: House) -> None:
    house.open(house.nights("bed", 2))
    house.asks(house.stay(5))

    with pytest.raises(Full):
        house.asks(house.stay(4, nights=2, amount=2))

    assert [span.taken for day in (4, 5) for span in spans_of(house.db, "bed", day_name(day))] == [0, 1]


def test_two_wants_of_one_place_add_up(house: House) -> None:
    house.open(house.halves("room", 2))

    short = shortages(house.db, [house.morning(1, 2), house.morning(1)])

    assert short == (Short("room", TUESDAY, left=2, needed=3, closed=False),)


def test_a_stay_passes_over_the_hours_between_check_out_and_check_in(house: House) -> None:
    house.open(house.nights("bed", 1))

    assert shortages(house.db, [house.stay(3, nights=4)]) == ()


def test_a_stay_does_not_pass_over_a_night_that_is_not_there(house: House) -> None:
    house.open([plan for plan in house.nights("bed", 1) if plan.day != day_name(5)])

    assert shortages(house.db, [house.stay(4, nights=3)]) == (Short("bed", day_name(5), 0, 1, closed=True),)


@pytest.mark.parametrize(
    ("starts", "ends", "day"),
    [(at(1, 8), at(1, 12), TUESDAY), (at(1, 9), at(1, 18), TUESDAY), (at(40, 9), at(40, 12), "")],
    ids=["too early", "too late", "never"],
)
def test_what_reaches_beyond_the_opening_hours_is_closed(house: House, starts: int, ends: int, day: str) -> None:
    house.open(house.halves("room", 2))

    assert shortages(house.db, [Want("room", starts, ends, 1)]) == (Short("room", day, 0, 1, closed=True),)


def test_what_touches_end_to_end_does_not_compete(house: House) -> None:
    house.open(house.nights("bed", 1))
    house.asks(house.stay(3))

    assert house.asks(house.stay(4)).state == "held"


def test_a_closed_day_is_refused_even_to_those_who_would_wait(house: House) -> None:
    house.open(house.halves("room", 2))
    house.edits("room", 1, closed=True)

    with pytest.raises(Full) as refused:
        house.asks(house.morning(1), waitlist=True)

    assert refused.value.shorts == (Short("room", TUESDAY, left=2, needed=1, closed=True),)


def test_an_urgent_request_needs_no_place_to_be_held(house: House) -> None:
    booking = house.asks(urgent=True)

    assert (booking.state, booking.urgent) == ("held", True)


def test_a_request_that_is_refused_leaves_nothing_behind(house: House) -> None:
    house.open(house.halves("room", 1))
    house.asks(house.morning(1))

    with pytest.raises(Full):
        house.asks(house.morning(1))

    assert house.db.execute("SELECT count(*) FROM bookings").fetchone()[0] == 1


def test_a_booking_is_found_again_by_all_its_names(house: House) -> None:
    house.open(house.halves("room", 9))
    mother, ming, hong = person(house.db, "MOTHER"), child(house.db, "MING"), child(house.db, "HONG")
    booking = house.asks(
        house.morning(1), person_id=mother, children=(hong, ming), code=b"code", flags=("short_notice",), priority=4
    )
    later = house.asks(house.morning(0), person_id=mother)
    house.cancels(later)

    assert get(house.db, booking.ref) == find(house.db, booking.ref) == by_id(house.db, booking.id) == booking
    assert by_code(house.db, b"code") == booking
    assert of_person(house.db, mother) == [booking]
    assert [one.id for one in of_person(house.db, mother, live=False)] == [later.id, booking.id]
    assert of_child(house.db, ming) == [booking]
    assert children_of(house.db, booking) == [ming, hong]
    assert in_span(house.db, spans_of(house.db, "room", TUESDAY)[0].id) == [booking]
    assert in_span(house.db, spans_of(house.db, "room", day_name(0))[0].id) == []
    assert (booking.flags, booking.unit, booking.version) == (("short_notice",), booking.id, 1)
    assert [(step.from_state, step.to_state, step.by_person) for step in history(house.db, booking)] == [
        (None, "held", mother)
    ]


def test_a_reissued_return_code_takes_the_place_of_the_old_one(house: House) -> None:
    booking = house.asks(code=b"old")

    set_code(house.db, booking.ref, b"new")

    assert by_code(house.db, b"old") is None
    assert by_code(house.db, b"new") is not None


def test_a_name_that_nothing_has_finds_nothing(house: House) -> None:
    assert find(house.db, "NOBODY") is None
    for ask in (lambda: get(house.db, "NOBODY"), lambda: by_id(house.db, 9), lambda: set_code(house.db, "NO", b"")):
        with pytest.raises(UnknownBooking):
            ask()


def test_the_calendar_says_free_few_full_and_closed(house: House) -> None:
    house.open(house.halves("room", 8, days=4), house.halves("nurse", 1, days=4))
    house.asks(house.morning(1, 5))
    house.asks(house.morning(2, 8))
    both = {day: (house.morning(day), house.morning(day, resource="nurse")) for day in range(5)}

    shown = calendar(house.db, {**both, 9: ()})

    assert shown == {0: "free", 1: "few", 2: "full", 3: "free", 4: "closed", 9: "closed"}
    assert calendar(house.db, {}) == {}


def test_the_calendar_of_a_move_counts_its_own_place_as_free(house: House) -> None:
    house.open(house.halves("room", 1))
    booking = house.asks(house.morning(1))

    assert calendar(house.db, {"tuesday": [house.whole_day(1)]}) == {"tuesday": "full"}
    assert calendar(house.db, {"tuesday": [house.whole_day(1)]}, booking.unit) == {"tuesday": "free"}


def test_the_calendar_of_a_month_is_one_query(house: House) -> None:
    house.open(house.halves("room", 8, days=60), house.halves("high", 2, days=60))
    asked: list[str] = []
    house.db.set_trace_callback(asked.append)

    calendar(house.db, {day: (house.whole_day(day), house.whole_day(day, resource="high")) for day in range(31)})

    assert len(asked) == 1
