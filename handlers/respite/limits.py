"""Limits that mark a request and never refuse it: notice, nights and days a year, open requests, what should come first."""

from datetime import date

from bot.chat import Turn
from bot.fields import Answers
from bot.text import Message, _
from handlers.respite.profile import Kind, Respite
from handlers.respite.request import missing_first, my_children
from storage import places
from storage.places import Booking

FLAGS: dict[str, Message] = {
    "short_notice": _("asked for at short notice"),
    "nights_a_year": _("more nights than a year has as a rule"),
    "days_a_year": _("more days than a year has as a rule"),
    "open_requests": _("several requests are open at once"),
    "order": _("something else should come first"),
}


def flags_of(turn: Turn, answers: Answers, kind: Kind, times: list[tuple[int, int]]) -> tuple[str, ...]:
    """The limits this request goes beyond, as codes."""
    rules = turn.home[Respite]
    nights, spent_days = _this_year(turn, answers)
    found = {
        "short_notice": times[0][0] - turn.now < rules.lead_days * 24 * 3600,
        "nights_a_year": kind.overnight and nights + len(times) > rules.nights_a_year,
        "days_a_year": not kind.overnight and kind.starts is not None and spent_days + 1 > rules.days_a_year,
        "open_requests": _open_requests(turn) >= rules.open_requests and not answers.get("replaces"),
        "order": answers.get("first") == "anyway" and missing_first(turn, answers) is not None,
    }
    return tuple(code for code, applies in found.items() if applies)


def _this_year(turn: Turn, answers: Answers) -> tuple[int, int]:
    """The most (nights, days) any of the children has had or asked for this year."""
    year = str(turn.today.year)
    counts = [(0, 0)]
    for child in my_children(turn, answers):
        mine = [one for one in places.of_child(turn.db, child.id) if _counts(one, year)]
        nights = sum((date_of(turn, one.ends_at) - date.fromisoformat(one.first_day)).days for one in mine)
        counts.append((nights, sum(1 for one in mine if one.kind not in ("visit", "night"))))
    return max(nights for nights, _days in counts), max(spent for _nights, spent in counts)


def _counts(one: Booking, year: str) -> bool:
    return one.service == "respite" and one.state in places.COUNTING and one.first_day.startswith(year)


def date_of(turn: Turn, at: int) -> date:
    """The home's local day of an instant."""
    return turn.home.local_day(at)


def _open_requests(turn: Turn) -> int:
    return sum(1 for one in places.of_person(turn.db, turn.person.id) if one.service == "respite" and one.state == "held")
