"""The summer camp in a real browser: two children registered by keyboard alone, and one of them withdrawn."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.test_booking import BACK, Keyboard
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PURPOSES = 7
YES = "同意"


def describes(keys: Keyboard, name: str) -> None:
    """The questions about a child nobody knows yet."""
    keys.writes(name)
    keys.chooses("爸爸或妈妈", BACK)
    for label in ("7–9岁", "都没有", "对，就这样"):
        keys.chooses(label)


def fills_in_the_first(keys: Keyboard) -> None:
    """A whole sheet: seven answers, one at a time, then health, food and who collects."""
    for number in range(PURPOSES):
        keys.chooses("不同意" if number == PURPOSES - 1 else YES)
    keys.writes("2018-06-01")
    keys.writes("花生，嘴会肿")
    keys.chooses("没有", BACK)
    for label in ("没有", "没有", "只有我"):
        keys.chooses(label)
    keys.chooses("对，就这样")


def copies_the_second(keys: Keyboard) -> None:
    """The same as the brother, but for the allergy."""
    keys.chooses("一样")
    keys.writes("2016-03-02")
    keys.chooses("有变化", BACK)
    keys.chooses("没有")
    for _section in range(4):
        keys.chooses("一样")
    keys.chooses("对，就这样")


def registers_two(mother: Visitor) -> None:
    """From the first screen to the sent registration, without a mouse."""
    keys = Keyboard(mother)
    for label in ("夏令营", YES, "第一期", "报名"):
        keys.chooses(label)
    for name in ("小晴", "小雨"):
        keys.chooses("＋ 加")
        describes(keys, name)
    keys.chooses("选好了")
    keys.chooses("小晴")
    fills_in_the_first(keys)
    keys.chooses("小雨")
    copies_the_second(keys)
    keys.chooses("跳过")
    keys.chooses("送出报名")


def test_two_children_are_registered_by_keyboard_and_one_is_withdrawn(mother: Visitor, somebody: Comes) -> None:
    registers_two(mother)

    mother.sees("申请送出了", "小晴、小雨")
    assert mother.house.count("SELECT count(*) FROM bookings WHERE service = 'camp' AND state = 'held'") == 1
    assert mother.house.count("SELECT count(*) FROM consents WHERE purpose LIKE 'camp.%'") == 2 * PURPOSES

    keys = Keyboard(mother)
    keys.chooses("问孩子")
    mother.sees("小晴，你想去夏令营吗？")
    keys.chooses("想去")
    keys.chooses("不想去")
    mother.sees("没关系")
    keys.chooses("看看这个预约")
    keys.chooses("知情同意和营员表")
    keys.chooses("小雨")
    keys.chooses("改：外出")
    keys.chooses("不同意")

    mother.sees("记下了：外出，不同意")
    assert mother.house.count("SELECT count(*) FROM consents WHERE answer = 'withdrawn'") == 1

    keys.chooses("返回")
    keys.chooses("首页")
    for label in ("我的预约", "第一期", "取消", "确定取消"):
        keys.chooses(label)
    mother.sees("取消")
    assert mother.house.count("SELECT count(*) FROM bookings WHERE state = 'cancelled'") == 1


def test_one_of_two_stays_when_the_other_is_withdrawn(mother: Visitor) -> None:
    """They get their places together or not at all; later one may stay at home, and the other keeps the place."""
    registers_two(mother)
    mother.taps("我的预约", "第一期", "小雨不来了", "是的")

    mother.sees("小晴")
    assert mother.house.count("SELECT count(*) FROM booking_children") == 1
    assert mother.house.count("SELECT amount FROM claims WHERE counts = 1") == 1
