"""Asking for respite care: who comes, what comes first, which day, and what is sent."""

from datetime import date

import pytest

from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.a_family import (
    FRIDAY,
    adds_a_child,
    asks,
    begins,
    closes,
    comes_from_the_notes,
    comes_to_the_summary,
    decides,
    everything,
    newest,
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
    await family.taps("1 晚")

    family.sees("夜间照护")
    family.sees_no("喘息床位")


async def test_a_child_who_is_never_without_somebody_takes_a_second_pair_of_hands(home: OpenHome, family: Visitor):
    await closes(home, "night-carer", FRIDAY, capacity=1)
    await begins(family, "小晴", needs="身边一刻不能离人")
    await family.taps("过夜")
    await family.taps("直接申请")

    assert family.day(FRIDAY)["state"] == "full"


async def test_an_answer_is_changed_in_the_summary(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜", FRIDAY, nights=2)
    await family.taps("改：几晚")
    await family.taps("1 晚")

    family.sees("1 晚，到12月12日（周六）")

    await family.taps("送出申请")

    family.sees("12月12日（周六） 中午12:00")


async def test_another_kind_asks_only_for_what_it_needs(family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜", FRIDAY)
    await family.taps("改：多长时间")
    await family.taps("首次见面")

    family.sees("几点来？")

    await family.taps("下午2:00")

    family.sees("时间：下午2:00")
    family.sees_no("几晚")


async def test_midnight_passes_and_the_day_is_asked_again(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天", "2026-12-02")
    await home.passes("2026-12-03 09:00")
    await family.taps("送出申请")

    family.sees("已经过去", "哪天来？")
    assert await everything(home) == []


async def test_the_day_fills_up_between_looking_and_sending(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天")
    await closes(home, "day-room", FRIDAY, capacity=0)
    await family.taps("送出申请")

    family.sees("日间喘息活动室", "候补")
    assert await everything(home) == []

    await family.taps("候补")
    await family.taps("送出申请")

    family.sees("候补", "第1位")


async def test_a_day_that_is_closed_meanwhile_is_asked_again_with_its_reason(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天")
    await closes(home, "day-room", FRIDAY, closed=True)
    await family.taps("送出申请")

    family.sees("不开放", "哪天来？")


async def test_two_taps_on_send_make_one_booking(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天")
    _message, send = family.button("送出申请")
    await family.taps_data(send["data"])
    await family.taps_data(send["data"])

    assert len(await everything(home)) == 1


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-11", 11), ("12月11日", 11), ("12/11", 11), ("11号", 11), ("明天", 2), ("后天", 3), ("下周三", 9),
        ("１２月１１日", 11), ("十二月十一号", 11), ("周五", 4), ("11 December", 11),
    ],
)  # fmt: skip
async def test_a_day_may_be_typed_as_people_say_it(family: Visitor, typed: str, day: int):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.types(typed)
    await comes_from_the_notes(family)

    family.sees(f"哪天：12月{day}日")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-30", "已经过去"), ("昨天", "已经过去"), ("2027-06-01", "太远"), ("12月13日", "不开放"),
        ("2月30日", "没有这一天"), ("随便", "没看懂"), ("2027-01-01", "不开放"),
    ],
)  # fmt: skip
async def test_a_day_that_cannot_be_is_refused_with_its_reason(family: Visitor, typed: str, said: str):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.types(typed)

    family.sees(said, "哪天来？")


async def test_the_night_before_a_holiday_is_closed(tmp_path):
    async with open_home(tmp_path, now="2026-12-20 09:00") as home:
        family = await home.family()
        await begins(family, "小晴")
        await family.taps("过夜")
        await family.taps("直接申请")
        await family.types("2026-12-31")

        family.sees("不开放")
        assert date(2027, 1, 1) in home.app.home.holidays


async def test_an_appointment_that_has_begun_is_not_offered_any_more(home: OpenHome, family: Visitor):
    await home.passes("2026-12-01 14:30")
    await begins(family, "小晴")
    await family.taps("首次见面")
    await family.types("今天")

    assert family.offered()[0].startswith("下午3:30")

    await home.passes("2026-12-01 15:40")
    await family.taps("下午3:30")

    assert family.day("2026-12-01")["state"] == "past"


async def test_points_are_public_and_put_a_request_further_up(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天", points="单亲")

    family.sees("单亲，或只有一个人照顾")
    assert booking.priority == 3


async def test_notes_are_read_back_and_seen_on_the_card(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.picks(FRIDAY)
    await family.types("怕大声")
    await family.taps("都没有")
    await family.types("138 1234 5678")

    family.sees("怕大声", "138 1234 5678")

    await family.taps("送出申请")

    family.sees("照护须知：怕大声")
    assert (await newest(home)).details


async def test_english_reads_as_english(home: OpenHome):
    family = await home.family("en-GB")
    await family.opens("respite")

    family.sees("Before we begin", "I agree")

    await family.taps("I agree")
    await family.taps("Add my child")
    await family.types("Qing")
    for label in ("Father or mother", "4–6 years", "Autism", "Done", "Yes, that is right", "Done", "Overnight"):
        await family.taps(label)

    family.sees("Before the first “Overnight” comes “First visit”")

    await family.taps("Ask for “Overnight” all the same")
    await family.picks(FRIDAY)

    family.sees("2 nights, until Sun 13 December")
