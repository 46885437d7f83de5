"""People and where they are reached. The same person on two channels is two until linked."""

import json
import secrets
import sqlite3
from dataclasses import dataclass

from storage import jobs, unrecorded
from storage.seal import Seal, new_ref


@dataclass(frozen=True)
class Person:
    """Someone who speaks with us. Only staff have roles and a name."""

    id: int
    ref: str
    language: str
    roles: frozenset[str] = frozenset()
    name: str = ""


@dataclass(frozen=True)
class Address:
    """One web visit, or one chat of another channel. `used_at` is when it was last used, before now."""

    id: int
    person_id: int
    channel: str
    door: str
    used_at: int
    ended: bool = False


SELECT_PERSON = """
    SELECT people.*, staff.roles, staff.name FROM people
    LEFT JOIN staff ON staff.person_id = people.id AND staff.active
"""


def person(db: sqlite3.Connection, seal: Seal, person_id: int) -> Person:
    """The person with this row id."""
    found = db.execute(SELECT_PERSON + "WHERE people.id = ?", (person_id,)).fetchone()
    return _person(seal, found)


def _person(seal: Seal, row: sqlite3.Row) -> Person:
    roles = frozenset(json.loads(row["roles"])) if row["roles"] else frozenset()
    name = seal.open(row["name"], "staff.name") if row["name"] else ""
    return Person(row["id"], row["ref"], row["language"], roles, name)


def new_person(db: sqlite3.Connection, language: str, day: str) -> int:
    """A new person of whom we know nothing but a language; the row id."""
    cursor = db.execute(
        "INSERT INTO people (id, ref, language, created_day) VALUES (?, ?, ?, ?)", (_any_id(), new_ref(), language, day)
    )
    return int(cursor.lastrowid or 0)


def _any_id() -> int:
    """A row id that does not tell who came before whom."""
    return 1 + secrets.randbelow(2**52)


def address_by_key(db: sqlite3.Connection, seal: Seal, channel: str, key: str) -> Address | None:
    """The open or unreachable address that `key` (a visit's token, a chat's id) names on `channel`."""
    found = db.execute(
        "SELECT * FROM addresses WHERE blind = ? AND state <> 'ended'", (seal.blind(key, f"address.{channel}"),)
    ).fetchone()
    return _address(found) if found else None


def address(db: sqlite3.Connection, address_id: int) -> Address:
    """The address with this row id."""
    return _address(db.execute("SELECT * FROM addresses WHERE id = ?", (address_id,)).fetchone())


def _address(row: sqlite3.Row) -> Address:
    return Address(row["id"], row["person_id"], row["channel"], row["door"], row["used_at"], row["state"] == "ended")


def new_address(
    db: sqlite3.Connection, seal: Seal, *, person_id: int, channel: str, door: str, key: str, now: int
) -> Address:
    """A new address of `person_id`. Its key is kept sealed (to write to it) and as a blind index (to find it)."""
    cursor = db.execute(
        "INSERT INTO addresses (id, person_id, channel, door, sealed_id, blind, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (_any_id(), person_id, channel, door, seal.close(key, "addresses.id"), seal.blind(key, f"address.{channel}"),
         now),
    )  # fmt: skip
    return Address(int(cursor.lastrowid or 0), person_id, channel, door, now)


def use(db: sqlite3.Connection, address_id: int, now: int) -> None:
    """The address was used: news go there, and one that was unreachable is healed. One that was left stays so."""
    db.execute("UPDATE addresses SET used_at = ?, state = 'open' WHERE id = ? AND state <> 'ended'", (now, address_id))


def end_visit(db: sqlite3.Connection, address_id: int) -> None:
    """Leave for good: the key opens nothing any more, its drafts and what was said are emptied."""
    if unrecorded.is_open(db, address_id):
        unrecorded.fold(db, address_id)
    db.execute("UPDATE addresses SET state = 'ended', blind = NULL, sealed_id = NULL WHERE id = ?", (address_id,))
    db.execute("DELETE FROM drafts WHERE address_id = ?", (address_id,))
    db.execute("UPDATE outbox SET payload = NULL WHERE address_id = ?", (address_id,))
    unrecorded.clear(db, address_id)


def work_from(db: sqlite3.Connection, address_id: int) -> None:
    """A colleague works from this address: its menu is that of the staff door."""
    db.execute("UPDATE addresses SET door = 'staff' WHERE id = ?", (address_id,))


def move_address(db: sqlite3.Connection, address_id: int, person_id: int) -> None:
    """The address speaks for another person from now on; files that were made for the one before are gone."""
    db.execute("UPDATE addresses SET person_id = ? WHERE id = ?", (person_id, address_id))
    jobs.drop(db, address_id)


def hand_over(db: sqlite3.Connection, address_id: int, person_id: int) -> None:
    """The address is somebody else's from now on, and begins clean: nothing half filled, nothing said is left there."""
    move_address(db, address_id, person_id)
    db.execute("UPDATE addresses SET door = 'family' WHERE id = ? AND channel <> 'web'", (address_id,))
    db.execute("DELETE FROM drafts WHERE address_id = ?", (address_id,))
    db.execute("UPDATE outbox SET payload = NULL, important_until = NULL WHERE address_id = ?", (address_id,))


def last_address(db: sqlite3.Connection, person_id: int) -> Address | None:
    """Where the person was last heard and can still be reached."""
    found = db.execute(
        "SELECT * FROM addresses WHERE person_id = ? AND state = 'open' ORDER BY used_at DESC, id DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return _address(found) if found else None


def speak(db: sqlite3.Connection, person_id: int, language: str) -> None:
    """The person reads `language` from now on."""
    db.execute("UPDATE people SET language = ? WHERE id = ?", (language, person_id))


def phone(db: sqlite3.Connection, seal: Seal, person_id: int) -> str:
    """The number the person left, or nothing."""
    found = db.execute("SELECT details FROM people WHERE id = ?", (person_id,)).fetchone()
    return str(seal.open(found["details"], "people.details").get("phone", "")) if found and found["details"] else ""


def by_phone(db: sqlite3.Connection, seal: Seal, number: str) -> list[int]:
    """Everybody who left this number: row ids."""
    rows = db.execute("SELECT id FROM people WHERE phone_index = ? ORDER BY id", (seal.blind(number, "phone"),))
    return [row["id"] for row in rows]


def keep_phone(db: sqlite3.Connection, seal: Seal, person_id: int, number: str) -> None:
    """Keep the number sealed, with a blind index; an empty number forgets it."""
    details = seal.close({"phone": number}, "people.details") if number else None
    index = seal.blind(number, "phone") if number else None
    db.execute("UPDATE people SET details = ?, phone_index = ? WHERE id = ?", (details, index, person_id))
