"""The days off of a year, as the yearly notice lays them down; `holidays.toml` beside this file ships what is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.hours import DAY
from bot.mistakes import Wrong
from bot.text import _


@dataclass(frozen=True)
class Year:
    """The days off of one year; `official` once the yearly notice with its make-up working days is out."""

    year: int
    official: bool
    off: tuple[date, ...]
    work: tuple[date, ...] = ()

    def wrongs(self) -> Iterable[Wrong]:
        """A day of another year is a slip in copying; only the last days of December may belong to the next year."""
        for key, days in (("off", self.off), ("work", self.work)):
            stray = next((day for day in days if (day + 7 * DAY).year != self.year and day.year != self.year), None)
            if stray:
                what = _("{day} does not belong to the year {year}.", day=stray.isoformat(), year=self.year)
                yield Wrong(key, what, _("Correct the date, or write it under its own year."))
