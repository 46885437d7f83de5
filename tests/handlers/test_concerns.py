"""Words of danger anywhere: the numbers at once, a person who hears of it, and nothing that leaks."""

import json
from pathlib import Path

import pytest

from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.booked import books
from tests.handlers.colleagues import concern_card, raised

CRY = "爸爸又打我了"
CALM = "这件事不用一个人扛"


# What the family sees


@pytest.mark.page
async def test_the_numbers_come_first_and_danger_before_worry(family: Visitor):
    await family.types(CRY)

    family.sees(CALM, "谢谢您说出来", "没有人会怪您", "[回到刚才那里]")
    assert [phone["number"] for phone in family.last["phones"]][:3] == ["110", "120", "119"]
    assert family.last["phones"][-1]["number"] == "000-0000-0000（示例）"


async def test_nobody_reads_that_they_were_not_understood(family: Visitor):
    await family.types(CRY)

    assert not family.has_seen("没听懂")


async def test_nor_in_the_middle_of_a_form_whose_question_comes_again(home: OpenHome):
    family = await books(home)
    await family.opens("assessment")
    await family.taps("小晴")

    await family.types("我撑不下去了，不想活了")

    assert not family.has_seen("没找到")
    family.sees(CALM)
    await family.taps("回到刚才那里")
    family.sees("想约哪位康复师")


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

    family.sees("已经告诉值班的人")
    assert [(one.level, one.words) for one in await raised(home)] == [("now", "")]


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
    family.sees("已经告诉值班的人")


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
    duty = await concern_card(home)
    await duty.taps("我来处理")

    await home.passes("2026-12-01 10:00")

    assert not await head.look()
