"""Asking for respite care: who comes, what comes first, which day, and what is sent."""



import pytest

from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import (
    FRIDAY,
    adds_a_child,
    asks,
    begins,
    closes,
    comes_from_the_notes,
    decides,
    state_of,
)


async def test_a_family_asks_for_half_a_day_and_a_nurse_confirms_it(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天")

    family.sees("小晴", "12月11日（周五） 上午8:30", "喘息服务护理组长", "12月3日（周四） 上午9:00", "取回码")
    assert booking.state == "held"

    await decides(home, booking)

    assert (await state_of(home, booking.ref)).state == "confirmed"


async def test_a_child_is_added_inside_the_form_and_comes_back_ticked(family: Visitor):
    await family.opens("respite")
    await family.taps("同意")
    await adds_a_child(family, "小晴")

    family.sees("哪个孩子来？", "[☑小晴]")

    await adds_a_child(family, "小雨")

    family.sees("[☑小晴]", "[☑小雨]")


async def test_a_first_visit_comes_before_a_first_day(family: Visitor):
    await begins(family, "小晴")
    await family.taps("白天")

    family.sees("第一次“白天”之前", "首次见面")

    await family.taps("好，先约首次见面")

    family.sees("哪天来？")

    await family.picks(FRIDAY)

    family.sees("几点来？", "上午9:00")


async def test_a_day_comes_before_a_first_night(home: OpenHome, family: Visitor):
    await asks(home, family, "首次见面", "2026-12-05")
    await begins(family, "小晴")
    await family.taps("过夜")

    family.sees("第一次“过夜”之前", "“白天”")

    await family.taps("好，先约白天")
    await family.picks("2026-12-09")
    await comes_from_the_notes(family)

    family.sees("这次只约“白天”")

    await family.taps("送出申请")

    family.sees("喘息照料·白天")


async def test_nothing_stands_before_a_kind_once_its_steps_were_asked_for(home: OpenHome, family: Visitor):
    await asks(home, family, "首次见面", "2026-12-05")
    await asks(home, family, "白天", "2026-12-09")
    await begins(family, "小晴")
    await family.taps("过夜")

    family.sees("哪天送孩子来？")


async def test_a_sister_who_has_never_been_here_comes_to_know_us_first(home: OpenHome, family: Visitor):
    await asks(home, family, "首次见面", "2026-12-05", "小晴")
    await begins(family, "小晴", "小雨")
    await family.taps("半天")

    family.sees("第一次“半天”之前", "首次见面")


async def test_asking_all_the_same_is_marked_and_never_refused(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "过夜")

    assert booking.state == "held"
    assert booking.flags == ("order",)


async def test_what_should_come_first_but_comes_later_is_marked_too(home: OpenHome, family: Visitor):
    await asks(home, family, "首次见面", "2026-12-19")
    booking = await asks(home, family, "半天", FRIDAY)

    assert booking.flags == ("order",)


async def test_brothers_and_sisters_get_their_places_together_or_not_at_all(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=1)
    booking = await asks(home, family, "过夜", FRIDAY, "小晴", "小雨")

    assert booking.state == "waitlisted"
    family.sees("小晴、小雨")

    other = await home.family()
    alone = await asks(home, other, "过夜", FRIDAY, "小宝")

    assert alone.state == "held"


async def test_half_a_day_and_a_whole_day_compete_for_the_room(home: OpenHome, family: Visitor):
    await closes(home, "day-room", FRIDAY, capacity=1)
    await asks(home, family, "半天")
    other = await home.family()
    await begins(other, "小宝")
    await other.taps("白天")
    await other.taps("直接申请")

    assert other.day(FRIDAY)["state"] == "full"

    await other.picks(FRIDAY)

    other.sees("日间喘息活动室", "12月11日（周五）")


async def test_a_bed_is_free_but_nobody_is_there_at_night(home: OpenHome, family: Visitor):
    await closes(home, "night-carer", FRIDAY, capacity=0)
    await begins(family, "小晴")
    await family.taps("过夜")
    await family.taps("直接申请")
    await family.picks(FRIDAY)
    await family.taps("1晚")

    family.sees("夜间照料")
    family.sees_no("喘息床位")


async def test_a_child_who_is_never_without_somebody_takes_a_second_pair_of_hands(home: OpenHome, family: Visitor):
    await closes(home, "night-carer", FRIDAY, capacity=1)
    await begins(family, "小晴", needs="身边一刻不能离人")
    await family.taps("过夜")
    await family.taps("直接申请")

    assert family.day(FRIDAY)["state"] == "full"


@pytest.mark.page
async def test_only_whoever_left_a_number_is_promised_a_call(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")

    family.sees("没有留电话")
    family.sees_no("我们会打电话")
