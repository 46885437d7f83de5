"""Teams: a class, a company, some friends who come together, as named people: each is a volunteer, looked at alone."""

import sqlite3
from dataclasses import dataclass

from storage.seal import CODE_LENGTH, Seal, new_ref

NAME, CODE = "teams.name", "teams.code"


@dataclass(frozen=True, slots=True)
class Team:
    """One team: `made_by` and members are volunteers' rows."""

    id: int
    ref: str
    name: str
    made_by: int


def make(db: sqlite3.Connection, seal: Seal, name: str, made_by: int, now: int) -> tuple[Team, str]:
    """A new team with the code by which others join. The code is kept with the name, so that it can be read again."""
    code = new_ref(CODE_LENGTH)
    sealed = seal.close({"name": name, "code": code}, NAME)
    row = (new_ref(), sealed, seal.blind(code, CODE), made_by)
    cursor = db.execute("INSERT INTO teams (ref, name, code, made_by) VALUES (?, ?, ?, ?)", row)
    team = Team(int(cursor.lastrowid or 0), row[0], name, made_by)
    join(db, team, made_by, now)
    return team, code


def join(db: sqlite3.Connection, team: Team, volunteer_id: int, now: int) -> None:
    """Come along; twice is once."""
    db.execute("INSERT INTO team_members VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (team.id, volunteer_id, now))


def leave(db: sqlite3.Connection, team: Team, volunteer_id: int) -> None:
    """Come along no more."""
    db.execute("DELETE FROM team_members WHERE team_id = ? AND volunteer_id = ?", (team.id, volunteer_id))


def by_code(db: sqlite3.Connection, seal: Seal, code: str) -> Team | None:
    """The team of a code."""
    return next(iter(_select(db, seal, "WHERE t.code = ?", seal.blind(code, CODE))), None)


def find(db: sqlite3.Connection, seal: Seal, ref: str) -> Team | None:
    """The team of this ref."""
    return next(iter(_select(db, seal, "WHERE t.ref = ?", ref)), None)


def of_volunteer(db: sqlite3.Connection, seal: Seal, volunteer_id: int) -> list[Team]:
    """The teams somebody is in."""
    rest = "JOIN team_members AS m ON m.team_id = t.id WHERE m.volunteer_id = ? ORDER BY t.id"
    return _select(db, seal, rest, volunteer_id)


def members(db: sqlite3.Connection, team: Team) -> list[int]:
    """Everybody in a team: volunteers' rows, longest there first."""
    sql = "SELECT volunteer_id FROM team_members WHERE team_id = ? ORDER BY since, volunteer_id"
    return [row["volunteer_id"] for row in db.execute(sql, (team.id,))]


def code_of(db: sqlite3.Connection, seal: Seal, team: Team) -> str:
    """The code by which others join; nothing once whoever made the team was forgotten."""
    row = db.execute("SELECT name FROM teams WHERE id = ?", (team.id,)).fetchone()
    return str(seal.open(row["name"], NAME)["code"]) if row and row["name"] else ""


def _select(db: sqlite3.Connection, seal: Seal, rest: str, *slots: object) -> list[Team]:
    rows = db.execute(f"SELECT t.id, t.ref, t.name, t.made_by FROM teams AS t {rest}", slots)  # noqa: S608 - ours
    return [
        Team(row["id"], row["ref"], seal.open(row["name"], NAME)["name"] if row["name"] else "", row["made_by"])
        for row in rows
    ]
