"""Who is looking right now: open streams, woken when their address has something new."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

MOST_STREAMS_AN_ADDRESS = 6
MOST_STREAMS = 3000


class TooMany(Exception):  # noqa: N818 - reads as the sentence it is
    """More streams are open than we keep."""


class Hub:
    """The open streams by address. Kept in memory only: after a restart every page connects again."""

    def __init__(self) -> None:
        self._bells: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._open = 0
        self.closing = False

    def is_full(self, address_id: int) -> bool:
        """Whether no further stream of this address is kept."""
        return len(self._bells.get(address_id, ())) >= MOST_STREAMS_AN_ADDRESS or self._open >= MOST_STREAMS

    @contextmanager
    def listening(self, address_id: int) -> Iterator[asyncio.Event]:
        """A bell that rings when the address has something new. Raises TooMany."""
        if self.is_full(address_id):
            raise TooMany
        bell = asyncio.Event()
        self._bells[address_id].add(bell)
        self._open += 1
        try:
            yield bell
        finally:
            self._open -= 1
            self._bells[address_id].discard(bell)
            if not self._bells[address_id]:
                del self._bells[address_id]

    def wake(self, addresses: Iterable[int]) -> None:
        """Ring for these addresses."""
        for address_id in addresses:
            for bell in self._bells.get(address_id, ()):
                bell.set()

    def close(self) -> None:
        """Let every stream end, so that the server can stop in order."""
        self.closing = True
        self.wake(list(self._bells))
