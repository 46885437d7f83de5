"""Two volunteers and a coordinator, each in their own browser: from the sign-up to the hours on a sheet of paper."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.a_number import MOBILE
from tests.browser.conftest import DESK, PHONE, TALL, Comes
from tests.browser.house import House
from tests.browser.test_accessible import breaches
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
DAYS_TO_SUNDAY = 5  # from Tuesday at nine to Sunday at nine, when the garden begins
HOURS_UNTIL_THANKS = 3


@pytest.fixture
def coordinator(house: House, somebody: Comes) -> Visitor:
    """The volunteer coordinator at her desk."""
    visitor = somebody(None, viewport=DESK)
    visitor.context.request.post(f"{house.url}/sample/staff", data={"role": "coordinator"})
    return visitor.comes("/staff")


def signs_up(who: Visitor, name: str) -> None:
    """All the questions, one after the other."""
    who.taps("志愿服务", "报名", "同意")
    who.types(name)
    who.taps("18岁以上")
    who.types(MOBILE)
    who.taps("手工、园艺", "选好了", "普通话", "选好了", "周日上午", "选好了", "跳过", "同意")
    who.sees("不拍照，不录像")
    who.taps("看过了", "报名")
    who.sees("谢谢您愿意来帮忙", "取回码")


def accepts(coordinator: Visitor, name: str) -> None:
    """The coordinator takes somebody on, and notes what was looked at."""
    coordinator.sees("有人报名做志愿者")
    coordinator.taps("打开")
    coordinator.sees(name, "还差：和我们聊一聊")
    coordinator.taps("开始了解")
    for what in ("聊过", "岗前体验", "背景核查", "可以带班"):
        coordinator.taps("记一项核查、培训", what, "通过")
    coordinator.taps("正式加入")
    coordinator.sees("正式加入了，也告诉本人了")


def test_from_signing_up_to_the_hours_on_paper(
    house: House, somebody: Comes, coordinator: Visitor, pictures: Path
) -> None:
    first, second = somebody(), somebody()
    for who, name in ((first, "李小梅"), (second, "王大明")):
        signs_up(who, name)
        accepts(coordinator, name)
        who.sees("您正式加入了")

    first.taps("找班次", "园艺养护", "我报这一班")
    first.sees("报好了，我们等您来")
    first.taps("来不了")
    first.sees("有人接之前，这一班还算您的")

    second.sees("能来接一个班吗", "园艺养护")
    second.taps("我能来")
    second.sees("这一班归您了")
    first.sees("有人接了，您不用来了")

    for _day in range(DAYS_TO_SUNDAY):
        house.advance(24)
    coordinator.types("值班台")
    coordinator.taps("志愿者班次", "门口的四位数字")
    digits = coordinator.live.locator(".words").first.inner_text()
    second.taps("看这个班次", "我到了，报到")
    second.types(digits)
    second.sees("报到好了")

    for _hour in range(HOURS_UNTIL_THANKS):
        house.advance(1)
    coordinator.types("值班台")
    coordinator.taps("园艺养护", "王大明", "确认2小时")
    coordinator.sees("记下了，谢谢")

    second.sees("今天谢谢您")
    second.taps("挺好的")
    second.types("服务时间")
    second.sees("一共服务了2小时", "园艺养护")
    reads_the_summary(second, pictures)


def reads_the_summary(who: Visitor, pictures: Path) -> None:
    """The sheet to print opens beside the conversation, and its number can be checked by anybody."""
    who.taps("开一份小结")
    link = who.live.locator("a.file")
    expect(link).to_have_attribute("target", "_blank")
    sheet = who.context.new_page()
    sheet.goto(who.house.url + str(link.get_attribute("href")))
    expect(sheet.locator("body")).to_contain_text("志愿服务记录小结")
    expect(sheet.locator("body")).to_contain_text("盖")
    assert breaches(Visitor(who.house, who.context, sheet)) == []
    sheet.screenshot(path=pictures / "volunteers-summary.png", full_page=True)
    number = str(link.get_attribute("href")).split("/")[-2]
    sheet.goto(f"{who.house.url}/check/{number}")
    expect(sheet.locator("body")).to_contain_text("有效，2小时")
    expect(sheet.locator("body")).not_to_contain_text("王大明")


def test_the_screens_of_a_volunteer_fit_a_phone_and_keep_the_rules(
    somebody: Comes, coordinator: Visitor, pictures: Path
) -> None:
    who, broken = somebody(viewport={"width": PHONE["width"], "height": TALL["height"]}), {}

    def look(name: str, at: Visitor = who) -> None:
        at.page.screenshot(path=pictures / f"volunteers-{name}.png", full_page=True)
        broken[name] = breaches(at) if at is who else []
        assert at.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0, name

    who.taps("志愿服务")
    look("posts")
    who.taps("首页")
    signs_up(who, "李小梅")
    look("sent")
    accepts(coordinator, "李小梅")
    look("card", coordinator)
    for name, labels in (("shifts", ("找班次",)), ("filters", ("换个条件",)), ("shift", ("全部", "园艺养护")),
                         ("taken", ("我报这一班",)), ("mine", ("我的班次", "我的志愿服务")),
                         ("group", ("我的小组",)), ("worry", ("我的志愿服务", "有件事不放心"))):  # fmt: skip
        who.taps(*labels)
        look(name)

    assert {name: found for name, found in broken.items() if found} == {}


def test_the_sheets_at_the_door_and_of_a_number_keep_the_rules(
    house: House, coordinator: Visitor, pictures: Path
) -> None:
    sheet = Visitor(house, coordinator.context, coordinator.context.new_page())
    for name, path in (("door", "/staff/files/roster/door/door.html"), ("check", "/check/ABCDEFGHJK")):
        sheet.page.goto(house.url + path)
        sheet.page.screenshot(path=pictures / f"volunteers-{name}.png", full_page=True)

        # The sheet at the door renews itself, for nobody reads on a wall who could press a button.
        assert [breach for breach in breaches(sheet) if not breach.startswith("meta-refresh")] == []
    assert sheet.faults == []
