"""A stand-in under concurrency: of one place never nobody and never two are responsible; what happens without it."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from storage import places, signups, standins
from storage.db import connect
from storage.places import CLOCK, Actor, AlreadyMoving, Full, IllegalMove, Span
from storage.signups import Signup
from storage.standins import Standin, TakenAlready
from storage.volunteers import Volunteer
from tests.storage.a_volunteer import NOW, a_volunteer, comes, new_for, opened
from tests.storage.conftest import House

MANY = 16
TRIGGERS = ("standins_never_two", "standins_never_nobody", "standins_end_with_one", "bookings_one_move")


class Search:
    """Somebody cannot come, and many others are asked."""

    def __init__(self, house: House, many: int = MANY) -> None:
        self.db = house.db
        self.span: Span = opened(house)
        self.first: Signup = comes(house.db, a_volunteer(house.db, "第一位"), self.span)
        self.others = [a_volunteer(house.db, f"第{number}位") for number in range(2, many + 2)]
        self.standin: Standin = standins.open_search(house.db, self.first.booking.id, NOW)
        standins.ask(house.db, self.standin, [one.id for one in self.others], NOW)

    def takes_over(self, db: sqlite3.Connection, who: Volunteer) -> Signup:
        new = new_for(who, self.span, self.first.booking.ref)
        return standins.take_over(db, self.standin, new, self.span, who.id, NOW)

    def responsible(self) -> list[int]:
        """Whoever has the one place."""
        rows = self.db.execute(
            "SELECT volunteer_id FROM signups JOIN bookings ON id = booking_id WHERE unit = ? AND state = 'confirmed'",
            (self.first.booking.unit,),
        )
        return [row["volunteer_id"] for row in rows]


@pytest.fixture
def search(house: House) -> Search:
    return Search(house)


def test_the_first_stays_responsible_until_somebody_takes_over(search: Search):
    assert search.responsible() == [search.first.volunteer_id]

    made = search.takes_over(search.db, search.others[0])

    assert search.responsible() == [search.others[0].id]
    assert places.get(search.db, search.first.booking.ref).state == "cancelled"
    assert made.booking.unit == search.first.booking.unit
    assert standins.asked(search.db, search.standin)[search.others[0].id] == "yes"
    assert places.spans_of(search.db, search.span.resource, search.span.day)[0].taken == 1


def test_the_second_yes_comes_too_late(search: Search):
    search.takes_over(search.db, search.others[0])

    with pytest.raises(TakenAlready):
        search.takes_over(search.db, search.others[1])

    assert search.responsible() == [search.others[0].id]


def test_whoever_took_over_may_hand_it_on(search: Search):
    made = search.takes_over(search.db, search.others[0])
    again = standins.open_search(search.db, made.booking.id, NOW)
    new = new_for(search.others[1], search.span, made.booking.ref)

    standins.take_over(search.db, again, new, search.span, search.others[1].id, NOW)

    assert search.responsible() == [search.others[1].id]
    assert standins.open_search(search.db, made.booking.id, NOW).ref != again.ref


def one_turn(db: sqlite3.Connection, search: Search, who: Volunteer) -> str:
    """As a turn does it: the lock first, then the look, then the word."""
    db.execute("BEGIN IMMEDIATE")
    try:
        search.takes_over(db, who)
    except TakenAlready:
        db.execute("ROLLBACK")
        return "thanked"
    db.execute("COMMIT")
    return "responsible"


def all_at_once(path: Path, search: Search, act: Callable[[sqlite3.Connection, Volunteer], str]) -> Counter[str]:
    """Everybody taps in the same moment, each on a connection of their own."""
    ready = Barrier(MANY)

    def run(who: Volunteer) -> str:
        with closing(connect(path)) as db:
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA busy_timeout = 60000")
            ready.wait()
            return act(db, who)

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(run, search.others))


def look_all_then_write_all(search: Search, together: Barrier) -> Callable[[sqlite3.Connection, Volunteer], str]:
    """The wrong way: everyone has seen that it is open before anyone writes."""

    def act(db: sqlite3.Connection, who: Volunteer) -> str:
        found = standins.find(db, search.standin.ref)
        assert found is not None
        assert found.state == "open"
        together.wait()
        db.execute("BEGIN IMMEDIATE")
        try:
            signups.sign_up(db, _unchecked(who, search), search.span, who.id, NOW)
            db.execute("UPDATE bookings SET unit = ? WHERE unit = id AND person_id = ?",
                       (search.first.booking.unit, who.person_id))  # fmt: skip
        except (sqlite3.IntegrityError, Full, AlreadyMoving, IllegalMove):
            db.execute("ROLLBACK")
            return "stopped"
        db.execute("COMMIT")
        return "responsible"

    return act


def _unchecked(who: Volunteer, search: Search) -> places.NewBooking:
    return new_for(who, search.span)


@pytest.mark.parametrize("walls", ["both walls", "the functions alone"])
def test_of_many_at_once_exactly_one_is_responsible(search: Search, tmp_path: Path, walls: str):
    if walls == "the functions alone":
        drop_the_wall(search.db)

    answers = all_at_once(tmp_path / "home.db", search, lambda db, who: one_turn(db, search, who))

    assert answers == {"responsible": 1, "thanked": MANY - 1}
    assert len(search.responsible()) == 1
    assert places.spans_of(search.db, search.span.resource, search.span.day)[0].taken == 1


def drop_the_wall(db: sqlite3.Connection) -> None:
    """What a careless migration might do."""
    for name in TRIGGERS:
        kind = "INDEX" if name == "bookings_one_move" else "TRIGGER"
        db.execute(f"DROP {kind} {name}")


def test_without_the_guard_several_are_responsible_at_once(search: Search, tmp_path: Path):
    """The negative control: the test above can fail."""
    drop_the_wall(search.db)
    search.db.execute("DROP TRIGGER bookings_keep_their_unit")
    search.db.execute("DROP TRIGGER claims_follow_on_update")
    search.db.execute("DROP TRIGGER claims_fit_on_insert")
    search.db.execute("UPDATE spans SET capacity = 100")

    answers = all_at_once(tmp_path / "home.db", search, look_all_then_write_all(search, Barrier(MANY)))

    assert answers == {"responsible": MANY}
    assert len(search.responsible()) == MANY + 1


def test_the_wall_stops_a_second_one_who_would_be_responsible(search: Search):
    made = search.takes_over(search.db, search.others[0])
    other = places.request(
        search.db, new_for(search.others[1], search.span, made.booking.ref),
        [places.Want(search.span.resource, search.span.starts_at, search.span.ends_at, 1)], NOW, waitlist=False,
    )  # fmt: skip

    with pytest.raises(sqlite3.IntegrityError, match="somebody else is responsible"):
        search.db.execute("UPDATE bookings SET state = 'confirmed' WHERE id = ?", (other.id,))


@pytest.mark.parametrize("to", ["cancelled", "late_cancel", "no_show"])
def test_the_wall_lets_nobody_go_while_nobody_has_taken_over(search: Search, to: str):
    with pytest.raises(sqlite3.IntegrityError, match="nobody has taken over"):
        places.change(search.db, search.first.booking.ref, to, Actor("staff"), NOW)

    standins.release(search.db, search.first.booking.id)
    places.change(search.db, search.first.booking.ref, to, Actor("staff"), NOW)

    assert search.responsible() == []


def test_the_wall_ends_no_search_as_taken_without_one_who_took_it(search: Search):
    standin = search.standin
    standins.end(search.db, standin, "taken")  # the first one still has it: exactly one is responsible
    assert search.responsible() == [search.first.volunteer_id]

    with pytest.raises(sqlite3.IntegrityError, match="ends once"):
        search.db.execute("UPDATE standins SET state = 'open' WHERE id = ?", (standin.id,))


def test_a_signup_that_waits_for_a_check_is_handed_over_too(search: Search):
    places.change(search.db, search.first.booking.ref, "held", CLOCK, NOW)

    search.takes_over(search.db, search.others[0])

    assert search.responsible() == [search.others[0].id]
    assert standins.unfinished(search.db) == []
    assert standins.open_for(search.db, search.first.booking.id) is None
