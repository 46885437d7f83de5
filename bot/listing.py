"""Browsing, written once: a paged list of things. How one of them looks, and what can be done to it, is its flow's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.chat import Button, Screen, Tap, Turn, column
from bot.text import Text, _

T = TypeVar("T")
PAGE_SIZE = 6


@dataclass(frozen=True)
class Page(Generic[T]):
    """The things `shown` on the page of a `number`, counted from 0, and the `last` number there is."""

    shown: Sequence[T]
    number: int
    last: int

    def turners(self, flow: str, verb: str = "page") -> "Rows":
        """The buttons to the page before and the one after, where there are any."""
        earlier = [Button(_("Previous page"), Tap(flow, verb, str(self.number - 1)), "quiet")] if self.number else []
        later = [Button(_("Next page"), Tap(flow, verb, str(self.number + 1)), "quiet")]
        row = (*earlier, *(later if self.number < self.last else ()))
        return (row,) if row else ()


def paged(things: Sequence[T], number: int, size: int = PAGE_SIZE) -> Page[T]:
    """A page of many things; one that is no longer there becomes the nearest one."""
    last = max(0, (len(things) - 1) // size)
    number = min(max(number, 0), last)
    return Page(things[number * size : (number + 1) * size], number, last)


def page_of(tap: Tap) -> int:
    """The page that a tap turns to; 0 for what no button of ours carries."""
    return int(tap.ref) if tap.ref.isascii() and tap.ref.isdecimal() else 0


@dataclass(frozen=True)
class Item:
    """One line of a list. `version` travels on its button, so that the flow knows which state the person saw."""

    ref: str
    label: Text
    hint: Text | None = None
    version: int = 0


Rows = tuple[tuple[Button, ...], ...]


def no_more(turn: Turn) -> Rows:
    """A list with nothing beneath it."""
    return ()


@dataclass(frozen=True)
class Listing:
    """A list by pages. `items` is asked anew each time; `more` are rows beneath it ("a new request", "menu").

    Its buttons are `flow.open:ref:version` for an item and `flow.page:number` for a page, counted from 0.
    """

    flow: str
    title: Text
    items: Callable[[Turn], Sequence[Item]]
    empty: Text
    size: int = PAGE_SIZE
    more: Callable[[Turn], Rows] = no_more

    def screen(self, turn: Turn, page: int = 0, notice: Text | None = None) -> Screen:
        """A page of it; a page that is no longer there becomes the nearest one."""
        here = paged(self.items(turn), page, self.size)
        buttons = [
            Button(each.label, Tap(self.flow, "open", each.ref, each.version), hint=each.hint) for each in here.shown
        ]
        return Screen(
            title=self.title,
            notice=notice,
            text=_said("" if here.shown else self.empty, here.number, here.last),
            rows=(*column(buttons), *here.turners(self.flow), *self.more(turn)),
        )


def _said(nothing: Text, page: int, last: int) -> Text:
    if last == 0:
        return nothing
    return _("Page {page} of {pages}", page=page + 1, pages=last + 1)
