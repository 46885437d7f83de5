"""A week of camp in its course: before it opens, after it closes, once it has begun; reminders, calling off."""


from bot.settings import SAMPLE_HOME
from storage import places
from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.a_camper import (
    FIRST,
    SECOND,
    begins,
    comes_to_camp,
    comes_to_the_form,
    fills_in,
    fills_the_week,
    registers,
    the_camp,
)
from tests.handlers.a_family import shown, state_of
from tests.handlers.colleagues import acts, rows


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
