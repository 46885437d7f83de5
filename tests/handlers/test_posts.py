"""Children's letters on the desk: who reads them, what a line says, and what the head hears of a late whisper."""

import pytest

from storage import staff
from tests.chat import OpenHome
from tests.handlers.a_reader import (
    TUESDAY,
    WORDS,
    adds,
    at_the_desk,
    days_later,
    opens,
    person_of,
    put_in,
)

GONE = "没有这封信"


@pytest.mark.page
@pytest.mark.parametrize(("role", "sees"), [
    ("duty", True), ("head", True), ("care_lead", True), ("therapist", False), ("coordinator", False),
    ("camp_lead", False), ("cook", False),
])  # fmt: skip
async def test_a_letter_stands_on_the_desk_of_whoever_reads_letters(home: OpenHome, role: str, sees: bool):
    await put_in(home)

    colleague = await at_the_desk(home, role)

    assert ("[信：吃的（文字；12月4日（周五）前回信）]" in colleague.spoken[-1]) == sees
    assert ("[所有的信" in colleague.spoken[-1]) == sees
    colleague.sees_no("咬不动", "9:00")


@pytest.mark.page
@pytest.mark.parametrize(("role", "sees"), [("duty", True), ("head", False), ("care_lead", False)])
async def test_a_whisper_stands_on_the_desk_of_whoever_is_on_duty_alone(home: OpenHome, role: str, sees: bool):
    ref = await put_in(home, topic="whisper")
    await home.staff("duty")

    colleague = await at_the_desk(home, role)
    assert ("信：悄悄话" in colleague.spoken[-1]) == sees
    await colleague.taps_data(f"posts.card:{ref}:1")

    assert (WORDS in colleague.spoken[-1]) == sees


@pytest.mark.page
async def test_where_nobody_is_on_duty_a_whisper_is_not_lost(home: OpenHome):
    await put_in(home, topic="whisper")

    head = await at_the_desk(home, "head")

    head.sees("信：悄悄话")


@pytest.mark.page
async def test_what_is_pressing_stands_first_and_what_was_answered_last(home: OpenHome):
    await put_in(home, "一", topic="mood", level="now", by=TUESDAY)
    await put_in(home, "二", topic="play", level="today", by=TUESDAY)
    await put_in(home, "三", topic="room", by="2026-11-30")
    again = await put_in(home, "四", topic="school")
    await adds(home, again, "好的", "home")
    await adds(home, again, "什么时候呢？")
    taken = await put_in(home, "五", topic="food")
    answered = await put_in(home, "六", topic="idea")
    await adds(home, answered, "好的", "home")
    duty = await opens(home, taken)
    await duty.taps("我来看")

    await duty.opens("desk")
    pages = list(duty.last["rows"])
    await duty.taps_data("desk.page:1:")

    labels = [each["label"] for each in (buttons[0] for buttons in pages) if each["label"].startswith("信")]
    assert labels == ["信：我的心情", "信：玩的", "信：住的", "信：学习", "信：吃的", "信：我想改变"]
    hints = [buttons[0].get("hint") for buttons in pages[:6]]
    assert hints == [
        "文字；12月1日（周二）前回信", "文字；12月1日（周二）前回信", "文字；晚了，答应11月30日（周一）前回信",
        "文字；孩子又写了，12月4日（周五）前回信", "文字；示例社工A在看，12月4日（周五）前回信", "回过信了，还没结束",
    ]  # fmt: skip
    assert [buttons[0]["style"] for buttons in pages[:3]] == ["danger", "danger", "plain"]


@pytest.mark.page
async def test_on_its_promised_day_a_letter_is_not_late_yet(home: OpenHome):
    await put_in(home, by=TUESDAY)

    duty = await at_the_desk(home)

    duty.sees("12月1日（周二）前回信")
    duty.sees_no("晚了")


@pytest.mark.page
async def test_an_answered_letter_says_who_sees_to_it(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    await duty.taps("我来看")
    await adds(home, ref, "好的", "home")

    await duty.opens("desk")

    duty.sees("回过信了，示例社工A在处理")


@pytest.mark.page
async def test_what_a_colleague_took_who_left_waits_for_somebody_else(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    await duty.taps("我来看")
    gone = await person_of(home, "duty")
    await home.app.turns.write(lambda db: staff.leave(db, gone))

    head = await opens(home, ref, "head")

    head.sees("[我来看]")


# The head, who sees that a whisper waits too long


@pytest.mark.page
async def test_the_head_sees_that_a_whisper_is_late_and_who_is_responsible(home: OpenHome):
    await home.staff("duty")
    ref = await put_in(home, topic="whisper")
    await days_later(home)
    head = await at_the_desk(home, "head")
    head.sees("有一封信等得太久了（答应12月4日（周五）前回信）")

    await head.taps("有一封信等得太久了")

    head.sees("谁负责：维权岗值班社工", "收到：12月1日（周二）", "最晚答复：12月4日（周五）")
    head.sees_no(WORDS, "悄悄话")
    await head.taps_data(f"posts.card:{ref}:1")
    head.sees(GONE)


@pytest.mark.page
@pytest.mark.parametrize("role", ["care_lead", "duty", "therapist"])
async def test_nobody_else_has_a_way_to_what_the_head_sees(home: OpenHome, role: str):
    await home.staff("duty")
    ref = await put_in(home, topic="whisper")
    await days_later(home)
    colleague = await home.staff(role)

    await colleague.taps_data(f"posts.late:{ref}:1")

    colleague.sees(GONE)


@pytest.mark.page
async def test_a_whisper_that_is_in_time_is_nothing_for_the_head(home: OpenHome):
    await home.staff("duty")
    ref = await put_in(home, topic="whisper")
    head = await at_the_desk(home, "head")
    head.sees("没有要办的事")

    await head.taps_data(f"posts.late:{ref}:1")
    head.sees(GONE)
    await head.taps_data("posts.late:NOBODYS:1")

    head.sees(GONE)
