"""From state to state: every legal move, every illegal one, and moving a booking to another day."""

import sqlite3

import pytest

from storage.moves import KEPT
from storage.places import (
    COUNTING,
    MOVES,
    Actor,
    AlreadyMoving,
    Booking,
    Full,
    IllegalMove,
    Stale,
    UnknownBooking,
    change,
    find,
    get,
    history,
    spans_of,
)
from tests.storage.conftest import House, day_name

ROLES = ("family", "staff", "clock")


def path_to(state: str) -> list[str]:
    """The shortest legal way there from where bookings begin."""
    ways = {"held": [], "waitlisted": []}
    while state not in ways:
        ways |= {to: [*way, to] for start, way in list(ways.items()) for to in MOVES[start] if to not in ways}
    return ways[state]


def booking_in(house: House, state: str) -> Booking:
    """A booking that came to the state by legal moves."""
    way = path_to(state)
    waits = state == "waitlisted" or way[:1] in (["offered"], ["lapsed"])
    blocker = house.asks(house.morning(1)) if waits else None
    booking = house.asks(house.morning(1), waitlist=waits)
    if blocker:
        house.cancels(blocker)
    for to in way:
        role = min(MOVES[get(house.db, booking.ref).state][to])
        booking = change(house.db, booking.ref, to, Actor(role), house.now)  # type: ignore[arg-type]
    return booking


def taken(house: House, day: int) -> int:
    return spans_of(house.db, "room", day_name(day))[0].taken


@pytest.fixture
def house(db: sqlite3.Connection) -> House:
    house = House(db)
    house.open(house.halves("room", 1))
    return house


def test_the_table_in_the_database_is_the_table_in_the_code(db: sqlite3.Connection) -> None:
    moves = {tuple(row) for row in db.execute("SELECT from_state, to_state FROM legal_moves")}
    states = {state: bool(counts) for state, counts in db.execute("SELECT state, counts FROM booking_states")}

    assert moves == {(before, to) for before, targets in MOVES.items() for to in targets}
    assert states == {state: state in COUNTING for state in MOVES}
    assert KEPT < COUNTING


@pytest.mark.parametrize("before", MOVES)
@pytest.mark.parametrize("to", MOVES)
def test_a_booking_goes_only_where_it_may(house: House, before: str, to: str) -> None:
    booking = booking_in(house, before)
    for role in ROLES:
        house.db.execute("SAVEPOINT try")
        if role in MOVES[before].get(to, ()):
            moved = change(house.db, booking.ref, to, Actor(role), house.now, booking.version)  # type: ignore[arg-type]

            assert (moved.state, moved.version) == (to, booking.version + 1)
            assert taken(house, 1) == (to in COUNTING)
            assert history(house.db, moved)[-1].to_state == to
        else:
            with pytest.raises(IllegalMove) as refused:
                change(house.db, booking.ref, to, Actor(role), house.now)  # type: ignore[arg-type]

            assert (refused.value.before, refused.value.to) == (before, to)
            assert find(house.db, booking.ref) == booking
        house.db.execute("ROLLBACK TO try")
        house.db.execute("RELEASE try")


@pytest.mark.parametrize("before", MOVES)
@pytest.mark.parametrize("to", MOVES)
def test_the_database_itself_lets_a_booking_go_only_where_it_may(house: House, before: str, to: str) -> None:
    booking = booking_in(house, before)
    statement = "UPDATE bookings SET state = ?, offer_until = NULL, call = NULL WHERE id = ?"

    if to in MOVES[before]:
        house.db.execute(statement, (to, booking.id))
        assert taken(house, 1) == (to in COUNTING)
    else:
        with pytest.raises(sqlite3.IntegrityError, match="not a legal move"):
            house.db.execute(statement, (to, booking.id))


def test_the_second_to_confirm_learns_who_was_first(house: House) -> None:
    house.db.execute("INSERT INTO people (id, ref, language, created_day) VALUES (7, 'WANG', 'zh', '2026-12-01')")
    booking = house.asks(house.morning(1))
    change(house.db, booking.ref, "confirmed", Actor("staff", 7), 1002, booking.version, reason=b"sealed")

    with pytest.raises(Stale) as late:
        change(house.db, booking.ref, "confirmed", Actor("staff"), 1003, booking.version)

    assert late.value.booking.state == "confirmed"
    assert (late.value.last.by_person, late.value.last.at, late.value.last.reason) == (7, 1002, b"sealed")


def test_a_booking_that_nobody_made_cannot_be_changed(house: House) -> None:
    with pytest.raises(UnknownBooking):
        change(house.db, "NOBODY", "confirmed", house.staff, house.now)


def test_a_place_that_went_to_someone_else_cannot_be_taken_up_again(house: House) -> None:
    absent = booking_in(house, "no_show")
    house.asks(house.morning(1))

    with pytest.raises(Full):
        change(house.db, absent.ref, "unresolved", house.staff, house.now)

    assert house.state(absent) == "no_show"


def test_moving_keeps_the_old_place_until_the_new_one_is_confirmed(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))

    new = house.asks(house.morning(2), replaces_ref=old.ref)
    assert (house.state(old), taken(house, 1), taken(house, 2)) == ("confirmed", 1, 1)

    house.confirms(new)
    assert (house.state(old), taken(house, 1), taken(house, 2)) == ("cancelled", 0, 1)
    assert history(house.db, old)[-1].by_role == "staff"


def test_a_move_that_is_declined_leaves_the_old_place(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))
    new = house.asks(house.morning(2), replaces_ref=old.ref)

    change(house.db, new.ref, "declined", house.staff, house.now)

    assert (house.state(old), taken(house, 1), taken(house, 2)) == ("confirmed", 1, 0)


def test_a_morning_grows_to_a_whole_day_in_its_own_place(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))

    new = house.asks(house.whole_day(1), replaces_ref=old.ref)

    assert (new.state, new.unit, new.replaces) == ("held", old.id, old.id)
    assert [span.taken for span in spans_of(house.db, "room", day_name(1))] == [1, 1]


def test_a_second_wish_to_move_waits_until_the_first_is_withdrawn(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))
    first = house.asks(house.morning(2), replaces_ref=old.ref)

    for ref in (old.ref, first.ref):
        with pytest.raises(AlreadyMoving) as refused:
            house.asks(house.morning(3), replaces_ref=ref)
        assert refused.value.booking == first

    house.cancels(first)
    assert house.asks(house.morning(3), replaces_ref=old.ref).state == "held"


def test_a_booking_that_was_moved_can_be_moved_again(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))
    second = house.confirms(house.asks(house.morning(2), replaces_ref=old.ref))

    third = house.confirms(house.asks(house.morning(3), replaces_ref=second.ref))

    assert (house.state(second), third.unit, taken(house, 2)) == ("cancelled", old.id, 0)


def test_a_visit_that_has_begun_cannot_be_moved(house: House) -> None:
    arrived = booking_in(house, "arrived")

    with pytest.raises(IllegalMove):
        house.asks(house.morning(2), replaces_ref=arrived.ref)


def test_a_move_of_a_booking_whose_time_has_passed_is_not_moved_again(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))
    new = house.asks(house.morning(2), replaces_ref=old.ref)
    change(house.db, old.ref, "unresolved", Actor("clock"), house.now)

    with pytest.raises(AlreadyMoving):
        house.asks(house.morning(3), replaces_ref=new.ref)

    house.confirms(new)
    assert house.state(old) == "cancelled"


def test_a_family_that_came_at_the_new_time_unconfirmed_has_given_up_the_old(house: House) -> None:
    old = house.confirms(house.asks(house.morning(2)))
    new = house.asks(house.morning(1), replaces_ref=old.ref)
    change(house.db, new.ref, "unresolved", Actor("clock"), house.now)

    change(house.db, new.ref, "arrived", house.staff, house.now)

    assert (house.state(old), taken(house, 2)) == ("cancelled", 0)


def test_a_missed_booking_does_not_come_back_beside_a_move_that_waits(house: House) -> None:
    house.asks(house.morning(2))
    old = house.confirms(house.asks(house.morning(1)))
    new = house.asks(house.morning(2), replaces_ref=old.ref, waitlist=True)
    change(house.db, old.ref, "no_show", house.staff, house.now)

    with pytest.raises(IllegalMove):
        change(house.db, old.ref, "unresolved", house.staff, house.now)

    house.cancels(new)
    assert change(house.db, old.ref, "unresolved", house.staff, house.now).state == "unresolved"


def test_a_move_is_not_confirmed_once_the_old_place_is_in_use(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))
    new = house.asks(house.morning(2), replaces_ref=old.ref)
    change(house.db, old.ref, "arrived", house.staff, house.now)

    with pytest.raises(IllegalMove):
        house.confirms(new)

    assert (house.state(old), house.state(new)) == ("arrived", "held")


def test_a_move_is_confirmed_although_the_old_booking_was_missed(house: House) -> None:
    old = house.confirms(house.asks(house.morning(1)))
    new = house.asks(house.morning(2), replaces_ref=old.ref)
    change(house.db, old.ref, "no_show", house.staff, house.now)

    house.confirms(new)

    assert (house.state(old), house.state(new)) == ("no_show", "confirmed")
    with pytest.raises(IllegalMove):
        change(house.db, old.ref, "unresolved", house.staff, house.now)
    with pytest.raises(sqlite3.IntegrityError, match="another booking of this unit"):
        house.db.execute("UPDATE bookings SET state = 'unresolved' WHERE id = ?", (old.id,))
