"""Limits that mark a request and never refuse it: notice, nights and days a year, open requests, what comes first."""

from datetime import date

from bot.chat import Turn
from bot.fields import Answers
from bot.text import Message, _
from handlers.respite.profile import Kind, Respite, kind_of
from handlers.respite.request import had, missing, my_children
from storage import places
from storage.places import Booking

DAY_SECONDS = 24 * 3600
FLAGS: dict[str, Message] = {
    "short_notice": _("asked for at short notice"),
    "nights_a_year": _("more nights than a year has as a rule"),
    "days_a_year": _("more days than a year has as a rule"),
    "open_requests": _("several requests are open at once"),
    "order": _("something else should come first"),
}


def flags_of(turn: Turn, answers: Answers, kind: Kind, times: list[tuple[int, int]]) -> tuple[str, ...]:
    """The limits this request goes beyond, as codes."""
    rules, starts_at = turn.home[Respite], times[0][0]
    nights, spent_days = _in_year(turn, answers, turn.local(starts_at).year)
    found = {
        "short_notice": starts_at - turn.now < rules.lead_days * DAY_SECONDS,
        "nights_a_year": kind.overnight and nights + len(times) > rules.nights_a_year,
        "days_a_year": _is_day(kind) and spent_days + 1 > rules.days_a_year,
        "open_requests": _open_requests(turn) >= rules.open_requests and not answers.get("replaces"),
        "order": bool(missing(turn, answers, kind, starts_at)),
    }
    return tuple(code for code, applies in found.items() if applies)


def _in_year(turn: Turn, answers: Answers, year: int) -> tuple[int, int]:
    """The most (nights, days) any of the children has had or asked for in that year."""
    counts = [_spent(turn, had(turn, child, answers), year) for child in my_children(turn, answers)]
    return max(nights for nights, _days in counts), max(spent for _nights, spent in counts)


def _spent(turn: Turn, stays: list[Booking], year: int) -> tuple[int, int]:
    nights = days = 0
    for one in stays:
        kind, first = kind_of(turn.home, one.kind), date.fromisoformat(one.first_day)
        if kind is None or first.year != year:
            continue
        nights += (turn.home.local_day(one.ends_at) - first).days if kind.overnight else 0
        days += _is_day(kind)
    return nights, days


def _is_day(kind: Kind) -> bool:
    """Half a day counts as one; a visit, which is an appointment, counts as none."""
    return kind.starts is not None and not kind.overnight


def _open_requests(turn: Turn) -> int:
    mine = places.of_person(turn.db, turn.person.id)
    return sum(1 for one in mine if one.service == "respite" and one.state == "held")
