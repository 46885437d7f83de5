"""The list of shifts: when, what, and how near to what I can do; each with the one sentence that says whether I may."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat import Button, Screen, Tap, Turn, column
from bot.listing import paged
from bot.text import Message, Moment, Several, Text, _, _n
from bot.volunteering.gates import Reason, next_training, why_not
from bot.volunteering.profile import rules_of
from bot.volunteering.shifts import Shift, ahead, on_it
from bot.volunteering.standing import Standing
from bot.volunteering.words import mine_button, my_shifts_button

WISH = re.compile(r"(can|near|all)-(any|week|end)-(\d{1,2})-(\d{1,2})")
SCOPES: dict[str, Message] = {
    "can": _("Open to me"),
    "near": _("Almost open to me"),
    "all": _("All"),
}
DAYS: dict[str, Message] = {"any": _("Any day"), "week": _("Monday to Friday"), "end": _("Weekend")}
SATURDAY = 6


@dataclass(frozen=True)
class Wish:
    """What somebody looks for: `what` is 0 for any post, or its number in the profile."""

    scope: str = "can"
    days: str = "any"
    what: int = 0
    page: int = 0

    @property
    def ref(self) -> str:
        """As it travels on a button."""
        return f"{self.scope}-{self.days}-{self.what}-{self.page}"

    @classmethod
    def read(cls, ref: str) -> "Wish":
        """What a button carries; the plain wish for what no button of ours carries."""
        found = WISH.fullmatch(ref)
        return cls(found[1], found[2], int(found[3]), int(found[4])) if found else cls()


Judged = tuple[Shift, list[Reason]]


def list_screen(turn: Turn, who: Standing, wish: Wish, notice: Text | None = None) -> Screen:
    """A page of it."""
    judged = [(shift, why_not(turn, who, shift)) for shift in ahead(turn) if _fits(turn, wish, shift)]
    found = [one for one in judged if _is_in(wish.scope, one)]
    here = paged(found, wish.page)
    return Screen(
        title=_("Shifts"),
        notice=notice,
        text=tuple(_said(turn, who, wish, found, judged)),
        rows=(
            *column([*_training_first(turn, who), *(_button(turn, one) for one in here.shown)]),
            _turners(wish, here.number, here.last),
            *_other_scope(wish, judged),
            (Button(_("Look for something else"), Tap("shifts", "what", wish.ref), hint=_spoken(turn, wish)),),
            (my_shifts_button(), mine_button()),
        ),
    )


def _other_scope(wish: Wish, judged: Sequence[Judged]) -> tuple[tuple[Button, ...], ...]:
    """From what is open to what is almost open, and back."""
    if wish.scope != "can":
        return ((Button(SCOPES["can"], Tap("shifts", "list", replace(wish, scope="can", page=0).ref)),),)
    number = sum(_is_in("near", one) for one in judged)
    label = _("{scope}: {number}", scope=SCOPES["near"], number=number)
    near = Button(label, Tap("shifts", "list", replace(wish, scope="near", page=0).ref))
    return ((near,),) if number else ()


def what_screen(turn: Turn, wish: Wish) -> Screen:
    """How near, when, and which post; one tap leads back to the list."""
    wish = replace(wish, page=0)
    posts = rules_of(turn.home).posts
    scopes = [_filter(SCOPES[each], replace(wish, scope=each), each == wish.scope) for each in SCOPES]
    days = [_filter(DAYS[each], replace(wish, days=each), each == wish.days) for each in DAYS]
    what = [_filter(_("Anything"), replace(wish, what=0), wish.what == 0)]
    what += [
        _filter(post.name, replace(wish, what=number), wish.what == number,
                _("with children") if post.contact else _("without children"))
        for number, post in enumerate(posts, 1)
    ]  # fmt: skip
    return Screen(title=_("What are you looking for?"), rows=column([*scopes, *days, *what]))


def verdict(turn: Turn, shift: Shift, reasons: Sequence[Reason]) -> Text:
    """One sentence: why I can or cannot take it, and what would make it possible."""
    if reasons:
        return reasons[0].said
    left = shift.span.capacity - len(on_it(turn, shift))
    return _n("Open to you; {number} place is free.", "Open to you; {number} places are free.", left)


def _fits(turn: Turn, wish: Wish, shift: Shift) -> bool:
    posts = rules_of(turn.home).posts
    is_it = wish.what == 0 or (wish.what <= len(posts) and posts[wish.what - 1] == shift.post)
    weekend = shift.day.isoweekday() >= SATURDAY
    return is_it and (wish.days == "any" or weekend == (wish.days == "end"))


def _is_in(scope: str, one: Judged) -> bool:
    _shift, reasons = one
    if scope == "can":
        return not reasons
    return scope == "all" or (bool(reasons) and all(reason.near for reason in reasons))


def _said(turn: Turn, who: Standing, wish: Wish, found: Sequence[Judged], judged: Sequence[Judged]) -> list[Text]:
    if found:
        return [_n("{number} shift.", "{number} shifts.", len(found))]
    near = sum(_is_in("near", one) for one in judged)
    nothing = _("Nothing fits at the moment. Take another day, another post, or “All”.")
    more = _n("{number} is almost open to you: tap “Almost open to me” and read what is missing.",
              "{number} are almost open to you: tap “Almost open to me” and read what is missing.", near)  # fmt: skip
    return [nothing, more] if near and wish.scope == "can" else [nothing]


def _training_first(turn: Turn, who: Standing) -> list[Button]:
    """Whoever lacks what comes first finds its soonest date on top."""
    soonest = next_training(turn, who, ahead(turn))
    if soonest is None or why_not(turn, who, soonest):
        return []
    label = _("First: {post}, {when}", post=soonest.post.name, when=Moment(soonest.span.starts_at))
    return [Button(label, Tap("shifts", "show", soonest.ref), "primary")]


def _button(turn: Turn, one: Judged) -> Button:
    shift, reasons = one
    label = _("{post}, {when}", post=shift.post.name, when=Moment(shift.span.starts_at))
    return Button(label, Tap("shifts", "show", shift.ref), hint=verdict(turn, shift, reasons))


def _filter(label: Text, wish: Wish, picked: bool, hint: Text | None = None) -> Button:
    return Button(label, Tap("shifts", "list", wish.ref), picked=picked, hint=hint)


def _spoken(turn: Turn, wish: Wish) -> Text:
    return Several((SCOPES[wish.scope], DAYS[wish.days], _post_name(turn, wish)))


def _turners(wish: Wish, number: int, last: int) -> tuple[Button, ...]:
    earlier, later = replace(wish, page=number - 1), replace(wish, page=number + 1)
    return (
        *((Button(_("Previous page"), Tap("shifts", "list", earlier.ref), "quiet"),) if number else ()),
        *((Button(_("Next page"), Tap("shifts", "list", later.ref), "quiet"),) if number < last else ()),
    )


def _post_name(turn: Turn, wish: Wish) -> Text:
    posts = rules_of(turn.home).posts
    return posts[wish.what - 1].name if 0 < wish.what <= len(posts) else _("Anything")
