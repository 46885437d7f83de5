"""Lines of the ledger as people read them."""

from collections.abc import Mapping
from datetime import date

from bot.chat import Turn
from bot.text import Day, Message, Text, _
from bot.volunteering.profile import rules_of
from bot.volunteering.words import hours_text
from storage import signups
from storage.hours import Entry

SHOWN = 8
REASONS: Mapping[str, Message] = {
    "served": _("served"),
    "mended": _("put right"),
    "mistake": _("written down by mistake"),
    "times": _("the times were wrong"),
    "person": _("it was somebody else"),
    "absent": _("was not there"),
}


def line(turn: Turn, entry: Entry) -> tuple[Text, Text]:
    """A day, and what was served or taken back."""
    what = _("{hours} hours, {what}", hours=hours_text(entry.halves), what=post_of(turn, entry))
    day = Day(date.fromisoformat(entry.day), "year")
    if entry.counters is None:
        return day, what
    return day, _("{what}: taken back, {reason}", what=what, reason=REASONS[entry.reason])


def post_of(turn: Turn, entry: Entry) -> Text:
    """What it was for; why, where no shift says it."""
    one = signups.find(turn.db, entry.booking) if entry.booking else None
    post = rules_of(turn.home).post(one.booking.kind) if one is not None else None
    return post.name if post is not None else REASONS.get(entry.reason, entry.reason)
