"""At the door: four digits that change, who came late and left early, and the lead who confirms; never one's own."""

import pytest

from bot.volunteering import door_code
from storage import hours
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import GARDEN, READING, all_volunteers, newest, shift_ref, signup_of, takes, volunteer
from tests.handlers.colleagues import acts


async def digits(home: OpenHome) -> str:
    """What stands at the door now."""
    colleague = await home.staff("care_lead")
    await colleague.taps_data("roster.door::")
    return str(colleague.last["text"][0])


async def at_the_door(home: OpenHome, visitor: Visitor, label: str, start: str, typed: str = "") -> None:
    """They open the shift and type the digits."""
    await visitor.taps_data(f"shifts.show:{shift_ref(start)}:")
    await visitor.taps(label)
    await visitor.types(typed or await digits(home))


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
    for _try in range(door_code.GUESSES.most):
        await visitor.types(wrong)

    visitor.sees("刚才输错太多次了")

    await visitor.types(right)

    visitor.sees("刚才输错太多次了")


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


async def test_the_page_for_the_door_shows_the_same_digits_and_is_for_colleagues(home: OpenHome):
    colleague = await home.staff("duty")
    await colleague.taps_data("roster.door::")
    page = await colleague.client.get("/staff/files/roster/door/door.html")

    assert page.status_code == 200
    assert colleague.last["text"][0] in page.text
    assert "http-equiv=refresh" in page.text
    assert (await colleague.client.get("/staff/files/roster/x/door.html")).status_code == 404

    family = await home.family()
    assert (await family.client.get("/family/files/roster/door/door.html")).status_code == 404


@pytest.mark.parametrize(("url", "scans"), [("https://chat.example.org", True), ("", False)])
async def test_with_an_address_the_page_holds_a_code_to_scan(home: OpenHome, url: str, scans: bool):
    object.__setattr__(home.app.turns.home, "url", url)
    colleague = await home.staff("duty")
    page = await colleague.client.get("/staff/files/roster/door/door.html")

    assert ("data:image/svg+xml" in page.text) == scans


async def led(home: OpenHome) -> tuple[Visitor, Visitor]:
    """A lead and another one, who were both there on Saturday."""
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    other, _two = await volunteer(home, "老李")
    for one in (lead, other):
        await takes(one, READING)
    await home.passes("2026-12-05 09:25")
    for one in (lead, other):
        await at_the_door(home, one, "我到了", READING)
    await home.passes("2026-12-05 11:32")
    return lead, other


async def test_the_lead_confirms_the_others_but_never_their_own(home: OpenHome):
    lead, other = await led(home)
    await lead.taps_data(f"shifts.show:{shift_ref(READING)}:")
    await lead.taps("我带班")

    lead.sees("老李", "您自己的时间由协调员确认")
    assert "老张" not in lead.offered()

    await lead.taps("老李")

    lead.sees("路上不算")

    await lead.taps("确认2小时")

    lead.sees("记下了，谢谢", "老李（服务）")

    await other.opens("hours")

    other.sees("一共服务了4小时", "绘本陪读")

    own = await signup_of(home, READING, (await all_volunteers(home))[0])
    for verb in ("one", "served", "missing"):
        await lead.taps_data(f"shifts.{verb}:{own.booking.ref}:4")

        lead.sees("只有带班的人能看")


async def test_nobody_but_the_lead_sees_the_crew(home: OpenHome):
    _lead, other = await led(home)
    mine = await signup_of(home, READING, (await all_volunteers(home))[0])
    for tap in (f"shifts.crew:{shift_ref(READING)}:", f"shifts.one:{mine.booking.ref}:",
                f"shifts.served:{mine.booking.ref}:4", f"shifts.hard:{shift_ref(READING)}:"):  # fmt: skip
        await other.taps_data(tap)

        other.sees("只有带班的人能看")


async def test_confirmed_is_confirmed_and_more_than_the_shift_is_nothing(home: OpenHome):
    lead, _other = await led(home)
    one = await signup_of(home, READING, (await all_volunteers(home))[1])
    await lead.taps_data(f"shifts.served:{one.booking.ref}:9")

    lead.sees("!")

    for _time in (1, 2):
        await lead.taps_data(f"shifts.served:{one.booking.ref}:3")

    assert await home.app.db.read(lambda db: hours.total(db, one.volunteer_id)) == 4 + 3
    assert "hours.confirmed" in await acts(home, one.booking.ref)


async def test_whoever_did_not_come_is_written_down_and_the_coordinator_rings(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    other, who = await volunteer(home, "老李")
    for one in (lead, other):
        await takes(one, READING)
    signup = await signup_of(home, READING, who)
    await lead.taps_data(f"shifts.missing:{signup.booking.ref}:")

    lead.sees("!")  # it has not begun

    await home.passes("2026-12-05 11:32")
    await lead.taps_data(f"shifts.one:{signup.booking.ref}:")
    await lead.taps("没有来")

    lead.sees("协调员会打电话问问")
    assert await home.app.db.read(lambda db: hours.total(db, who.id)) == 4

    await lead.taps_data(f"shifts.missing:{signup.booking.ref}:")

    lead.sees("!")


async def test_after_a_hard_shift_everybody_is_asked_the_next_day(home: OpenHome):
    lead, other = await led(home)
    await lead.taps_data(f"shifts.crew:{shift_ref(READING)}:")
    await lead.taps("这一班不容易")

    lead.sees("明天我们会问问大家好不好")

    await home.passes("2026-12-06 10:01")
    for one in (lead, other):
        await one.look()

        one.sees("还好吗？")
