"""Lanes: one for each address that something waits for. Answers go first, so nobody waits behind the bulk of news."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sender.courier import Parcel


@dataclass(eq=False)
class Lane:
    """One address: whether an answer waits in it, whether more came meanwhile, and how its first letter fares.

    `tries` counts how often that failed, `alone` how often while others' letters arrived. `parcel` is a letter of which
    a part is there already.
    """

    address_id: int
    fresh: bool = False
    more: bool = False
    ready_at: float = 0.0
    hopes: bool = False
    tries: int = 0
    alone: int = 0
    arrivals: int = 0
    parcel: Parcel | None = None


@dataclass
class Lanes:
    """All lanes. A lane is either queued, or resting, or in the hands of whoever took it."""

    clock: Callable[[], float]
    _known: dict[int, Lane] = field(default_factory=dict)
    _fresh: deque[Lane] = field(default_factory=deque)
    _bulk: deque[Lane] = field(default_factory=deque)
    _resting: list[Lane] = field(default_factory=list)

    def add(self, address_id: int, *, fresh: bool) -> None:
        """Something waits at this address."""
        lane = self._known.get(address_id)
        if lane is None:
            lane = self._known[address_id] = Lane(address_id, fresh)
            self._queue(lane)
            return
        lane.more = True
        if fresh and not lane.fresh:
            lane.fresh = True
            if lane in self._bulk:
                self._bulk.remove(lane)
                self._fresh.append(lane)

    def take(self) -> Lane | None:
        """The lane to be served next, if there is one that may be served now."""
        self._wake()
        queue = self._fresh or self._bulk
        if not queue:
            return None
        lane = queue.popleft()
        lane.more = False
        return lane

    def rest(self, lane: Lane, seconds: float, *, hopes: bool = False) -> None:
        """Come back to a lane after a while; one that `hopes` waits only for the channel to work again."""
        lane.ready_at, lane.hopes = self.clock() + seconds, hopes
        self._resting.append(lane)

    def go_on(self, lane: Lane) -> None:
        """More of the same letter is to be carried, before anybody else's."""
        (self._fresh if lane.fresh else self._bulk).appendleft(lane)

    def leave(self, lane: Lane) -> None:
        """Done with a letter: the lane queues again if more has come."""
        lane.tries = lane.alone = 0
        lane.parcel = None
        lane.fresh = lane.fresh and lane.more
        if lane.more:
            self._queue(lane)
        else:
            del self._known[lane.address_id]

    def hurry(self) -> None:
        """The channel works again: nobody need rest any longer who waited for just that."""
        for lane in self._resting:
            if lane.hopes:
                lane.ready_at = 0.0

    def next_in(self, most: float) -> float:
        """Seconds until some resting lane is ready, at most `most`."""
        soonest = min((lane.ready_at for lane in self._resting), default=None)
        return most if soonest is None else min(most, max(0.0, soonest - self.clock()))

    def __len__(self) -> int:
        """How many lanes have something to carry, resting ones included."""
        return len(self._known)

    def _queue(self, lane: Lane) -> None:
        (self._fresh if lane.fresh else self._bulk).append(lane)

    def _wake(self) -> None:
        if not self._resting:
            return
        now, resting = self.clock(), self._resting
        self._resting = [lane for lane in resting if lane.ready_at > now]
        for lane in resting:
            if lane.ready_at <= now:
                self._queue(lane)
