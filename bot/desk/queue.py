"""The queue of the desk: everything that waits for this person's roles, what breaks first on top, each with its why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import get_args

from bot.chat import Button, Screen, Tap, Turn, column
from bot.home import RoleName
from bot.listing import Page, paged
from bot.text import Text, _, _n
from storage import drafts, staff

STAFF = frozenset(get_args(RoleName))


class Rank(IntEnum):
    """What breaks first. Within a rank, what has the earliest moment."""

    DANGER = 0
    CONCERN = 1
    URGENT = 2
    OVERDUE = 3
    RING = 4
    ANSWERED = 5
    TAKEN = 6
    AHEAD = 7


@dataclass(frozen=True)
class Item:
    """One thing that waits: the tap that opens its card, and in a few words why it is where it is."""

    tap: Tap
    label: Text
    why: Text
    rank: Rank
    at: int


Source = Callable[[Turn], Iterable[Item]]
_SOURCES: list[Source] = []


def waits(source: Source) -> Source:
    """Add a flow's waiting things to the queue. A source gives only what this person's roles may see."""
    _SOURCES.append(source)
    return source


Lines = Callable[[Turn], Iterable[Button]]
_LINES: list[Lines] = []


def shows_today(lines: Lines) -> Lines:
    """Add a flow's lines to the screen of today: what is beside the bookings, such as shifts."""
    _LINES.append(lines)
    return lines


_DOORS: list[Lines] = []


def stands_beneath(doors: Lines) -> Lines:
    """Add a flow's own way in beneath the queue, for the roles that need it: the menu stays short."""
    _DOORS.append(doors)
    return doors


def lines_of_today(turn: Turn) -> list[Button]:
    """What flows have added for this person's roles."""
    return [button for lines in _LINES for button in lines(turn)]


def queue_screen(turn: Turn, page: int = 0, notice: Text | None = None) -> Screen:
    """A page of the queue; a page that is no longer there becomes the nearest one."""
    items = sorted((item for source in _SOURCES for item in source(turn)), key=lambda item: (item.rank, item.at))
    here = paged(items, page)
    loud = (Rank.DANGER, Rank.CONCERN, Rank.URGENT)
    buttons = [
        Button(item.label, item.tap, "danger" if item.rank in loud else "plain", hint=item.why)
        for item in here.shown
    ]
    return Screen(
        title=_("The desk"),
        notice=notice,
        text=(_said(len(items)), *_where(here)),
        rows=(*column(buttons), *here.turners("desk"), *_beneath(turn)),
        picture=None if items else "sun",
    )


def _said(number: int) -> Text:
    if not number:
        return _("Nothing waits for you at this moment.")
    return _n("{number} thing waits. The most pressing is on top.",
              "{number} things wait. The most pressing is on top.", number)  # fmt: skip


def _where(here: Page[Item]) -> tuple[Text, ...]:
    return (_("Page {page} of {pages}", page=here.number + 1, pages=here.last + 1),) if here.last else ()


def _beneath(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    lock = turn.address.channel == "web" and not staff.has_pin(turn.db, turn.person.id)
    choose = (Button(_("Choose a PIN for this device"), Tap("signin", "choose")),) if lock else ()
    return (
        (Button(_("In the house today"), Tap("desk", "today")), Button(_("Bookings ahead"), Tap("desk", "ahead"))),
        *((door,) for doors in _DOORS for door in doors(turn)),
        choose,
        (Button(_("Look again"), Tap("desk", "queue"), "quiet"), Button(_("Menu"), Tap("door", "menu"), "quiet")),
    )


def door_open_on_details(turn: Turn) -> bool:
    """Whether a child's details may stand here: on the page, which locks itself; in chat apps if the home says so."""
    return turn.address.channel == "web" or turn.home.apps.details


def cleared(turn: Turn, *flows: str) -> None:
    """Whoever opens another card has left the decision half written before: nothing typed now may land in it."""
    draft = drafts.top(turn.db, turn.seal, turn.address.id)
    if draft is not None and draft.flow in flows:
        drafts.drop(turn.db, turn.address.id, draft.depth)
