"""A closed home, its backup and what lies in both, for the tests of backups and of the command line."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from bot import backup
from bot.app import DATABASE
from bot.backup import Backup, Restored
from bot.booking import DETAILS
from storage.seal import Seal
from tests.chat import KEY, ZONE, Visitor
from tests.handlers.a_family import describes

SEAL = Seal(KEY)


def backed_up(data: Path, disk: Path) -> Path:
    """A backup of the home in `data`, made onto `disk`."""
    made: Backup = backup.back_up(data / DATABASE, disk, SEAL, ZONE, ())
    assert made.gap is None
    return made.path


def put_back(file: Path, data: Path, seal: Seal = SEAL) -> Restored:
    """Restore."""
    return backup.restore(file, data / DATABASE, seal, ZONE, DETAILS)


def tables(path: Path) -> dict[str, list[str]]:
    """Every table with the hashes of its rows, sorted."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(_hash, db.execute(f"SELECT * FROM {name}"))) for name in names}  # noqa: S608 - ours


def _hash(row: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()


def kept(data: Path, sql: str) -> list[tuple[object, ...]]:
    """What the closed home's database answers."""
    return asked(data / DATABASE, sql)


def asked(file: Path, sql: str) -> list[tuple[object, ...]]:
    """What a database file answers."""
    with closing(sqlite3.connect(file)) as db:
        return db.execute(sql).fetchall()


def lies_there(folder: Path) -> set[str]:
    """The names in a folder."""
    return {path.name for path in folder.iterdir()}


def destroyed(data: Path) -> None:
    """The disk ate the database; what lies beside it is left."""
    for path in data.glob(f"{DATABASE}*"):
        path.unlink()


def spoilt(file: Path) -> None:
    """Some pages in the middle are noise."""
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 20] = b"\xff" * 4096 * 17
    file.write_bytes(content)


async def adds_a_child(family: Visitor, name: str = "小晴") -> None:
    """One child more on this family's list."""
    await family.opens("children")
    if "同意" in family.offered():
        await family.taps("同意")
    await describes(family, name)
