"""Asking for respite care by tapping and typing, told once: a walk that stops at each screen."""

from collections.abc import Callable, Iterator

from tests.a_number import MOBILE
from tests.browser.visitor import Visitor

FRIDAY = "2026-12-11"
NOTES = "怕大声，睡觉要抱小熊"
PHONE_NUMBER = MOBILE

Step = Callable[[Visitor], None]


def _tap(label: str) -> Step:
    return lambda who: who.taps(label)


def _type(text: str) -> Step:
    return lambda who: who.types(text)


STEPS: tuple[tuple[str, Step], ...] = (
    ("welcome", _tap("预约喘息照料")),
    ("notice", _tap("同意")),
    ("who", _tap("加上我的孩子")),
    ("name", _type("小晴")),
    ("guardian", _tap("爸爸或妈妈")),
    ("age", _tap("4–6岁")),
    ("needs", _tap("孤独症")),
    ("needs-ticked", _tap("选好了")),
    ("child", _tap("对，就这样")),
    ("children-ticked", _tap("选好了")),
    ("kind", _tap("过夜")),
    ("first-visit", _tap("直接申请")),
    ("calendar", lambda who: who.picks(FRIDAY)),
    ("nights", _tap("1晚")),
    ("notes", _type(NOTES)),
    ("points", _tap("今年还没来过")),
    ("points-ticked", _tap("选好了")),
    ("phone", _type(PHONE_NUMBER)),
    ("summary", _tap("送出申请")),
)
LAST = "sent"


def walk(who: Visitor) -> Iterator[str]:
    """Go all the way; the name of each screen as soon as it is there."""
    for name, step in STEPS:
        yield name
        step(who)
    yield LAST


def comes_to(who: Visitor, screen: str) -> None:
    """Go as far as this screen."""
    next(name for name in walk(who) if name == screen)


def asks(who: Visitor) -> None:
    """Go all the way, until it is sent."""
    comes_to(who, LAST)
