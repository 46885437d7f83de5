"""The home's quiet hours, and the arithmetic of the hours between them.

An offer made in the evening must not lapse while a family sleeps, so its clock runs in waking hours only. Everything is
worked out as instants, so that a night in which the clocks change is as long as it really is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.mistakes import Wrong
from bot.text import _

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Quiet:
    """When the home writes to nobody: local times, half-open, over midnight if `ends` is the earlier one."""

    starts: time
    ends: time

    def wrongs(self) -> Iterable[Wrong]:
        """What is wrong with these hours."""
        if self.starts == self.ends:
            yield Wrong(
                "ends",
                _("The quiet hours start and end at the same time."),
                _("Write two different times, such as starts = \"21:00\" and ends = \"08:00\"."),
            )

    def covers(self, clock: time) -> bool:
        """Whether a local time of day lies in the quiet hours."""
        if self.starts < self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends


def instant(day: date, clock: time, zone: ZoneInfo) -> int:
    """A local day and time as UTC seconds. A time that the clocks skip is read as if they had not yet changed."""
    return int(datetime.combine(day, clock, zone).timestamp())


def local_day(at: int, zone: ZoneInfo) -> date:
    """The local day of an instant."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()


def waking(quiet: Quiet, zone: ZoneInfo, since: int) -> Iterator[tuple[int, int]]:
    """Every stretch (start, end) of waking time that ends after `since`, in order, without end."""
    day = local_day(since, zone) - 2 * DAY
    done = 0
    while True:
        last_day = day if quiet.starts > quiet.ends else day + DAY
        starts, ends = max(done, instant(day, quiet.ends, zone)), instant(last_day, quiet.starts, zone)
        if starts < ends:  # clocks that jump may swallow a whole stretch
            done = ends
            if ends > since:
                yield starts, ends
        day += DAY


def next_waking(quiet: Quiet, zone: ZoneInfo, at: int) -> int:
    """`at` itself if people are awake then, else the moment the quiet hours end."""
    return max(at, next(waking(quiet, zone, at))[0])


def waking_end(quiet: Quiet, zone: ZoneInfo, at: int, hours: float) -> int:
    """The first instant by which `hours` of waking time have passed since `at`."""
    left = round(hours * 3600)
    if left <= 0:
        return at
    for starts, ends in waking(quiet, zone, at):
        starts = max(starts, at)
        if left <= ends - starts:
            return starts + left
        left -= ends - starts
    raise AssertionError("waking time has no end")


def waking_between(quiet: Quiet, zone: ZoneInfo, start: int, end: int) -> int:
    """Seconds of waking time in [start, end); 0 if `end` is not after `start`."""
    total = 0
    for starts, ends in waking(quiet, zone, start):
        if starts >= end:
            return total
        total += max(0, min(ends, end) - max(starts, start))
    raise AssertionError("waking time has no end")
