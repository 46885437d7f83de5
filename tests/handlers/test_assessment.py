"""The first rehabilitation assessment, as families book it. 2026-12-02 is a Wednesday: two therapists, one room."""

import pytest

from bot.booking import DETAILS
from storage.retention import empty_booking
from tests.a_number import MOBILE, grouped
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import everything

WEDNESDAY, FRIDAY = "2026-12-02", "2026-12-04"


async def begins(family: Visitor) -> None:
    """Consent, and a child, from the form's first question and back to it."""
    await family.opens("assessment")
    await family.taps("同意")
    await family.taps("我的孩子")
    await family.types("小晴")
    await family.taps("爸爸或妈妈")
    await family.taps("4–6岁")
    await family.taps("都没有")
    await family.taps("对，就这样")


async def answers(family: Visitor, day: str = WEDNESDAY, clock: str = "上午9:00", therapist: str = "谁都可以") -> None:
    """The questions after the child, up to the summary; nothing but the necessary."""
    await family.taps(therapist)
    await family.picks(day)
    await family.taps(clock)
    await family.taps("跳过")
    await family.taps("跳过")


async def books(home: OpenHome, day: str = WEDNESDAY, clock: str = "上午9:00", therapist: str = "谁都可以") -> Visitor:
    """A family comes in, books and stands before what was sent."""
    family = await home.family()
    await begins(family)
    await answers(family, day, clock, therapist)
    await family.taps("送出申请")
    return family


async def test_an_assessment_is_asked_for_and_waits_for_a_person(family: Visitor):
    await begins(family)
    await family.taps("谁都可以")
    await family.picks(WEDNESDAY)
    await family.taps("上午9:00")
    await family.types("孩子怕生，喜欢小火车")
    await family.types(MOBILE)
    family.sees("小晴", "12月2日", "上午9:00，示例康复师E", "孩子怕生", grouped(MOBILE), "残联的“康复救助”是另一件事")

    await family.taps("送出申请")

    family.sees("空位先给您留着", "康复师长", "取回码", "放进手机日历", "[我的预约]", "[怎么来]", "[首页]")


async def test_only_days_with_a_therapist_can_be_chosen(family: Visitor):
    await begins(family)

    await family.taps("示例康复师F")

    assert family.day(WEDNESDAY)["state"] == "free"
    assert family.day(FRIDAY)["state"] == "closed"


async def test_a_time_that_is_taken_is_not_offered_again(home: OpenHome):
    await books(home)
    other = await home.family()
    await begins(other)
    await other.taps("谁都可以")

    await other.picks(WEDNESDAY)

    other.sees("下午2:00")
    other.sees_no("上午9:00")


async def test_a_day_with_one_time_left_says_so(home: OpenHome):
    await books(home)
    other = await home.family()
    await begins(other)

    await other.taps("谁都可以")

    assert other.day(WEDNESDAY)["state"] == "few"
    assert other.day("2026-12-07")["state"] == "free"


async def test_whoever_was_slower_chooses_again_and_is_told_why(home: OpenHome):
    slow = await home.family()
    await begins(slow)
    await answers(slow)
    await books(home)

    await slow.taps("送出申请")

    slow.sees("没有了", "几点来", "下午2:00")
    assert not slow.has_seen("空位先给您留着")


async def test_a_full_day_can_be_waited_for(home: OpenHome):
    await books(home)
    await books(home, clock="下午2:00")
    third = await home.family()
    await begins(third)
    await third.taps("谁都可以")
    assert third.day(WEDNESDAY)["state"] == "full"
    await third.picks(WEDNESDAY)
    third.sees("这一天约满了", "可以排队候补", "示例康复师F")
    await third.taps("上午9:00，示例康复师F")
    await third.taps("跳过")
    await third.taps("跳过")

    await third.taps("送出申请")

    third.sees("候补第1位", "取回码")
    third.sees_no("放进手机日历")


async def test_moving_keeps_the_old_time_until_the_new_one_is_confirmed(home: OpenHome):
    family = await books(home)
    await family.taps("我的预约")
    await family.taps("康复首次评估")
    await family.taps("改时间")
    family.sees("改时间：康复首次评估", "哪天方便")
    await family.picks("2026-12-07")
    await family.taps("上午9:00")
    await family.taps("跳过")
    await family.taps("跳过")
    family.sees("原来的时间", "先不动")

    await family.taps("送出申请")

    family.sees("12月7日", "先不动，新的确认了才换")
    await family.taps("我的预约")
    assert sum("康复首次评估" in label for label in family.offered()) == 2


async def test_ones_own_place_does_not_stand_in_the_way_of_moving(home: OpenHome):
    family = await books(home)
    await books(home, clock="下午2:00")
    await family.taps("我的预约")
    await family.taps("康复首次评估")

    await family.taps("改时间")

    assert family.day(WEDNESDAY)["state"] == "few"


async def test_nobody_moves_the_booking_of_somebody_else(home: OpenHome):
    family = await books(home)
    _message, button = family.button("怎么来")
    ref = button["data"].split(":")[1]
    stranger = await home.family()

    await stranger.taps_data(f"bookings.move:{ref}:1")

    stranger.sees("取回码")
    stranger.sees_no("小晴", "哪天方便")


@pytest.mark.parametrize("typed", ["康复", "评估", "/assessment"])
async def test_it_is_found_by_typing_its_name(family: Visitor, typed: str):
    await family.types(typed)

    family.sees("同意吗")


async def test_it_reads_in_english_too(home: OpenHome):
    family = await home.family(language="en-GB", wish="assessment")

    await family.taps("I agree")

    family.sees("A therapist gets to know your child")


async def comes_to_move(family: Visitor, day: str) -> None:
    """From my bookings to the summary of another day."""
    await family.opens("bookings")
    await family.taps("康复首次评估")
    await family.taps("改时间")
    await family.picks(day)
    await family.taps("上午9:00")
    await family.taps("跳过")
    await family.taps("跳过")


async def test_a_booking_that_was_called_off_meanwhile_is_not_moved(home: OpenHome):
    family = await books(home)
    await comes_to_move(family, "2026-12-07")
    _message, send = family.button("送出申请")
    (booking,) = await everything(home)
    await family.taps_data(f"bookings.drop:{booking.ref}:1")

    await family.taps_data(send["data"])

    family.sees("不能再改时间", "我的预约")
    assert len(await everything(home)) == 1


async def test_a_card_without_a_therapist_says_the_rest(home: OpenHome):
    await books(home)
    (booking,) = await everything(home)
    await home.app.turns.write(lambda db: empty_booking(db, home.app.turns.seal, booking.id, DETAILS))
    therapist = await home.staff("therapist")

    await therapist.taps_data(f"desk.card:{booking.ref}:1")

    therapist.sees("康复首次评估", "状态：等我们答复")
    therapist.sees_no("康复师：")
