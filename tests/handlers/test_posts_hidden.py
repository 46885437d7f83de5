"""What is hidden is kept and can be brought back; the list of all letters."""

import pytest

from storage import posts
from tests.chat import OpenHome
from tests.handlers.a_reader import (
    TUESDAY,
    WORDS,
    adds,
    at_the_desk,
    days_later,
    letter,
    opens,
    put_in,
    with_concern,
)
from tests.handlers.colleagues import acts

GONE = "没有这封信"


@pytest.mark.page
async def test_a_hidden_letter_leaves_the_desk_and_is_kept_as_it_was(home: OpenHome):
    ref = await put_in(home, by=TUESDAY)
    duty = await opens(home, ref)
    await duty.taps("藏起来")
    duty.sees("为什么要藏起来", "信原样留着")
    await duty.taps("同样的信已经有一封了")
    await duty.taps("就这样")

    duty.sees("藏起来了", "藏起来的原因：同样的信已经有一封了", WORDS)
    await duty.taps("回值班台")
    duty.sees("没有要办的事")
    await duty.taps("所有的信")
    duty.sees("这里没有信")
    await duty.taps("藏起来的")
    await duty.taps("吃的，12月1日（周二）")
    await duty.taps("放回来")
    duty.sees("放回来了", "[我来看]")
    assert [act for act in await acts(home, ref) if act != "post.read"] == ["post.hidden", "post.shown"]


@pytest.mark.page
async def test_a_hidden_letter_is_hidden_from_the_head_too_however_late_it_is(home: OpenHome):
    await home.staff("duty")
    ref = await put_in(home, topic="whisper")
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: posts.change(db, seal, ref, 1, hidden=1))
    await days_later(home)

    head = await at_the_desk(home, "head")
    head.sees("没有要办的事")
    duty = await opens(home, ref)

    duty.sees("藏起来的原因：原因已经查不到了")


@pytest.mark.page
async def test_while_something_in_it_is_pressing_it_cannot_be_hidden(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    await duty.taps("藏起来")
    await duty.taps("只是试一试")
    await with_concern(home, ref)

    await duty.taps("就这样")
    duty.sees("信里着急的事还没有处理完")
    await duty.taps_data(f"posts.hide:{ref}:1")

    duty.sees("信里着急的事还没有处理完")
    assert not (await letter(home, ref)).hidden


@pytest.mark.page
async def test_whoever_hides_second_reads_who_was_faster(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    for tap in ("藏起来", "只是试一试"):
        await duty.taps(tap)
    await head.taps("我来看")

    await duty.taps("就这样")

    duty.sees("! 示例负责人E快了一步")
    assert not (await letter(home, ref)).hidden


@pytest.mark.page
async def test_what_is_hidden_is_neither_hidden_again_nor_answered(home: OpenHome):
    ref = await put_in(home)
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: posts.change(db, seal, ref, 1, hidden=1))
    duty = await opens(home, ref)

    for verb in ("hide", "answer", "take"):
        await duty.taps_data(f"posts.{verb}:{ref}:2")

        duty.sees("现在不能这样做")


# All letters


@pytest.mark.page
async def test_all_letters_are_listed_by_pages_and_topics(home: OpenHome):
    for number in range(7):
        await put_in(home, f"{number}")
    await put_in(home, "悄悄", topic="whisper")
    closed = await put_in(home, "关", topic="room")
    await adds(home, closed, "好的", "home")
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: posts.change(db, seal, closed, 1, closed_day=TUESDAY, state="done"))
    duty = await at_the_desk(home)
    await duty.taps("所有的信")
    duty.sees("共8封信", "[☑没结束的]", "[☐吃的]", "[☐住的]", "[☐悄悄话]")
    duty.sees_no("[☐玩的]")

    await duty.taps("下一页")
    assert sum("12月1日" in label for label in duty.offered()) == 2
    await duty.taps("上一页")
    await duty.taps_data("posts.list:o0-whisper:")
    duty.sees("共1封信", "[☑悄悄话]")
    await duty.taps("全部")
    await duty.taps("已结束")

    duty.sees("共1封信", "住的，12月1日（周二）（做好了）")


@pytest.mark.page
async def test_the_list_holds_only_what_this_person_may_read(home: OpenHome):
    await home.staff("duty")
    await put_in(home, "悄悄", topic="whisper")
    nurse = await home.staff("care_lead")

    await nurse.types("所有的信")

    nurse.sees("这里没有信")
    nurse.sees_no("悄悄话", "全部")


@pytest.mark.page
async def test_whoever_reads_no_letters_has_no_list(home: OpenHome):
    await put_in(home)
    cook = await home.staff("cook")

    await cook.opens("posts")
    cook.sees("值班台")
    await cook.taps_data("posts.list:o0-:")

    cook.sees(GONE)


@pytest.mark.page
async def test_a_forged_button_of_the_list_shows_its_first_page(home: OpenHome):
    await put_in(home)
    duty = await home.staff("duty")

    await duty.taps_data("posts.list:zzz:")

    duty.sees("共1封信", "吃的")
