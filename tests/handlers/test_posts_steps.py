"""The steps of a child's letter, from taking it to closing it, and who reads that somebody else was faster."""

import pytest

from storage import posts, staff
from tests.chat import OpenHome
from tests.handlers.a_letter import comes_back, five_words, writes
from tests.handlers.a_reader import (
    adds,
    days_later,
    letter,
    opens,
    person_of,
    put_in,
)
from tests.handlers.colleagues import acts, rows


async def test_the_child_sees_what_becomes_of_its_letter(home: OpenHome):
    said = five_words(await writes(home))
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    duty = await opens(home, str(ref))

    for tap, child_sees in (("我来看", "有人在看"), ("正在做", "正在做"), ("做好了", "做好了")):
        await duty.taps(tap)
        child = await comes_back(home, said)
        child.sees(child_sees)

    done = [act for act in await acts(home, str(ref)) if act != "post.read"]
    assert done == ["post.taken", "post.doing", "post.done"]


@pytest.mark.page
async def test_whoever_comes_second_reads_who_was_faster(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await duty.taps("我来看")

    await head.taps("我来看")

    head.sees("! 示例社工A快了一步", "谁在处理：示例社工A", "[我来接手]")


@pytest.mark.page
async def test_a_second_tap_of_ones_own_changes_nothing(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    _message, take = duty.button("我来看")
    await duty.taps("我来看")
    before = await letter(home, ref)

    await duty.taps_data(take["data"])

    duty.sees("这一条已经由您在处理")
    assert await letter(home, ref) == before


@pytest.mark.page
async def test_that_the_child_wrote_meanwhile_is_nobodys_being_faster(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: posts.change(db, seal, ref, 1, promised_day="2026-12-05"))

    await duty.taps("我来看")

    duty.sees("! 刚才有变动", "最晚答复：12月5日（周六）")


@pytest.mark.page
async def test_a_colleague_who_left_was_faster_without_a_name(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await duty.taps("我来看")
    gone = await person_of(home, "duty")
    await home.app.turns.write(lambda db: staff.leave(db, gone))

    await head.taps("我来看")

    head.sees("! 有同事快了一步")


@pytest.mark.page
async def test_it_can_be_given_back_and_taken_over(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await duty.taps("我来看")
    await head.taps_data(f"posts.card:{ref}:")
    await head.taps("我来接手")
    head.sees("谁在处理：示例负责人E")

    await head.taps("交还给大家")

    head.sees("已交还", "[我来看]", "状态：有人在看")
    await head.taps_data(f"posts.release:{ref}:{(await letter(home, ref)).version}")
    head.sees("现在不能这样做")


@pytest.mark.page
async def test_a_step_that_is_none_is_not_made(home: OpenHome):
    ref = await put_in(home)
    duty = await home.staff("duty")
    for verb in ("work", "finish", "close", "reopen", "unhide", "release"):
        await duty.taps_data(f"posts.{verb}:{ref}:1")

    assert (await letter(home, ref)).version == 1


@pytest.mark.page
async def test_a_letter_is_never_closed_without_an_answer(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    for tap in ("我来看", "做好了", "结束这封信"):
        await duty.taps(tap)

    duty.sees("! 信没有回，就不能结束")
    assert (await letter(home, ref)).closed_day is None


@pytest.mark.page
async def test_it_is_closed_with_an_answer_and_can_be_opened_again(home: OpenHome):
    ref = await put_in(home)
    await adds(home, ref, "明天有软的", "home")
    duty = await opens(home, ref)
    for tap in ("我来看", "做好了", "结束这封信"):
        await duty.taps(tap)
    duty.sees("已结束：12月1日（周二）")
    duty.sees_no("最晚答复", "写字或说话回信")
    await days_later(home, "2026-12-10")

    await duty.taps("重新打开")

    duty.sees("重新打开了", "最晚答复：12月13日（周日）", "状态：正在做")
