"""The social worker in her own browser: requests come in live, she decides, and the mother's page knows at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.asking import asks
from tests.browser.conftest import DESK, Comes
from tests.browser.house import House
from tests.browser.visitor import TURNED_AWAY, Visitor

pytestmark = pytest.mark.browser
PIN = "2580"


def test_from_request_to_reminder_without_reloading_a_page(house: House, mother: Visitor, nurse: Visitor) -> None:
    nurse.taps("值班台")
    nurse.sees("没有要办的事")

    asks(mother)
    nurse.sees("新的申请", "喘息照料·过夜")
    nurse.taps("打开")
    nurse.sees("小晴", "怕大声", "等我们答复")
    nurse.taps("确认")
    nurse.sees("已确认")

    mother.sees("等您和孩子来", "12月11日")
    house.advance(24 * 7)
    mother.sees("您来得了吗", "请带上")
    mother.taps("来不了", "改时间")
    expect(mother.live.get_by_role("grid")).to_be_visible()


def test_the_queue_says_what_waits_and_opens_the_card(mother: Visitor, nurse: Visitor) -> None:
    nurse.taps("值班台")
    asks(mother)
    nurse.sees("新的申请")

    nurse.types("值班台")
    nurse.sees("有1件事", "12月3日")
    nurse.taps("喘息照料")

    nurse.sees("小晴", "等我们答复")


def test_a_button_of_an_old_card_is_answered_with_how_it_stands_now(mother: Visitor, nurse: Visitor) -> None:
    asks(mother)
    nurse.taps("打开")
    old = nurse.button("确认").first.get_attribute("data-tap")
    nurse.taps("确认")
    nurse.sees("已确认")

    tap = {"id": "an-old-tap-again", "kind": "tap", "data": old, "on": None}
    with nurse.answered():
        nurse.context.request.post(nurse.house.url + "/staff/events", data=tap)

    nurse.sees("已确认")
    assert nurse.house.count("SELECT count(*) FROM bookings WHERE state = 'confirmed'") == 1


def test_a_colleague_comes_in_by_invite_and_the_page_locks_itself(house: House, somebody: Comes) -> None:
    code = re.search(r"(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}", house.invite("care_lead", "小林"))
    assert code is not None
    colleague = somebody("/staff", viewport=DESK)
    colleague.types(code.group())
    colleague.taps("设一个密码")
    expect(colleague.line).to_have_attribute("type", "password")
    for _time in ("first", "again"):
        colleague.types(PIN)
    colleague.taps("值班台")
    colleague.sees("没有要办的事")

    house.advance(1)
    colleague.taps("刷新")

    colleague.sees("小林", "请输入密码")
    expect(colleague.page.get_by_text("没有要办的事")).to_have_count(0)
    colleague.types("1111")
    colleague.sees("不对，还可以试4次")
    colleague.types(PIN)
    colleague.taps("值班台")
    colleague.sees("没有要办的事")
    assert PIN not in colleague.page.content()


def test_an_invite_opens_only_once(house: House, somebody: Comes) -> None:
    code = re.search(r"(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}", house.invite("care_lead", "小林"))
    assert code is not None
    somebody("/staff").types(code.group())

    stranger = somebody("/staff")
    stranger.types(code.group())

    stranger.sees("邀请码不能用")
    expect(stranger.page.get_by_role("button", name="值班台")).to_have_count(0)


def test_staff_leave_quickly_too(nurse: Visitor) -> None:
    nurse.forgive(TURNED_AWAY)

    nurse.page.get_by_role("button", name="快速离开").click()

    nurse.page.wait_for_url("**/bye")
    nurse.comes("/staff")
    nurse.sees("邀请码")


def test_the_sample_bar_moves_the_clock_and_opens_both_doors(somebody: Comes) -> None:
    visitor = somebody(viewport=DESK)

    visitor.page.get_by_role("button", name="+1天").click()
    expect(visitor.page.locator("#sample-now")).to_contain_text("12月2日")
    visitor.page.get_by_label("工作人员入口").select_option("therapist")
    visitor.page.get_by_role("button", name="进入").click()

    visitor.page.wait_for_url("**/staff")
    visitor.sees("示例康复师B")
