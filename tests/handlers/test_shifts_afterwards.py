"""Before a shift a reminder, after it thanks; after a hard one somebody is there, now and tomorrow."""



from storage import calls, checks
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import (
    GARDEN,
    INTRO,
    newest,
    signs_up,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import rows


async def test_a_reminder_asks_and_is_answered_with_one_tap(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await home.passes("2026-12-05 18:31")
    await visitor.look()

    visitor.sees("12月6日（周日）的班次", "园艺养护")

    await visitor.taps("我会来")

    visitor.sees("好的")
    assert await rows(home, "SELECT voice, answer FROM feedback") == [("coming", "yes")]

    await home.passes("2026-12-06 08:01")
    await visitor.look()

    visitor.sees("今天上午9:00的班次")


async def test_a_reminder_of_what_was_handed_over_stays_silent(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    other, _second = await volunteer(home, "老李")
    await takes(visitor, GARDEN)
    await visitor.taps("来不了")
    await other.look()
    await other.taps("我能来")
    await home.passes("2026-12-05 18:31")
    await visitor.look()
    await other.look()

    assert not visitor.has_seen("的班次\n")
    other.sees("12月6日（周日）的班次")


async def was_there(home: OpenHome) -> Visitor:
    """Somebody who was in the garden, and whom we thank an hour later."""
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    one = await signup_of(home, GARDEN, who)
    await home.passes("2026-12-06 09:00")
    await home.app.turns.write(
        lambda db: db.execute("UPDATE signups SET came_at = ? WHERE booking_id = ?", (home.clock.now(), one.booking.id))
    )
    await home.passes("2026-12-06 12:01")
    await visitor.look()
    return visitor


async def test_thanks_come_an_hour_after_and_a_good_day_needs_no_more(home: OpenHome):
    visitor = await was_there(home)

    visitor.sees("今天谢谢您", "有您在真好")

    await visitor.taps("挺好的")

    visitor.sees("下次见")


async def test_whoever_was_not_there_is_not_thanked(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await home.passes("2026-12-06 12:01")
    await visitor.look()

    assert not visitor.has_seen("今天谢谢您")


async def test_after_a_hard_one_somebody_is_there_now_and_tomorrow(home: OpenHome):
    visitor = await was_there(home)
    await visitor.taps("有点难")

    visitor.sees("不是您做得不好", "要不要和人聊聊")

    await visitor.taps("不用，我还好")

    visitor.sees("那就好")

    await home.passes("2026-12-07 10:01")
    await visitor.look()

    visitor.sees("还好吗？", "昨天那一班不容易")

    await visitor.taps("请打电话给我")

    visitor.sees("维权岗值班社工会打给您")
    (call,) = await home.app.db.read(calls.waiting)
    assert call.reason == "hard"

    duty = await home.staff("duty")
    await duty.opens("desk")
    await duty.taps("要打的电话")

    duty.sees("志愿者觉得这一班难")

    await duty.taps("打过电话了")

    duty.sees("记下了")


async def test_without_a_number_we_ask_to_be_rung(home: OpenHome):
    visitor = await was_there(home)
    await home.app.turns.write(lambda db: db.execute("UPDATE people SET details = NULL, phone_index = NULL"))
    await visitor.taps("有点难")
    await visitor.taps("好，请打给我")

    visitor.sees("没有您的电话")
    assert await home.app.db.read(calls.waiting) == []


async def test_a_training_that_was_served_counts_as_passed(home: OpenHome):
    visitor = await signs_up(home)
    one = await newest(home)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.begin:{one.ref}:1")
    await takes(visitor, INTRO)
    await home.passes("2026-12-02 18:05")
    signup = await signup_of(home, INTRO, one)
    await coordinator.taps_data(f"roster.one:{signup.booking.ref}:")
    await coordinator.taps("确认1.5小时")

    kept = await home.app.db.read(lambda db: checks.latest(db, one.id))
    assert kept["training-intro"].result == "passed"

    await visitor.opens("volunteers")

    visitor.sees_no("岗前体验")


async def test_buttons_of_what_is_over_show_how_it_stands(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    one = await signup_of(home, GARDEN, who)
    await home.passes("2026-12-06 11:30")
    for verb in ("come", "was_good", "absent", "able"):
        await visitor.taps_data(f"shifts.{verb}:{one.booking.ref}:")

        visitor.sees("园艺养护")
    assert (await signup_of(home, GARDEN, who)).booking.state == "unresolved"
