"""The desk: what breaks first on top, a decision made once, and a family that is told."""

import pytest

from storage import calls, places
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, closes, state_of
from tests.handlers.booked import books, confirmed, ref_of, state
from tests.handlers.colleagues import acts, at_the_staff_door, opens_the_card

DAY = 24 * 3600


async def deciding(home: OpenHome, role: str = "therapist") -> tuple[Visitor, Visitor, str]:
    """A family that has asked, and a colleague with its card open."""
    family = await books(home)
    ref = ref_of(family)
    colleague = await home.staff(role)
    await opens_the_card(colleague)
    return family, colleague, ref


# The queue


async def test_an_empty_desk_says_so(home: OpenHome):
    nurse = await home.staff()

    await nurse.opens("desk")

    nurse.sees("没有要办的事", "[今天在院里] [接下来的预约]", "[给这台设备设一个PIN]")


async def test_each_line_says_why_it_is_there(home: OpenHome):
    await books(home)
    therapist = await home.staff("therapist")

    await therapist.opens("desk")

    therapist.sees("有1件事", "[康复首次评估，12月7日（周一） 上午9:00（12月3日（周四） 上午9:00前答复）]")
    therapist.sees_no("小晴")


async def test_what_is_overdue_rises_and_says_by_how_much(home: OpenHome):
    await books(home, day="2026-12-21")
    therapist = await home.staff("therapist")
    home.clock.instant += 2 * DAY + 3 * 3600

    await therapist.opens("desk")

    therapist.sees("超过答复时间3小时")


async def test_just_late_is_said_without_counting(home: OpenHome):
    await books(home, day="2026-12-21")
    therapist = await home.staff("therapist")
    home.clock.instant += 2 * DAY + 60

    await therapist.opens("desk")

    therapist.sees("刚过答复时间")


async def test_urgent_stands_before_everything_but_danger(home: OpenHome):
    family = await books(home, day="2026-12-21")
    await family.opens("urgent")
    await family.taps("现在，今天")
    await family.types("13800000000")
    await family.taps("发送，请打给我")
    await family.types("我不想活了")
    duty = await home.staff("duty")

    await duty.opens("desk")

    assert [label.split("，")[0] for label in duty.offered()[:3]][::2] == ["今天要看：", "康复首次评估"] or duty.offered()
    danger, urgent, ordinary = (label for label in duty.offered()[:3])
    assert "今天要看" in danger
    assert "急" in urgent
    assert "康复首次评估" in ordinary


async def test_each_role_sees_its_own_work(home: OpenHome):
    await books(home)

    seen = {}
    for role in ("therapist", "head", "duty", "care_lead", "coordinator"):
        colleague = await home.staff(role)
        await colleague.opens("desk")
        seen[role] = any("康复首次评估" in label for label in colleague.offered())

    assert seen == {"therapist": True, "head": True, "duty": True, "care_lead": False, "coordinator": False}


async def test_a_long_queue_is_turned_by_pages(home: OpenHome):
    for number in range(7):
        await books(home, day=f"2026-12-{7 + number * 2 // 1:02d}" if number < 1 else ["2026-12-09", "2026-12-11", "2026-12-14", "2026-12-16", "2026-12-18", "2026-12-21"][number - 1])
    therapist = await home.staff("therapist")
    await therapist.opens("desk")
    therapist.sees("有7件事", "下一页")

    await therapist.taps("下一页")

    therapist.sees("12月21日", "上一页")
    await therapist.taps_data("desk.page:99:")
    therapist.sees("12月21日")
    await therapist.taps_data("desk.page:x:")
    therapist.sees("12月7日")


# The card


async def test_the_card_says_what_is_worth_knowing_and_its_reading_is_recorded(home: OpenHome):
    _family, therapist, ref = await deciding(home)

    therapist.sees("小晴", "状态：等我们答复", ref, "答应答复的时间", "家里人发来请求")
    assert (await acts(home, ref))[-1] == "booking.read"


async def test_a_number_can_be_rung_from_the_card(home: OpenHome):
    await books(home, phone="13800000000")
    therapist = await home.staff("therapist")

    await opens_the_card(therapist)

    therapist.sees("☎ 13800000000 打给家里人")


@pytest.mark.parametrize("role", ["care_lead", "coordinator"])
async def test_the_card_of_another_service_stays_closed(home: OpenHome, role: str):
    family = await books(home)
    ref = ref_of(family)
    colleague = await home.staff(role)

    for verb in ("card", "confirm", "wait", "arrive", "finish", "missed", "mend", "late", "off", "off_yes", "give", "release", "ask", "decline", "code"):  # fmt: skip
        await colleague.taps_data(f"desk.{verb}:{ref}:1")

        colleague.sees("不归您的岗位处理")
    assert (await state(home, ref)).state == "held"


async def test_a_family_does_not_reach_the_desk(home: OpenHome):
    family = await books(home)
    ref = ref_of(family)

    for data in ("desk.queue::", f"desk.confirm:{ref}:1", "door.open:desk:", f"decline.set:full:{ref[:1]}"):
        await family.taps_data(data)

        family.sees_no("值班台")
    assert (await state(home, ref)).state == "held"


async def test_a_booking_that_never_was_is_answered_like_a_strangers(home: OpenHome):
    head = await home.staff("head")

    await head.taps_data("desk.card:AAAAAAAAAA:1")

    head.sees("没有这个预约，或者不归您的岗位处理")


# Decisions


async def test_yes_is_told_to_the_family_with_what_to_bring(home: OpenHome):
    family, therapist, ref = await deciding(home)

    await therapist.taps("确认")

    therapist.sees("已确认，也告诉家里人了", "示例康复师B确认")
    await family.look()
    family.sees("定好了", "请到希望树", "请带上", "[我的预约] [怎么来]", "☎")
    assert family.last["file"]["ref"] == ref
    assert (await state(home, ref)).state == "confirmed"


async def test_two_colleagues_decide_and_the_second_is_told_who_was_first(home: OpenHome):
    family, therapist, ref = await deciding(home)
    head = await home.staff("head")
    await opens_the_card(head)
    await head.taps("确认")
    await family.look()

    await therapist.taps("放入候补")

    therapist.sees("示例负责人E已在上午9:00确认。现在是这样的。", "状态：已确认")
    assert (await state(home, ref)).state == "confirmed"
    assert not await family.look()


async def test_a_double_tap_is_one_decision(home: OpenHome):
    family, therapist, ref = await deciding(home)
    _message, button = therapist.button("确认")
    await therapist.taps("确认")
    await family.look()

    await therapist.taps_data(button["data"])

    therapist.sees("已经记下了")
    assert (await state(home, ref)).version == 2
    assert not await family.look()


async def test_a_family_that_was_faster_is_named(home: OpenHome):
    family, therapist, _ref = await deciding(home)
    await family.opens("bookings")
    await family.taps("康复首次评估")
    await family.taps("取消")
    await family.taps("取消它")
    home.clock.instant += DAY

    await therapist.taps("确认")

    therapist.sees("家里人已在12月1日（周二） 上午9:00取消")


async def test_a_forged_move_is_answered_with_how_it_stands(home: OpenHome):
    _family, therapist, ref = await deciding(home)

    await therapist.taps_data(f"desk.finish:{ref}:1")

    therapist.sees("按现在的情况不能这样做", "状态：等我们答复")


async def test_onto_the_waitlist_tells_the_place_in_line(home: OpenHome):
    family, therapist, _ref = await deciding(home)

    await therapist.taps("放入候补")

    therapist.sees("已放入候补", "候补第几位：1")
    await family.look()
    family.sees("先帮您排在候补里", "第1位")


async def test_calling_off_for_the_family_asks_once(home: OpenHome):
    family, therapist, ref = await deciding(home)
    await therapist.taps("家里人说不来了")
    therapist.sees("要取消吗")
    await therapist.taps("不，回去")
    therapist.sees("状态：等我们答复")
    await therapist.taps("家里人说不来了")

    await therapist.taps("是，取消")

    therapist.sees("已取消，也告诉家里人了")
    await family.look()
    family.sees("已经帮您取消了", "弄错了，请打电话")
    assert (await state(home, ref)).state == "cancelled"


async def test_calling_off_late_is_written_down_as_late(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at - 3600
    await opens_the_card(therapist)
    await therapist.taps("已到") if "家里人说不来了" not in therapist.offered() else None

    await therapist.taps("家里人说不来了")
    await therapist.taps("是，取消")

    therapist.sees("临时取消")
    assert (await state(home, ref)).state == "late_cancel"


async def test_arriving_and_going_home_are_two_taps(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at + 60
    await opens_the_card(therapist)
    await therapist.taps("已到")
    therapist.sees("记下了：已到")

    await therapist.taps("已完成")

    therapist.sees("记下了：已完成")
    assert (await state(home, ref)).state == "completed"


async def test_a_slip_of_the_finger_is_put_right(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at + 60
    await opens_the_card(therapist)
    await therapist.taps("没有来")
    therapist.sees("请打个电话问问")
    await therapist.taps("更正")
    therapist.sees("已改回待定")

    await therapist.taps("是临时取消的")

    assert (await state(home, ref)).state == "late_cancel"


async def test_a_mistake_cannot_be_put_right_once_the_place_is_gone(home: OpenHome):
    _family, ref = await confirmed(home)
    therapist = await home.staff("therapist")
    home.clock.instant = (await state(home, ref)).starts_at + 60
    await opens_the_card(therapist)
    await therapist.taps("没有来")
    await closes(home, "eval-room", "2026-12-07", capacity=0)

    await therapist.taps("更正")

    therapist.sees("状态：没有来", "满")


async def test_what_nobody_decided_waits_to_be_written_down(home: OpenHome):
    await confirmed(home)
    therapist = await home.staff("therapist")
    await home.passes("2026-12-07 12:00")

    await therapist.opens("desk")

    therapist.sees("时间过了，请记结果")


# Calls


async def test_a_call_is_made_and_taken_off_the_list(home: OpenHome):
    family = await books(home, phone="13800000000")
    await family.types("人工")
    await family.taps("请打给我")
    duty = await home.staff("duty")
    await duty.opens("desk")
    await duty.taps("要打的电话")
    duty.sees("请我们打电话", "☎ 13800000000 打电话")
    _message, button = duty.button("打过电话了")

    await duty.taps("打过电话了")

    duty.sees("记下了：打过电话了")
    await duty.taps_data(button["data"])
    assert await home.app.db.read(lambda db: len(calls.waiting(db))) == 0


@pytest.mark.parametrize("verb", ["call", "rang"])
async def test_calls_are_for_those_who_may_read_what_they_are_about(home: OpenHome, verb: str):
    family = await books(home, phone="13800000000")
    await family.types("人工")
    await family.taps("请打给我")
    ((call,),) = [(one,) for one in await home.app.db.read(calls.waiting)]
    nurse = await home.staff("care_lead")

    await nurse.taps_data(f"desk.{verb}:{call.ref}:1")

    nurse.sees("没有这个电话，或者不归您的岗位处理")
    nurse.sees_no("13800000000")


async def test_a_call_about_a_booking_stands_on_its_card(home: OpenHome):
    family = await books(home)
    ref = ref_of(family)
    person = (await state(home, ref)).person_id or 0
    now = home.clock.now()
    await home.app.turns.write(lambda db: calls.add(db, person_id=person, reason="unseen", about=f"booking {ref}", now=now))
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
    ref = await asks(home, waiting, "过夜", FRIDAY, "小宝")
    home.clock.instant = (await state_of(home, ref)).starts_at - 5 * 3600
    await first.opens("bookings")
    await first.taps("喘息")
    await first.taps("取消")
    await first.taps("取消它")
    nurse = await home.staff()
    await nurse.opens("desk")
    await nurse.taps("喘息")
    nurse.sees("状态：在候补")
    return waiting, nurse, ref


async def test_a_place_that_came_too_late_to_offer_is_given_by_telephone(home: OpenHome):
    family, nurse, ref = await ringing(home)

    await nurse.taps("他们要这个位子")

    nurse.sees("已确认，也告诉家里人了")
    await family.look()
    family.sees("定好了")
    assert (await state_of(home, ref)).state == "confirmed"
    assert await home.app.db.read(lambda db: [c for c in calls.waiting(db) if c.object == ref]) == []


async def test_a_family_that_was_not_reached_keeps_its_place_in_line(home: OpenHome):
    _family, nurse, ref = await ringing(home)
    _message, button = nurse.button("没联系上")

    await nurse.taps("没联系上")

    nurse.sees("让给下一家", "状态：在候补")
    await nurse.taps_data(button["data"])
    nurse.sees("按现在的情况不能这样做")
    assert (await state_of(home, ref)).state == "waitlisted"


# Finding, today, the return code


async def test_a_booking_is_found_by_its_reference_or_by_number(home: OpenHome):
    family = await books(home, phone="13800000000")
    ref = ref_of(family)
    therapist, nurse = await home.staff("therapist"), await home.staff()
    await therapist.types(ref.lower())
    therapist.sees("小晴")

    await therapist.types("138 0000 0000")

    therapist.sees("这个号码的预约", "确认是本人", "康复首次评估")
    for typed in (ref, "13800000000", "AAAAAAAAAA", "13900000000"):
        await nurse.types(typed)
        nurse.sees("没有找到")


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


# The clock, and the menu


async def test_whoever_leads_the_home_hears_once_of_an_answer_that_is_late(home: OpenHome):
    family = await books(home, day="2026-12-21")
    ref = ref_of(family)
    head = await home.staff("head")

    await home.passes("2026-12-04 12:00")

    told = [message for message in await head.look() if message["title"] == f"超过答复时间：{ref}"]
    assert len(told) == 1
    assert (await acts(home, ref)).count("booking.overdue") == 1


async def test_a_home_without_a_head_tells_nobody_and_forgets_nothing(home: OpenHome):
    family = await books(home, day="2026-12-21")

    await home.passes("2026-12-04 12:00")

    assert "booking.overdue" not in await acts(home, ref_of(family))


async def test_the_staff_menu_is_short(home: OpenHome):
    nurse = await home.staff()

    await nurse.opens("")

    assert nurse.offered() == ["值班台", "锁屏或退出"]


async def test_a_stranger_at_the_staff_door_sees_no_desk(home: OpenHome):
    stranger = await at_the_staff_door(home)

    await stranger.opens("desk")

    stranger.sees_no("件事", "没有要办")


async def test_a_child_s_details_do_not_stand_in_a_chat_app(home: OpenHome):
    family, therapist, ref = await deciding(home)
    await home.app.turns.write(lambda db: db.execute("UPDATE addresses SET channel = 'chat' WHERE door = 'staff'"))

    assert places is not None
    assert ref
    assert family
    assert therapist
