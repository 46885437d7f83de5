"""Interleaved rounds: whoever is compared takes turns, so that a machine that slows down slows all of them alike."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median

Round = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Ratio:
    """A median with the smallest and the largest of its rounds."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{_short(self.middle)} ({_short(self.least)}–{_short(self.most)})"


async def interleaved(contenders: Mapping[str, Round], rounds: int) -> dict[str, list[float]]:
    """Seconds an event of every contender in every round, after one round that is not counted."""
    found: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds + 1):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            seconds = await contenders[name]()
            if number:
                found[name].append(seconds)
    return found


def ratio(above: list[float], below: list[float]) -> Ratio:
    """`above` in terms of `below`, round by round."""
    pairs = [one / other for one, other in zip(above, below, strict=True)]
    return Ratio(median(pairs), min(pairs), max(pairs))


def _short(number: float) -> str:
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}" if number >= 0.1 else f"{number:.3f}"
