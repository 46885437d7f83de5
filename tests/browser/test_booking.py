"""Booking respite care in a real browser: by keyboard alone, across a reload, and back with the return code."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.asking import FRIDAY, LAST, NOTES, PHONE_NUMBER, asks, comes_to, walk
from tests.browser.conftest import Comes
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
FORWARD, BACK = "Tab", "Shift+Tab"
MOST_KEYS = 60


class Keyboard:
    """Hands that know no mouse."""

    def __init__(self, who: Visitor) -> None:
        self.who = who

    def presses(self, key: str) -> None:
        self.who.page.keyboard.press(key)

    def goes_to(self, label: str, key: str = FORWARD) -> None:
        """Press a key until the focus is on what is called so."""
        passed = []
        for _key in range(MOST_KEYS):
            self.presses(key)
            passed.append(self.who.focused())
            if label in passed[-1]:
                return
        raise AssertionError(f"“{label}” was never reached: {passed}")

    def chooses(self, label: str, key: str = FORWARD, with_key: str = "Enter") -> None:
        """Go to a button and press it."""
        self.goes_to(label, key)
        with self.who.answered():
            self.presses(with_key)

    def writes(self, text: str) -> None:
        """Go to the line, type, and send with Enter."""
        self.goes_to("line", FORWARD)
        self.who.page.keyboard.insert_text(text)
        with self.who.answered():
            self.presses("Enter")


def test_respite_care_is_booked_by_keyboard_alone(mother: Visitor) -> None:
    keys = Keyboard(mother)

    keys.goes_to("跳到对话")
    keys.presses("Enter")
    for label in ("预约喘息照料", "同意", "加上我的孩子"):
        keys.chooses(label)
    keys.writes("小晴")
    keys.chooses("爸爸或妈妈", BACK)
    keys.chooses("4–6岁")
    keys.chooses("孤独症", with_key="Space")
    for label in ("选好了", "对，就这样", "选好了", "过夜", "直接申请"):
        keys.chooses(label)
    keys.goes_to("12月4日")
    keys.presses("ArrowDown")
    with mother.answered():
        keys.presses("Enter")
    keys.chooses("1晚")
    keys.writes(NOTES)
    keys.chooses("今年还没来过", BACK, with_key="Space")
    keys.chooses("选好了")
    keys.writes(PHONE_NUMBER)
    keys.chooses("送出申请", BACK)

    mother.sees("申请送出了", "小晴", "12月11日", "过夜")
    assert mother.house.count("SELECT count(*) FROM bookings WHERE state = 'held'") == 1


def test_after_an_answer_the_focus_is_on_the_next_question(mother: Visitor) -> None:
    keys = Keyboard(mother)

    keys.chooses("预约喘息照料")

    expect(mother.live.get_by_role("heading", name="开始之前")).to_be_focused()


def test_a_tick_keeps_the_focus(mother: Visitor) -> None:
    comes_to(mother, "needs")
    keys = Keyboard(mother)

    keys.chooses("孤独症", with_key="Space")

    ticked = mother.live.get_by_role("button", name="孤独症")
    expect(ticked).to_be_focused()
    expect(ticked).to_have_attribute("aria-pressed", "true")


def test_arrow_keys_turn_the_page_of_the_calendar_and_come_back(mother: Visitor) -> None:
    comes_to(mother, "calendar")
    keys = Keyboard(mother)
    keys.goes_to("12月4日")

    with mother.answered():
        keys.presses("PageDown")
    assert mother.focused().startswith("1月1日")
    with mother.answered():
        keys.presses("ArrowUp")

    assert mother.focused().startswith("12月31日")
    for key, day in (("Home", "12月28日"), ("End", "12月31日"), ("ArrowUp", "12月24日"), ("ArrowRight", "12月25日")):
        keys.presses(key)
        assert mother.focused().startswith(day), key


def test_a_reload_in_the_middle_loses_nothing(mother: Visitor) -> None:
    """At each of these screens the page is loaded anew, and the form goes on."""
    for name in walk(mother):
        if name in ("name", "needs-ticked", "calendar", "notes", "summary", LAST):
            before = mother.live.inner_text()
            mother.comes()
            expect(mother.live).to_have_text(re.compile(re.escape(before.split("\n")[0])))

    mother.sees("申请送出了", "小晴")
    assert mother.house.count("SELECT count(*) FROM bookings") == 1


def test_words_that_were_not_sent_yet_survive_a_reload(mother: Visitor) -> None:
    comes_to(mother, "notes")
    mother.line.fill("怕大声")

    mother.comes()

    expect(mother.line).to_have_value("怕大声")


def test_a_double_click_is_one_event(mother: Visitor) -> None:
    comes_to(mother, "summary")
    before = mother.house.count("SELECT count(*) FROM inbox")

    with mother.answered():
        mother.button("送出申请").dblclick()

    mother.sees("申请送出了")
    assert mother.house.count("SELECT count(*) FROM inbox") == before + 1
    assert mother.house.count("SELECT count(*) FROM bookings") == 1


def test_two_tabs_of_the_same_visitor_stay_in_step(mother: Visitor) -> None:
    other = Visitor(mother.house, mother.context, mother.context.new_page()).comes()
    mother.page.bring_to_front()
    comes_to(mother, "needs")
    expect(other.live.get_by_role("button", name="孤独症")).to_be_visible()

    other.page.bring_to_front()
    other.taps("孤独症")
    mother.page.bring_to_front()

    expect(mother.button("孤独症")).to_have_attribute("aria-pressed", "true")
    mother.taps("选好了")
    expect(other.button("对，就这样")).to_be_visible()
    assert other.faults == []


def test_the_return_code_finds_the_booking_on_another_phone(mother: Visitor, somebody: Comes) -> None:
    asks(mother)
    code = re.search(r"([0-9A-Z]{4}-[0-9A-Z]{4})（换手机", mother.live.inner_text())
    assert code is not None

    father = somebody()
    father.taps("我的预约", "取回码")
    father.types(code[1].lower())

    father.sees("喘息照料·过夜", "12月11日")


def test_the_calendar_file_comes_as_a_file(mother: Visitor) -> None:
    asks(mother)

    with mother.page.expect_download() as download:
        mother.live.get_by_role("link", name="放进手机日历").click()

    assert download.value.suggested_filename.endswith(".ics")
    assert FRIDAY.replace("-", "") in download.value.path().read_text()


def test_danger_in_the_notes_brings_the_numbers_and_the_form_stays_where_it_was(mother: Visitor) -> None:
    comes_to(mother, "notes")
    question = mother.live.get_by_role("heading").inner_text()

    mother.types("我真的撑不住了，想带着孩子一起死")

    expect(mother.live.get_by_role("link", name="110")).to_have_attribute("href", "tel:110")
    mother.taps("回到刚才那里")
    mother.sees(question)
    mother.types(NOTES)
    mother.sees("今年还没来过")
