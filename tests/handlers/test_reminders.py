"""Reminders before a booking, and the question after it: composed when their time comes, or silent."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

import pytest

from storage import calls, due, feedback
from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books, confirmed, ref_of, staff_decides, state

T = TypeVar("T")
EVENING_BEFORE = "2026-12-06 18:40"


async def read(home: OpenHome, function: Callable[[sqlite3.Connection], T]) -> T:
    return await home.app.db.read(function)


async def to_call(home: OpenHome, *reasons: str) -> list[tuple[str, str]]:
    """(reason, object) of the calls still to make."""
    found = await read(home, calls.waiting)
    return [(call.reason, call.object) for call in found if not reasons or call.reason in reasons]


async def reminded(home: OpenHome, phone: str = "") -> tuple[Visitor, str]:
    """A family that reads the reminder of the evening before."""
    family, ref = await confirmed(home, phone=phone)
    await home.passes(EVENING_BEFORE)
    await family.look()
    return family, ref


async def asked_afterwards(home: OpenHome, phone: str = "") -> tuple[Visitor, str]:
    """A family that was there, and reads the question about it."""
    family, ref = await confirmed(home, phone=phone)
    await home.passes("2026-12-07 09:05")
    await staff_decides(home, ref, "arrived")
    await home.passes("2026-12-07 20:00")
    await family.look()
    return family, ref


async def test_the_evening_before_comes_a_reminder(home: OpenHome):
    family, _ref = await reminded(home)

    family.sees("您12月7日（周一）的预约", "希望树", "会来", "来不了", "会晚到", "请打电话给我")


async def test_a_reminder_says_nothing_that_a_stranger_should_not_read(home: OpenHome):
    family, _ref = await reminded(home)

    family.sees_no("小晴", "康复", "评估")


async def test_the_first_reminder_says_what_to_bring(home: OpenHome):
    family = await books(home, day="2026-12-14")
    await staff_decides(home, ref_of(family), "confirmed")

    await home.passes("2026-12-07 18:40")

    await family.look()
    family.sees("请带上：\n· 残疾人证或诊断证明，有哪个带哪个\n· ")


@pytest.mark.parametrize("becomes", ["declined", "cancelled"])
async def test_there_is_no_reminder_of_what_does_not_take_place(home: OpenHome, becomes: str):
    family = await books(home)
    await staff_decides(home, ref_of(family), becomes)

    await home.passes("2026-12-08 12:00")

    await family.look()
    assert not family.has_seen("您12月7日")


async def test_a_booking_that_waits_for_its_answer_is_not_announced(home: OpenHome):
    family = await books(home)

    await home.passes(EVENING_BEFORE)

    await family.look()
    assert not family.has_seen("您12月7日")


async def test_a_moved_booking_is_announced_for_its_new_day_alone(home: OpenHome):
    family, ref = await confirmed(home)
    await family.taps_data(f"bookings.move:{ref}:2")
    await family.picks("2026-12-14")
    await family.taps("上午9:00")
    await family.taps("跳过")
    await family.taps("跳过")
    await family.taps("送出申请")
    await staff_decides(home, ref_of(family), "confirmed")

    await home.passes("2026-12-13 18:40")

    await family.look()
    family.sees("您12月14日（周一）的预约")
    assert not family.has_seen("您12月7日（周一）的预约")


async def test_one_tap_says_that_they_come(home: OpenHome):
    family, ref = await reminded(home)

    await family.taps("会来")

    family.sees("等您来")
    assert await read(home, lambda db: feedback.of_booking(db, ref)) == {"coming": "yes"}


async def test_not_coming_leads_straight_to_another_time(home: OpenHome):
    family, ref = await reminded(home)
    await family.taps("来不了")
    family.sees("空位一直留着", "[改时间]", "[取消]")
    assert (await state(home, ref)).state == "confirmed"

    await family.taps("改时间")

    family.sees("改时间：康复首次评估")


async def test_the_desk_hears_that_they_will_be_late(home: OpenHome):
    therapist = await home.staff("therapist")
    family, ref = await reminded(home)

    await family.taps("会晚到")

    family.sees("不着急")
    await therapist.look()
    therapist.sees("有一家会晚到", ref)


async def test_whoever_asks_to_be_rung_hears_by_whom_and_when(home: OpenHome):
    family, ref = await reminded(home, phone=MOBILE)

    await family.taps("请打电话给我")

    family.sees("康复师长", "12月7日（周一） 上午9:40前", MOBILE)
    assert await to_call(home) == [("asked", ref)]


async def test_without_a_number_nobody_promises_to_ring(home: OpenHome):
    family, _ref = await reminded(home)

    await family.taps("请打电话给我")

    family.sees("没有您的电话", "☎")
    assert await to_call(home) == []


async def test_an_old_reminder_answers_with_how_it_stands_today(home: OpenHome):
    family, ref = await reminded(home)
    await staff_decides(home, ref, "cancelled")

    await family.taps("会来")

    family.sees("这里刚才有了变化", "已取消")


@pytest.mark.page
async def test_a_reminder_that_nobody_has_seen_becomes_a_call(home: OpenHome):
    _family, ref = await reminded(home)
    assert await to_call(home) == []

    await home.passes("2026-12-06 20:50")

    assert await to_call(home) == [("unseen", f"booking {ref}")]


async def test_afterwards_the_family_and_then_the_child_are_asked(home: OpenHome):
    family, ref = await asked_afterwards(home)
    family.sees("这次觉得怎么样", "怎么答都不影响下次预约")

    await family.taps("很好")
    family.sees("孩子觉得呢")
    assert family.offered()[:3] == ["开心", "一般", "不开心"]
    await family.taps("开心")

    assert await read(home, lambda db: feedback.of_booking(db, ref)) == {"family": "good", "child": "happy"}
    assert await to_call(home, "feedback", "asked") == []


@pytest.mark.parametrize(("family_says", "child_says"), [("不好", "孩子不在旁边"), ("还行", "不开心")])
async def test_what_was_not_good_is_heard_by_a_person(home: OpenHome, family_says: str, child_says: str):
    family, ref = await asked_afterwards(home, phone=MOBILE)
    await family.taps(family_says)

    await family.taps(child_says)

    assert "康复师长会在" in family.transcript()
    assert await to_call(home, "feedback") == [("feedback", ref)]


async def test_a_child_that_is_not_there_is_not_asked(home: OpenHome):
    family, _ref = await asked_afterwards(home)
    await family.taps("很好")

    await family.taps("孩子不在旁边")

    family.sees("没关系")


async def test_after_completing_it_the_question_still_comes(home: OpenHome):
    family, ref = await confirmed(home)
    await home.passes("2026-12-07 10:30")
    await staff_decides(home, ref, "completed")

    await home.passes("2026-12-07 20:00")

    await family.look()
    family.sees("这次觉得怎么样")


async def test_while_nobody_has_written_down_what_happened_the_question_waits(home: OpenHome):
    family, ref = await confirmed(home)
    await home.passes("2026-12-08 12:00")
    await family.look()
    assert not family.has_seen("这次觉得怎么样")
    await staff_decides(home, ref, "completed")

    await home.passes("2026-12-09 12:00")

    await family.look()
    family.sees("这次觉得怎么样")


async def test_nobody_is_asked_for_ever(home: OpenHome):
    _family, ref = await confirmed(home)

    await home.passes("2026-12-12 12:00")

    assert await read(home, lambda db: due.of_object(db, ref)) == []


async def test_a_family_that_did_not_come_is_not_asked_how_it_was(home: OpenHome):
    family, ref = await confirmed(home)
    await home.passes("2026-12-07 09:30")
    await staff_decides(home, ref, "no_show")

    await home.passes("2026-12-09 12:00")

    await family.look()
    assert not family.has_seen("这次觉得怎么样")
