"""Staff: roles bound to a person by a single-use invite; a PIN for a device that lay idle."""

import hashlib
import hmac
import json
import os
import sqlite3
from dataclasses import dataclass

from storage.seal import Seal

PIN_TRIES = 5
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


@dataclass(frozen=True)
class Member:
    """A member of staff."""

    person_id: int
    name: str
    roles: frozenset[str]


def invite(db: sqlite3.Connection, seal: Seal, *, code: str, role: str, name: str, expires_at: int) -> None:
    """Keep an invite by its blind index: the code itself is nowhere."""
    db.execute(
        "INSERT INTO invites (code, role, name, expires_at) VALUES (?, ?, ?, ?)",
        (seal.blind(code, "invites.code"), role, seal.close(name, "staff.name"), expires_at),
    )


def accept(db: sqlite3.Connection, seal: Seal, *, code: str, person_id: int, now: int) -> bool:
    """Use an invite up and give its role to the person. False for a wrong, used or expired code, all alike."""
    blind = seal.blind(code, "invites.code")
    found = db.execute(
        "UPDATE invites SET used_at = ? WHERE code = ? AND used_at IS NULL AND expires_at > ? RETURNING role, name",
        (now, blind, now),
    ).fetchone()
    if found is None:
        return False
    appoint(db, person_id=person_id, role=found["role"], sealed_name=found["name"])
    db.execute("UPDATE staff SET invited = 1 WHERE person_id = ?", (person_id,))
    return True


def appoint(db: sqlite3.Connection, *, person_id: int, role: str, sealed_name: bytes) -> None:
    """Give a person a role, beside those they have; what somebody was before they left does not come back."""
    before = db.execute("SELECT roles FROM staff WHERE person_id = ? AND active", (person_id,)).fetchone()
    roles = sorted({role, *(json.loads(before["roles"]) if before else [])})
    db.execute(
        "INSERT INTO staff (person_id, roles, name) VALUES (?, ?, ?) ON CONFLICT (person_id) "
        "DO UPDATE SET roles = excluded.roles, name = excluded.name, active = 1, pin_failures = 0",
        (person_id, json.dumps(roles), sealed_name),
    )


def members(db: sqlite3.Connection, seal: Seal) -> list[Member]:
    """Everyone who works here now."""
    rows = db.execute("SELECT * FROM staff WHERE active ORDER BY id")
    return [
        Member(row["person_id"], seal.open(row["name"], "staff.name"), frozenset(json.loads(row["roles"])))
        for row in rows
    ]


def name_of(db: sqlite3.Connection, seal: Seal, person_id: int | None) -> str:
    """A colleague's name, also of one who has left; nothing for someone who never worked here."""
    row = db.execute("SELECT name FROM staff WHERE person_id = ?", (person_id,)).fetchone()
    return str(seal.open(row["name"], "staff.name")) if row else ""


def set_pin(db: sqlite3.Connection, person_id: int, pin: str) -> None:
    """Keep a PIN as a salted scrypt hash."""
    salt = os.urandom(16)
    kept = salt + hashlib.scrypt(pin.encode(), salt=salt, **SCRYPT)
    db.execute("UPDATE staff SET pin = ?, pin_failures = 0 WHERE person_id = ?", (kept, person_id))


def has_pin(db: sqlite3.Connection, person_id: int) -> bool:
    """Whether this member of staff has chosen a PIN."""
    sql = "SELECT 1 FROM staff WHERE person_id = ? AND pin IS NOT NULL"
    return db.execute(sql, (person_id,)).fetchone() is not None


def owes_pin(db: sqlite3.Connection, person_id: int) -> bool:
    """Whether this person came by an invite and has not chosen a PIN yet. The sample home's staff need none."""
    sql = "SELECT 1 FROM staff WHERE person_id = ? AND invited AND pin IS NULL"
    return db.execute(sql, (person_id,)).fetchone() is not None


def check_pin(db: sqlite3.Connection, person_id: int, pin: str) -> int:
    """0 if the PIN is right; else how many tries are left, -1 when there are none."""
    row = db.execute("SELECT pin, pin_failures FROM staff WHERE person_id = ?", (person_id,)).fetchone()
    if row is None or row["pin"] is None or row["pin_failures"] >= PIN_TRIES:
        return -1
    if hmac.compare_digest(row["pin"][16:], hashlib.scrypt(pin.encode(), salt=row["pin"][:16], **SCRYPT)):
        db.execute("UPDATE staff SET pin_failures = 0 WHERE person_id = ?", (person_id,))
        return 0
    db.execute("UPDATE staff SET pin_failures = pin_failures + 1 WHERE person_id = ?", (person_id,))
    return PIN_TRIES - row["pin_failures"] - 1 or -1


def leave(db: sqlite3.Connection, person_id: int) -> None:
    """End someone's roles and forget their PIN; what they decided keeps their name."""
    db.execute("UPDATE staff SET active = 0, pin = NULL WHERE person_id = ?", (person_id,))


def forget_invites(db: sqlite3.Connection, instant: int) -> int:
    """Forget invites that ran out before `instant`, used or not; how many."""
    return db.execute("DELETE FROM invites WHERE expires_at < ?", (instant,)).rowcount
