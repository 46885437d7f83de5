"""Declining: a reason that the family reads, looked over before it is sent."""

from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books, ref_of, state
from tests.handlers.colleagues import opens_the_card


async def declining(home: OpenHome) -> tuple[Visitor, Visitor, str]:
    """A family that has asked, and a colleague about to decline."""
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await therapist.taps("婉拒")
    therapist.sees("为什么安排不了", "那天没有空位", "别的原因")
    return family, therapist, ref_of(family)


async def test_the_family_reads_the_reason_and_what_else_there_is(home: OpenHome):
    family, therapist, ref = await declining(home)
    await therapist.taps("人手不够")
    await therapist.taps("跳过")
    therapist.sees("家里人会看到：", "怕照料不好孩子")

    await therapist.taps("送出，给家里人看")

    therapist.sees("已婉拒，原因也告诉家里人了", "示例康复师B婉拒：那天我们人手不够")
    await family.look()
    family.sees("很抱歉", "怕照料不好孩子", "以后照样可以约", "[另选一天]", "☎")
    assert (await state(home, ref)).state == "declined"


async def test_own_words_are_said_beside_the_reason(home: OpenHome):
    family, therapist, _ref = await declining(home)
    await therapist.taps("那天没有空位")
    await therapist.types("下周三上午有空。")

    await therapist.taps("送出，给家里人看")

    await family.look()
    family.sees("那天已经没有空位了", "下周三上午有空。")


async def test_another_reason_needs_words_and_stands_alone(home: OpenHome):
    family, therapist, _ref = await declining(home)
    await therapist.taps("别的原因")
    await therapist.types("那天楼里要刷墙")
    therapist.sees("家里人会看到：", "刷墙")

    await therapist.taps("送出，给家里人看")

    await family.look()
    family.sees("那天楼里要刷墙")
    family.sees_no("已经满了")


async def test_a_family_that_was_faster_is_not_declined(home: OpenHome):
    family, therapist, ref = await declining(home)
    await therapist.taps("那天没有空位")
    await therapist.taps("跳过")
    await family.opens("bookings")
    await family.taps("康复首次评估")
    await family.taps("取消")
    await family.taps("确定取消")

    await therapist.taps("送出，给家里人看")

    therapist.sees("家里人已在上午9:00取消")
    assert (await state(home, ref)).state == "cancelled"


async def test_opening_another_card_throws_a_half_written_reason_away(home: OpenHome):
    _family, therapist, ref = await declining(home)
    await therapist.taps("别的原因")
    await therapist.taps_data(f"desk.card:{ref}:1")

    await therapist.types("这句话不该发给任何人")

    therapist.sees_no("家里人会看到")
    assert (await state(home, ref)).state == "held"


async def test_without_a_card_there_is_nothing_to_decline(home: OpenHome):
    therapist = await home.staff("therapist")

    await therapist.opens("decline")

    therapist.sees("值班台")
