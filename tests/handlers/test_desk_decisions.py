"""Decisions at the desk: made once, told to the family, and put right where a finger slipped."""

import pytest

from tests.chat import OpenHome
from tests.handlers.a_family import closes
from tests.handlers.booked import confirmed, state
from tests.handlers.colleagues import deciding, opens_the_card

DAY = 24 * 3600


@pytest.mark.page
async def test_yes_is_told_to_the_family_with_what_to_bring(home: OpenHome):
    family, therapist, ref = await deciding(home)

    await therapist.taps("确认")

    therapist.sees("已确认，也告诉家里人了", "示例康复师B确认")
    await family.look()
    family.sees("定好了", "请到希望树", "请带上", "[我的预约] [怎么来]", "☎")
    assert family.last["files"][0]["ref"] == ref
    assert (await state(home, ref)).state == "confirmed"


async def test_two_colleagues_decide_and_the_second_is_told_who_was_first(home: OpenHome):
    family, therapist, ref = await deciding(home)
    head = await home.staff("head")
    await opens_the_card(head)
    await head.taps("确认")
    await family.look()

    await therapist.taps("放入候补")

    therapist.sees("示例负责人E已在上午9:00确认。现在是这样的。", "状态：已确认")
    assert (await state(home, ref)).state == "confirmed"
    assert not await family.look()


async def test_a_double_tap_is_one_decision(home: OpenHome):
    family, therapist, ref = await deciding(home)
    _message, button = therapist.button("确认")
    await therapist.taps("确认")
    await family.look()

    await therapist.taps_data(button["data"])

    therapist.sees("已经记下了")
    assert (await state(home, ref)).version == 2
    assert not await family.look()


async def test_a_family_that_was_faster_is_named(home: OpenHome):
    family, therapist, _ref = await deciding(home)
    await family.opens("bookings")
    await family.taps("康复首次评估")
    await family.taps("取消")
    await family.taps("确定取消")
    home.clock.instant += DAY

    await therapist.taps("确认")

    therapist.sees("家里人已在12月1日（周二） 上午9:00取消")


async def test_a_forged_move_is_answered_with_how_it_stands(home: OpenHome):
    _family, therapist, ref = await deciding(home)

    await therapist.taps_data(f"desk.finish:{ref}:1")

    therapist.sees("现在不能这样做", "状态：等我们答复")


async def test_onto_the_waitlist_tells_the_place_in_line(home: OpenHome):
    family, therapist, _ref = await deciding(home)

    await therapist.taps("放入候补")

    therapist.sees("已放入候补", "候补第几位：1")
    await family.look()
    family.sees("先给您排上候补", "第1位")


async def test_calling_off_for_the_family_asks_once(home: OpenHome):
    family, therapist, ref = await deciding(home)
    await therapist.taps("家里人要取消")
    therapist.sees("要取消吗")
    await therapist.taps("不取消")
    therapist.sees("状态：等我们答复")
    await therapist.taps("家里人要取消")

    await therapist.taps("确定取消")

    therapist.sees("已取消，也告诉家里人了")
    await family.look()
    family.sees("已经帮您取消了", "弄错了，请打电话")
    assert (await state(home, ref)).state == "cancelled"


async def test_calling_off_late_is_written_down_as_late(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at - 3600
    await opens_the_card(therapist)

    await therapist.taps("家里人要取消")
    await therapist.taps("确定取消")

    therapist.sees("临时取消")
    assert (await state(home, ref)).state == "late_cancel"


async def test_arriving_and_going_home_are_two_taps(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at + 60
    await opens_the_card(therapist)
    await therapist.taps("已到")
    therapist.sees("记下了：已到")

    await therapist.taps("已完成")

    therapist.sees("记下了：已完成")
    assert (await state(home, ref)).state == "completed"


async def test_a_slip_of_the_finger_is_put_right(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at + 60
    await opens_the_card(therapist)
    await therapist.taps("没有来")
    therapist.sees("请打个电话问问")
    await therapist.taps("更正")
    therapist.sees("已改回待定")

    await therapist.taps("是临时取消的")

    assert (await state(home, ref)).state == "late_cancel"


async def test_a_mistake_cannot_be_put_right_once_the_place_is_gone(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at + 60
    await opens_the_card(therapist)
    await therapist.taps("没有来")
    await closes(home, "eval-room", "2026-12-07", capacity=0)

    await therapist.taps("更正")

    therapist.sees("状态：没有来", "评估室")


async def test_what_nobody_decided_waits_to_be_written_down(home: OpenHome):
    await confirmed(home)
    therapist = await home.staff("therapist")
    await home.passes("2026-12-07 12:00")

    await therapist.opens("desk")

    therapist.sees("时间过了，请记结果")


