"""Whoever leads a shift confirms the hours of the others, but never their own; and asks after them when it was hard."""



from storage import hours
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import (
    READING,
    all_volunteers,
    at_the_door,
    shift_ref,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import acts


async def led(home: OpenHome) -> tuple[Visitor, Visitor]:
    """A lead and another one, who were both there on Saturday."""
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    other, _two = await volunteer(home, "老李")
    for one in (lead, other):
        await takes(one, READING)
    await home.passes("2026-12-05 09:25")
    for one in (lead, other):
        await at_the_door(home, one, "我到了", READING)
    await home.passes("2026-12-05 11:32")
    return lead, other


async def test_the_lead_confirms_the_others_but_never_their_own(home: OpenHome):
    lead, other = await led(home)
    await lead.taps_data(f"shifts.show:{shift_ref(READING)}:")
    await lead.taps("我带班")

    lead.sees("老李", "您自己的时间由协调员确认")
    assert "老张" not in lead.offered()

    await lead.taps("老李")

    lead.sees("路上不算")

    await lead.taps("确认2小时")

    lead.sees("记下了，谢谢", "老李（服务")

    await other.opens("hours")

    other.sees("一共服务了4小时", "绘本陪读")

    own = await signup_of(home, READING, (await all_volunteers(home))[0])
    for verb in ("one", "served", "missing"):
        await lead.taps_data(f"shifts.{verb}:{own.booking.ref}:4")

        lead.sees("只有带班的人能看")


async def test_nobody_but_the_lead_sees_the_crew(home: OpenHome):
    _lead, other = await led(home)
    mine = await signup_of(home, READING, (await all_volunteers(home))[0])
    for tap in (f"shifts.crew:{shift_ref(READING)}:", f"shifts.one:{mine.booking.ref}:",
                f"shifts.served:{mine.booking.ref}:4", f"shifts.hard:{shift_ref(READING)}:"):  # fmt: skip
        await other.taps_data(tap)

        other.sees("只有带班的人能看")


async def test_confirmed_is_confirmed_and_more_than_the_shift_is_nothing(home: OpenHome):
    lead, _other = await led(home)
    one = await signup_of(home, READING, (await all_volunteers(home))[1])
    await lead.taps_data(f"shifts.served:{one.booking.ref}:9")

    lead.sees("!")

    for _time in (1, 2):
        await lead.taps_data(f"shifts.served:{one.booking.ref}:3")

    assert await home.app.db.read(lambda db: hours.total(db, one.volunteer_id)) == 4 + 3
    assert "hours.confirmed" in await acts(home, one.booking.ref)


async def test_whoever_did_not_come_is_written_down_and_the_coordinator_rings(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    other, who = await volunteer(home, "老李")
    for one in (lead, other):
        await takes(one, READING)
    signup = await signup_of(home, READING, who)
    coordinator = await home.staff("coordinator")
    await lead.taps_data(f"shifts.missing:{signup.booking.ref}:")

    lead.sees("!")  # it has not begun

    await home.passes("2026-12-05 11:32")
    await lead.taps_data(f"shifts.one:{signup.booking.ref}:")
    await lead.taps("没有来")

    lead.sees("协调员会打电话问问")
    await coordinator.look()
    coordinator.sees("有志愿者没有来，请打电话问问", "绘本陪读")
    assert await home.app.db.read(lambda db: hours.total(db, who.id)) == 4

    await lead.taps_data(f"shifts.missing:{signup.booking.ref}:")

    lead.sees("!")


async def test_after_a_hard_shift_everybody_is_asked_the_next_day(home: OpenHome):
    lead, other = await led(home)
    await lead.taps_data(f"shifts.crew:{shift_ref(READING)}:")
    await lead.taps("这一班不容易")

    lead.sees("明天我们会问问大家好不好")

    await home.passes("2026-12-06 10:01")
    for one in (lead, other):
        await one.look()

        one.sees("还好吗？")
