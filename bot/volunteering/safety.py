"""Whether a shift is safe: two adults, a lead who may lead, enough of them and of their skills for the children booked.

Unsafe is another alarm than thin: a shift with too few helpers may still be safe, and one with many may not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.chat import Turn
from bot.text import Text, _, _n
from bot.volunteering.gates import needs_buddy
from bot.volunteering.shifts import Shift, lead_of, on_it
from bot.volunteering.standing import Standing, standing_of
from storage import children, places, standins
from storage.signups import Signup

Word = Literal["empty", "safe", "thin", "unsafe"]


@dataclass(frozen=True)
class Safety:
    """How a shift stands: `unsafe` are rules that are broken, `thin` what may become so."""

    unsafe: tuple[Text, ...]
    thin: tuple[Text, ...]
    number: int

    @property
    def word(self) -> Word:
        """In a word. Without anybody it is empty, which endangers nobody."""
        if not self.number:
            return "empty"
        return "unsafe" if self.unsafe else "thin" if self.thin else "safe"


def safety_of(turn: Turn, shift: Shift) -> Safety:
    """Judged anew from who comes and who is booked at this moment. A training has no children in it."""
    signups = on_it(turn, shift)
    sure = [standing_of(turn, one.volunteer_id) for one in signups if one.is_sure]
    unsafe = (*_adults(turn, shift, sure), *_newcomers(turn, shift, signups)) if sure else ()
    return Safety(unsafe, tuple(_thin(turn, signups)), len(signups))


def _adults(turn: Turn, shift: Shift, sure: Sequence[Standing]) -> Iterator[Text]:
    post, adults = shift.post, [who for who in sure if who.is_adult(shift.day)]
    if post.contact and len(adults) < sure[0].rules.least_adults:
        yield _n("only {number} adult comes", "only {number} adults come", len(adults))
    elif not adults:
        yield _("only minors come")
    if post.lead and lead_of(turn, shift) is None:
        yield _("nobody who may lead it comes")
    yield from _children(turn, shift, adults)


def _children(turn: Turn, shift: Shift, adults: Sequence[Standing]) -> Iterator[Text]:
    """The ratio and the skills for the children who are booked at that time."""
    there = places.children_there(turn.db, shift.post.beside, shift.span.starts_at, shift.span.ends_at)
    if len(there) > shift.post.ratio * len(adults):
        yield _("{children} children are booked, and {adults} adults may look after {most}",
                children=len(there), adults=len(adults), most=shift.post.ratio * len(adults))  # fmt: skip
    needs = {need for child in children.by_ids(turn.db, turn.seal, tuple(there)) for need in child.needs}
    for skill in adults[0].rules.skills if adults else ():
        if needs & set(skill.needs) and not any(who.can(skill.id, shift.day) for who in adults):
            yield _("a child needs it, and nobody has it: {skill}", skill=skill.name)


def _newcomers(turn: Turn, shift: Shift, signups: Sequence[Signup]) -> Iterator[Text]:
    there = {one.volunteer_id for one in signups if one.is_sure}
    new = [one for one in signups if one.is_sure and needs_buddy(standing_of(turn, one.volunteer_id), shift)]
    alone = [one for one in new if one.buddy not in there]
    if alone:
        yield _n("{number} newcomer has nobody at their side", "{number} newcomers have nobody at their side",
                 len(alone))  # fmt: skip


def _thin(turn: Turn, signups: Sequence[Signup]) -> Iterator[Text]:
    waiting = [one for one in signups if one.booking.state == "held"]
    leaving = [one for one in signups if standins.open_for(turn.db, one.booking.id) is not None]
    if waiting:
        yield _n("{number} waits for a check", "{number} wait for a check", len(waiting))
    if leaving:
        yield _n("{number} cannot come and is looking for somebody", "{number} cannot come and look for somebody",
                 len(leaving))  # fmt: skip
