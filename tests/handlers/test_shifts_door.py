"""At the door: four digits that change, who came late and left early, and the lead who confirms; never one's own."""

import pytest

from bot.volunteering import door_code
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import (
    GARDEN,
    READING,
    at_the_door,
    digits,
    newest,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import signed_in

DOOR_PAGE = "/staff/files/roster/door/door.html"


async def gardening(home: OpenHome) -> Visitor:
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    return visitor


async def test_in_and_out_by_the_digits_at_the_door(home: OpenHome):
    visitor = await gardening(home)
    await home.passes("2026-12-06 08:50")
    await at_the_door(home, visitor, "我到了，报到", GARDEN)

    visitor.sees("报到好了，欢迎您", "到：上午8:50")

    await home.passes("2026-12-06 11:00")
    await at_the_door(home, visitor, "我要走了，签退", GARDEN)

    visitor.sees("签退好了", "走：上午11:00")
    assert "签退" not in "".join(visitor.offered())


async def test_late_and_early_are_written_down(home: OpenHome):
    visitor = await gardening(home)
    await home.passes("2026-12-06 09:20")
    await at_the_door(home, visitor, "我到了", GARDEN)

    visitor.sees("到：上午9:20，晚到20分钟")

    await home.passes("2026-12-06 10:40")
    await at_the_door(home, visitor, "我要走了", GARDEN)

    visitor.sees("走：上午10:40，早走20分钟")


async def test_the_digits_change_and_those_of_a_moment_ago_still_count(home: OpenHome):
    visitor = await gardening(home)
    await home.passes("2026-12-06 08:55")
    old = await digits(home)
    await home.passes("2026-12-06 09:05")
    assert await digits(home) != old

    await at_the_door(home, visitor, "我到了", GARDEN, old)

    visitor.sees("报到好了")

    await home.passes("2026-12-06 10:50")
    await at_the_door(home, visitor, "我要走了", GARDEN, old)

    visitor.sees("和门口的数字对不上")


async def test_what_is_no_code_is_asked_again(home: OpenHome):
    visitor = await gardening(home)
    await home.passes("2026-12-06 08:55")
    for typed in ("12", "abcd", "12345"):
        await at_the_door(home, visitor, "我到了", GARDEN, typed)

        visitor.sees("是4位数字")


async def test_digits_in_broad_letters_count(home: OpenHome):
    visitor = await gardening(home)
    await home.passes("2026-12-06 08:55")
    shown = await digits(home)
    await at_the_door(home, visitor, "我到了", GARDEN, "".join(chr(ord(c) + 0xFEE0) for c in shown))

    visitor.sees("报到好了")


async def test_nobody_guesses_for_long(home: OpenHome):
    visitor = await gardening(home)
    await home.passes("2026-12-06 08:55")
    right = await digits(home)
    wrong = next(f"{number:04d}" for number in range(10) if f"{number:04d}" != right)
    await at_the_door(home, visitor, "我到了", GARDEN, wrong)
    for _try in range(door_code.GUESSES.each or 0):
        await visitor.types(wrong)

    visitor.sees("刚才输错太多次了")

    await visitor.types(right)

    visitor.sees("刚才输错太多次了")


async def test_who_guesses_shuts_the_door_on_nobody_else(home: OpenHome):
    visitor, other = await gardening(home), await gardening(home)
    await home.passes("2026-12-06 08:55")
    right = await digits(home)
    wrong = next(f"{number:04d}" for number in range(10) if f"{number:04d}" != right)
    await at_the_door(home, visitor, "我到了", GARDEN, wrong)
    for _try in range(door_code.GUESSES.most):
        await visitor.types(wrong)

    await at_the_door(home, other, "我到了", GARDEN, right)

    other.sees("报到好了")


async def test_a_day_too_soon_the_door_is_closed(home: OpenHome):
    visitor = await gardening(home)
    one = await signup_of(home, GARDEN, await newest(home))
    await visitor.taps_data(f"shifts.door:{one.booking.ref}:")

    visitor.sees("提前一小时才能报到：12月6日（周日） 上午8:00开始")


async def test_the_code_can_be_scanned(home: OpenHome):
    visitor = await gardening(home)
    await visitor.opens("shifts-1234")

    visitor.sees("这个时间您没有班次")

    await home.passes("2026-12-06 08:55")
    await visitor.opens("shifts-0")

    visitor.sees("对不上")

    await visitor.opens(f"shifts-{await digits(home)}")

    visitor.sees("报到好了")


async def test_whoever_waits_for_a_check_speaks_with_the_lead_first(home: OpenHome):
    visitor, who = await volunteer(home, "老张", passed=("record", "lead"))
    await takes(visitor, READING)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{who.ref}:")
    for label in ("记一项核查", "背景核查", "不通过"):
        await coordinator.taps(label)
    await home.passes("2026-12-05 09:10")
    one = await signup_of(home, READING, who)
    await visitor.taps_data(f"shifts.door:{one.booking.ref}:")
    await visitor.types(await digits(home))

    visitor.sees("在等核查，请先和带班的人说一声")


@pytest.mark.page
async def test_the_page_for_the_door_shows_the_same_digits_and_is_for_colleagues(home: OpenHome):
    colleague = await home.staff("duty")
    await colleague.taps_data("roster.door::")
    page = await colleague.client.get(DOOR_PAGE)

    assert page.status_code == 200
    assert colleague.last["text"][0] in page.text
    assert "http-equiv=refresh" in page.text
    assert (await colleague.client.get("/staff/files/roster/x/door.html")).status_code == 404

    family = await home.family()
    assert (await family.client.get("/family/files/roster/door/door.html")).status_code == 404


@pytest.mark.page
async def test_the_page_for_the_door_goes_on_while_the_page_behind_it_locks_itself(home: OpenHome):
    colleague = await signed_in(home, pin="2580")
    await home.passes("2026-12-01 12:00")
    await colleague.opens("desk")
    colleague.sees("请输入密码")

    assert (await colleague.client.get(DOOR_PAGE)).status_code == 200

    await colleague.taps("退出")
    await colleague.taps("是，退出")
    assert (await colleague.client.get(DOOR_PAGE)).status_code == 404


@pytest.mark.parametrize(("url", "scans"), [("https://chat.example.org", True), ("", False)])
async def test_with_an_address_the_page_holds_a_code_to_scan(home: OpenHome, url: str, scans: bool):
    object.__setattr__(home.app.turns.home, "url", url)
    colleague = await home.staff("duty")
    page = await colleague.client.get(DOOR_PAGE)

    assert ("data:image/svg+xml" in page.text) == scans
