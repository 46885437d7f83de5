"""The roster: unsafe is shown before it happens, on the screen of today and on the desk; letting go; closing one."""

from storage import hours
from tests.chat import OpenHome, local
from tests.handlers.a_volunteer import (
    BOTH,
    GARDEN,
    READING,
    on_shift,
    shift_card,
    shift_ref,
    signup_of,
    takes,
    volunteer,
)

FRIDAY = "2026-12-04 10:00"


async def test_unsafe_stands_on_todays_screen_before_it_happens(home: OpenHome):
    visitor, _who = await volunteer(home, "老张", passed=BOTH)
    await takes(visitor, READING)
    for role in ("coordinator", "head", "duty", "care_lead", "therapist"):
        colleague = await home.staff(role)
        await colleague.taps_data("desk.today::")

        assert "绘本陪读" not in colleague.spoken[-1], "four days before it is nothing to be shouted about"

        await home.passes(FRIDAY)
        await colleague.taps_data("desk.today::")

        assert ("不安全：3个名额报了1位；只有1位大人" in colleague.spoken[-1]) == (role != "therapist"), role
        home.clock.instant = local("2026-12-01 09:00")


async def test_unsafe_soon_rises_on_the_desk_of_whoever_sees_to_it(home: OpenHome):
    visitor, _who = await volunteer(home, "老张", passed=BOTH)
    await takes(visitor, READING)
    await home.passes(FRIDAY)
    coordinator = await home.staff("coordinator")
    await coordinator.taps("值班台")

    coordinator.sees("绘本陪读，12月5日（周六） 上午9:30（不安全：只有1位大人）")

    await coordinator.taps("绘本陪读")

    coordinator.sees("只有1位大人")


async def test_a_shift_without_anybody_endangers_nobody(home: OpenHome):
    card = await shift_card(home)

    card.sees("安全吗：还没有人")


async def test_hours_wait_on_the_desk_until_somebody_confirms_them(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await home.passes("2026-12-06 11:05")
    coordinator = await home.staff("coordinator")
    await coordinator.taps("值班台")
    await coordinator.taps("园艺养护")

    coordinator.sees("老张（结束了，时间还没确认）")

    await coordinator.taps("老张")
    await coordinator.taps("确认1.5小时")

    coordinator.sees("记下了，谢谢")
    assert await home.app.db.read(lambda db: hours.total(db, who.id)) == 4 + 3

    await coordinator.opens("desk")

    coordinator.sees("没有要办的事")


async def test_somebody_rang_and_others_are_asked(home: OpenHome):
    first, who = await volunteer(home, "老张")
    other, _second = await volunteer(home, "老李")
    await takes(first, GARDEN)
    card = await shift_card(home, start=GARDEN)
    await card.taps("老张")
    await card.taps("来电话说来不了")
    await other.look()

    card.sees("正在问别人", "来不了，在问别人")
    other.sees("能来接一个班吗")
    assert (await signup_of(home, GARDEN, who)).counts


async def test_letting_go_frees_the_place_and_tells_the_person(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    card = await shift_card(home, start=GARDEN)
    await visitor.taps("来不了")
    await card.taps("老张")
    _message, release = card.button("不等了")
    await card.taps("不等了")
    await visitor.look()

    visitor.sees("这一天您不用来了")
    assert await on_shift(home, GARDEN) == []

    await card.taps_data(release["data"])

    card.sees("!")


async def test_a_shift_that_does_not_take_place_tells_everybody(home: OpenHome):
    visitors = [(await volunteer(home, name))[0] for name in ("老张", "老李")]
    for one in visitors:
        await takes(one, GARDEN)
    card = await shift_card(home, start=GARDEN)
    await card.taps("这一班不办了")

    card.sees("一共2位")

    await card.taps("是的，不办了")

    card.sees("报了名的人都通知到了")
    for one in visitors:
        await one.look()

        one.sees("这一班不办了", "不好意思")
    await visitors[0].taps_data(f"shifts.take:{shift_ref(GARDEN)}:")

    visitors[0].sees("这一班不办了，请选别的")


async def test_what_has_begun_is_not_closed_any_more(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await home.passes("2026-12-06 09:30")
    card = await shift_card(home, start=GARDEN)
    for verb in ("closed", "close"):
        await card.taps_data(f"roster.{verb}:{shift_ref(GARDEN)}:")
    await card.taps_data(f"roster.closed:{shift_ref(GARDEN)}:")

    card.sees("!")
    assert len(await on_shift(home, GARDEN)) == 1


async def test_the_next_days_are_listed_for_whoever_may_look(home: OpenHome):
    for role, sees in (("coordinator", True), ("care_lead", True), ("therapist", False)):
        colleague = await home.staff(role)
        await colleague.opens("roster")

        assert ("这几天的班次" in colleague.spoken[-1]) == sees, role
    await home.passes("2026-12-02 17:00")
    colleague = await home.staff("head")
    await colleague.opens("roster")

    colleague.sees("岗前体验，12月2日")


async def test_who_only_looks_reads_names_and_changes_nothing(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    nurse = await shift_card(home, "care_lead", GARDEN)

    nurse.sees("老张：报好了")
    one = await signup_of(home, GARDEN, who)
    for verb in ("one", "served", "missing", "absent", "release"):
        await nurse.taps_data(f"roster.{verb}:{one.booking.ref}:4")

        nurse.sees("要请负责的同事来做")
    assert (await signup_of(home, GARDEN, who)).booking.state == "confirmed"


async def test_a_signup_that_never_was(home: OpenHome):
    coordinator = await home.staff("coordinator")
    for verb in ("one", "served", "missing", "absent", "release"):
        await coordinator.taps_data(f"roster.{verb}:NOBODYS:4")

        coordinator.sees("找不到这个报名了")


async def test_the_coordinator_writes_down_who_did_not_come(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await home.passes("2026-12-06 11:05")
    one = await signup_of(home, GARDEN, who)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"roster.missing:{one.booking.ref}:")

    coordinator.sees("没有来")

    await coordinator.taps_data(f"roster.missing:{one.booking.ref}:")
    await coordinator.taps_data(f"roster.served:{one.booking.ref}:4")

    coordinator.sees("!")
