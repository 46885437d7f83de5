"""Limits as token buckets in memory: how much at once, and how much a second. No device's address is looked at."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_KEPT = 10_000


@dataclass(frozen=True)
class Rate:
    """So many at once, refilled by so many a second."""

    burst: float
    a_second: float


class Limits:
    """Counts what was taken from each bucket; the answers say how long to wait, 0 for "go on"."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, rate: Rate) -> float:
        """Take one from the bucket `name`: 0, or the seconds until there is one."""
        now = self._clock()
        left = self._left(name, rate, now)
        enough = left >= 1
        self._buckets.pop(name, None)
        self._buckets[name] = (left - 1 if enough else left, now)
        if len(self._buckets) > MOST_KEPT:
            self._buckets.popitem(last=False)
        return 0 if enough else (1 - left) / rate.a_second

    def wait(self, name: str, rate: Rate) -> float:
        """The seconds until there is one in the bucket `name`, which is left there."""
        return max(0.0, 1 - self._left(name, rate, self._clock())) / rate.a_second

    def _left(self, name: str, rate: Rate, now: float) -> float:
        left, since = self._buckets.get(name, (rate.burst, now))
        return min(rate.burst, left + (now - since) * rate.a_second)
