"""My bookings: the list, the card, calling off, and an offer taken up."""

import pytest

from tests.chat import OpenHome, Visitor, local
from tests.handlers.booked import books, confirmed, ref_of, staff_decides, state

# The list and the card


async def test_the_list_says_what_when_and_how_it_stands(home: OpenHome):
    family = await books(home)

    await family.types("我的预约")

    family.sees("康复首次评估，12月7日（周一） 上午9:00", "待确认", "用取回码找预约")


async def test_an_empty_list_says_so(family: Visitor):
    await family.taps("我的预约")

    family.sees("没有您的预约", "用取回码找预约")


@pytest.mark.page
async def test_the_card_says_who_answers_by_when(home: OpenHome):
    family = await books(home)

    await family.taps("我的预约")
    await family.taps("康复首次评估")

    family.sees("待确认", "康复师长", "小晴", "取回码", "[改时间] [取消]", "☎")
    assert family.last["files"][0]["flow"] == "bookings"


async def test_an_answer_that_is_late_is_admitted(home: OpenHome):
    family = await books(home, day="2026-12-28")
    home.clock.instant = local("2026-12-20 10:00")

    await family.taps("我的预约")
    await family.taps("康复首次评估")

    family.sees("我们晚了，对不起")


async def test_the_way_there_is_told_in_words(home: OpenHome):
    family = await books(home)

    await family.taps("怎么来")

    family.sees("彩虹坡道", "希望树", "某市某区某路1号", "☎")


async def test_what_is_over_stands_under_the_earlier_ones(home: OpenHome):
    family = await books(home)
    await staff_decides(home, ref_of(family), "declined")
    await family.taps("我的预约")
    family.sees("没有您的预约", "以前的预约（1）")

    await family.taps("以前的")

    family.sees("康复首次评估", "这次没能安排")


# Calling off


async def test_calling_off_says_what_follows_and_asks_once(home: OpenHome):
    family = await books(home)
    ref = ref_of(family)
    await family.taps("我的预约")
    await family.taps("康复首次评估")
    await family.taps("取消")
    family.sees("真的要取消吗", "让给正在等的下一家", "[确定取消]", "[不取消]")
    assert (await state(home, ref)).state == "held"

    await family.taps("确定取消")

    family.sees("已经取消了", "再约一天")
    assert (await state(home, ref)).state == "cancelled"


async def test_it_can_be_kept_after_all(home: OpenHome):
    family = await books(home)
    await family.taps("我的预约")
    await family.taps("康复首次评估")
    await family.taps("取消")

    await family.taps("不取消")

    family.sees("待确认")


async def test_a_double_tap_cancels_once(home: OpenHome):
    family = await books(home)
    ref = ref_of(family)
    await family.taps_data(f"bookings.drop:{ref}:1")

    await family.taps_data(f"bookings.drop:{ref}:1")

    family.sees("这里刚才有了变化", "已取消")


@pytest.mark.parametrize(("button", "ends"), [("确定取消", "late_cancel"), ("有人病了", "cancelled")])
async def test_a_late_cancellation_costs_nothing_and_illness_is_never_late(home: OpenHome, button: str, ends: str):
    family, ref = await confirmed(home)
    home.clock.instant = local("2026-12-06 20:00")
    await family.taps("我的预约")
    await family.taps("康复首次评估")
    await family.taps("取消")
    family.sees("不到24小时", "有人病了也不算临时取消")

    await family.taps(button)

    assert (await state(home, ref)).state == ends


async def test_the_desk_hears_that_a_settled_booking_was_called_off(home: OpenHome):
    therapist = await home.staff("therapist")
    family, ref = await confirmed(home)
    await family.taps_data(f"bookings.drop:{ref}:2")

    await therapist.look()

    therapist.sees("家里人取消了", ref)
    therapist.sees_no("小晴")


async def test_a_freed_place_is_offered_and_taken_up_with_one_tap(home: OpenHome):
    first, second = await books(home), await books(home, clock="下午2:00")
    third = await books(home, clock="上午9:00，示例康复师E")
    third.sees("候补第1位")
    await first.taps_data(f"bookings.drop:{ref_of(first)}:1")
    await third.look()
    third.sees("有空位了")

    await third.taps("好，订下")

    third.sees("订好了", "已确认")
    assert (await state(home, ref_of(second))).state == "held"


async def test_an_offer_that_has_lapsed_is_not_taken_up(home: OpenHome):
    first, _second = await books(home), await books(home, clock="下午2:00")
    third = await books(home, clock="上午9:00，示例康复师E")
    await first.taps_data(f"bookings.drop:{ref_of(first)}:1")
    await third.look()
    _message, button = third.button("好，订下")
    await home.passes("2026-12-03 12:00")

    await third.taps_data(button["data"])

    third.sees("这里刚才有了变化")
    assert (await state(home, button["data"].split(":")[1])).state == "lapsed"


VERBS = ("show", "move", "cancel", "drop", "ill", "accept", "way", "come", "was_bad", "face_sad")


@pytest.mark.parametrize("verb", VERBS)
async def test_a_stranger_learns_nothing_of_a_booking(home: OpenHome, verb: str):
    _family, ref = await confirmed(home)
    stranger = await home.family()

    await stranger.taps_data(f"bookings.{verb}:{ref}:2")

    assert not stranger.has_seen("小晴")
    assert not stranger.has_seen("12月7日")
    assert (await state(home, ref)).state == "confirmed"


async def test_there_is_one_wish_to_move_at_a_time(home: OpenHome):
    family, ref = await confirmed(home)
    await family.taps_data(f"bookings.move:{ref}:2")
    for label in ("下午2:00", "跳过", "跳过", "送出申请"):
        if "calendar" in family.last:
            await family.picks("2026-12-14")
        await family.taps(label)
    await family.taps_data(f"bookings.show:{ref}:")
    family.sees("您申请改到12月14日", "[取消]")
    family.sees_no("[改时间]")

    await family.taps_data(f"bookings.move:{ref}:2")

    family.sees("这里刚才有了变化")


async def test_an_old_button_calls_nothing_off_that_has_moved_on(home: OpenHome):
    family, ref = await confirmed(home)

    await family.taps_data(f"bookings.cancel:{ref}:1")

    family.sees("这里刚才有了变化", "已确认")
    assert (await state(home, ref)).state == "confirmed"


@pytest.mark.page
async def test_there_is_no_calendar_file_of_what_was_called_off(home: OpenHome):
    family, ref = await confirmed(home)
    path = f"/family/files/bookings/{ref}/booking.ics"
    assert (await family.client.get(path)).status_code == 200
    await family.taps_data(f"bookings.drop:{ref}:2")

    assert (await family.client.get(path)).status_code == 404
