"""Flood control: how many messages a second Telegram takes before it answers 429.

Telegram publishes about one a second in a chat (short bursts pass), 20 a minute in a group, about 30 a second in all.
Every message too many is written down, so that a test can ask for none at all.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram.asked import too_many

A_SECOND_IN_ALL = 30
A_MINUTE_IN_A_GROUP = 20


@dataclass
class FloodControl:
    """What was sent lately, on a clock of its own if wanted."""

    clock: Callable[[], float]
    burst: int = 3
    violations: list[tuple[float, int]] = field(default_factory=list)
    _sent: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _levels: dict[int, tuple[float, float]] = field(default_factory=dict)

    def take(self, chat_id: int) -> None:
        """One more message into a chat, or 429."""
        now = self.clock()
        waits = [_wait(self._sent, now, A_SECOND_IN_ALL, 1), self._wait_of_chat(chat_id, now)]
        if chat_id < 0:
            waits.append(_wait(self._groups[chat_id], now, A_MINUTE_IN_A_GROUP, 60))
        if max(waits) > 1e-6:  # a clock that counts in floats
            self.violations.append((now, chat_id))
            raise too_many(math.ceil(max(waits)))
        self._sent.append(now)
        self._groups[chat_id].append(now)
        self._levels[chat_id] = (self._level(chat_id, now) + 1, now)

    def _wait_of_chat(self, chat_id: int, now: float) -> float:
        """A bucket that holds the burst and leaks one message a second."""
        return self._level(chat_id, now) + 1 - self.burst

    def _level(self, chat_id: int, now: float) -> float:
        level, at = self._levels.get(chat_id, (0.0, now))
        return max(0.0, level - (now - at))


def _wait(times: deque[float], now: float, most: int, seconds: float) -> float:
    """How long until a window has room again."""
    while times and times[0] <= now - seconds:
        times.popleft()
    return times[0] + seconds - now if len(times) >= most else 0.0
