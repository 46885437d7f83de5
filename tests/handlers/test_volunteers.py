"""My volunteering: what there is to help with, what is missing, who decides and by when; a break, and an end."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import (
    GARDEN,
    READING,
    accepted,
    newest,
    notes,
    on_shift,
    signs_up,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import rows


async def test_whoever_has_not_signed_up_reads_the_work_and_its_risks(family: Visitor):
    await family.taps("志愿服务")

    family.sees("来帮忙", "彩虹坡道轮椅陪行", "上下坡要两只手", "没有报酬")

    await family.taps("报名")

    family.sees("开始之前")


async def test_the_page_says_at_any_time_what_is_missing_who_decides_and_by_when(home: OpenHome):
    visitor = await signs_up(home)
    await visitor.taps("我的志愿服务")

    visitor.sees("已报名，等答复", "志愿者协调员在看您的报名，12月4日", "还差：和我们聊一聊：志愿者协调员，12月4日",
                 "还差：参加“岗前体验”：您自己", "还差：背景核查")  # fmt: skip

    coordinator = await home.staff("coordinator")
    ref = (await newest(home)).ref
    await coordinator.taps_data(f"vetting.card:{ref}:")
    await coordinator.taps("开始了解")
    await notes(coordinator, ref, "聊过")
    await visitor.opens("volunteers")

    visitor.sees("了解中", "由志愿者协调员决定，12月4日", "还差：参加“岗前体验”")
    visitor.sees_no("和我们聊一聊")


async def test_an_answer_that_is_late_is_owned_up_to(home: OpenHome):
    visitor = await signs_up(home)
    await home.passes("2026-12-05 09:00")
    await visitor.opens("volunteers")

    visitor.sees("请打 000-0000-0000")


async def test_a_code_brings_the_page_back_on_another_phone(home: OpenHome):
    visitor = await signs_up(home)
    code = dict(visitor.last["facts"])["取回码"][:9]
    other = await home.family()
    await other.types(code)

    other.sees("我的志愿服务", "已报名")

    colleague = await home.staff("therapist")
    await colleague.types(code)

    assert not colleague.has_seen("我的志愿服务")


async def test_a_new_code_of_conduct_is_agreed_to_by_its_version(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await home.app.turns.write(lambda db: db.execute("UPDATE consents SET wording = 'old' WHERE purpose = 'conduct'"))
    await visitor.opens("volunteers")

    visitor.sees("还差：同意行为守则：您自己")

    await visitor.taps("看行为守则")
    await visitor.taps_data("volunteers.agree:1999-1:")

    visitor.sees("儿童保护行为守则", "不打、不骂")

    await visitor.taps("看过了")

    visitor.sees("谢谢，记下了")
    visitor.sees_no("还差")
    assert who.state == "active"


async def test_a_yes_to_the_record_check_can_be_given_later(home: OpenHome):
    visitor = await signs_up(home, record="不同意")
    await visitor.taps("我的志愿服务")
    await visitor.taps("同意做背景核查")

    visitor.sees("志愿者协调员会和您一起办")
    assert "同意做背景核查" not in visitor.offered()


async def test_a_break_hands_over_what_lies_ahead_and_the_coordinator_opens_it_again(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await visitor.opens("volunteers")
    _message, pause = visitor.button("歇一段")
    await visitor.taps("歇一段")

    visitor.sees("好好歇歇", "休息中")
    assert (await signup_of(home, GARDEN, who)).booking.state == "confirmed"  # responsible until somebody takes over
    assert await rows(home, "SELECT state FROM standins") == [("open",)]

    await visitor.taps_data(pause["data"])
    await visitor.taps("我想回来了")

    visitor.sees("太好了")

    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{who.ref}:")
    await coordinator.taps("重新开始")
    await visitor.opens("volunteers")

    visitor.sees("正式加入")


async def test_stopping_gives_up_what_lies_ahead_and_keeps_the_hours(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await visitor.opens("volunteers")
    await visitor.taps("退出志愿服务")

    visitor.sees("后面的1个班次也一起取消")

    _message, yes = visitor.button("是的，退出")
    await visitor.taps("是的，退出")

    visitor.sees("谢谢您做的一切", "服务时间（小时）：2")
    assert await on_shift(home, GARDEN) == []

    await visitor.taps_data(yes["data"])

    visitor.sees("这里是志愿者用的")

    await visitor.opens("volunteers")

    visitor.sees("来帮忙")
    assert (await newest(home)).state == "ended"
    assert who.ref == (await newest(home)).ref


async def test_an_old_button_of_stopping_shows_how_it_stands(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("volunteers")
    await visitor.taps("退出志愿服务")
    _message, yes = visitor.button("是的，退出")
    await visitor.opens("volunteers")
    await visitor.taps("歇一段")
    await visitor.taps_data(yes["data"])

    visitor.sees("我的志愿服务", "休息中")


async def test_the_page_tells_the_next_shift_and_until_when_the_check_holds(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    await takes(lead, READING)
    await lead.opens("volunteers")

    lead.sees("下一班：绘本陪读，12月5日", "背景核查：有效期到2027年11月30日")


async def test_whoever_is_accepted_reads_so(home: OpenHome):
    visitor = await signs_up(home)
    await accepted(home, (await newest(home)).ref)
    await visitor.look()

    visitor.sees("您正式加入了")
