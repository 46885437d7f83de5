"""Calls to make from the desk, and finding the booking of whoever rings."""

import pytest

from storage import calls
from tests.a_number import MOBILE, OTHER_MOBILE, grouped
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, closes, state_of
from tests.handlers.booked import books, confirmed, ref_of, state
from tests.handlers.colleagues import acts, deciding, rows


async def asked_to_be_rung(home: OpenHome) -> str:
    """A family waits for a call that is about nothing in particular; the call's ref."""
    family = await books(home, phone=MOBILE)
    person = (await state(home, ref_of(family))).person_id or 0
    now = home.clock.now()
    await home.app.turns.write(lambda db: calls.add(db, person_id=person, reason="asked", about="", now=now))
    (call,) = await home.app.db.read(calls.waiting)
    return call.ref


async def test_a_call_is_made_and_taken_off_the_list(home: OpenHome):
    await asked_to_be_rung(home)
    duty = await home.staff("duty")
    await duty.opens("desk")
    await duty.taps("要打的电话")
    duty.sees("请我们打电话", f"☎ {MOBILE} 打电话")
    _message, button = duty.button("打过电话了")

    await duty.taps("打过电话了")

    duty.sees("记下了：打过电话了")
    await duty.taps_data(button["data"])
    assert await home.app.db.read(calls.waiting) == []


@pytest.mark.parametrize("verb", ["call", "rang"])
async def test_calls_are_for_those_who_may_read_what_they_are_about(home: OpenHome, verb: str):
    ref = await asked_to_be_rung(home)
    nurse = await home.staff("care_lead")

    await nurse.taps_data(f"desk.{verb}:{ref}:1")

    nurse.sees("没有这个电话，或者不归您的岗位")
    nurse.sees_no(MOBILE)


async def test_a_call_about_a_booking_stands_on_its_card(home: OpenHome):
    family = await books(home)
    ref = ref_of(family)
    person = (await state(home, ref)).person_id or 0
    now = home.clock.now()
    about = f"booking {ref}"
    await home.app.turns.write(lambda db: calls.add(db, person_id=person, reason="unseen", about=about, now=now))
    therapist = await home.staff("therapist")
    await therapist.opens("desk")
    await therapist.taps("要打的电话")
    therapist.sees("重要消息还没看到", "没有留电话", "[看预约]")
    await therapist.taps("看预约")

    await therapist.taps("打过电话了")

    therapist.sees("记下了：打过电话了", "状态：等我们答复")


async def ringing(home: OpenHome) -> tuple[Visitor, Visitor, str]:
    """A place became free too late for an offer: a family waits, a colleague has its card open."""
    await closes(home, "bed", FRIDAY, capacity=1)
    first, waiting = await home.family(), await home.family()
    await asks(home, first, "过夜")
    ref = (await asks(home, waiting, "过夜", FRIDAY, "小宝")).ref
    home.clock.instant = (await state_of(home, ref)).starts_at - 5 * 3600
    await first.opens("bookings")
    await first.taps("喘息")
    await first.taps("取消")
    await first.taps("确定取消")
    nurse = await home.staff()
    await nurse.opens("desk")
    await nurse.taps("喘息")
    nurse.sees("状态：候补中")
    return waiting, nurse, ref


async def test_a_place_that_came_too_late_to_offer_is_given_by_telephone(home: OpenHome):
    family, nurse, ref = await ringing(home)

    await nurse.taps("他们要这个空位")

    nurse.sees("已确认，也告诉家里人了")
    await family.look()
    family.sees("定好了")
    assert (await state_of(home, ref)).state == "confirmed"
    assert await home.app.db.read(lambda db: [c for c in calls.waiting(db) if c.object == ref]) == []


async def test_a_family_that_was_not_reached_keeps_its_place_in_line(home: OpenHome):
    _family, nurse, ref = await ringing(home)
    _message, button = nurse.button("没联系上")

    await nurse.taps("没联系上")

    nurse.sees("让给下一家", "状态：候补中")
    await nurse.taps_data(button["data"])
    nurse.sees("现在不能这样做")
    assert (await state_of(home, ref)).state == "waitlisted"


async def test_a_place_that_is_gone_again_cannot_be_given(home: OpenHome):
    family, nurse, _ref = await ringing(home)
    await closes(home, "bed", FRIDAY, capacity=0)

    await nurse.taps("他们要这个空位")

    nurse.sees("没有空位了", "状态：候补中")
    assert not [message for message in await family.look() if message.get("title", "").startswith("定好了")]


async def test_a_place_is_not_given_twice(home: OpenHome):
    _family, nurse, _ref = await ringing(home)
    _message, button = nurse.button("他们要这个空位")
    await nurse.taps("他们要这个空位")

    await nurse.taps_data(button["data"])

    nurse.sees("现在不能这样做", "状态：已确认")


# Finding, today, the return code


async def test_a_booking_is_found_by_its_reference_or_by_number(home: OpenHome):
    family = await books(home, phone=MOBILE)
    ref = ref_of(family)
    therapist, nurse = await home.staff("therapist"), await home.staff()
    await therapist.types(ref.lower())
    therapist.sees("小晴")

    await therapist.types(grouped(MOBILE))

    therapist.sees("这个号码的预约", "确认是本人", "康复首次评估")
    for typed in (ref, MOBILE, "AAAAAAAAAA", OTHER_MOBILE):
        await nurse.types(typed)
        nurse.sees("没有找到")


async def test_that_a_number_was_looked_for_is_recorded_and_never_the_number(home: OpenHome):
    await books(home, phone=MOBILE)
    ((found,),) = await rows(home, "SELECT ref FROM people WHERE phone_index IS NOT NULL")
    therapist, nurse = await home.staff("therapist"), await home.staff()

    await therapist.types(grouped(MOBILE))
    await nurse.types(MOBILE)
    await nurse.types(OTHER_MOBILE)

    searched = await rows(home, "SELECT object FROM audit WHERE act = 'people.searched' ORDER BY id")
    assert searched == [(found,), (found,), ("nobody",)]
    kept = str(await rows(home, "SELECT actor, act, object, why FROM audit"))
    assert not [number for number in (MOBILE, OTHER_MOBILE) if number in kept]


async def test_what_lies_ahead_is_listed(home: OpenHome):
    await confirmed(home)
    therapist = await home.staff("therapist")
    await therapist.opens("desk")
    therapist.sees("没有要办的事")

    await therapist.taps("接下来的预约")

    therapist.sees("共1个预约", "康复首次评估，12月7日（周一） 上午9:00（已确认）")
    await therapist.taps_data("desk.ahead:x:")
    therapist.sees("共1个预约")


async def test_today_says_who_is_in_the_house(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    await therapist.opens("desk")
    await therapist.taps("今天在院里")
    therapist.sees("今天没有人要来")
    home.clock.instant = (await state(home, ref)).starts_at - 3600
    await therapist.taps("回值班台")

    await therapist.taps("今天在院里")

    therapist.sees("今天1个预约", "小晴：康复首次评估")
    assert (await acts(home, ref))[-1] == "booking.read"


async def test_a_new_return_code_is_read_out_once_and_the_old_one_is_void(home: OpenHome):
    family, therapist, _ref = await deciding(home)
    old = dict(family.last["facts"])["取回码"].split("（")[0]

    await therapist.taps("换一个取回码")

    therapist.sees("念给对方听")
    code = therapist.last["text"][-1]
    await therapist.taps("回到预约")
    assert not therapist.has_seen(code)
    stranger = await home.family()
    await stranger.types(old)
    stranger.sees_no("康复首次评估，")
    await stranger.types(code)
    stranger.sees(code)


async def test_a_new_code_is_not_given_for_an_old_card(home: OpenHome):
    _family, therapist, ref = await deciding(home)
    await therapist.taps("确认")

    await therapist.taps_data(f"desk.code:{ref}:1")

    therapist.sees("刚才有变动")




async def asked_of_the_database(home: OpenHome, visitor: Visitor, flow: str) -> list[str]:
    """The questions about bookings and calls that opening a flow puts to the database."""
    asked: list[str] = []
    await home.app.turns.write(lambda db: db.set_trace_callback(asked.append))
    await visitor.opens(flow)
    await home.app.turns.write(lambda db: db.set_trace_callback(None))
    return [sql for sql in asked if sql.startswith("SELECT") and ("bookings AS b" in sql or "calls" in sql)]


async def test_the_desk_asks_no_more_for_more_calls(home: OpenHome):
    refs = [ref_of(await books(home, clock=clock)) for clock in ("上午9:00", "下午2:00")]
    therapist = await home.staff("therapist")
    counted = []
    for ref in refs:
        about = f"booking {ref}"
        await home.app.turns.write(lambda db, about=about: calls.add(db, person_id=1, reason="x", about=about, now=1))
        counted.append(len(await asked_of_the_database(home, therapist, "desk")))

    assert len([label for label in therapist.offered() if "电话" in label]) == 2
    assert counted[0] == counted[1]


async def test_a_card_reads_no_calls_but_its_own(home: OpenHome):
    mine, other = [ref_of(await books(home, clock=clock)) for clock in ("上午9:00", "下午2:00")]
    for about in (mine, f"booking {mine}", f"booking {other}", f"question {other}", ""):
        await home.app.turns.write(lambda db, about=about: calls.add(db, person_id=1, reason="x", about=about, now=1))

    found = await home.app.db.read(lambda db: calls.about(db, mine))

    assert [call.object for call in found] == [mine, f"booking {mine}"]
    therapist = await home.staff("therapist")
    await therapist.taps_data(f"desk.card:{mine}:")
    assert therapist.offered().count("打过电话了") == 2
