"""The summer camp as families see it: the weeks, registering one child or several, and what happens next."""

import pytest

from tests.chat import OpenHome, Visitor, local
from tests.handlers.a_camper import (
    FIRST,
    NO,
    SECOND,
    begins,
    fills_in,
    fills_the_week,
    lets_the_child_say,
    registers,
    sends,
)
from tests.handlers.a_family import closes, newest, state_of
from tests.handlers.colleagues import rows


async def test_the_weeks_say_when_for_whom_and_how_places_are_given(family: Visitor):
    await family.opens("camp")
    await family.taps("同意")
    family.sees("第一期", "1月11日（周一）到1月15日（周五）", "第二期")

    await family.taps(FIRST)
    family.sees("按报名先后", "第一天满7到14岁", "每天09:00–16:30", "彩虹柱子", "水壶")

    await family.taps("别的营期")
    await family.taps(SECOND)
    family.sees("12月30日（周三）抽签", "早报晚报一样")


async def test_a_child_is_registered_says_it_wants_to_come_and_is_confirmed(home: OpenHome, family: Visitor):
    booking = await registers(home, family, allergy="花生")

    assert (booking.state, booking.service, booking.first_day) == ("held", "camp", "2027-01-11")
    family.sees("小晴", "还没有问", "夏令营负责老师")

    await lets_the_child_say(family)
    family.sees("我们等你来")
    lead = await home.staff("camp_lead")
    await lead.opens("desk")
    await lead.taps(FIRST)
    lead.sees("小晴：想来", "第一天的年龄：小晴：8岁", "外出：同意")
    await lead.taps("确认")
    await family.look()

    family.sees("彩虹柱子", "水壶")
    assert (await state_of(home, booking.ref)).state == "confirmed"


async def test_the_place_is_not_settled_before_the_child_was_asked(home: OpenHome, family: Visitor):
    booking = await registers(home, family)
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    await lead.taps("确认")

    lead.sees("还没有问过孩子想不想来：小晴")
    assert (await state_of(home, booking.ref)).state == "held"

    await lead.taps("我们问过孩子了")
    await lead.taps("小晴：想来")
    await lead.taps("确认")
    assert (await state_of(home, booking.ref)).state == "confirmed"


@pytest.mark.parametrize("answer", ["不想去", "说不好"])
async def test_a_no_opens_a_talk_and_closes_nothing(home: OpenHome, family: Visitor, answer: str):
    booking = await registers(home, family, phone="021" + "1" * 8)
    await lets_the_child_say(family, answer)

    family.sees("没关系", "夏令营负责老师", "名额给你留着")
    assert (await state_of(home, booking.ref)).state == "held"
    lead = await home.staff("camp_lead")
    await lead.opens("desk")
    lead.sees("孩子不想来，或说不好")


async def test_brother_and_sister_copy_their_answers_and_come_together_or_not_at_all(home: OpenHome, family: Visitor):
    await begins(family, "小晴", "小雨")
    await fills_in(family, "小晴", allergy="花生", diet="软的", photo_public=NO)
    await family.taps("小雨")
    family.sees("公开照片：不同意", "小雨这次也一样吗")
    await family.taps("一样")
    await family.types("2016-03-02")
    family.sees("过敏：花生")
    await family.taps("有变化")
    await family.taps("没有")
    for _section in ("medicine", "diet", "seizures", "collect"):
        await family.taps("一样")
    await family.taps("对，就这样")
    await sends(family)
    family.sees("小晴、小雨")
    booking = await newest(home)

    (one,) = await rows(home, "SELECT amount FROM claims WHERE booking_id = ?", booking.id)
    assert one == (2,)
    await lets_the_child_say(family)
    family.sees("小雨，你想去夏令营吗")


async def two_of_them(family: Visitor) -> None:
    """小晴 and 小雨 are registered, the second with a need."""
    await begins(family, "小晴", "小雨")
    await fills_in(family, "小晴")
    await family.taps("小雨")
    await family.taps("一样")
    await family.types("2016-03-02")
    for _section in ("allergy", "medicine", "diet", "seizures", "collect"):
        await family.taps("一样")
    await family.taps("对，就这样")
    await sends(family)


async def test_one_of_two_stays_at_home_and_the_other_keeps_the_place(home: OpenHome, family: Visitor):
    await two_of_them(family)
    booking = await newest(home)
    other = await home.family()
    await fills_the_week(home, left=2)
    waiting = await registers(home, other, "小宝")
    assert waiting.state == "waitlisted"
    await family.opens("bookings")
    await family.taps(FIRST)
    await family.taps("小雨不来了")
    family.sees("其他孩子的名额都在")
    await family.taps("是的")

    family.sees("孩子：小晴", "小雨的名额退掉了")
    assert await rows(home, "SELECT amount FROM claims WHERE booking_id = ?", booking.id) == [(1,)]
    assert (await state_of(home, booking.ref)).state == "held"
    assert (await state_of(home, waiting.ref)).state == "offered"
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    lead.sees("退掉一个孩子的名额")


async def test_the_last_one_is_called_off_with_the_whole_registration(home: OpenHome, family: Visitor):
    await two_of_them(family)
    booking = await newest(home)
    await family.opens("bookings")
    await family.taps(FIRST)
    first, second = (family.button(f"{name}不来了")[1]["data"] for name in ("小晴", "小雨"))
    await family.taps_data(first.replace("without", "without_yes"))
    await family.taps_data(second.replace("without", "without_yes"))
    await family.taps_data(second)

    family.sees("小雨")
    assert not any("不来了" in label for label in family.offered())
    assert await rows(home, "SELECT amount FROM claims WHERE booking_id = ?", booking.id) == [(1,)]


async def test_two_who_do_not_both_fit_wait_together(home: OpenHome, family: Visitor):
    await family.opens("camp")
    await family.taps("同意")
    await fills_the_week(home, left=1)
    await begins(family, "小晴", "小雨")
    await fills_in(family, "小晴")
    await family.taps("小雨")
    await family.taps("一样")
    await family.types("2016-03-02")
    for _section in ("allergy", "medicine", "diet", "seizures", "collect"):
        await family.taps("一样")
    await family.taps("对，就这样")
    family.sees("这一期现在没有名额了")
    await sends(family)

    assert (await newest(home)).state == "waitlisted"


async def test_a_freed_place_is_offered_taken_up_and_still_looked_at_by_a_person(home: OpenHome, family: Visitor):
    other = await home.family()
    await other.opens("camp")
    await other.taps("同意")
    await fills_the_week(home, left=1)
    first = await registers(home, other, "小宝")
    waiting = await registers(home, family)
    await other.taps_data(f"bookings.drop:{first.ref}:{first.version}")
    await family.look()
    family.sees("有空位")
    await family.taps("好，订下")

    family.sees("名额给您留着了")
    held = await state_of(home, waiting.ref)
    assert (held.state, held.decide_by) == ("held", local("2026-12-04 09:00"))
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{waiting.ref}:")
    lead.sees("接受了候补的名额")


async def test_an_offer_that_lapses_goes_on_by_itself(home: OpenHome, family: Visitor):
    other, third = await home.family(), await home.family()
    await other.opens("camp")
    await other.taps("同意")
    await fills_the_week(home, left=1)
    first = await registers(home, other, "小宝")
    second, last = await registers(home, family), await registers(home, third, "小雨")
    await other.taps_data(f"bookings.drop:{first.ref}:{first.version}")

    await home.passes("2026-12-04 12:00")

    assert [(await state_of(home, one.ref)).state for one in (second, last)] == ["lapsed", "offered"]


async def test_groups_have_their_quotas_and_nobody_reads_of_them(home: OpenHome, family: Visitor):
    await family.opens("camp")
    await family.taps("同意")
    await closes(home, "camp.first.b", "2027-01-11", capacity=0)
    waits = await registers(home, family, "小晴", needs="孤独症")
    other = await home.family()
    fits = await registers(home, other, "小宝")

    assert (waits.state, fits.state) == ("waitlisted", "held")
    assert not family.has_seen("camp.first")
    family.sees_no("社会", "院内", "quota")
