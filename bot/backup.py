"""Backup and restore: one file that holds everything but the key, and the way back.

A backup is made by SQLite's own online copy, so that the home stays open meanwhile; it gets its name only once it is
whole, read through and on the disk. A restore prepares everything beside the present database, which is then set aside
and never overwritten: whatever fails before leaves things as they were.

Who was forgotten stays forgotten. The tombstones (storage/tombstones.py) that the backup does not know of are gathered
from the present database, the file beside it and the other backups at hand, and done again before the copy takes its
place. Only what was forgotten after the newest of these, on a disk that is lost with all of them, can come back: hence
a backup every night, in another place.
"""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.files import LOG_SUFFIXES, drop_logs, free, in_the_making, move
from storage import audit, meta, tombstones, unrecorded
from storage import db as storage_db
from storage.db import is_of_the_disk
from storage.seal import Seal
from storage.tombstones import Tombstone

FOLDER = "backups"
NAME = "rainbow-{stamp}.db"
ASIDE = "rainbow-before-{stamp}.db"
MAGIC = b"SQLite format 3\0"


class NothingYet(Exception):  # noqa: N818 - reads as the sentence it is
    """There is no database to copy."""


class NoFolder(Exception):  # noqa: N818 - reads as the sentence it is
    """The folder for backups is not there: a disk that is not plugged in must not become a folder on this one."""


class NotOurs(Exception):  # noqa: N818 - reads as the sentence it is
    """The file is no database of a home."""


class Damaged(Exception):  # noqa: N818 - reads as the sentence it is
    """The file is a database that is not whole."""


class OtherKey(Exception):  # noqa: N818 - reads as the sentence it is
    """The file was sealed with another key; its argument is that key's fingerprint."""


@dataclass(frozen=True)
class Backup:
    """What was made. `gap` is the first entry at which the audit log is not whole, None if it is."""

    path: Path
    gap: int | None


@dataclass(frozen=True)
class Restored:
    """What was put back: a copy of `made_at` (UTC seconds).

    `aside` is the database that was there. `forgotten` things were forgotten again, and with them the bookings
    `called_off` (refs); `could_tell` is False where nothing was left to say what had been forgotten.
    """

    made_at: int
    aside: Path | None
    forgotten: int
    called_off: tuple[str, ...]
    could_tell: bool
    gap: int | None


def back_up(database: Path, folder: Path, seal: Seal, zone: ZoneInfo, off_record: Collection[str]) -> Backup:
    """Copy the database into `folder`, also while it is written to. The name tells the local time in `zone`.

    What is just being said or written in the flows `off_record` is not in it, nor in which order rows came today.

    Raises NothingYet, NoFolder, NotOurs, OtherKey, Damaged, sqlite3.Error, OSError; then no backup is left there.
    """
    if not database.exists():
        raise NothingYet(str(database))
    if not folder.is_dir():
        raise NoFolder(str(folder))
    handle, name = tempfile.mkstemp(prefix=".rainbow-", suffix=".part", dir=folder)  # mode 0600
    os.close(handle)
    with in_the_making(Path(name)) as part:
        _copy(database, part)
        with _recognised(part, seal) as db:
            now, gap = Clock.of(db).now(), audit.verify(db)
            unrecorded.leave_out(db, seal, off_record)
            meta.put(db, meta.COPIED_AT, str(now))
            meta.put(db, meta.KEY_FINGERPRINT, seal.fingerprint)
            storage_db.lay_in_order(db)
            db.execute("PRAGMA journal_mode = DELETE")  # one file alone, which opens from a read-only disk as well
        path = free(folder, NAME, now, zone)
        move(part, path)
    return Backup(path, gap)


def restore(file: Path, database: Path, seal: Seal, zone: ZoneInfo, place: str) -> Restored:
    """Put a copy of the backup `file` in the place of `database`. `place` seals the details of bookings.

    Raises AlreadyRunning, FileNotFoundError, NotOurs, OtherKey, Damaged, NewerData, sqlite3.Error, OSError; then
    nothing was changed.
    """
    with (
        closing(storage_db.lock(database.parent)),
        in_the_making(database.with_name(f"{database.name}.restoring")) as fresh,
    ):
        _fetch(file, fresh)
        with _recognised(fresh, seal) as db:
            if not meta.get(db, meta.KEY_FINGERPRINT):  # every home that was ever open has one
                raise NotOurs(str(file))
            storage_db.migrate(db)
            stones, could_tell = _gathered(file, database, seal)
            made_at = int(meta.get(db, meta.COPIED_AT) or file.stat().st_mtime)
            gap = audit.verify(db)
            forgotten, called_off = _forget_again(db, seal, stones, place)
            db.execute("PRAGMA journal_mode = DELETE")  # the log is folded in: nothing but this one file moves
        aside = _set_aside(database, zone)
        move(fresh, database)
    return Restored(made_at, aside, forgotten, tuple(called_off), could_tell, gap)


def _copy(database: Path, part: Path) -> None:
    with (
        _naming_what_is_wrong(),
        closing(storage_db.connect_reading(database)) as source,
        closing(sqlite3.connect(part, isolation_level=None)) as copy,
    ):
        source.backup(copy)


def _fetch(file: Path, fresh: Path) -> None:
    """The backup as it lies there is never opened, so that it stays as it is."""
    with file.open("rb") as source:
        if source.read(len(MAGIC)) != MAGIC:
            raise NotOurs(str(file))
    for suffix in ("", "-wal"):  # whoever copied a database by hand may have copied its log with it
        if Path(f"{file}{suffix}").exists():
            Path(f"{fresh}{suffix}").touch(mode=0o600)
            shutil.copyfile(f"{file}{suffix}", f"{fresh}{suffix}")


@contextmanager
def _recognised(path: Path, seal: Seal) -> Iterator[sqlite3.Connection]:
    """The copy, open: a whole database of a home, sealed with this key. Raises NotOurs, OtherKey, Damaged."""
    with _naming_what_is_wrong():
        db = storage_db.connect(path)
    with closing(db):
        with _naming_what_is_wrong():
            known = meta.get(db, meta.KEY_FINGERPRINT)
            whole = db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        if not whole:
            raise Damaged(str(path))
        if known and known != seal.fingerprint:
            raise OtherKey(known)
        yield db


@contextmanager
def _naming_what_is_wrong() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as fault:
        if is_of_the_disk(fault):
            raise
        corrupt = fault.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT
        raise (Damaged if corrupt else NotOurs)(str(fault)) from fault


def _gathered(file: Path, database: Path, seal: Seal) -> tuple[list[Tombstone], bool]:
    """Every tombstone at hand; whether the present database, or the file beside it, was there to tell."""
    beside = database.with_name(tombstones.FILE)
    present = _stones_of(database, seal)
    stones = [*(present or []), *tombstones.read_beside(beside)]
    for other in {*file.parent.glob("rainbow-*.db"), *(database.parent / FOLDER).glob("rainbow-*.db")}:
        stones += _stones_of(other, seal) or []
    return stones, present is not None or beside.exists()


def _stones_of(path: Path, seal: Seal) -> list[Tombstone] | None:
    """The tombstones in a database of this home; None if it cannot be read, for it may be what broke."""
    try:
        with closing(storage_db.connect_reading(path)) as db:
            return tombstones.every(db) if meta.get(db, meta.KEY_FINGERPRINT) == seal.fingerprint else None
    except sqlite3.Error:
        return None


def _forget_again(db: sqlite3.Connection, seal: Seal, stones: list[Tombstone], place: str) -> tuple[int, list[str]]:
    now = Clock.of(db).now()
    db.execute("BEGIN IMMEDIATE")
    done = tombstones.again(db, seal, stones, place, now)
    audit.record(db, at=now, actor=tombstones.AT_COMMAND, act="data.restored", what="backup", why="restore")
    db.execute("COMMIT")
    return done


def _set_aside(database: Path, zone: ZoneInfo) -> Path | None:
    """Keep the present database under another name, its log first folded into it or, if it is broken, beside it."""
    if not database.exists():
        drop_logs(database)  # a log without its database would be taken for that of the next one
        return None
    try:
        with closing(storage_db.connect(database)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass
    aside = free(database.parent, ASIDE, int(time.time()), zone)
    for suffix in ("", *LOG_SUFFIXES):
        if Path(f"{database}{suffix}").exists():
            Path(f"{database}{suffix}").rename(f"{aside}{suffix}")
    return aside
