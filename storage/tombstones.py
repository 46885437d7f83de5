"""Tombstones: that somebody was forgotten, so that an older backup which is put back forgets them again.

A tombstone is a row of the very turn that forgets: it cannot be ahead of a turn that was rolled back, nor be lost while
the forgetting is kept. A restore compares by ref, never by time: whatever the backup does not know of is done again,
and a clock that was wrong changes nothing. Tombstones are never pruned: nobody knows how long somebody keeps a backup.

For the day on which the database itself is gone, a file beside it holds the same lines. It is only ever appended to,
from what is committed already, within a second of it; a line torn by a power cut is skipped and written once more.
"""

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from storage import audit, calls, consents, due, meta, people, places, signups, standins
from storage.forgetting import CARE, DEEDS, ids
from storage.places import Actor, Booking
from storage.seal import Seal, new_ref

FILE = "forgotten.jsonl"
AT_COMMAND = "command line"
_SELECT = "SELECT ref, what, object, at FROM tombstones "


@dataclass(frozen=True)
class Tombstone:
    """`what` was forgotten of `object`: all by a ref, but a visit by its blind index in hex.

    With several names in a row: guardian and health by those of child and person, purpose by these and its own.
    """

    ref: str
    what: str
    object: str
    at: int


def forget(db: sqlite3.Connection, seal: Seal, what: str, name: str, at: int, place: str) -> None:
    """Forget `what` of the object of that name, and write down that it was. `place` seals bookings' details."""
    bury(db, what, name, at)
    DEEDS[what](db, seal, name, place)


def bury(db: sqlite3.Connection, what: str, name: str, at: int) -> None:
    """Write down alone: what was forgotten here was forgotten by other means."""
    _keep(db, Tombstone(new_ref(), what, name, at))


def leave_visit(db: sqlite3.Connection, address_id: int, at: int) -> None:
    """Leave a visit for good, and write down that it was."""
    bury_visit(db, address_id, at)
    people.end_visit(db, address_id)


def bury_visit(db: sqlite3.Connection, address_id: int, at: int) -> None:
    """After a restore this device is nobody's: it was left, or signed out."""
    row = db.execute("SELECT blind FROM addresses WHERE id = ? AND blind IS NOT NULL", (address_id,)).fetchone()
    if row:
        bury(db, "visit", row["blind"].hex(), at)


def every(db: sqlite3.Connection, after: int = 0) -> list[Tombstone]:
    """Every tombstone in order; those whose row comes after `after`."""
    return [Tombstone(*row) for row in db.execute(_SELECT + "WHERE id > ? ORDER BY id", (after,))]


def again(
    db: sqlite3.Connection, seal: Seal, stones: Iterable[Tombstone], place: str, now: int
) -> tuple[int, list[str]]:
    """Forget once more whatever of `stones` this database does not know of: how many, and the bookings called off."""
    known = {one.ref for one in every(db)}
    missing = {one.ref: one for one in stones if one.ref not in known and one.what in DEEDS}
    called_off: list[str] = []
    for one in sorted(missing.values(), key=lambda one: (one.at, one.ref)):
        called_off += _call_off(db, one, now)
        DEEDS[one.what](db, seal, one.object, place)
        if one.what == "consent":
            _withdraw(db, one)
        if one.what == "purpose":
            _take_back(db, one)
        _keep(db, one)
        audit.record(db, at=now, actor=AT_COMMAND, act=f"{one.what}.forgotten", what=one.object, why="restore")
    return len(missing), called_off


def _keep(db: sqlite3.Connection, one: Tombstone) -> None:
    db.execute(
        "INSERT INTO tombstones (ref, what, object, at) VALUES (?, ?, ?, ?)", (one.ref, one.what, one.object, one.at)
    )


# --- what only a restore has to do: in the backup the family may still have been expected ---


def _call_off(db: sqlite3.Connection, one: Tombstone, now: int) -> list[str]:
    """Nobody is expected of whom nothing is kept. What had begun before is left to staff, who say what happened."""
    ahead = [each for each in _bookings(db, one) if _may_cancel(each) and (each.urgent or each.starts_at > one.at)]
    for each in ahead:
        meta.put(db, meta.ROOM_OPENED, "yes")
        standins.release(db, each.id)
        places.change(db, each.ref, "cancelled", Actor("family", each.person_id), now)
        due.forget(db, each.ref)
        audit.record(db, at=now, actor=AT_COMMAND, act="booking.cancelled", what=each.ref, why="restore")
    return [each.ref for each in ahead]


def _may_cancel(one: Booking) -> bool:
    return "family" in places.MOVES[one.state].get("cancelled", ())


def _bookings(db: sqlite3.Connection, one: Tombstone) -> list[Booking]:
    if one.what == "child":
        return [each for child_id in ids(db, "children", one.object) for each in places.of_child(db, child_id)]
    if one.what == "consent":
        mine = [each for person_id in ids(db, "people", one.object) for each in places.of_person(db, person_id)]
        return [each for each in mine if each.service != signups.SERVICE]
    if one.what == "volunteer":
        known = (volunteer_id for volunteer_id in ids(db, "volunteers", one.object))
        return [each.booking for volunteer_id in known for each in signups.of_volunteer(db, volunteer_id)]
    return []


def _withdraw(db: sqlite3.Connection, one: Tombstone) -> None:
    for person_id in ids(db, "people", one.object):
        calls.close_all(db, person_id, one.at)
        latest = consents.latest(db, person_id, CARE)
        if latest is not None and latest.answer == "given":
            consents.record(
                db, person_id=person_id, purpose=CARE, wording=latest.wording, answer="withdrawn", channel="restore",
                now=one.at,
            )  # fmt: skip


def _take_back(db: sqlite3.Connection, one: Tombstone) -> None:
    """In the backup the guardian may still have agreed."""
    child, person, purpose = one.object.split(" ")
    for child_id in ids(db, "children", child):
        for person_id in ids(db, "people", person):
            latest = consents.latest(db, person_id, purpose, child_id)
            if latest is not None and latest.answer in ("given", "ask"):
                consents.record(
                    db, person_id=person_id, child_id=child_id, purpose=purpose, wording=latest.wording,
                    answer="withdrawn", channel="restore", now=one.at,
                )  # fmt: skip


# --- the file beside the database ---


class Beside:
    """The file that holds the same tombstones, for when the database is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._upto: int | None = None

    def keep(self, db: sqlite3.Connection) -> None:
        """Append what `db`, a connection that reads, holds beyond what was appended before. Raises OSError."""
        newest = int(db.execute("SELECT coalesce(max(id), 0) FROM tombstones").fetchone()[0])
        if newest == self._upto:
            return
        written = {one.ref for one in read_beside(self._path)} if self._upto is None else set()
        _append(self._path, [one for one in every(db, self._upto or 0) if one.ref not in written])
        self._upto = newest


def read_beside(path: Path) -> list[Tombstone]:
    """What the file holds: nothing if there is none, and never a line that was torn."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [one for one in map(_read_line, lines) if one is not None]


def _read_line(line: str) -> Tombstone | None:
    try:
        ref, what, name, at = json.loads(line)
        return Tombstone(str(ref), str(what), str(name), int(at))
    except (ValueError, TypeError):
        return None


def _append(path: Path, stones: list[Tombstone]) -> None:
    """An empty line first: the last one may have been torn."""
    if stones:
        lines = [json.dumps([one.ref, one.what, one.object, one.at]) for one in stones]
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
