"""Stand-ins: somebody cannot come to a shift and stays responsible until another takes over. Who was asked, in which
wave, and what they said. First acceptance wins, inside one turn; triggers are the second wall.
"""

import sqlite3
from dataclasses import dataclass

from storage.bookings import NewBooking
from storage.seal import new_ref
from storage.signups import Signup, sign_up
from storage.spans import Span


@dataclass(frozen=True, slots=True)
class Standin:
    """One search: `booking_id` is the row of whoever cannot come; `state` open, taken, kept or released."""

    id: int
    ref: str
    booking_id: int
    state: str
    opened_at: int
    wave: int


class TakenAlready(Exception):  # noqa: N818 - reads as the sentence it is
    """Somebody was faster, or nobody is needed any more."""


def open_search(db: sqlite3.Connection, booking_id: int, now: int) -> Standin:
    """Begin to look for somebody; the search that is open already, if there is one."""
    db.execute(
        "INSERT INTO standins (ref, booking_id, opened_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (new_ref(), booking_id, now),
    )
    (found,) = _select(db, "WHERE booking_id = ? AND state = 'open'", booking_id)
    return found


def find(db: sqlite3.Connection, ref: str) -> Standin | None:
    """The search of this ref."""
    return next(iter(_select(db, "WHERE ref = ?", ref)), None)


def open_for(db: sqlite3.Connection, booking_id: int) -> Standin | None:
    """The open search for a sign-up, if there is one."""
    return next(iter(_select(db, "WHERE booking_id = ? AND state = 'open'", booking_id)), None)


def unfinished(db: sqlite3.Connection) -> list[Standin]:
    """Every open search, oldest first."""
    return _select(db, "WHERE state = 'open' ORDER BY opened_at, id")


def take_over(
    db: sqlite3.Connection, standin: Standin, new: NewBooking, span: Span, volunteer_id: int, now: int,
    *, buddy: int | None = None,
) -> Signup:  # fmt: skip
    """Another is responsible, and the first is free: both in this call. Raises TakenAlready, what sign_up raises."""
    if not _is_open(db, standin.ref):
        raise TakenAlready(standin.ref)
    signup = sign_up(db, new, span, volunteer_id, now, buddy=buddy)
    answer(db, standin, volunteer_id, "yes", now)
    end(db, standin, "taken")
    return signup


def end(db: sqlite3.Connection, standin: Standin, how: str) -> None:
    """The search is over: "taken", "kept" (they come after all) or "released" (staff let them go)."""
    db.execute("UPDATE standins SET state = ? WHERE id = ? AND state = 'open'", (how, standin.id))


def release(db: sqlite3.Connection, booking_id: int) -> None:
    """Nobody is looked for any more: whoever could not come is let go."""
    db.execute("UPDATE standins SET state = 'released' WHERE booking_id = ? AND state = 'open'", (booking_id,))


def ask(db: sqlite3.Connection, standin: Standin, volunteers: list[int], now: int) -> int:
    """Write down that these were asked in a new wave; its number."""
    db.execute("UPDATE standins SET wave = wave + 1 WHERE id = ?", (standin.id,))
    wave = standin.wave + 1
    db.executemany(
        "INSERT INTO standin_asks (standin_id, volunteer_id, wave, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(standin.id, volunteer_id, wave, now) for volunteer_id in volunteers],
    )
    return wave


def answer(db: sqlite3.Connection, standin: Standin, volunteer_id: int, said: str, now: int) -> None:
    """Keep what somebody said, asked or not."""
    db.execute(
        "INSERT INTO standin_asks (standin_id, volunteer_id, wave, at, answer) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (standin_id, volunteer_id) DO UPDATE SET answer = excluded.answer",
        (standin.id, volunteer_id, standin.wave, now, said),
    )


def asked(db: sqlite3.Connection, standin: Standin) -> dict[int, str | None]:
    """Everybody who was asked, with what they said."""
    rows = db.execute("SELECT volunteer_id, answer FROM standin_asks WHERE standin_id = ?", (standin.id,))
    return {row["volunteer_id"]: row["answer"] for row in rows}


def _is_open(db: sqlite3.Connection, ref: str) -> bool:
    found = find(db, ref)
    return found is not None and found.state == "open"


def _select(db: sqlite3.Connection, rest: str, *slots: object) -> list[Standin]:
    sql = f"SELECT id, ref, booking_id, state, opened_at, wave FROM standins {rest}"  # noqa: S608 - ours
    return [Standin(*row) for row in db.execute(sql, slots)]
