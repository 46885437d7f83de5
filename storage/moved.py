"""Whoever comes second: a change names the version it was made for, and one that has moved on is not overwritten."""

import sqlite3
from typing import Generic, TypeVar

T = TypeVar("T")


class Moved(Exception, Generic[T]):  # noqa: N818 - reads as the sentence it is
    """Someone else changed it first; `now` is how it stands."""

    def __init__(self, now: T) -> None:
        super().__init__()
        self.now = now


def settled(changed: sqlite3.Cursor, now: T | None, refusal: type[Moved[T]]) -> T:
    """How it stands `now`, if the change was made. Raises `refusal` if not, KeyError if there is no such thing."""
    if now is None:
        raise KeyError(refusal.__qualname__)
    if not changed.rowcount:
        raise refusal(now)
    return now
