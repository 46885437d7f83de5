"""Files that come to their place whole or not at all, and then stay there through a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LOG_SUFFIXES = ("-wal", "-shm", "-journal")


@contextmanager
def in_the_making(path: Path) -> Iterator[Path]:
    """A database file that is either moved to its place meanwhile or leaves nothing behind."""
    drop_logs(path)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        drop_logs(path)


def drop_logs(path: Path) -> None:
    """Remove what SQLite keeps beside a database."""
    for suffix in LOG_SUFFIXES:
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def move(made: Path, path: Path) -> None:
    """The content onto the disk first, then under its name, then the name onto the disk."""
    _sync(made)
    made.replace(path)
    _sync(path.parent)


def free(folder: Path, name: str, at: int, zone: ZoneInfo) -> Path:
    """`name` with the local time for its {stamp}, or that of the next second which no file there has yet."""
    while True:
        path = folder / name.format(stamp=datetime.fromtimestamp(at, zone).strftime("%Y%m%d-%H%M%S"))
        if not path.exists():
            return path
        at += 1


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
