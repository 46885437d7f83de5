"""A concern's card: for the duty officer and whoever leads the home, taken once, closed with a note."""

import pytest

from storage import staff
from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books
from tests.handlers.colleagues import acts, concern_card, raised, rows

CRY = "爸爸又打我了"


async def test_the_card_says_what_was_written_and_why_it_is_here(home: OpenHome):
    family = await books(home, phone=MOBILE)
    await family.types(CRY)

    duty = await concern_card(home)

    duty.sees(CRY, "聊天里", "又打我", f"☎ {MOBILE}", "[我来处理]")


async def test_the_card_says_when_there_is_no_number(home: OpenHome, family: Visitor):
    await family.types(CRY)

    duty = await concern_card(home)

    duty.sees("没有留电话", "110")


async def test_it_is_taken_then_closed_with_a_note(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await concern_card(home)
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
    duty, head = await concern_card(home), await concern_card(home, "head")
    await duty.taps("我来处理")

    await head.taps("我来处理")

    head.sees("示例社工A已在上午9:00接手")


async def test_a_second_tap_takes_nothing_twice(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await concern_card(home)
    _message, button = duty.button("我来处理")
    await duty.taps("我来处理")

    await duty.taps_data(button["data"])

    duty.sees("已经由您在处理")


async def test_an_old_button_of_a_closed_one_shows_how_it_was_seen_to(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await concern_card(home)
    _message, button = duty.button("我来处理")
    await duty.taps("我来处理")
    await duty.taps("写下处理结果并结束")
    await duty.types("都好。")

    await duty.taps_data(button["data"])

    duty.sees("已经处理完了", "怎么处理的：都好。")


async def test_two_who_close_it_keep_the_first_note(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await concern_card(home)
    await duty.taps("我来处理")
    head = await concern_card(home, "head")
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

    family.sees("请负责的同事来做")


async def test_a_concern_that_never_was_is_not_there(home: OpenHome):
    duty = await home.staff("duty")

    for verb in ("card", "take", "close"):
        await duty.taps_data(f"concerns.{verb}:AAAAAAAAAA:1")

        duty.sees("已经没有了")


async def test_what_was_written_lies_sealed(home: OpenHome, family: Visitor):
    await family.types(CRY)

    ((words, matched),) = await rows(home, "SELECT words, matched FROM concerns")
    assert CRY.encode() not in bytes(words)  # type: ignore[call-overload]
    assert "打我".encode() not in bytes(matched)  # type: ignore[call-overload]


async def test_a_note_of_somebody_whose_role_has_ended_closes_nothing(home: OpenHome, family: Visitor):
    await family.types(CRY)
    duty = await concern_card(home)
    await duty.taps("我来处理")
    await duty.taps("写下处理结果并结束")
    await home.app.turns.write(lambda db: staff.leave(db, staff.members(db, home.app.turns.seal)[0].person_id))

    await duty.types("都好。")

    assert [one.state for one in await raised(home)] == ["taken"]
