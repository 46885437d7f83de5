"""From state to state as a volunteer: every legal step, every illegal one, by whom; and being forgotten."""

import sqlite3

import pytest

from storage import checks, hours, teams, volunteers
from storage.volunteers import MOVES, IllegalStep, Moved, Volunteer
from tests.storage.a_person import SEAL, rows
from tests.storage.a_volunteer import NOW, a_volunteer, comes, opened
from tests.storage.conftest import House

ROLES = ("volunteer", "staff", "clock")


def way_to(state: str) -> list[str]:
    """The shortest legal way there from where everybody begins."""
    ways: dict[str, list[str]] = {"applied": []}
    while state not in ways:
        ways |= {to: [*way, to] for start, way in list(ways.items()) for to in MOVES[start] if to not in ways}
    return ways[state]


def in_state(db: sqlite3.Connection, state: str) -> Volunteer:
    """Somebody who came to the state by legal steps."""
    made = a_volunteer(db, active=False)
    for to in way_to(state):
        role = min(MOVES[made.state][to])
        made = volunteers.change(db, SEAL, made, to, (role, None), NOW)  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize("to", MOVES)
@pytest.mark.parametrize("start", MOVES)
@pytest.mark.parametrize("role", ROLES)
def test_every_step_is_legal_or_refused_as_the_table_says(db: sqlite3.Connection, start: str, to: str, role: str):
    somebody = in_state(db, start)
    if role in MOVES[start].get(to, ()):
        assert volunteers.change(db, SEAL, somebody, to, (role, None), NOW).state == to  # type: ignore[arg-type]
        return

    with pytest.raises(IllegalStep):
        volunteers.change(db, SEAL, somebody, to, (role, None), NOW)  # type: ignore[arg-type]

    assert volunteers.get(db, SEAL, somebody.id).state == start


def test_the_database_holds_the_same_table(db: sqlite3.Connection):
    kept = {(row["from_state"], row["to_state"]) for row in db.execute("SELECT * FROM volunteer_moves")}

    assert kept == {(start, to) for start, moves in MOVES.items() for to in moves}


def test_no_way_leads_around_the_table(db: sqlite3.Connection):
    somebody = in_state(db, "applied")

    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE volunteers SET state = 'active' WHERE id = ?", (somebody.id,))
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO volunteers (ref, state, since) VALUES ('X', 'active', 1)")


def test_whoever_comes_second_is_told_how_it_stands(db: sqlite3.Connection):
    somebody = in_state(db, "applied")
    volunteers.change(db, SEAL, somebody, "in_process", ("staff", None), NOW, version=1)

    with pytest.raises(Moved) as moved:
        volunteers.change(db, SEAL, somebody, "ended", ("staff", None), NOW, version=1)

    assert moved.value.now.state == "in_process"


def test_whoever_is_here_cannot_sign_up_twice_and_whoever_has_ended_begins_again(db: sqlite3.Connection):
    somebody = in_state(db, "active")
    assert somebody.person_id is not None
    again = {"person_id": somebody.person_id, "details": {"name": "李小梅"}, "code": "A", "decide_by": 1, "now": NOW}

    with pytest.raises(IllegalStep):
        volunteers.apply(db, SEAL, **again)  # type: ignore[arg-type]

    volunteers.change(db, SEAL, somebody, "ended", ("volunteer", None), NOW, reason="搬家了")
    begun = volunteers.apply(db, SEAL, **again)  # type: ignore[arg-type]

    assert (begun.id, begun.state) == (somebody.id, "applied")
    assert [step.to_state for step in volunteers.history(db, SEAL, begun)][-2:] == ["ended", "applied"]
    assert volunteers.history(db, SEAL, begun)[-2].reason == "搬家了"


def test_of_the_forgotten_the_hours_stay_under_a_number_without_a_name(house: House):
    db = house.db
    somebody, span = a_volunteer(db), opened(house)
    comes(db, somebody, span)
    checks.add(db, somebody.id, checks.RECORD, "passed", day=checks.date(2026, 12, 1), by=None, now=NOW)
    teams.make(db, SEAL, "一班", somebody.id, NOW)
    hours.add(db, somebody.id, day="2026-12-07", halves=3, by="x", now=NOW)

    volunteers.forget(db, somebody.id)

    left = volunteers.find(db, SEAL, somebody.ref)
    assert left is not None
    assert (left.person_id, left.details, hours.total(db, left.id)) == (None, {}, 3)
    assert rows(db, "SELECT person_id FROM bookings") == [(None,)]
    assert rows(db, "SELECT count(*) FROM checks") == [(0,)]
    assert teams.of_volunteer(db, SEAL, somebody.id) == []
    assert volunteers.in_states(db, SEAL, volunteers.HERE) == []
