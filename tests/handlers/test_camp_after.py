"""After the camp: how it was, in words and faces; and what is deleted on its date, counted for everybody."""

import pytest

from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.a_camper import begins, comes_to_camp, fills_in, registers, the_camp
from tests.handlers.booked import staff_decides
from tests.handlers.colleagues import rows


async def took_place(home: OpenHome, family: Visitor) -> str:
    """A week is over, and somebody has written down that it took place; the registration's ref."""
    booking = await comes_to_camp(home, family, allergy="花生过敏")
    await home.passes("2027-01-15 16:45")
    await staff_decides(home, booking.ref, "completed")
    return booking.ref


async def test_the_family_says_it_in_words_and_the_child_with_a_face(home: OpenHome, family: Visitor):
    ref = await took_place(home, family)
    await home.passes("2027-01-16 09:00")
    await family.look()
    await family.taps("很好")
    await family.taps("开心")
    await family.taps("写几句话")
    await family.types("孩子天天盼着来，谢谢老师。")

    family.sees("谢谢")
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{ref}:")
    lead.sees("家里人写道：孩子天天盼着来")
    await lead.opens("desk")


async def test_words_are_for_after_the_camp_and_for_ones_own(home: OpenHome, family: Visitor):
    booking = await registers(home, family)
    await family.taps_data(f"camp_words.write:{booking.ref}:")
    family.sees("营期结束后用的")
    stranger = await home.family()
    await stranger.taps_data(f"camp_words.write:{booking.ref}:")
    await stranger.opens("camp_words")

    assert not stranger.has_seen("哪里好")


async def test_health_is_deleted_on_its_date_and_the_number_is_public(home: OpenHome, family: Visitor):
    await took_place(home, family)
    await home.passes("2027-02-13 12:00")
    assert await rows(home, "SELECT count(*) FROM health") == [(1,)]

    await home.passes("2027-02-15 12:00")

    assert await rows(home, "SELECT count(*) FROM health") == [(0,)]
    stranger = await home.family()
    await stranger.opens("privacy")
    stranger.sees("营期结束30天后删除；到期已删除1份")


async def test_a_sheet_that_was_never_sent_goes_after_the_same_time(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await fills_in(family, "小晴")
    await home.passes("2027-01-02 12:00")

    assert await rows(home, "SELECT count(*) FROM health") == [(0,)]


async def test_the_next_time_it_is_asked_whether_all_is_the_same(home: OpenHome, family: Visitor):
    await registers(home, family, allergy="花生", diet="软的")
    second = await registers(home, family, week="第二期")
    assert second.kind == "second"
    assert "填好了" in "".join(map(str, family.spoken)), "a sheet that is still good is only looked at"

    await home.passes("2026-12-28 12:00")
    await family.opens("camp_consents")
    await family.taps("小晴")
    await family.taps("重填营员表")
    family.sees("以前的回答", "外出：同意", "小晴这次也一样吗")
    await family.taps("一样")
    family.sees("过敏：花生。小晴这次也一样吗？")
    for _section in range(5):
        await family.taps("一样")
    await family.taps("对，就这样")

    family.sees("小晴的营员表收好了")


async def test_a_sheet_that_runs_out_before_the_camp_is_looked_over_again(tmp_path, channel: str):
    from bot.settings import SAMPLE_HOME

    (folder := tmp_path / "short").mkdir()
    profile = SAMPLE_HOME.read_text("utf-8").replace("valid_days = 180", "valid_days = 50")
    (folder / "home.toml").write_text(profile, "utf-8")
    async with open_home(folder, home=folder / "home.toml", channel=channel) as home:
        family = await home.family()
        await registers(home, family, allergy="花生")
        await begins(family, "小晴", week="第二期")

        family.sees("是上次填的，请看一遍")
        await family.taps("小晴")
        family.sees("以前的回答")


@pytest.mark.page
async def test_my_data_leads_to_every_consent(home: OpenHome, family: Visitor):
    await registers(home, family)
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    family.sees("夏令营健康表：1")
    await family.taps("夏令营的知情同意和营员表")
    await family.taps("小晴")

    family.sees("外出：同意")


async def test_places_that_the_profile_has_more_of_come_by_night(home: OpenHome, family: Visitor):
    await family.opens("camp")
    await family.taps("同意")
    await home.app.turns.write(lambda db: db.execute("UPDATE spans SET capacity = 1").fetchall())
    await home.passes("2026-12-02 04:00")
    camp = await the_camp(home)

    sql = "SELECT spans.capacity FROM spans JOIN resources ON resources.id = resource_id WHERE key = 'camp.first.c'"
    assert await rows(home, sql) == [(8,)]
    assert camp.first_day == "2027-01-11"
