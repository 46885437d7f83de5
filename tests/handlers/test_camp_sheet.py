"""A child's sheet, typed as well as tapped: every answer can be said in words, and nothing is complete by half."""

from pathlib import Path

import pytest

from bot.settings import SAMPLE_HOME
from tests.chat import OpenHome, Visitor, local, open_home
from tests.handlers.a_camper import NO, PURPOSES, YES, begins, comes_to_camp, fills_in, registers, sends, the_camp
from tests.handlers.a_family import closes, newest, shown, state_of
from tests.handlers.colleagues import rows


async def test_everything_can_be_typed(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.types("完成")
    family.sees("小晴的营员表还没有填完")
    await family.types("小晴")
    for _purpose in PURPOSES:
        await family.types("同意" if _purpose != "swimming" else "每次先问我")
    await family.types("二〇一八年六月一日")
    family.sees("请写上年月日")
    await family.types("2018年6月1日")
    await family.types("没有")
    await family.types("无")
    await family.types("不吃辣")
    await family.types("没有")
    await family.types("只有我")
    await family.types("确认")
    await sends(family)

    booking = await newest(home)
    assert booking.state == "held"
    assert await rows(home, "SELECT answer FROM consents WHERE purpose = 'camp.swimming'") == [("ask",)]


async def test_an_answer_is_changed_on_the_summary_and_kept_with_one_tap(family: Visitor):
    await begins(family, "小晴")
    await family.taps("小晴")
    for _purpose in PURPOSES:
        await family.taps(YES)
    await family.types("2018-06-01")
    await family.types("花生")
    await family.taps("没有")
    await family.taps("没有")
    await family.taps("没有")
    await family.taps("只有我")
    for label, kept in (("改：过敏", "花生"), ("改：生日", "2018年6月1日")):
        await family.taps(label)
        await family.taps(kept)

    family.sees("过敏：花生", "生日：2018年6月1日")


async def test_what_was_filled_in_can_be_opened_again_before_it_is_sent(family: Visitor):
    await begins(family, "小晴")
    await fills_in(family, "小晴", allergy="花生")
    await family.taps("返回")

    family.sees("填好了，点一下可以改")
    await family.types("完成")
    family.sees("打哪个电话")


async def test_two_more_may_collect(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.taps("小晴")
    for _purpose in PURPOSES:
        await family.taps(YES)
    await family.types("2018-06-01")
    for _question in range(4):
        await family.taps("没有")
    await family.taps("还有别人")
    for words in ("王阿姨", "邻居", "021" + "1" * 8):
        await family.types(words)
    await family.taps("再加一位")
    for words in ("李叔叔", "舅舅", "010" + "1" * 8):
        await family.types(words)
    await family.taps("对，就这样")
    await family.opens("camp_consents")
    await family.taps("小晴")

    family.sees("王阿姨（邻居，", "李叔叔（舅舅，")


async def test_agreeing_to_the_data_later_asks_for_health_before_the_next_week(home: OpenHome, family: Visitor):
    booking = await registers(home, family, data=NO)
    await family.opens("camp_consents")
    await family.taps("小晴")
    await family.taps("改：留健康和饮食表")
    await family.taps(YES)
    await begins(family, "小晴", week="第二期")

    family.sees("小晴", "还要填")
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    lead.sees("留健康和饮食表：同意")


async def test_a_sheet_that_is_gone_is_said_on_the_card(home: OpenHome, family: Visitor):
    booking = await registers(home, family)
    await home.app.turns.write(lambda db: db.execute("DELETE FROM health").fetchall())
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")

    lead.sees("小晴的营员表没有或过期了")
    lead.sees_no("第一天的年龄")


async def test_a_no_of_the_first_child_is_answered_before_the_second_is_asked(home: OpenHome, family: Visitor):
    await begins(family, "小晴", "小雨")
    await fills_in(family, "小晴")
    await family.taps("小雨")
    await family.taps("一样")
    await family.types("2016-03-02")
    for _section in range(5):
        await family.taps("一样")
    await family.taps("对，就这样")
    await sends(family)
    await family.taps("问孩子")
    await family.taps("不想去")

    assert family.has_seen("没关系，什么都没有定")
    assert family.has_seen("小雨，你想去夏令营吗")
    await family.opens("camp_consents")
    family.sees("小晴", "小雨")
    await family.taps_data(f"camp_consents.of:{(await newest(home)).ref}:")
    family.sees("看谁的？")


async def test_a_place_that_is_gone_is_told_by_the_name_of_the_week(home: OpenHome, family: Visitor):
    """Too late for an offer somebody rings; meanwhile the place was taken away, and no quota is named."""
    other = await home.family()
    await other.opens("camp")
    await other.taps(YES)
    await closes(home, "camp.first.c", "2027-01-11", capacity=1)
    first = await registers(home, other, "小宝")
    waiting = await registers(home, family)
    await home.passes("2027-01-11 06:00")
    await other.taps_data(f"bookings.drop:{first.ref}:{first.version}")
    assert (await state_of(home, waiting.ref)).call == "open"
    await closes(home, "camp.first.c", "2027-01-11", capacity=0)
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{waiting.ref}:")
    await lead.taps("要这个空位")
    lead.sees("还没有问过孩子想不想来")
    assert (await state_of(home, waiting.ref)).call == "open"
    await lead.taps("我们问过孩子了")
    await lead.taps("小晴：想来")
    await lead.taps("要这个空位")

    assert "第一期" in shown(lead)
    lead.sees_no("camp.first")


async def test_a_new_wish_for_a_booking_of_another_kind_is_refused(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family)
    lead, camp = await home.staff("camp_lead"), await the_camp(home)
    await lead.taps_data(f"camp_desk.wish_yes:{booking.ref}-NOBODY:")
    lead.sees("没有这个预约")
    await lead.taps_data(f"camp_settle.look:{booking.ref}-NOBODY:")
    lead.sees("没有这个预约")
    await lead.opens("camp_settle")
    lead.sees("夏令营")
    await family.opens("camp_say")
    family.sees("我的预约")
    await family.opens("camp_child")
    family.sees("夏令营")
    assert camp.starts_at == local("2027-01-11 09:00")


async def test_a_wish_to_be_told_is_silent_once_the_week_has_closed(tmp_path, channel: str):
    async with open_home(tmp_path, channel=channel) as home:
        family = await home.family()
        await family.opens("camp")
        await family.taps(YES)
        camp = await the_camp(home)
        await home.app.turns.write(
            lambda db: db.execute("INSERT INTO due VALUES (1, 'camp.opens', ?, ?, 0)",
                                  (camp.ref, local("2027-01-05 09:00"))).fetchall()
        )  # fmt: skip
        await home.passes("2027-01-05 10:00")
        await family.look()

        assert not family.has_seen("夏令营开始报名了")


@pytest.mark.page
@pytest.mark.parametrize("purpose", PURPOSES[1:])
async def test_only_what_the_home_asks_about_is_asked(tmp_path: Path, purpose: str):
    profile = SAMPLE_HOME.read_text("utf-8")
    start = profile.index(f'[[camp.purposes]]\nid = "{purpose}"')
    (folder := tmp_path / "fewer").mkdir()
    (folder / "home.toml").write_text(profile[:start] + profile[profile.index("[[", start + 5) :], "utf-8")
    async with open_home(folder, home=folder / "home.toml") as home:
        family = await home.family()
        await begins(family, "小晴")
        await family.taps("小晴")

        family.sees("(1/12)")
