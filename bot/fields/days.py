"""A question answered by a day: tapped on a month's calendar, or typed as people say it."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat import Calendar, CalendarDay, DayState, Refused, Tap, Turn
from bot.fields.asking import Answered, Answers, Asking, Field, Looked, Outcome, Parts
from bot.fields.typed_days import NoSuchDayError, typed_day
from bot.text import Day, Json, Text, _

DayOffer = tuple[DayState, Text | None]
Days = Callable[[Turn, Answers, date], Mapping[date, DayOffer]]
OneDay = Callable[[Turn, Answers, date], DayOffer | None]

MONTH_PATTERN = re.compile(r"(\d{4})-(\d{2})")
WORDS: Mapping[DayState, Text] = {
    "free": _("free"),
    "few": _("few left"),
    "full": _("full"),
    "closed": _("closed"),
    "past": _("past"),
}
CLOSED: DayOffer = ("closed", None)

NO_DAY = _("I did not understand that as a day. Please tap one, or type it like 2026-12-05 or 12/5.")
NO_SUCH_DAY = _("There is no such day in the calendar. Please check it.")
NO_OPEN_DAY = _("No day can be chosen here at the moment.")


@dataclass(frozen=True, kw_only=True)
class DayField(Field):
    """One local day; the value is its ISO date.

    `days(turn, answers, first_of_month)` says what each day is like and, in a word, why; a day that it does not name is
    closed. An answer is looked at anew at every event: `one_day` says the same of a single day, for less than a month
    costs. `pick_full` lets a full day be asked for (a waitlist). `last` is the last day that may be asked for; without
    it, the home's horizon.
    """

    days: Days
    one_day: OneDay | None = None
    pick_full: bool = False
    last: Callable[[Turn, Answers], date] | None = None

    def parts(self, asking: Asking) -> Parts:
        today, last = asking.turn.today, self._last(asking.turn, asking.answers)
        month, offers = self._page(asking, today, last)
        first, final = first_of(today), first_of(last)
        shown = Calendar(
            month=month,
            days=tuple(self._day(asking, day, offers.get(day, CLOSED), today, last) for day in days_of(month)),
            earlier=asking.tap("month", f"{before(month):%Y-%m}") if month > first else None,
            later=asking.tap("month", f"{after(month):%Y-%m}") if month < final else None,
        )
        nothing = (NO_OPEN_DAY,) if first == final and all(day.data is None for day in shown.days) else ()
        return Parts(calendar=shown, text=nothing, rows=(asking.keep(self._shown(asking.value)),))

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        if tap.verb == "day":
            return self._read(asking, _iso(tap.ref))
        if tap.verb == "month":
            return self._turned(asking, tap.ref)
        return super().tapped(asking, tap)

    def typed(self, asking: Asking, text: str) -> Outcome:
        try:
            return self._read(asking, typed_day(text, asking.turn.today))
        except NoSuchDayError:
            raise Refused(NO_SUCH_DAY) from None

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        day = _iso(value)
        if day is None:
            raise Refused(NO_DAY)
        last = self._last(turn, answers)
        if day > last:
            raise Refused(_too_far(day, last))
        state, word = self._offer(turn, answers, day) if day >= turn.today else ("past", None)
        if state == "past":
            raise Refused(_("{day} is already past. Please choose a later day.", day=Day(day, "year")))
        if state == "closed":
            raise Refused(_closed(day, word))
        if state == "full" and not self.pick_full:
            raise Refused(_("{day} is full. Please choose another day.", day=Day(day)))

    def look(self, value: Json) -> dict[str, Json]:
        day = _iso(value)
        return {"month": f"{day:%Y-%m}"} if day else {}

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return self._shown(value)

    def _offer(self, turn: Turn, answers: Answers, day: date) -> DayOffer:
        found = self.one_day(turn, answers, day) if self.one_day else self.days(turn, answers, first_of(day)).get(day)
        return found or CLOSED

    def _read(self, asking: Asking, day: date | None) -> Outcome:
        if day is None:
            raise Refused(NO_DAY)
        return Answered(day.isoformat())

    def _shown(self, value: Json) -> Text:
        day = _iso(value)
        return Day(day) if day else ""

    def _last(self, turn: Turn, answers: Answers) -> date:
        if self.last is not None:
            return max(self.last(turn, answers), turn.today)
        return turn.today + timedelta(days=turn.home.horizon_days)

    def _pickable(self, day: date, state: DayState, today: date, last: date) -> bool:
        return today <= day <= last and (state in ("free", "few") or (state == "full" and self.pick_full))

    def _day(self, asking: Asking, day: date, offer: DayOffer, today: date, last: date) -> CalendarDay:
        state, word = offer if day >= today else ("past", None)
        if day > last:
            state, word = CLOSED
        said = WORDS[state] if word is None else word
        tap = asking.tap("day", day.isoformat()) if self._pickable(day, state, today, last) else None
        return CalendarDay(day, state, said, _("{day}: {word}", day=Day(day), word=said), tap)

    def _page(self, asking: Asking, today: date, last: date) -> tuple[date, Mapping[date, DayOffer]]:
        """The month that was turned to, or of the saved day, or the first one with a day to choose; with its days."""
        first, final = first_of(today), first_of(last)
        seen = _iso(f"{asking.view.get('month') or str(asking.value)[:7]}-01")
        month = first if seen is None else min(max(seen, first), final)
        shown = month, self.days(asking.turn, asking.answers, month)
        page = shown
        while seen is None and not self._has_open_day(page[1], today, last):
            if page[0] >= final:
                return shown
            page = after(page[0]), self.days(asking.turn, asking.answers, after(page[0]))
        return page

    def _has_open_day(self, offers: Mapping[date, DayOffer], today: date, last: date) -> bool:
        return any(self._pickable(day, state, today, last) for day, (state, _word) in offers.items())

    def _turned(self, asking: Asking, ref: str) -> Outcome:
        if not MONTH_PATTERN.fullmatch(ref) or _iso(f"{ref}-01") is None:
            raise Refused(NO_DAY)
        return Looked({"month": ref})


def first_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


def before(month: date) -> date:
    """The first of the month before."""
    return first_of(month - timedelta(days=1))


def after(month: date) -> date:
    """The first of the month after."""
    return first_of(month + timedelta(days=31))


def days_of(month: date) -> list[date]:
    """Every day of a month."""
    return [month.replace(day=day) for day in range(1, calendar.monthrange(month.year, month.month)[1] + 1)]


def _iso(value: Json) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _too_far(day: date, last: date) -> Text:
    return _("{day} is too far ahead. We plan until {last}.", day=Day(day, "year"), last=Day(last, "year"))


def _closed(day: date, word: Text | None) -> Text:
    if word is None:
        return _("We are closed on {day}. Please choose another day.", day=Day(day))
    return _("{day} cannot be chosen ({word}). Please choose another day.", day=Day(day), word=word)
