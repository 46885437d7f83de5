"""Volunteers: who helps, how far they have come, and every step of the way. What is personal is sealed.

Whoever is forgotten leaves an empty row behind: the hours that were served stay under its ref.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from storage import moved
from storage.seal import Seal, new_ref

PLACE, REASON, CODE = "volunteers.details", "volunteers.reason", "volunteers.code"
HERE = frozenset({"applied", "in_process", "active", "paused"})  # everybody who has not ended

Role = Literal["volunteer", "staff", "clock"]

_STAFF = frozenset({"staff"})
_EITHER = frozenset({"volunteer", "staff"})

# From a state to a state, and who may. The migration holds the same table for the trigger; the README prints it.
MOVES: dict[str, dict[str, frozenset[str]]] = {
    "applied": {"in_process": _STAFF, "ended": _EITHER},
    "in_process": {"active": _STAFF, "ended": _EITHER},
    "active": {"paused": _EITHER, "ended": _EITHER},
    "paused": {"active": _STAFF, "in_process": _STAFF, "ended": _EITHER},
    "ended": {"applied": frozenset({"volunteer"})},
}


@dataclass(frozen=True, slots=True)
class Volunteer:
    """One volunteer. `details` holds what they told us (see handlers/volunteers); {} once they were forgotten."""

    id: int
    ref: str
    person_id: int | None
    state: str
    version: int
    since: int
    decide_by: int | None
    details: dict[str, Any]

    @property
    def name(self) -> str:
        """What they are called; nothing once they were forgotten."""
        return str(self.details.get("name", ""))


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a volunteer's history. The first has no `from_state`; `reason` is in words, opened."""

    at: int
    from_state: str | None
    to_state: str
    by_person: int | None
    by_role: str
    reason: str


class Moved(moved.Moved[Volunteer]):
    """Someone else changed it first."""


class IllegalStep(Exception):  # noqa: N818 - reads as the sentence it is
    """No such step, or not by this role."""


def apply(
    db: sqlite3.Connection, seal: Seal, *, person_id: int, details: dict[str, Any], code: str, decide_by: int, now: int
) -> Volunteer:
    """Sign up: for the first time, or again after an end. Raises IllegalStep while they are here already."""
    before = of_person(db, seal, person_id)
    kept = (seal.close({**details, "code": code}, PLACE), seal.blind(code, CODE), decide_by, now)
    if before is None:
        db.execute(
            "INSERT INTO volunteers (ref, person_id, state, details, code, decide_by, since)"
            " VALUES (?, ?, 'applied', ?, ?, ?, ?)",
            (new_ref(), person_id, *kept),
        )
    elif before.state != "ended":
        raise IllegalStep(f"{before.state} -> applied")
    else:
        db.execute(
            "UPDATE volunteers SET state = 'applied', version = version + 1, details = ?, code = ?, decide_by = ?,"
            " since = ? WHERE id = ?",
            (*kept, before.id),
        )
    made = _select(db, seal, "WHERE person_id = ?", person_id)[0]
    _write_step(db, made, before.state if before else None, now, (person_id, "volunteer", None))
    return made


def change(
    db: sqlite3.Connection, seal: Seal, volunteer: Volunteer, to: str, by: tuple[Role, int | None], now: int,
    *, version: int | None = None, reason: str = "", decide_by: int | None = None,
) -> Volunteer:  # fmt: skip
    """Bring a volunteer to another state; the volunteer as it is then. `decide_by`: when they hear next.

    Raises Moved, IllegalStep.
    """
    now_so = get(db, seal, volunteer.id)
    role, person_id = by
    if version is not None and version != now_so.version:
        raise Moved(now_so)
    if role not in MOVES[now_so.state].get(to, ()):
        raise IllegalStep(f"{now_so.state} -> {to}")
    db.execute(
        "UPDATE volunteers SET state = ?, version = version + 1, since = ?, decide_by = ? WHERE id = ?",
        (to, now, decide_by, volunteer.id),
    )
    changed = get(db, seal, volunteer.id)
    _write_step(db, changed, now_so.state, now, (person_id, role, seal.close(reason, REASON) if reason else None))
    return changed


def keep(db: sqlite3.Connection, seal: Seal, volunteer_id: int, details: dict[str, Any]) -> None:
    """Replace what they told us."""
    db.execute("UPDATE volunteers SET details = ? WHERE id = ?", (seal.close(details, PLACE), volunteer_id))


def get(db: sqlite3.Connection, seal: Seal, volunteer_id: int) -> Volunteer:
    """The volunteer of this row."""
    return _select(db, seal, "WHERE id = ?", volunteer_id)[0]


def find(db: sqlite3.Connection, seal: Seal, ref: str) -> Volunteer | None:
    """The volunteer of this ref."""
    return next(iter(_select(db, seal, "WHERE ref = ?", ref)), None)


def of_person(db: sqlite3.Connection, seal: Seal, person_id: int) -> Volunteer | None:
    """What a person is as a volunteer."""
    return next(iter(_select(db, seal, "WHERE person_id = ?", person_id)), None)


def by_code(db: sqlite3.Connection, seal: Seal, code: str) -> Volunteer | None:
    """The volunteer whose return code this is."""
    return next(iter(_select(db, seal, "WHERE code = ?", seal.blind(code, CODE))), None)


def in_states(db: sqlite3.Connection, seal: Seal, states: Iterable[str]) -> list[Volunteer]:
    """Everybody in these states who is still known, longest there first."""
    wanted = sorted(states)
    marks = ", ".join("?" * len(wanted))
    return _select(db, seal, f"WHERE state IN ({marks}) AND person_id IS NOT NULL ORDER BY since, id", *wanted)


def history(db: sqlite3.Connection, seal: Seal, volunteer: Volunteer) -> list[Step]:
    """Every state they were in, oldest first."""
    rows = db.execute(
        "SELECT at, from_state, to_state, by_person, by_role, reason FROM volunteer_history"
        " WHERE volunteer_id = ? ORDER BY version",
        (volunteer.id,),
    )
    return [_step(seal, row) for row in rows]


def _step(seal: Seal, row: Sequence[Any]) -> Step:
    *head, reason = row
    values: list[Any] = [*head, str(seal.open(reason, REASON)) if reason else ""]
    return Step(*values)


def forget(db: sqlite3.Connection, volunteer_id: int) -> None:
    """Forget who it was: what is left is a number with its hours."""
    db.execute("UPDATE volunteers SET person_id = NULL, details = NULL, code = NULL WHERE id = ?", (volunteer_id,))
    db.execute(
        "UPDATE bookings SET person_id = NULL WHERE id IN (SELECT booking_id FROM signups WHERE volunteer_id = ?)",
        (volunteer_id,),
    )
    db.execute(
        "UPDATE volunteer_history SET reason = NULL, by_person = iif(by_role = 'staff', by_person, NULL)"
        " WHERE volunteer_id = ?",
        (volunteer_id,),
    )
    db.execute("DELETE FROM checks WHERE volunteer_id = ?", (volunteer_id,))
    db.execute("UPDATE teams SET name = NULL, code = NULL WHERE made_by = ?", (volunteer_id,))
    db.execute("DELETE FROM team_members WHERE volunteer_id = ?", (volunteer_id,))
    db.execute("DELETE FROM standin_asks WHERE volunteer_id = ?", (volunteer_id,))


def ended_before(db: sqlite3.Connection, instant: int) -> list[str]:
    """Refs of those who ended before `instant` and are still known."""
    rows = db.execute(
        "SELECT ref FROM volunteers WHERE state = 'ended' AND since < ? AND details IS NOT NULL ORDER BY id", (instant,)
    )
    return [row["ref"] for row in rows]


def _write_step(
    db: sqlite3.Connection, volunteer: Volunteer, before: str | None, at: int, by: tuple[int | None, str, bytes | None]
) -> None:
    db.execute(
        "INSERT INTO volunteer_history (volunteer_id, version, at, from_state, to_state, by_person, by_role, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (volunteer.id, volunteer.version, at, before, volunteer.state, *by),
    )


def _select(db: sqlite3.Connection, seal: Seal, rest: str, *slots: object) -> list[Volunteer]:
    sql = f"SELECT id, ref, person_id, state, version, since, decide_by, details FROM volunteers {rest}"  # noqa: S608 - ours
    return [_volunteer(seal, row) for row in db.execute(sql, slots)]


def _volunteer(seal: Seal, row: Sequence[Any]) -> Volunteer:
    *head, details = row
    values: list[Any] = [*head, seal.open(details, PLACE) if details else {}]
    return Volunteer(*values)
