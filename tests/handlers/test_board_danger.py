"""A letter that speaks of danger: the numbers to ring, a person at once, and still nobody knows who wrote."""

from tests.chat import OpenHome
from tests.handlers.a_letter import begins, rows, writes


async def test_words_of_danger_bring_the_numbers_and_a_person_at_once(home: OpenHome):
    duty = await home.staff("duty")
    child = await begins(home, "悄悄话", "写字")

    await child.types("他正在打我")

    child.sees("110", "已经告诉能帮忙的大人了")
    child.sees_no("您")
    await duty.look()
    duty.sees("有一条需要马上看的话")
    assert await rows(home, "SELECT person_id, level, post FROM concerns") == [(None, "now", None)]
    assert await rows(home, "SELECT act FROM audit WHERE act LIKE 'concern%'") == []


async def test_whoever_leads_the_home_hears_of_danger_now_at_once_for_no_clock_runs(home: OpenHome):
    await home.staff("duty")
    head = await home.staff("head")
    child = await begins(home, "悄悄话", "写字")

    await child.types("舅舅打我")
    await head.look()
    head.sees_no("有一条需要马上看的话")
    await child.taps("改：你的信")
    await child.types("他正在打我")

    await head.look()
    head.sees("有一条需要马上看的话")


async def test_a_letter_with_danger_is_one_concern_that_leads_to_it(home: OpenHome):
    await home.staff("duty")

    child = await writes(home, "舅舅打我", "悄悄话")

    child.sees("今天就会有大人来看这封信", "110")
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    assert await rows(home, "SELECT level, post FROM concerns") == [("today", ref)]


async def test_a_card_that_hurts_brings_a_person_too(home: OpenHome):
    duty = await home.staff("duty")
    child = await begins(home, "我的心情", "摆图卡", "大人", "害怕", "好疼")

    await child.taps("放进信箱")

    child.sees("今天就会有大人来看这封信", "12355")
    await duty.look()
    duty.sees("有一条需要马上看的话")


async def test_where_nobody_can_read_it_the_child_is_told_to_ring(home: OpenHome):
    await home.staff("duty")
    child = await writes(home, "示例社工A不听我说话", "悄悄话")

    child.sees("没有合适的大人能看", "110")


async def test_no_clock_runs_for_a_letter(home: OpenHome):
    await home.staff("duty")
    head = await home.staff("head")
    child = await begins(home, "悄悄话", "写字")
    await child.types("他正在打我")

    await home.passes("2026-12-01 10:00")

    await head.look()
    assert not head.has_seen("15分钟")
    assert await rows(home, "SELECT act FROM audit WHERE act = 'concern.escalated'") == []
