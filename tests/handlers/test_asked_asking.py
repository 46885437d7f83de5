"""How colleagues ask children: two to four answers with pictures, ended once, by whose role may."""

import pytest

from tests.chat import OpenHome
from tests.handlers.colleagues import acts, rows
from tests.handlers.on_the_page import QUESTION, asks, child, the_poll

pytestmark = pytest.mark.page  # colleagues work on the page

NOT_YOURS = "这里没有您的角色要做的事"
VERBS = ("list", "page", "open", "new", "close", "drop")


async def test_a_question_has_up_to_four_answers(home: OpenHome):
    colleague = await home.staff("care_lead")
    await colleague.opens("asking")
    await colleague.taps("问一个新问题")
    await colleague.types(QUESTION)
    for word, picture in (("画画", "一张纸"), ("打球", "玩的"), ("唱歌", "笑脸"), ("睡觉", "住的")):
        await colleague.types(word)
        await colleague.taps(picture)
    await colleague.picks("2026-12-05")
    await colleague.taps("开始问")

    colleague.sees("小朋友现在可以回答了", "画画 · 打球 · 唱歌 · 睡觉")
    poll = await the_poll(home)
    assert [one.picture for one in poll.choices] == ["paper", "topic-play", "face-happy", "topic-room"]
    ((kept,),) = await rows(home, "SELECT words FROM polls")
    assert QUESTION.encode() not in bytes(kept)  # type: ignore[arg-type]


async def test_what_is_asked_now_stands_on_the_desk(home: OpenHome):
    await asks(home)
    head = await home.staff("head")
    await head.opens("desk")
    head.sees(f"正在问小朋友：{QUESTION}", "到12月5日（周六）")
    await head.taps(QUESTION)

    head.sees("回答的孩子还不到5个")
    await head.taps("全部问题")
    head.sees(QUESTION)
    cook = await home.staff("cook")
    await cook.opens("desk")
    cook.sees_no(QUESTION)


async def test_a_slip_is_dropped_and_nothing_is_told_of_it(home: OpenHome):
    colleague = await asks(home)
    await colleague.taps("撤下来，不公布结果")
    colleague.sees("撤下来了，不再问了")
    visitor = await child(home)

    visitor.sees_no(QUESTION)
    assert (await the_poll(home)).state == "dropped"
    assert await acts(home, (await the_poll(home)).ref) == ["asked.put", "asked.dropped"]


async def test_of_two_colleagues_the_second_reads_who_was_faster(home: OpenHome):
    first = await asks(home)
    head = await home.staff("head")
    poll = await the_poll(home)
    await first.taps("结束，公布结果")
    await head.taps_data(f"asking.close:{poll.ref}:{poll.version}")
    head.sees("示例社工A快了一步")
    await first.taps_data(f"asking.drop:{poll.ref}:{poll.version}")

    first.sees("已经记下了")
    assert await rows(home, "SELECT count(*) FROM ledger") == [(1,)]


async def test_whose_role_may_not_ask_sees_nothing_and_can_do_nothing(home: OpenHome):
    await asks(home)
    poll = await the_poll(home)
    cook = await home.staff("cook")
    await cook.opens("asking")
    cook.sees("值班台")

    for verb in VERBS:
        await cook.taps_data(f"asking.{verb}:{poll.ref}:{poll.version}")
        cook.sees(NOT_YOURS)
        cook.sees_no(QUESTION)
    assert await the_poll(home) == poll
    colleague = await home.staff("duty")
    await colleague.taps_data("asking.open:NOBODYS:")
    colleague.sees("没有这个问题")
