"""The database file: one writing connection whose thread runs whole turns, and a reading one beside it.

aiosqlite hops to its thread for every statement. A turn is plain functions over many statements, so it makes one hop.
"""

import fcntl
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar, cast

import aiosqlite

T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MILLISECONDS = 5000
PRAGMAS = (
    f"busy_timeout = {BUSY_MILLISECONDS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
    "secure_delete = ON",
)  # fmt: skip


# What is the matter with the disk, the file or a lock, and would hit any other statement as well.
_OF_THE_DISK = frozenset(
    (
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY,
    )
)  # fmt: skip


class AlreadyRunning(Exception):  # noqa: N818 - reads as the sentence it is
    """Another process works in this data folder."""


class NewerData(Exception):  # noqa: N818 - reads as the sentence it is
    """The data was written by a newer version of this program."""


def is_of_the_disk(fault: BaseException) -> bool:
    """Whether this is the fault of the disk or the file (full, read-only, locked), and not of whoever was writing."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that runs a whole plain function in its own thread."""

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """`function(connection)` in the connection's thread: one hop, however many statements."""
        return cast("T", await self._execute(lambda: function(self._conn)))  # type: ignore[no-untyped-call]


def connect(path: Path) -> sqlite3.Connection:
    """The writing connection. Transactions are ours to begin; every commit reaches the disk."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    address = f"{path.resolve().as_uri()}?mode=ro"  # quoted: a folder may be called "100%" or "#1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA query_only = ON")
    return connection


def migrate(connection: sqlite3.Connection) -> int:
    """Bring the schema up to date; the number of migrations that were run. Each file is one transaction.

    Raises NewerData where a newer version has been at work.
    """
    done = int(connection.execute("PRAGMA user_version").fetchone()[0])
    files = sorted(MIGRATIONS.glob("*.sql"))
    if done > len(files):
        raise NewerData(f"{done} migrations, we know {len(files)}")
    for number, file in enumerate(files[done:], start=done + 1):
        script = file.read_text(encoding="utf-8")
        head, _commit, tail = script.rpartition("COMMIT;")
        try:
            connection.executescript(f"{head}PRAGMA user_version = {number};\nCOMMIT;{tail}")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return len(files) - done


def empty_log(connection: sqlite3.Connection) -> bool:
    """Fold the write-ahead log into the file and cut it to nothing; False if a reader holds it: then it is tried again.

    The log has every page in the order in which it was written, with what was deleted since.
    """
    connection.execute("PRAGMA busy_timeout = 50")
    try:
        return int(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]) == 0
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def lay_in_order(connection: sqlite3.Connection) -> bool:
    """Write the whole file anew, every table in the order of its keys: where a row lies tells when it came.

    False if a reader holds the log, where the new order lies as long; the old one is still in the file then.
    """
    connection.execute("VACUUM")
    return empty_log(connection)


def lock(folder: Path) -> IO[str]:
    """Hold the data folder for this process until the file is closed. Raises AlreadyRunning."""
    file = (folder / "running.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise AlreadyRunning(str(folder)) from None
    return file


class Database:
    """The open database: `write` is for the turns alone, `read` for everyone."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open (and make or migrate) the file at `path`."""
        file = connect(path)  # before there is a thread: a file that is no database leaves nothing behind
        writing = Connection(lambda: file, iter_chunk_size=64)
        await writing
        try:
            await writing.run(migrate)
            reader = connect_reading(path)
            reading = Connection(lambda: reader, iter_chunk_size=64)
            await reading
        except BaseException:
            await writing.close()
            raise
        return cls(writing, reading)

    async def write(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` in the writer's thread; it brackets its own transaction."""
        return await self._writing.run(function)

    async def read(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` on a connection that cannot write."""
        return await self._reading.run(function)

    async def close(self) -> None:
        """Finish what waits, fold the log into the file and close."""
        await self._reading.close()
        await self._writing.close()
