"""The home's clock: real time, plus a stored offset in the sample home, which only ever moves forward."""

import sqlite3
import time

from storage import meta

OFFSET = "clock offset"


class Clock:
    """Tells UTC seconds. `offset` is read once at start and moved by the sample home's buttons."""

    def __init__(self, offset: int = 0) -> None:
        self.offset = offset

    @classmethod
    def of(cls, db: sqlite3.Connection) -> "Clock":
        """The clock as it was left."""
        return cls(int(meta.get(db, OFFSET, "0")))

    def now(self) -> int:
        """UTC seconds."""
        return int(time.time()) + self.offset

    def move_to(self, db: sqlite3.Connection, instant: int) -> None:
        """Move forward to `instant`, inside a turn; never back."""
        offset = max(self.offset, instant - int(time.time()))
        meta.put(db, OFFSET, str(offset))
        self.offset = offset
