"""“来不了” in one tap: who stays responsible, who is asked and when, and how everybody hears of it."""


from tests.chat import OpenHome
from tests.handlers.a_volunteer import (
    GARDEN,
    READING,
    gardeners,
    looked,
    newest_search,
    on_shift,
    shift_ref,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import acts, rows


async def test_one_tap_and_the_first_stays_responsible(home: OpenHome):
    first, other = await gardeners(home, 2)
    await first.taps("来不了")

    first.sees("谢谢您告诉我们", "已经问了1位", "有人接之前，这一班还算您的", "没有人会怪您")
    (one,) = await on_shift(home, GARDEN)
    assert one.booking.state == "confirmed"
    assert "standin.opened" in await acts(home, one.booking.ref)

    await other.look()

    other.sees("能来接一个班吗", "园艺养护", "谁先说能来，就归谁")


async def test_the_first_yes_wins_and_both_changes_come_together(home: OpenHome):
    first, second, third = await gardeners(home, 3)
    await first.taps("来不了")
    await looked([second, third], "")
    await second.taps("我能来")

    second.sees("这一班归您了")

    await third.taps("我能来")

    third.sees("已有人接了，谢谢")

    await first.look()

    first.sees("有人接了，您不用来了")
    (one,) = await on_shift(home, GARDEN)
    assert one.booking.state == "confirmed"
    sunday = "SELECT state FROM bookings WHERE kind = 'v-garden' AND first_day = '2026-12-06' ORDER BY id"
    assert await rows(home, sunday) == [("cancelled",), ("confirmed",)]


async def test_the_others_are_thanked_and_whoever_said_no_is_left_alone(home: OpenHome):
    first, second, third, fourth = await gardeners(home, 4)
    await first.taps("来不了")
    await looked([second, third, fourth], "")
    await third.taps("这次不行")

    third.sees("没关系")

    await second.taps("我能来")

    assert await looked([third, fourth], "已有人接了，谢谢") == [False, True]


async def test_others_are_asked_in_waves(home: OpenHome):
    visitors = await gardeners(home, 6)
    await visitors[0].taps("来不了")

    assert await looked(visitors[1:], "能来接一个班吗") == [True, True, True, False, False]

    await home.passes("2026-12-01 11:01")

    assert await looked(visitors[1:], "能来接一个班吗") == [True] * 5


async def test_when_a_whole_wave_says_no_the_next_is_asked_at_once(home: OpenHome):
    visitors = await gardeners(home, 5)
    await visitors[0].taps("来不了")
    for one in visitors[1:4]:
        await one.look()
        await one.taps("这次不行")

    assert await looked(visitors[4:], "能来接一个班吗") == [True]


async def test_nobody_is_asked_at_night(home: OpenHome):
    first, other = await gardeners(home, 2)
    await home.passes("2026-12-01 22:00")
    await first.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")
    await first.taps("来不了")

    assert await looked([other], "能来接一个班吗") == [False]

    await home.passes("2026-12-02 07:59")
    assert await looked([other], "能来接一个班吗") == [False]

    await home.passes("2026-12-02 08:01")
    assert await looked([other], "能来接一个班吗") == [True]


async def test_thanks_for_what_was_taken_at_night_wait_for_the_morning(home: OpenHome):
    first, second, third = await gardeners(home, 3)
    await first.taps("来不了")
    await second.look()
    await home.passes("2026-12-01 22:00")
    await second.taps("我能来")

    assert await looked([third], "已有人接了") == [False]

    await home.passes("2026-12-02 08:01")
    assert await looked([third], "已有人接了") == [True]


async def test_within_48_hours_the_lead_and_the_coordinator_hear_at_once(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    other, _two = await volunteer(home, "老李")
    await takes(lead, READING)
    await takes(other, READING)
    coordinator = await home.staff("coordinator")
    await home.passes("2026-12-03 09:00")
    await other.taps("来不了")

    assert await looked([lead, coordinator], "有人来不了，班次快到了") == [False, False]

    await other.taps("我又能来了")

    other.sees("这一班还是您的")

    await home.passes("2026-12-03 10:00")
    await other.taps("来不了")

    assert await looked([lead, coordinator], "有人来不了，班次快到了") == [True, True]

    await lead.taps("看这个班次")

    lead.sees("绘本陪读")

    await coordinator.taps("打开")

    coordinator.sees("来不了，在问别人")


async def test_when_nobody_is_left_to_ask_the_coordinator_hears(home: OpenHome):
    (only,) = await gardeners(home, 1)
    coordinator = await home.staff("coordinator")
    await only.taps("来不了")

    assert await looked([coordinator], "能问的人都问过了") == [True]


async def test_a_second_tap_begins_no_second_search(home: OpenHome):
    first, _other = await gardeners(home, 2)
    _message, absent = first.button("来不了")
    await first.taps("来不了")
    await first.taps_data(absent["data"])

    assert await rows(home, "SELECT count(*) FROM standins") == [(1,)]


async def test_an_old_button_of_what_was_handed_over_begins_nothing(home: OpenHome):
    first, second = await gardeners(home, 2)
    _message, absent = first.button("来不了")
    await first.taps("来不了")
    await second.look()
    await second.taps("我能来")
    await first.taps_data(absent["data"])

    first.sees("可以报，还有5个名额")
    assert await rows(home, "SELECT state FROM standins") == [("taken",)]


async def test_i_can_come_after_all_unless_somebody_has_it(home: OpenHome):
    first, second = await gardeners(home, 2)
    await first.taps("来不了")
    _message, able = first.button("我又能来了")
    await first.taps("我又能来了")

    first.sees("这一班还是您的")
    assert await looked([second], "已有人接了") == [True]

    await second.taps_data(f"shifts.stand:{await newest_search(home)}:")

    second.sees("已有人接了，谢谢")

    await first.taps("来不了")
    await second.taps_data(f"shifts.stand:{await newest_search(home)}:")

    second.sees("这一班归您了")

    await first.taps_data(able["data"])

    first.sees("可以报，还有5个名额")


async def test_whoever_is_not_let_through_reads_why_even_with_the_button(home: OpenHome):
    first, _other = await gardeners(home, 2)
    new, _who = await volunteer(home, "小新", experienced=False)
    await first.taps("来不了")
    ref = await newest_search(home)
    await new.taps_data(f"shifts.stand:{ref}:")

    new.sees("要有熟悉这里的志愿者带着")
    for verb in ("stand", "pass"):
        await new.taps_data(f"shifts.{verb}:NOBODYS:")

        new.sees("找不到这个请求了")


async def test_a_no_of_somebody_who_was_not_asked_changes_nothing(home: OpenHome):
    first, _other = await gardeners(home, 2)
    new, _who = await volunteer(home, "小新", experienced=False)
    await first.taps("来不了")
    ref = await newest_search(home)
    await new.taps_data(f"shifts.pass:{ref}:")

    assert await rows(home, "SELECT count(*) FROM standin_asks WHERE answer IS NOT NULL") == [(0,)]


async def test_at_its_beginning_the_search_ends_and_the_first_one_was_responsible(home: OpenHome):
    (only,) = await gardeners(home, 1)
    await only.taps("来不了")
    await home.passes("2026-12-06 09:02")

    assert await rows(home, "SELECT state FROM standins") == [("kept",)]

    await only.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")
    (one,) = await on_shift(home, GARDEN)
    await only.taps_data(f"shifts.absent:{one.booking.ref}:")

    only.sees("已经开始了", "免得大家等")


async def test_a_newcomers_buddy_who_hands_over_leaves_no_newcomer_alone(home: OpenHome):
    old, _one = await volunteer(home, "老张")
    new, newcomer = await volunteer(home, "小新", experienced=False)
    other, second = await volunteer(home, "老李")
    await takes(old, GARDEN)
    await takes(new, GARDEN)
    await old.taps("来不了")
    await other.look()
    await other.taps("我能来")

    assert (await signup_of(home, GARDEN, newcomer)).buddy == second.id
