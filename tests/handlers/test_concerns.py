"""Words of danger anywhere: the numbers at once, a person who hears of it, and nothing that leaks."""

import json
from pathlib import Path

import pytest

from storage import concerns
from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.booked import books
from tests.handlers.colleagues import acts, rows

CRY = "爸爸又打我了"
CALM = "这件事不用一个人扛"


async def raised(home: OpenHome) -> list[concerns.Concern]:
    seal = home.app.turns.seal
    return await home.app.db.read(lambda db: concerns.unfinished(db, seal))


async def card_of(home: OpenHome, role: str = "duty") -> Visitor:
    """A colleague who has the newest concern open."""
    colleague = await home.staff(role)
    await colleague.opens("desk")
    await colleague.taps("可能有危险")
    return colleague


# What the family sees


async def test_the_numbers_come_first_and_danger_before_worry(family: Visitor):
    await family.types(CRY)

    family.sees(CALM, "谢谢说出来", "谁都不会因此有麻烦", "[回到刚才那里]")
    assert [phone["number"] for phone in family.last["phones"]][:3] == ["110", "120", "119"]
    assert family.last["phones"][-1]["number"] == "000-0000-0000（示例）"


async def test_nobody_reads_that_they_were_not_understood(family: Visitor):
    await family.types(CRY)

    assert not family.has_seen("没听懂")


async def test_the_screen_does_not_say_what_was_recognised(family: Visitor):
    await family.types("我不想活了")

    assert "活" not in json.dumps({**family.last, "phones": []}, ensure_ascii=False)


async def test_the_form_goes_on_where_it_was(home: OpenHome):
    family = await books(home)
    await family.opens("assessment")
    await family.taps("小晴")
    await family.taps("谁都可以")
    await family.picks("2026-12-09")
    await family.taps("上午9:00")

    await family.types("他一紧张就说不想活了")

    family.sees(CALM)
    await family.taps("回到刚才那里")
    family.sees("打哪个电话")
    assert [one.source for one in await raised(home)] == ["assessment"]


@pytest.mark.parametrize("word", ["救命", "报警", "现在有危险？", "110", "救命！"])
async def test_a_cry_alone_brings_the_numbers_and_keeps_nothing(home: OpenHome, family: Visitor, word: str):
    await family.types(word)

    family.sees(CALM, "☎ 110", "[请值班的人看一看]")
    assert await raised(home) == []


async def test_a_cry_is_heard_in_the_middle_of_a_form(home: OpenHome):
    family = await books(home)
    await family.opens("assessment")
    await family.taps("小晴")

    await family.types("救命")

    family.sees(CALM)


async def test_the_menu_leads_to_the_numbers(family: Visitor):
    await family.taps("现在有危险？")

    family.sees(CALM, "☎ 110")


async def test_somebody_can_ask_for_a_person_without_saying_why(home: OpenHome, family: Visitor):
    await home.staff("duty")
    await family.types("救命")

    await family.taps("请值班的人看一看")

    family.sees("已经告诉了一位同事")
    assert [one.level for one in await raised(home)] == ["now"]


async def test_where_nobody_is_on_duty_nothing_is_promised(family: Visitor):
    await family.types(CRY)

    family.sees("没有人能马上看到，请直接打电话")


@pytest.mark.parametrize("text", ["孩子要打针", "想死你了", "下午打我电话"])
async def test_harmless_words_change_nothing(home: OpenHome, family: Visitor, text: str):
    await family.types(text)

    assert not family.has_seen(CALM)
    assert await raised(home) == []


async def test_colleagues_may_write_about_danger(home: OpenHome):
    duty = await home.staff("duty")

    await duty.types("孩子说不想活了，已联系")

    assert await raised(home) == []


async def test_a_home_adds_words_of_its_own(tmp_path: Path):
    sample = (Path(__file__).parents[2] / "bot" / "sample" / "home.toml").read_text("utf-8")
    (tmp_path / "home.toml").write_text(sample + '\n[danger]\ntoday = ["寻短路"]\n', "utf-8")
    async with open_home(tmp_path, home=tmp_path / "home.toml") as home:
        family = await home.family()

        await family.types("他说要寻短路")

        family.sees(CALM)


# Who hears of it


async def test_the_duty_officer_is_told_at_once_and_not_what_was_written(home: OpenHome, family: Visitor):
    duty, head, nurse = await home.staff("duty"), await home.staff("head"), await home.staff("care_lead")

    await family.types(CRY)

    await duty.look()
    duty.sees("有一条需要马上看的话")
    duty.sees_no("打我")
    assert not await head.look()
    assert not await nurse.look()


async def test_whoever_leads_the_home_is_told_where_nobody_is_on_duty(home: OpenHome, family: Visitor):
    head = await home.staff("head")

    await family.types(CRY)

    await head.look()
    head.sees("有一条需要马上看的话")
    family.sees("已经告诉了一位同事")


async def test_the_same_words_again_are_the_same_concern(home: OpenHome, family: Visitor):
    duty = await home.staff("duty")
    await family.types(CRY)
    await duty.look()

    await family.types(CRY)

    family.sees(CALM, "☎ 110")
    assert len(await raised(home)) == 1
    assert not await duty.look()


async def test_other_words_are_kept_too_without_ringing_the_bell_again(home: OpenHome, family: Visitor):
    duty = await home.staff("duty")
    await family.types(CRY)
    await duty.look()

    await family.types("他不许我告诉别人，不许告诉妈妈")

    assert len(await raised(home)) == 2
    assert not await duty.look()


async def test_worse_words_ring_the_bell_again(home: OpenHome, family: Visitor):
    duty = await home.staff("duty")
    await family.types("我不想活了")
    await duty.look()

    await family.types("我在流血")

    await duty.look()
    duty.sees("有一条需要马上看的话")


async def test_danger_that_nobody_takes_goes_to_whoever_leads_once(home: OpenHome, family: Visitor):
    await home.staff("duty")
    head = await home.staff("head")
    await family.types(CRY)
    await home.passes("2026-12-01 09:14")
    assert not await head.look()

    await home.passes("2026-12-01 11:30")

    told = [message for message in await head.look() if "15分钟还没有人接手" in message["title"]]
    assert len(told) == 1


async def test_danger_that_somebody_took_goes_no_further(home: OpenHome, family: Visitor):
    head = await home.staff("head")
    await home.staff("duty")
    await family.types(CRY)
    duty = await card_of(home)
    await duty.taps("我来处理")

    await home.passes("2026-12-01 10:00")

    assert not await head.look()


# The card


async def test_the_card_says_what_was_written_and_why_it_is_here(home: OpenHome):
    family = await books(home, phone="13800000000")
    await family.types(CRY)

    duty = await card_of(home)

    duty.sees(CRY, "聊天里", "又打我", "☎ 13800000000", "[我来处理]")


async def test_the_card_says_when_there_is_no_number(home: OpenHome, family: Visitor):
    await family.types(CRY)

    duty = await card_of(home)

    duty.sees("没有留电话", "110")


async def test_it_is_taken_then_closed_with_a_note(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await card_of(home)
    await duty.taps("我来处理")
    duty.sees("由您来处理", "谁在处理：示例社工A", "法律要求马上报告")
    await duty.taps("写下处理结果并结束")

    await duty.types("已打电话，妈妈在身边，已报110，明天上门。")

    duty.sees("已记下并结束", "没有要办的事")
    ((ref,),) = await rows(home, "SELECT ref FROM concerns WHERE state = 'closed'")
    assert await acts(home, str(ref)) == [
        "concern.raised", "concern.read", "concern.taken", "concern.read", "concern.closed",
    ]  # fmt: skip


async def test_whoever_comes_second_is_told_who_was_faster(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty, head = await card_of(home), await card_of(home, "head")
    await duty.taps("我来处理")

    await head.taps("我来处理")

    head.sees("示例社工A已在上午9:00接手")


async def test_a_second_tap_takes_nothing_twice(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await card_of(home)
    _message, button = duty.button("我来处理")
    await duty.taps("我来处理")

    await duty.taps_data(button["data"])

    duty.sees("已经由您在处理")


async def test_an_old_button_of_a_closed_one_shows_how_it_was_seen_to(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await card_of(home)
    _message, button = duty.button("我来处理")
    await duty.taps("我来处理")
    await duty.taps("写下处理结果并结束")
    await duty.types("都好。")

    await duty.taps_data(button["data"])

    duty.sees("已经处理完了", "怎么处理的：都好。")


async def test_two_who_close_it_keep_the_first_note(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await card_of(home)
    await duty.taps("我来处理")
    head = await card_of(home, "head")
    await duty.taps("写下处理结果并结束")
    await head.taps("写下处理结果并结束")
    await duty.types("第一个。")

    await head.types("第二个。")

    head.sees("已经处理完了", "第一个。")


@pytest.mark.parametrize("role", ["care_lead", "therapist", "coordinator"])
async def test_other_colleagues_do_not_learn_that_there_is_one(home: OpenHome, family: Visitor, role: str):
    await family.types(CRY)
    (one,) = await raised(home)
    colleague = await home.staff(role)
    await colleague.opens("desk")
    colleague.sees("没有要办的事")

    for verb in ("card", "take", "close"):
        await colleague.taps_data(f"concerns.{verb}:{one.ref}:{one.version}")

        assert not colleague.has_seen("打我")
    assert (await raised(home))[0].state == "open"


async def test_the_family_cannot_open_its_card(home: OpenHome, family: Visitor):
    await family.types(CRY)
    (one,) = await raised(home)

    await family.taps_data(f"concerns.card:{one.ref}:{one.version}")

    family.sees("由负责的同事来做")


async def test_a_concern_that_never_was_is_not_there(home: OpenHome):
    duty = await home.staff("duty")

    for verb in ("card", "take", "close"):
        await duty.taps_data(f"concerns.{verb}:AAAAAAAAAA:1")

        duty.sees("已经没有了")


async def test_what_was_written_lies_sealed(home: OpenHome, family: Visitor, tmp_path: Path):
    await family.types(CRY)
    await home.app.turns.write(lambda db: db.execute("SELECT 1").fetchall())

    for file in tmp_path.glob("rainbow.db*"):
        assert CRY.encode() not in file.read_bytes()
