"""Questions to children: one tap on a picture, nobody knows whose; children read first how they answered."""

import pytest

from storage import ledger
from tests.chat import OpenHome, Visitor
from tests.handlers.colleagues import acts
from tests.handlers.on_the_page import QUESTION, asks, child, the_entry, the_poll

THANKS = "谢谢你，记上了"


async def answers(home: OpenHome, *words: str) -> Visitor:
    """Children at devices of their own, one for each word; the last of them."""
    for word in words:
        visitor = await home.family()
        await visitor.opens("asked")
        await visitor.taps(word)
    return visitor


async def numbers(home: OpenHome) -> list[int]:
    return [one.number for one in (await the_poll(home)).choices]


async def test_a_question_is_answered_with_one_tap_on_a_picture(home: OpenHome):
    await asks(home)
    visitor = await child(home)
    await visitor.taps("我们想问你一个问题")
    visitor.sees(QUESTION, "点一张图。不想回答也可以。", "12月5日（周六）以前都可以回答")
    await visitor.taps("打球")

    visitor.sees(THANKS, "等5个小朋友回答了，你就能看到大家选了什么")
    assert await numbers(home) == [0, 1]


@pytest.mark.page
async def test_its_answers_have_pictures(home: OpenHome):
    await asks(home)
    visitor = await home.family()
    await visitor.opens("asked")

    pictures = [button.get("picture") for button in visitor.last["rows"][0]]
    assert pictures == ["paper", "topic-play"]


async def test_how_children_answered_is_told_from_five_on(home: OpenHome):
    await asks(home)
    fourth = await answers(home, "打球", "打球", "打球", "打球")
    fourth.sees_no("个小朋友回答了。\n", "■")
    fifth = await answers(home, "画画")

    fifth.sees("有5个小朋友回答了", "画画：■■□□□□□□□□ 几个小朋友", "打球：■■■■■■■■□□ 很多小朋友")


async def test_all_none_and_half_have_words_too(home: OpenHome):
    await asks(home)
    fifth = await answers(home, *["打球"] * 5)
    fifth.sees("打球：■■■■■■■■■■ 大家都选", "画画：□□□□□□□□□□ 没有人选")
    tenth = await answers(home, *["画画"] * 5)

    tenth.sees("画画：■■■■■□□□□□ 差不多一半")


async def test_a_second_tap_on_the_same_device_does_not_count(home: OpenHome):
    await asks(home)
    visitor = await answers(home, "打球")
    poll = await the_poll(home)
    await visitor.taps_data(f"asked.say:{poll.ref}-0:")

    visitor.sees("这里刚刚点过了")
    visitor.sees_no(THANKS)
    assert await numbers(home) == [0, 1]
    await answers(home, "打球")
    assert await numbers(home) == [0, 2]


async def test_who_leaves_it_out_is_not_counted_and_can_propose_a_question(home: OpenHome):
    await asks(home)
    visitor = await home.family()
    await visitor.opens("asked")
    await visitor.taps("不回答，看下一个")

    visitor.sees("问题都看完了", "你想让我们问大家什么？写信告诉我们")
    assert any("我想到一个问题" in label for label in visitor.offered())
    assert await numbers(home) == [0, 0]
    await visitor.taps("再看一遍问题")
    visitor.sees(QUESTION)


async def test_where_nothing_is_asked_it_says_so(home: OpenHome, family: Visitor):
    await family.opens("asked")
    family.sees("现在没有问题", "写信告诉我们")
    await family.taps("再看一看")

    family.sees("现在没有问题")


async def test_an_answer_that_there_is_not_counts_nowhere(home: OpenHome):
    await asks(home)
    poll = await the_poll(home)
    visitor = await home.family()
    await visitor.taps_data(f"asked.say:{poll.ref}-7:")
    await visitor.taps_data("asked.say:NOBODYS-0:")

    visitor.sees(QUESTION)
    assert await numbers(home) == [0, 0]


async def test_the_result_is_read_by_children_on_the_page(home: OpenHome):
    colleague = await asks(home)
    await answers(home, "打球", "打球", "打球", "打球", "画画")
    await colleague.taps("结束，公布结果")
    colleague.sees("结束了。小朋友现在可以看到结果。", "有5个小朋友回答了")
    visitor = await child(home)

    visitor.sees(f"我们问了你们：{QUESTION}", "小朋友回答了", "有5个小朋友回答了", "打球：■■■■■■■■□□ 很多小朋友")
    assert not any("我也是" in label for label in visitor.offered())
    poll = await the_poll(home)
    assert await acts(home, poll.ref) == ["asked.put", "asked.closed"]
    old = await home.family()
    await old.taps_data(f"asked.say:{poll.ref}-0:")
    old.sees("现在没有问题")
    assert await numbers(home) == [1, 4]


async def test_of_a_few_answers_only_that_they_were_few_is_told(home: OpenHome):
    colleague = await asks(home)
    await answers(home, "打球", "画画")
    await colleague.taps("结束，公布结果")
    colleague.sees("回答的孩子还不到5个")
    colleague.sees_no("■")
    visitor = await child(home)

    visitor.sees("回答的小朋友很少，所以不说大家选了什么")
    visitor.sees_no("■")


async def test_what_is_done_about_a_result_stands_beside_it(home: OpenHome):
    colleague = await asks(home)
    await colleague.taps("结束，公布结果")
    await colleague.opens("saying")
    await colleague.taps(QUESTION)
    await colleague.taps("写我们接下来做什么")
    await colleague.types("周六下午去打球")
    await colleague.taps("志愿者协调员")
    await colleague.picks("2026-12-12")
    await colleague.taps("给小朋友看")
    visitor = await child(home)

    visitor.sees(f"我们问了你们：{QUESTION}", "我们答应：周六下午去打球", "志愿者协调员来做")
    assert (await the_entry(home, QUESTION)).state in ledger.OPEN


async def test_when_its_day_is_over_the_clock_ends_it(home: OpenHome):
    colleague = await asks(home, until="2026-12-02")
    poll = await the_poll(home)
    await home.passes("2026-12-03 00:30")
    visitor = await home.family()
    await visitor.taps_data(f"asked.say:{poll.ref}-0:")
    visitor.sees("现在没有问题")
    await home.passes("2026-12-03 09:00")

    assert (await the_poll(home)).state == "closed"
    visitor = await child(home)
    visitor.sees(f"我们问了你们：{QUESTION}")
    await colleague.taps_data(f"asking.drop:{poll.ref}:{poll.version}")
    colleague.sees("系统快了一步")
