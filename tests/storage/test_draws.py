"""The draw: the same order for the same list and seed, for ever; everybody once; nothing published can be bent."""

import hashlib
import itertools
import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import camps, draws
from storage.camps import Camp, NewCamp
from storage.places import Booking, NewBooking, SpanPlan, Want, get, offer_freed, open_spans, place, request
from storage.seal import Seal
from tests.storage.conftest import DAY, House, at, day_name

SEAL = Seal(bytes(range(32)))
names = st.lists(st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=1, max_size=10), unique=True, max_size=40)
seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)
WEEK = NewCamp(
    week="first", first_day=day_name(0), last_day=day_name(4), starts_at=at(0, 9), ends_at=at(4, 16),
    opens_at=at(-40), closes_at=at(-10), draw_at=at(-8),
)  # fmt: skip

GOLDEN = ["E03", "E06", "E05", "E07", "E00", "E04", "E01", "E09", "E08", "E02"]


@given(entrants=names, seed=seeds)
def test_whatever_the_seed_everybody_is_drawn_once(entrants: list[str], seed: str) -> None:
    order = draws.shuffled(entrants, seed)

    assert Counter(order) == Counter(entrants)
    assert draws.shuffled(reversed(entrants), seed) == order, "the order in which the list comes decides nothing"


@given(entrants=names.filter(lambda each: len(each) > 1), seed=seeds, data=st.data())
def test_whatever_is_changed_afterwards_is_seen(entrants: list[str], seed: str, data: st.DataObject) -> None:
    order = draws.shuffled(entrants, seed)
    told = {
        "draw": draws.FORM, "entrants": sorted(entrants), "list_hash": draws.list_hash(entrants),
        "seed": seed, "seed_hash": draws.seed_hash(seed), "order": order,
    }  # fmt: skip
    assert draws.wrongs(told) == []

    one, other = data.draw(st.lists(st.integers(0, len(order) - 1), min_size=2, max_size=2, unique=True))
    swapped = list(order)
    swapped[one], swapped[other] = order[other], order[one]
    assert draws.wrongs(told | {"order": swapped}) == ["order"]
    assert "list" in draws.wrongs(told | {"entrants": sorted(entrants)[1:]})
    assert "seed" in draws.wrongs(told | {"seed": seed[::-1] + "0"})


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"draw": "another"},
        {"draw": draws.FORM, "entrants": [1], "order": [1], "seed": "0"},
        {"draw": draws.FORM, "entrants": ["A", "A"], "order": ["A", "A"], "seed": "0"},
    ],
)
def test_what_is_no_published_draw_is_said_to_be_none(told: dict[str, object]) -> None:
    assert draws.wrongs(told) == ["form"]


def test_this_order_was_drawn_once_and_is_drawn_for_ever() -> None:
    """Written down from the first version: if this changes, every draw of the past can no longer be checked."""
    entrants, seed = [f"E{number:02}" for number in range(10)], "00" * 32

    assert draws.list_hash(entrants) == hashlib.sha256("".join(f"{e}\n" for e in entrants).encode()).hexdigest()
    assert draws.shuffled(entrants, seed) == GOLDEN


@settings(max_examples=10)
@given(seed=seeds)
def test_an_independent_reading_of_the_rule_gives_the_same_order(seed: str) -> None:
    """The rule as the README tells it, written a second time."""
    entrants = sorted(f"E{number}" for number in range(25))
    stream = b"".join(hashlib.sha256(seed.encode() + n.to_bytes(8, "big")).digest() for n in range(20))
    numbers = iter([int.from_bytes(stream[i : i + 8], "big") for i in range(0, len(stream), 8)])
    order = list(entrants)
    for last in range(len(order) - 1, 0, -1):
        number = next(n for n in numbers if n < 2**64 - 2**64 % (last + 1))
        at_ = number % (last + 1)
        order[last], order[at_] = order[at_], order[last]

    assert draws.shuffled(entrants, seed) == order


def test_no_place_is_likelier_for_anybody() -> None:
    """Each of four entrants stands first about a quarter of the time; far from it would be a mistake in the shuffle."""
    first = Counter(draws.shuffled("ABCD", draws.seed_hash(str(number)))[0] for number in range(2000))

    assert all(400 < first[each] < 600 for each in "ABCD"), first


# --- a week's draw in the database ---


@pytest.fixture
def camp(house: House) -> Camp:
    open_spans(house.db, [SpanPlan("camp.first.c", day_name(0), at(0, 9), at(4, 16), 3)], plan="camp")
    made = camps.open_week(house.db, WEEK)
    assert made is not None
    draws.open_draw(house.db, SEAL, made)
    return made


def enters(house: House, camp: Camp, children: int = 1) -> Booking:
    """A registration in the draw."""
    house.now += 1
    new = NewBooking("camp", "first", None, (), at(0, 9), at(4, 16), day_name(0), b"sealed", lot=0)
    booking = request(house.db, new, [Want("camp.first.c", at(0, 9), at(4, 16), children)], house.now, waitlist=False)
    draws.enter(house.db, camp, booking)
    return booking


def test_entrants_wait_even_where_there_is_room(house: House, camp: Camp) -> None:
    booking = enters(house, camp)

    assert house.state(booking) == "waitlisted"
    assert offer_freed(house.db, house.now, lambda _one, now: now + DAY) == ([], [])
    with pytest.raises(sqlite3.IntegrityError, match="not been drawn"):
        house.db.execute("UPDATE bookings SET state = 'offered' WHERE id = ?", (booking.id,))


def test_the_seed_was_fixed_before_anybody_entered_and_is_revealed_after(house: House, camp: Camp) -> None:
    before = draws.published(house.db, SEAL, camp)
    assert set(before) == {"draw", "week", "first_day", "seed_hash"}
    for _one in range(5):
        enters(house, camp)
    draws.freeze(house.db, camp, at(-10))
    frozen = draws.published(house.db, SEAL, camp)
    assert "seed" not in frozen
    assert len(frozen["entrants"]) == 5
    drawn = draws.draw(house.db, SEAL, camp, at(-8))
    told = json.loads(json.dumps(draws.published(house.db, SEAL, camp)))

    assert told["seed_hash"] == before["seed_hash"]
    assert told["list_hash"] == frozen["list_hash"]
    assert draws.wrongs(told) == []
    assert [draws.entrant_of(house.db, one) for one in drawn] == told["order"]


@pytest.mark.parametrize(
    "bending",
    [
        "UPDATE draws SET seed_hash = 'x'",
        "UPDATE draws SET seed = x'00'",
        "UPDATE draws SET list_hash = 'x'",
        "UPDATE draws SET drawn_at = 1",
        "DELETE FROM entrants",
        "UPDATE entrants SET place = 9",
        "UPDATE entrants SET entrant = 'X'",
        "INSERT INTO entrants SELECT 'Z', camp_id, 1000, NULL FROM draws",
    ],
)
def test_what_was_published_stays(house: House, camp: Camp, bending: str) -> None:
    enters(house, camp)
    draws.freeze(house.db, camp, at(-10))
    draws.draw(house.db, SEAL, camp, at(-8))

    with pytest.raises(sqlite3.IntegrityError):
        house.db.execute(bending)


def test_a_family_of_two_is_one_entrant_and_the_places_go_in_the_drawn_order(house: House, camp: Camp) -> None:
    everybody = [enters(house, camp, children=2 if number % 3 == 0 else 1) for number in range(9)]
    size = {one.ref: 2 if number % 3 == 0 else 1 for number, one in enumerate(everybody)}
    draws.freeze(house.db, camp, at(-10))
    drawn = draws.draw(house.db, SEAL, camp, at(-8))
    offered, _calls = offer_freed(house.db, at(-8), lambda _one, now: now + DAY)

    left, expected = 3, []
    for one in drawn:
        if size[one.ref] <= left:
            left -= size[one.ref]
            expected.append(one.ref)
    assert [one.ref for one in offered] == expected
    waiting = [get(house.db, one.ref) for one in drawn if one.ref not in expected]
    assert [place(house.db, one) for one in waiting] == list(range(1, len(waiting) + 1))


def test_who_calls_off_before_is_not_in_the_list_and_later_is_passed_over(house: House, camp: Camp) -> None:
    early, later, stays = enters(house, camp), enters(house, camp), enters(house, camp)
    house.cancels(early)
    draws.freeze(house.db, camp, at(-10))
    house.cancels(later)
    assert len(draws.entrants(house.db, camp)) == 2
    draws.draw(house.db, SEAL, camp, at(-8))
    offered, _calls = offer_freed(house.db, at(-8), lambda _one, now: now + DAY)

    assert [one.ref for one in offered] == [stays.ref]
    assert draws.entrant_of(house.db, early) == ""


def test_who_comes_between_the_list_and_the_draw_stands_behind_all_who_were_drawn(house: House, camp: Camp) -> None:
    entered = [enters(house, camp, children=3) for _one in range(2)]
    draws.freeze(house.db, camp, at(-10))
    new = NewBooking("camp", "first", None, (), at(0, 9), at(4, 16), day_name(0), b"sealed", lot=0)
    late = request(house.db, new, [Want("camp.first.c", at(0, 9), at(4, 16), 3)], at(-9), waitlist=False)
    draws.draw(house.db, SEAL, camp, at(-8))
    offer_freed(house.db, at(-8), lambda _one, now: now + DAY)

    assert sorted(house.state(one) for one in entered) == ["offered", "waitlisted"]
    assert place(house.db, get(house.db, late.ref)) == 2


def test_the_draw_happens_at_its_hour_and_once(house: House, camp: Camp) -> None:
    enters(house, camp)
    assert draws.to_freeze(house.db, at(-11)) == []
    assert draws.to_freeze(house.db, at(-10)) == [camp.id]
    assert draws.to_draw(house.db, at(-8)) == []
    draws.freeze(house.db, camp, at(-10))
    assert draws.to_freeze(house.db, at(-9)) == []
    assert draws.to_draw(house.db, at(-9)) == []
    assert draws.to_draw(house.db, at(-8)) == [camp.id]
    draws.draw(house.db, SEAL, camp, at(-8))
    assert draws.to_draw(house.db, at(-7)) == []


def test_the_weekly_plan_leaves_the_weeks_of_the_camp_alone(house: House, camp: Camp, tmp_path: Path) -> None:
    open_spans(house.db, house.halves("room", 1), day_name(0), day_name(6))

    sql = "SELECT closed FROM spans JOIN resources ON resources.id = resource_id WHERE key LIKE 'camp%'"
    assert [row[0] for row in house.db.execute(sql)] == [0]
    assert list(itertools.islice(camps.not_over(house.db, at(0)), 2)) == [camp]
    assert camps.open_week(house.db, WEEK) is None
