"""Photos and voice messages that people sent as answers: their content sealed, and what each of them belongs to."""

import sqlite3
from dataclasses import dataclass

from storage.seal import Seal

PLACE = "attachments.content"
_FACTS = "ref, kind, media_type, seconds, person_id, object"


@dataclass(frozen=True)
class Attachment:
    """One of them without its content. `object` None: it is in a form that was not sent yet, or was not wanted."""

    ref: str
    kind: str
    media_type: str
    seconds: int
    person_id: int | None
    object: str | None


def keep(
    db: sqlite3.Connection, seal: Seal, ref: str, *, kind: str, media_type: str, content: bytes, seconds: int,
    person_id: int | None, day: str,
) -> None:  # fmt: skip
    """Keep a cleaned one under a new `ref`; it belongs to nothing yet."""
    db.execute(
        "INSERT INTO attachments (ref, kind, media_type, content, seconds, person_id, day) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (ref, kind, media_type, seal.close_bytes(content, PLACE), seconds, person_id, day),
    )


def find(db: sqlite3.Connection, ref: str) -> Attachment | None:
    """The one of this ref."""
    row = db.execute(f"SELECT {_FACTS} FROM attachments WHERE ref = ?", (ref,)).fetchone()  # noqa: S608 - ours
    return Attachment(*row) if row else None


def content_of(db: sqlite3.Connection, seal: Seal, ref: str) -> bytes:
    """Its bytes. Raises LookupError."""
    row = db.execute("SELECT content FROM attachments WHERE ref = ?", (ref,)).fetchone()
    if row is None:
        raise LookupError(ref)
    return seal.open_bytes(row["content"], PLACE)


def belong_to(db: sqlite3.Connection, ref: str, name: str) -> None:
    """From now on it belongs to the object of that name, and goes when that goes."""
    db.execute("UPDATE attachments SET object = ? WHERE ref = ?", (name, ref))


def of_object(db: sqlite3.Connection, name: str) -> list[Attachment]:
    """What belongs to an object, in the order it came."""
    sql = f"SELECT {_FACTS} FROM attachments WHERE object = ? ORDER BY rowid"  # noqa: S608 - ours
    return [Attachment(*row) for row in db.execute(sql, (name,))]


def of_person(db: sqlite3.Connection, person_id: int) -> list[Attachment]:
    """What a person sent, in the order it came."""
    sql = f"SELECT {_FACTS} FROM attachments WHERE person_id = ? ORDER BY rowid"  # noqa: S608 - ours
    return [Attachment(*row) for row in db.execute(sql, (person_id,))]


def drop(db: sqlite3.Connection, ref: str) -> None:
    """Forget one."""
    db.execute("DELETE FROM attachments WHERE ref = ?", (ref,))


def drop_of_object(db: sqlite3.Connection, name: str) -> None:
    """Forget what belongs to an object."""
    db.execute("DELETE FROM attachments WHERE object = ?", (name,))


def loose(db: sqlite3.Connection, person_id: int | None, before: str) -> list[str]:
    """The refs of what came (from one person, or from all) before a local day and belongs to nothing yet."""
    sql = "SELECT ref FROM attachments WHERE object IS NULL AND person_id IS coalesce(?, person_id) AND day < ?"
    return [row["ref"] for row in db.execute(sql, (person_id, before))]


def forget_loose_before(db: sqlite3.Connection, day: str) -> int:
    """Forget what came before a local day and still belongs to nothing; how many."""
    return db.execute("DELETE FROM attachments WHERE object IS NULL AND day < ?", (day,)).rowcount
