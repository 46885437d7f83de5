"""What a request for respite takes: which kind, from when to when, and how much of what in each span."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.booking_screens import chosen_children, replaced
from bot.chat import Turn
from bot.fields import Answers
from bot.fields.days import DayOffer
from bot.hours import instant
from handlers.respite.profile import Kind, kind_of
from storage import places
from storage.children import Child
from storage.places import Booking, Short, Want

A_DAY, A_MONTH = timedelta(days=1), timedelta(days=31)


def my_children(turn: Turn, answers: Answers) -> list[Child]:
    """The children it is for."""
    return chosen_children(turn, answers.get("who") or [])


def missing_first(turn: Turn, answers: Answers) -> Kind | None:
    """The kind that should come first and that one of the children has neither had nor asked for; None if none does."""
    kind = kind_of(turn.home, str(answers.get("kind", "")))
    return next(iter(missing(turn, answers, kind)), None) if kind else None


def missing(turn: Turn, answers: Answers, kind: Kind, before: int | None = None) -> list[Kind]:
    """The kinds before this one that any of the children lacks, or has only after `before` (UTC seconds)."""
    known = [
        {one.kind for one in had(turn, child, answers) if before is None or one.starts_at < before}
        for child in my_children(turn, answers)
    ]
    first = [kind_of(turn.home, ref) for ref in kind.after if any(ref not in kinds for kinds in known)]
    return [each for each in first if each is not None]


def had(turn: Turn, child: Child, answers: Answers) -> list[Booking]:
    """A child's stays, past and asked for, without the one that this request would move."""
    unit = unit_of(turn, answers)
    mine = turn.once(("stays", child.id), lambda: places.of_child(turn.db, child.id))
    return [one for one in mine if one.service == "respite" and one.state in places.COUNTING and one.unit != unit]


def chosen_kind(turn: Turn, answers: Answers) -> Kind | None:
    """What is really asked for: the kind chosen, or the one that comes before it."""
    if answers.get("first") == "first":
        return missing_first(turn, answers)
    return kind_of(turn.home, str(answers.get("kind", "")))


def unit_of(turn: Turn, answers: Answers) -> int | None:
    """Whose place may be counted as our own: that of the booking we move."""
    old = replaced(turn, answers)
    return old.unit if old else None


def claims_of(turn: Turn, answers: Answers, kind: Kind) -> dict[str, int]:
    """How much of each resource the request takes in every span. An appointment is one a family, not one a child."""
    family = my_children(turn, answers)
    high = [child for child in family if child.high_support]
    if kind.starts is None:
        return dict(kind.claims)
    amounts = {resource: each * len(family) for resource, each in kind.claims.items()}
    for resource, each in kind.high_support.items() if high else ():
        amounts[resource] = amounts.get(resource, 0) + each * len(high)
    return amounts


def stretches(turn: Turn, kind: Kind, day: date, nights: int, at: int | None) -> list[tuple[int, int]]:
    """The stretches of time, in UTC seconds, that must all be free: one a day, one a night, one an appointment."""
    if kind.starts is None or kind.ends is None:
        return [(at, at + 1)] if at is not None else []
    if not kind.overnight:
        return [(instant(day, kind.starts, turn.zone), instant(day, kind.ends, turn.zone))]
    days = [day + timedelta(days=number) for number in range(nights)]
    return [
        (instant(one, kind.starts, turn.zone), instant(one + timedelta(days=1), kind.ends, turn.zone)) for one in days
    ]


def wants_of(turn: Turn, answers: Answers, kind: Kind, times: list[tuple[int, int]]) -> tuple[Want, ...]:
    """The claims over each stretch."""
    return _wants(claims_of(turn, answers, kind), times)


def _wants(claims: Mapping[str, int], times: list[tuple[int, int]]) -> tuple[Want, ...]:
    return tuple(Want(resource, start, end, amount) for start, end in times for resource, amount in claims.items())


def asked(turn: Turn, answers: Answers) -> tuple[Kind, list[tuple[int, int]]] | None:
    """What is asked for as far as it is known: the kind and its stretches of time."""
    kind, day = chosen_kind(turn, answers), answers.get("day")
    if kind is None or day is None:
        return None
    at = int(str(answers["time"])) if answers.get("time") else None
    times = stretches(turn, kind, date.fromisoformat(str(day)), int(str(answers.get("nights") or 1)), at)
    return (kind, times) if times else None


def shorts_of(turn: Turn, answers: Answers) -> tuple[Short, ...]:
    """What is short for the request as it stands; empty as long as it is not known or fits."""
    request = asked(turn, answers)
    if request is None:
        return ()
    wants, unit = wants_of(turn, answers, *request), unit_of(turn, answers)
    return turn.once((wants, unit), lambda: places.shortages(turn.db, wants, unit))


def starts_on(turn: Turn, kind: Kind, day: date) -> list[int]:
    """When the appointments of a day begin."""
    return _starts(turn, kind, day, day).get(day, [])


def _starts(turn: Turn, kind: Kind, first: date, last: date) -> dict[date, list[int]]:
    found: dict[date, list[int]] = {}
    for span in places.spans_of(turn.db, next(iter(kind.claims)), first.isoformat(), last.isoformat()):
        if not span.closed:
            found.setdefault(date.fromisoformat(span.day), []).append(span.starts_at)
    return found


def days(turn: Turn, answers: Answers, month: date) -> Mapping[date, DayOffer]:
    """How each day of a month is for this request."""
    first = month.replace(day=1)
    return _offers(turn, answers, first, (first + A_MONTH).replace(day=1) - A_DAY)


def one_day(turn: Turn, answers: Answers, day: date) -> DayOffer | None:
    """How one day is for this request."""
    return _offers(turn, answers, day, day).get(day)


def _offers(turn: Turn, answers: Answers, first: date, last: date) -> dict[date, DayOffer]:
    kind = chosen_kind(turn, answers)
    if kind is None:
        return {}
    claims = claims_of(turn, answers, kind)
    wished = {key: _wants(claims, times) for key, times in _openings(turn, kind, max(first, turn.today), last)}
    rooms = places.calendar(turn.db, wished, unit_of(turn, answers))
    order = ("free", "few", "full", "closed")
    best: dict[date, DayOffer] = {}
    for (day, start), room in rooms.items():
        state = "past" if start <= turn.now else room
        before = best.get(day)
        if before is None or before[0] == "past" or (state != "past" and order.index(state) < order.index(before[0])):
            best[day] = (state, None)
    return best


def _openings(
    turn: Turn, kind: Kind, first: date, last: date
) -> Iterator[tuple[tuple[date, int], list[tuple[int, int]]]]:
    """Every (day, start) in [first, last] at which this kind could begin."""
    starts = _starts(turn, kind, first, last) if kind.starts is None else {}
    for number in range((last - first).days + 1):
        day = first + number * A_DAY
        for at in starts.get(day, []) if kind.starts is None else [None]:
            times = stretches(turn, kind, day, 1, at)
            yield (day, times[0][0]), times
