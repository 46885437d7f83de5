"""What the form of respite care asks and offers: kinds, what comes first, times, nights, the waitlist, points."""

from datetime import date, timedelta

from bot.chat import Turn
from bot.fields import Answers, Option
from bot.shortage import short_of
from bot.text import Day, Message, Moment, Text, _, _n
from handlers.respite.profile import Kind, Respite, kind_of
from handlers.respite.request import (
    chosen_kind,
    missing_first,
    shorts_of,
    starts_on,
    stretches,
    unit_of,
    wants_of,
)  # fmt: skip
from storage import places


def kind_options(turn: Turn, _answers: Answers) -> list[Option]:
    """The profile's kinds, each with its hours."""
    return [Option(kind.id, kind.name, hint=kind.hours) for kind in turn.home[Respite].kinds]


def asks_first(turn: Turn, answers: Answers) -> bool:
    """Whether something should come first. Moving a booking asks nothing new."""
    return not answers.get("replaces") and missing_first(turn, answers) is not None


def first_question(turn: Turn, answers: Answers) -> Text:
    """Why something else comes first; nobody is turned away."""
    first, kind = missing_first(turn, answers), kind_of(turn.home, str(answers.get("kind", "")))
    return _(
        "Before the first “{kind}” comes “{first}” ({hours}), so that your child knows us and we know your child. "
        "Shall we book that first?",
        kind=kind.name if kind else "", first=first.name if first else "", hours=first.hours if first else "",
    )  # fmt: skip


def first_options(turn: Turn, answers: Answers) -> list[Option]:
    """First things first, or ask all the same: a person decides."""
    first, kind = missing_first(turn, answers), kind_of(turn.home, str(answers.get("kind", "")))
    return [
        Option("first", _("Yes, first: {kind}", kind=first.name if first else ""), style="primary"),
        Option(
            "anyway",
            _("Ask for “{kind}” all the same", kind=kind.name if kind else ""),
            hint=_("a colleague rings you and decides with you"),
        ),
    ]


def is_appointment(turn: Turn, answers: Answers) -> bool:
    """Whether a time must be chosen."""
    kind = chosen_kind(turn, answers)
    return kind is not None and kind.starts is None


def is_overnight(turn: Turn, answers: Answers) -> bool:
    """Whether nights must be chosen."""
    kind = chosen_kind(turn, answers)
    return kind is not None and kind.overnight


def fits_hint(turn: Turn, answers: Answers, kind: Kind, times: list[tuple[int, int]]) -> Text | None:
    """In a word, whether it fits; None where it cannot be asked for at all."""
    shorts = places.shortages(turn.db, wants_of(turn, answers, kind, times), unit_of(turn, answers))
    if any(short.closed for short in shorts):
        return None
    return _("full, with a waitlist") if shorts else _("free")


def time_options(turn: Turn, answers: Answers) -> list[Option]:
    """The appointments of the chosen day that are still ahead."""
    kind, day = chosen_kind(turn, answers), answers.get("day")
    if kind is None or day is None:
        return []
    starts = [at for at in starts_on(turn, kind, date.fromisoformat(str(day))) if at > turn.now]
    hints = {at: fits_hint(turn, answers, kind, [(at, at + 1)]) for at in starts}
    return [Option(str(at), Moment(at, "clock"), hint=hint) for at, hint in hints.items() if hint is not None]


def nights_until(nights: int, last: date) -> Message:
    """So many nights, until which day."""
    return _n("{number} night, until {day}", "{number} nights, until {day}", nights, day=Day(last))


def night_options(turn: Turn, answers: Answers) -> list[Option]:
    """One night up to the most, as far as the home is open."""
    kind, day = chosen_kind(turn, answers), answers.get("day")
    if kind is None or day is None:
        return []
    first = date.fromisoformat(str(day))
    options = []
    for nights in range(1, turn.home[Respite].most_nights + 1):
        hint = fits_hint(turn, answers, kind, stretches(turn, kind, first, nights, None))
        if hint is not None:
            options.append(Option(str(nights), nights_until(nights, first + timedelta(days=nights)), hint=hint))
    return options


def does_not_fit(turn: Turn, answers: Answers) -> bool:
    """Whether the request as it stands can only wait."""
    return bool(shorts_of(turn, answers))


def wait_question(turn: Turn, answers: Answers) -> Text:
    """Which resource is the one that is short, and what waiting means."""
    return _(
        "{short} Shall we put you on the waitlist? When a place becomes free, it is offered to the first in line. "
        "For another day, tap “Back”.",
        short=short_of(turn, shorts_of(turn, answers)),
    )  # fmt: skip


def wait_options(_turn: Turn, _answers: Answers) -> list[Option]:
    """One way on; the other is back to the calendar."""
    return [Option("wait", _("Yes, put us on the waitlist"), style="primary")]


def day_question(turn: Turn, answers: Answers) -> Message:
    """Which day; for nights, the one of arrival."""
    if is_overnight(turn, answers):
        return _("On which day will you bring your child? Days in the calendar say whether there is room.")
    return _("On which day? Days in the calendar say whether there is room.")


def point_options(turn: Turn, _answers: Answers) -> list[Option]:
    """The published reasons with their points."""
    return [
        Option(one.id, one.name, hint=_("{points} points", points=one.points)) for one in turn.home[Respite].points
    ]
