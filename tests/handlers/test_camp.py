"""The summer camp as families see it: the weeks, registering one child or several, and what happens next."""

import pytest

from bot.settings import SAMPLE_HOME
from storage import places
from tests.chat import OpenHome, Visitor, local, open_home
from tests.handlers.a_camper import (
    FIRST,
    NO,
    SECOND,
    begins,
    comes_to_camp,
    comes_to_the_form,
    fills_in,
    lets_the_child_say,
    registers,
    sends,
    the_camp,
)
from tests.handlers.a_family import closes, newest, shown, state_of
from tests.handlers.colleagues import acts, rows


async def fills_the_week(home: OpenHome, left: int = 0) -> None:
    """Only so many places are left for whoever has no needs."""
    await closes(home, "camp.first.c", "2027-01-11", capacity=left)


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


async def test_what_is_beyond_a_rule_is_marked_and_never_refused(home: OpenHome):
    await home.passes("2027-01-05 09:00")
    family = await home.family()
    booking = await registers(home, family, born="2024-01-12")

    family.sees("小晴")
    assert booking.flags == ("age", "late")
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    lead.sees("第一天的年龄不在范围内", "报名期过后才报的")


async def test_a_child_registers_once_for_a_week(home: OpenHome, family: Visitor):
    await registers(home, family)
    await comes_to_the_form(family)
    await family.taps("小晴")
    await family.taps("选好了")

    family.sees("小晴已经报了这一期")


async def test_a_week_that_is_not_open_yet_writes_when_it_is(tmp_path, channel: str):
    (folder := tmp_path / "later").mkdir()
    profile = SAMPLE_HOME.read_text("utf-8").replace("monday = 8\nopens_before = 60", "monday = 8\nopens_before = 40")
    (folder / "home.toml").write_text(profile, "utf-8")
    async with open_home(folder, home=folder / "home.toml", channel=channel) as home:
        family = await home.family()
        await family.opens("camp")
        await family.taps("同意")
        await family.taps(SECOND)
        assert "报名" not in family.offered()
        await family.taps("开始报名时告诉我")
        family.sees("开始报名时在这里告诉您")
        opens = (await the_camp(home, "second")).opens_at
        assert opens > home.clock.now()

        await home.app.ticks.advance(opens - home.clock.now() + 60)
        await family.look()

        family.sees("夏令营开始报名了")
        await family.taps("看看这一期")
        assert "报名" in family.offered()


async def test_an_old_button_of_a_week_answers_with_what_is_there_today(home: OpenHome, family: Visitor):
    await family.opens("camp")
    await family.taps("同意")
    await family.taps_data("camp.open:NOBODYS:")
    family.sees("这一期已经不在了")

    camp = await the_camp(home)
    await home.passes("2027-01-12 09:00")
    await family.taps_data(f"camp.register:{camp.ref}:")
    family.sees("第一期")
    await family.taps_data(f"camp.remember:{camp.ref}:")
    family.sees_no("___")
    await family.opens("camp_register")
    family.sees("夏令营")


async def test_a_form_half_filled_when_the_week_begins_says_so(home: OpenHome):
    await home.passes("2027-01-10 09:30")
    family = await home.family()
    await begins(family, "小晴")
    await fills_in(family, "小晴")
    await family.taps("跳过")
    await home.passes("2027-01-11 09:30")
    await family.taps("送出报名")

    family.sees("这一期现在不能报名")
    assert await rows(home, "SELECT count(*) FROM bookings") == [(0,)]


async def test_somebody_was_a_moment_faster(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await fills_in(family, "小晴")
    await family.taps("跳过")
    await fills_the_week(home)
    await family.taps("送出报名")

    assert "候补" in shown(family) or "快了一步" in shown(family)
    assert await rows(home, "SELECT count(*) FROM bookings") == [(0,)]


async def test_a_camp_is_called_off_like_any_booking_and_not_moved(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family)
    await family.opens("bookings")
    await family.taps(FIRST)
    assert not any("改时间" in label for label in family.offered())
    await family.taps("取消")
    await family.taps("确定取消")

    assert (await state_of(home, booking.ref)).state == "cancelled"
    await family.taps_data(f"camp_say.yes:{booking.ref}-NOBODY:")
    family.sees("取消")


async def test_reminders_bring_the_packing_list_and_the_meeting_point(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    await home.passes("2027-01-04 18:35")
    await family.look()

    family.sees("水壶", "集合地点：大门口的彩虹柱子旁边")


async def test_the_day_of_arrival_is_a_booking_like_others(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family)
    await home.passes("2027-01-11 09:10")
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    await lead.taps("已到")

    assert (await home.app.db.read(lambda db: places.get(db, booking.ref))).state == "arrived"
    assert "booking.confirmed" in await acts(home, booking.ref)
