"""Shifts: finding one by when, what and how near; taking it by the rules; the calendar file; thanks, and 还好吗？"""

import pytest

from storage import places
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import (
    GARDEN,
    newest,
    on_shift,
    shift_ref,
    signs_up,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import acts


async def test_training_comes_first(home: OpenHome):
    visitor = await signs_up(home)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.begin:{(await newest(home)).ref}:1")
    await visitor.opens("shifts")

    visitor.sees("先来这一场：岗前体验，12月2日（周三） 下午4:30")
    visitor.sees_no("园艺")

    await visitor.taps("先来这一场")
    await visitor.taps("我报这一班")

    visitor.sees("报好了，我们等您来")


async def test_the_list_says_of_each_in_one_sentence_whether_and_why_not(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("shifts")

    visitor.sees("可以报，还有6个名额", "园艺养护")

    await visitor.taps("差一点就能报")

    visitor.sees("轮椅陪行", "要先参加：轮椅安全。在班次里选一场")


async def test_filters_by_when_and_what(home: OpenHome):
    visitor, _who = await volunteer(home, "老张", passed=("record", "lead"))
    await visitor.opens("shifts")
    await visitor.taps("换个条件")
    await visitor.taps("周一到周五")

    visitor.sees("周三")
    visitor.sees_no("周六）", "周日）")

    await visitor.taps("换个条件")
    await visitor.taps("周末")

    visitor.sees_no("周三）")

    await visitor.taps("换个条件")

    visitor.sees("绘本陪读（陪孩子", "园艺养护（不接触孩子")

    await visitor.taps("园艺养护")

    visitor.sees("我能报的、周末、园艺养护", "12月6日")
    visitor.sees_no("绘本")

    await visitor.taps("下一页")
    await visitor.taps("上一页")

    visitor.sees("园艺养护，12月6日")

    await visitor.taps("换个条件")
    await visitor.taps("全部")
    await visitor.taps("我能报的")

    visitor.sees("我能报的、周末、园艺养护")


async def test_nothing_that_fits_says_what_is_near(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await visitor.taps_data("shifts.list:can-any-4-0:")

    visitor.sees("现在没有合适的", "差一点就能报")


async def test_a_shift_is_taken_at_once_and_a_second_tap_changes_nothing(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await visitor.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")
    _message, take = visitor.button("我报这一班")
    await visitor.taps("我报这一班")
    await visitor.taps_data(take["data"])

    visitor.sees("您已经报了这一班")
    assert [one.volunteer_id for one in await on_shift(home, GARDEN)] == [who.id]
    one = await signup_of(home, GARDEN, who)
    assert await acts(home, one.booking.ref) == ["booking.confirmed"]


async def test_it_is_not_among_a_familys_bookings(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await visitor.opens("bookings")

    visitor.sees_no("园艺养护")
    one = await signup_of(home, GARDEN, who)
    for verb in ("show", "drop", "move", "come"):
        await visitor.taps_data(f"bookings.{verb}:{one.booking.ref}:{one.booking.version}")
    assert (await signup_of(home, GARDEN, who)).booking.state == "confirmed"


@pytest.mark.page
async def test_my_shifts_lists_what_lies_ahead_and_the_calendar_file_puts_it_into_the_phone(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await visitor.taps("我的班次")

    visitor.sees("园艺养护，12月6日", "报好了")

    one = await signup_of(home, GARDEN, who)
    answer = await visitor.client.get(f"/family/files/shifts/{one.booking.ref}/shift.ics")

    assert "DTSTART:20261206T010000Z" in answer.text
    assert "STATUS:CONFIRMED" in answer.text
    assert "园艺" not in answer.text

    stranger = await home.family()
    for ref in (one.booking.ref, "NOBODYS"):
        assert (await stranger.client.get(f"/family/files/shifts/{ref}/shift.ics")).status_code == 404


@pytest.mark.page
async def test_what_was_given_up_has_no_calendar_file(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    one = await signup_of(home, GARDEN, who)
    await home.app.turns.write(
        lambda db: places.change(db, one.booking.ref, "cancelled", places.Actor("staff"), home.clock.now())
    )

    assert (await visitor.client.get(f"/family/files/shifts/{one.booking.ref}/shift.ics")).status_code == 404


@pytest.mark.parametrize("ref", ["00000001-v-garden", "x", "99999999-v-gone", "29678400-v-garden"])
async def test_a_shift_that_is_not_in_the_plan(home: OpenHome, ref: str):
    visitor, _who = await volunteer(home, "老张")
    await visitor.taps_data(f"shifts.show:{ref}:")

    visitor.sees("已经不在计划里了")


async def test_another_ones_signup_is_answered_like_none(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    other, _second = await volunteer(home, "老李")
    await takes(visitor, GARDEN)
    one = await signup_of(home, GARDEN, who)
    for ref in (one.booking.ref, "NOBODYS"):
        await other.taps_data(f"shifts.absent:{ref}:")

        other.sees("您的班次里没有这一班")


async def test_strangers_are_led_to_signing_up(home: OpenHome, family: Visitor):
    await family.opens("shifts")

    family.sees("来帮忙")

    for verb in ("list", "what", "mine", "show", "take", "absent", "stand", "pass"):
        await family.taps_data(f"shifts.{verb}:{shift_ref(GARDEN)}:")

        family.sees("这里是志愿者用的")


async def test_a_newcomer_comes_beside_somebody_who_knows_the_house(home: OpenHome):
    old, experienced = await volunteer(home, "老张")
    new, newcomer = await volunteer(home, "小新", experienced=False)
    await takes(old, GARDEN)
    await takes(new, GARDEN)

    new.sees("老张熟悉这里，会一直带着您")
    assert (await signup_of(home, GARDEN, newcomer)).buddy == experienced.id

    await old.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")

    old.sees("有1位新志愿者跟着您")


async def test_one_stays_beside_one_newcomer_at_a_time(home: OpenHome):
    old, _experienced = await volunteer(home, "老张")
    first, _one = await volunteer(home, "小新", experienced=False)
    second, _two = await volunteer(home, "小旧", experienced=False)
    await takes(old, GARDEN)
    await takes(first, GARDEN)
    await second.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")

    second.sees("要有熟悉这里的志愿者带着")


async def test_when_the_buddy_leaves_another_one_takes_the_place(home: OpenHome):
    old, experienced = await volunteer(home, "老张")
    other, third = await volunteer(home, "老李")
    new, newcomer = await volunteer(home, "小新", experienced=False)
    for one in (old, new, other):
        await takes(one, GARDEN)
    await old.opens("volunteers")
    await old.taps("退出志愿服务")
    await old.taps("是的，退出")

    assert (await signup_of(home, GARDEN, newcomer)).buddy == third.id
    assert experienced.id != third.id
