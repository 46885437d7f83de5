"""The desk: what breaks first on top, each role its own work, and cards whose reading is recorded."""

import pytest

from bot.chat import Event
from bot.turns import Arrival
from tests.a_number import MOBILE
from tests.chat import OpenHome
from tests.handlers.booked import books, ref_of, state
from tests.handlers.colleagues import acts, at_the_staff_door, deciding, opens_the_card, rows

DAY = 24 * 3600
VERBS = (
    "card", "confirm", "wait", "arrive", "finish", "missed", "mend", "late", "off", "off_yes", "give", "release", "ask",
    "decline", "code",
)  # fmt: skip


async def test_an_empty_desk_says_so(home: OpenHome):
    nurse = await home.staff()

    await nurse.opens("desk")

    nurse.sees("没有要办的事", "[今天在院里] [接下来的预约]", "[给这台设备设密码]")


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
    await family.types(MOBILE)
    await family.taps("请打给我")
    await family.types("我不想活了")
    duty = await home.staff("duty")

    await duty.opens("desk")

    danger, urgent, ordinary = duty.offered()[:3]
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
    for day in (7, 9, 11, 14, 16, 18, 21):
        await books(home, day=f"2026-12-{day:02}")
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

    therapist.sees("小晴", "状态：等我们答复", ref, "最晚答复", "家里人送出申请")
    assert (await acts(home, ref))[-1] == "booking.read"


async def test_a_number_can_be_rung_from_the_card(home: OpenHome):
    await books(home, phone=MOBILE)
    therapist = await home.staff("therapist")

    await opens_the_card(therapist)

    therapist.sees(f"☎ {MOBILE} 打给家里人")


@pytest.mark.parametrize("role", ["care_lead", "coordinator"])
async def test_the_card_of_another_service_stays_closed(home: OpenHome, role: str):
    family = await books(home)
    ref = ref_of(family)
    colleague = await home.staff(role)

    for verb in VERBS:
        await colleague.taps_data(f"desk.{verb}:{ref}:1")

        colleague.sees("不归您的岗位")
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

    head.sees("没有这个预约，或者不归您的岗位")


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

    assert nurse.offered() == ["值班台", "夏令营", "锁屏或退出"]


async def test_a_stranger_at_the_staff_door_sees_no_desk(home: OpenHome):
    stranger = await at_the_staff_door(home)

    await stranger.opens("desk")

    stranger.sees_no("件事", "没有要办")


async def test_in_a_chat_app_a_card_carries_no_childs_details(home: OpenHome):
    await books(home, phone=MOBILE)
    await home.staff("therapist")
    await home.app.turns.write(lambda db: db.execute("UPDATE addresses SET channel = 'chat' WHERE door = 'staff'"))
    turns, key = home.app.turns, "a chat"
    blind = turns.seal.blind(key, "address.chat")
    await turns.write(lambda db: db.execute("UPDATE addresses SET blind = ? WHERE door = 'staff'", (blind,)))

    words = (Event("open", text="desk"), Event("text", text="1"), Event("text", text="今天在院里"))
    for number, event in enumerate(words):
        await turns.hear(Arrival("chat", key, f"{number}", event, b"%d" % number))

    query = "SELECT payload FROM outbox JOIN addresses ON addresses.id = address_id WHERE channel = 'chat'"
    said = [turns.seal.open(payload, "outbox.payload") for (payload,) in await rows(home, query)]
    shown = str(turns.texts.render(said, "zh", turns.home.zone))
    assert "孩子的资料请在浏览器" in shown
    assert "小晴" not in shown
    assert MOBILE not in shown
