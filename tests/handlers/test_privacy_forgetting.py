"""Having a child, a number or everything forgotten, and what goes with it."""

import json

import pytest

from storage import people, places
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, begins, closes, decides, everything, newest, state_of
from tests.handlers.test_privacy import rows, taken_along, writes_to_us


async def test_a_child_is_forgotten_after_one_question(home: OpenHome, family: Visitor):
    await family.opens("children")
    await begins(family, "小晴")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")

    family.sees("找不回来")

    await family.taps("是的，删掉")

    family.sees("小晴的资料删掉了")
    assert await rows(home, "SELECT details FROM children") == [(None,)]

    await family.taps_data("door.resume::")

    family.sees("哪个孩子来？")


async def test_a_child_somebody_waits_for_is_not_forgotten_yet(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")

    assert any("还有预约" in text for text in family.spoken[-1:])


async def test_another_familys_child_cannot_be_forgotten(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    ref = (await rows(home, "SELECT ref FROM children"))[0][0]
    stranger = await home.family()
    for verb in ("forget", "forgotten"):
        await stranger.taps_data(f"privacy.{verb}:{ref}:")

    stranger.sees("孩子的资料已经删掉了")
    assert (await rows(home, "SELECT details FROM children"))[0][0] is not None


@pytest.mark.page
async def test_what_was_written_for_earlier_visits_goes_with_the_child(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    booking = await newest(home)
    await family.taps_data(f"bookings.drop:{booking.ref}:{booking.version}")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")
    await family.taps("是的，删掉")
    kept = await taken_along(home, family)

    assert kept["bookings"][0]["details"] == {}


async def test_the_number_is_forgotten(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉我的电话")

    family.sees("没有留")
    assert await home.app.db.read(lambda db: people.phone(db, home.app.turns.seal, 1)) == ""


async def test_taking_consent_back_cancels_and_forgets(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    booking = await newest(home)
    await decides(home, booking)
    await begins(family, "小晴")
    nurse = await home.staff("care_lead")
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")

    family.sees("12月11日（周五） 上午8:30", "一起取消")

    await family.taps("是的，撤回并删掉")

    family.sees("已经撤回")
    assert (await state_of(home, booking.ref)).state == "cancelled"
    assert await rows(home, "SELECT details FROM children") == [(None,)]
    assert await rows(home, "SELECT count(*) FROM drafts") == [(0,)]
    assert await rows(home, "SELECT details FROM people WHERE details IS NOT NULL") == []

    await nurse.look()

    nurse.sees("取消", booking.ref)

    await family.opens("respite")

    family.sees("开始之前")


async def takes_back(family: Visitor) -> None:
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")
    await family.taps("是的，撤回并删掉")


async def test_nobody_rings_whoever_took_it_back(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.types("人工")
    await family.taps("请打电话给我")
    duty = await home.staff("duty")
    await duty.opens("desk")
    duty.sees("要打的电话")

    await takes_back(family)

    await duty.opens("desk")
    duty.sees_no("要打的电话")
    assert await rows(home, "SELECT done_at IS NOT NULL FROM calls") == [(1,)]


async def test_a_concern_and_the_call_of_whoever_wrote_it_stay(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.types("人工")
    await family.taps("请打电话给我")
    await family.types("爸爸又打我了")

    await takes_back(family)

    duty = await home.staff("duty")
    await duty.opens("desk")
    duty.sees("可能有危险", "要打的电话")


@pytest.mark.page
async def test_nothing_of_the_conversation_is_left_after_taking_it_back(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")
    await family.taps("是的，撤回并删掉")
    later = await home.read(family, 0)

    assert "小晴" not in json.dumps(later, ensure_ascii=False)


async def test_what_it_frees_is_not_offered_to_the_family_that_leaves(home: OpenHome, family: Visitor):
    await closes(home, "day-room", FRIDAY, capacity=1)
    await asks(home, family, "半天")
    await asks(home, family, "白天")
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")
    await family.taps("是的，撤回并删掉")

    assert [one.state for one in await everything(home)] == ["cancelled", "cancelled"]
    steps = await rows(home, "SELECT to_state FROM booking_history")
    assert ("offered",) not in steps


async def test_a_stay_that_is_over_but_not_written_down_hinders_nothing(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    await decides(home, await newest(home))
    await home.passes("2026-12-11 13:00")
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")

    family.sees_no("一起取消")

    await family.taps("是的，撤回并删掉")

    family.sees("已经撤回")
    assert (await newest(home)).state == "unresolved"
    assert await rows(home, "SELECT details FROM children") == [(None,)]


async def test_while_a_child_is_in_the_house_its_notes_stay(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    booking = await newest(home)
    await decides(home, booking)
    await home.passes("2026-12-11 08:40")
    nurse = places.Actor("staff", 1)
    await home.app.turns.write(lambda db: places.change(db, booking.ref, "arrived", nurse, home.clock.now()))
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")

    family.sees("正在我们这里")

    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")

    family.sees("正在我们这里")
    assert (await rows(home, "SELECT details FROM children"))[0][0] is not None


async def test_taking_back_twice_or_nothing_is_answered(family: Visitor):
    await family.taps_data("privacy.withdrawn::")

    family.sees("不用撤回")
