"""Raising a concern: what was written is kept, and whoever is on duty hears that there is something, never what."""

from bot.chat import Button, Screen, Tap, Turn
from bot.desk.naming import named_in
from bot.text import Text, _
from storage import audit, concerns, drafts, staff

SAME_SECONDS = 10 * 60
AT_ONCE = _("Something was written that needs to be read at once")


def raise_concern(turn: Turn, level: str, words: str, matched: str, source: str = "") -> bool:
    """Keep it and tell whoever is on duty; whether anybody could be told. The same words again soon are the same."""
    if turn.off_record:
        return _raise_off_record(turn, level, words, matched)
    before = concerns.recent(turn.db, turn.seal, turn.person.id, turn.now - SAME_SECONDS)
    those = readers(turn)
    if any(one.words == words for one in before):
        return bool(those)
    draft = drafts.top(turn.db, turn.seal, turn.address.id)
    ref = concerns.raise_concern(
        turn.db, turn.seal, person_id=turn.person.id, level=level, source=source or (draft.flow if draft else ""),
        words=words, matched=matched, now=turn.now,
    )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="concern.raised", what=ref, why=level)
    if not any(one.state == "open" and (one.level == level or one.level == "now") for one in before):
        tell_readers(turn, those, ref, 1, AT_ONCE)
    return bool(those)


def _raise_off_record(turn: Turn, level: str, words: str, matched: str) -> bool:
    """Of whoever writes in the letter box nothing is known: neither who it is, nor when it was.

    No clock runs for it, so whoever leads the home hears of danger at once, too. Whoever it speaks of hears nothing.
    """
    spoken_of = named_in(turn, words)
    those = [one for one in readers(turn) if one not in spoken_of]
    leaders = [one for one in heads(turn) if one not in spoken_of and one not in those]
    told = those + (leaders if level == "now" or not those else [])
    if not words or concerns.in_the_box(turn.db, turn.seal, words) is None:  # a button may be another child's
        concerns.raise_concern(
            turn.db, turn.seal, person_id=None, level=level, source=concerns.BOARD, words=words, matched=matched,
            now=turn.day_began, not_for=spoken_of,
        )  # fmt: skip
        button = Button(_("Open the desk"), Tap("desk", "queue"), "primary")
        for person_id in told:
            turn.tell(person_id, Screen(title=AT_ONCE, rows=((button,),)), purpose="desk")
    return bool(told)


def readers(turn: Turn) -> list[int]:
    """Everybody on duty; whoever leads the home where nobody is."""
    members = staff.members(turn.db, turn.seal)
    return [one.person_id for one in members if "duty" in one.roles] or heads(turn)


def heads(turn: Turn) -> list[int]:
    """Whoever leads the home."""
    return [one.person_id for one in staff.members(turn.db, turn.seal) if "head" in one.roles]


def tell_readers(turn: Turn, those: list[int], ref: str, version: int, title: Text) -> None:
    """That there is something, never what: this stands on locked screens."""
    button = Button(_("Open"), Tap("concerns", "card", ref, version), "primary")
    for person_id in those:
        turn.tell(person_id, Screen(title=title, rows=((button,),)), purpose="desk")
