"""The golden conversations about volunteers, added to all others: who comes, and what they tap and type."""

from storage import hours
from tests.chat import OpenHome, Visitor
from tests.conversations import CONVERSATIONS, conversation, taps
from tests.handlers.a_volunteer import (
    GARDEN,
    READING,
    accepted,
    newest,
    notes,
    shift_ref,
    signs_up,
    takes,
    volunteer,
)


@conversation
async def joining(home: OpenHome) -> Visitor:
    """Somebody reads what there is to help with, and signs up."""
    visitor = await signs_up(home)
    await visitor.taps("我的志愿服务")
    return visitor


@conversation
async def joining_minor(home: OpenHome) -> Visitor:
    """A pupil of sixteen, with a guardian; first the birthday is not right."""
    visitor = await home.family()
    await taps(visitor, "志愿服务", "报名", "同意")
    await visitor.types("古丽")
    await taps(visitor, "14到17岁", "为什么问")
    await visitor.types("2014-05-03")
    await visitor.types("2010年5月3日")
    return visitor


@conversation
async def volunteers(home: OpenHome) -> Visitor:
    """From the sign-up to being with us: what is missing, who decides, by when; a break."""
    visitor = await signs_up(home)
    visitor.spoken.clear()
    await visitor.opens("volunteers")
    await accepted(home, (await newest(home)).ref, "背景核查")
    await visitor.look()
    await visitor.opens("volunteers")
    await taps(visitor, "歇一段", "我想回来了")
    return visitor


@conversation
async def vetting(home: OpenHome) -> Visitor:
    """The coordinator reads a sign-up, notes the talk, and declines another one with a reason."""
    await signs_up(home)
    one = await newest(home)
    await signs_up(home, "王大明", record="不同意")
    coordinator = await home.staff("coordinator")
    await taps(coordinator, "值班台", "志愿者管理", "李小梅", "开始了解")
    await notes(coordinator, one.ref, "聊过")
    await taps(coordinator, "志愿者管理", "王大明", "婉拒，写明原因")
    await coordinator.types("今年的名额满了，明年春天再请您来。")
    return coordinator


@conversation
async def shifts(home: OpenHome) -> Visitor:
    """Finding a shift: open ones, almost open ones with their reason, filters; taking one, and a reminder."""
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("shifts")
    await taps(visitor, "差一点就能报", "换个条件", "绘本陪读", "换个条件", "全部")
    await visitor.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")
    await visitor.taps("我报这一班")
    await home.passes("2026-12-05 18:31")
    await visitor.look()
    await taps(visitor, "我会来", "我的班次")
    return visitor


@conversation
async def shifts_standing_in(home: OpenHome) -> Visitor:
    """She cannot come, and says so with one tap; another takes it over; a third is thanked."""
    first, _one = await volunteer(home, "老张")
    second, _two = await volunteer(home, "老李")
    third, _three = await volunteer(home, "老王")
    await takes(first, GARDEN)
    for one in (first, second, third):
        one.spoken.clear()
    await first.taps("来不了")
    await second.look()
    await second.taps("我能来")
    await first.look()
    await third.look()
    first.spoken += ["—— 接班的人看到 ——", *second.spoken, "—— 另一位看到 ——", *third.spoken]
    return first


@conversation
async def shifts_door(home: OpenHome) -> Visitor:
    """At the door, a little late; the lead confirms the hours; thanks, a hard day, and the next morning."""
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    visitor, _who = await volunteer(home, "老李")
    await takes(lead, READING)
    await takes(visitor, READING)
    visitor.spoken.clear()
    await home.passes("2026-12-05 09:45")
    colleague = await home.staff("care_lead")
    await colleague.taps_data("roster.door::")
    await visitor.taps_data(f"shifts.show:{shift_ref(READING)}:")
    await visitor.taps("我到了")
    await visitor.types("12")
    await visitor.types(str(colleague.last["text"][0]))
    await home.passes("2026-12-05 11:31")
    lead.spoken.clear()
    await lead.taps_data(f"shifts.show:{shift_ref(READING)}:")
    await taps(lead, "我带班", "老李", "确认1.5小时")
    await home.passes("2026-12-05 12:31")
    await visitor.look()
    await taps(visitor, "有点难", "不用，我还好")
    await home.passes("2026-12-06 10:01")
    await visitor.look()
    visitor.spoken += ["—— 带班的人看到 ——", *lead.spoken]
    return visitor


@conversation
async def roster(home: OpenHome) -> Visitor:
    """The day before: one adult alone is not safe, and the desk says so."""
    visitor, _who = await volunteer(home, "老张", passed=("record", "lead"))
    await takes(visitor, READING)
    await home.passes("2026-12-04 10:00")
    coordinator = await home.staff("coordinator")
    await taps(coordinator, "值班台", "绘本陪读", "老张", "回到这个班次", "这一班不办了")
    await taps(coordinator, "不，回到这个班次", "这几天的班次", "门口的四位数字")
    return coordinator


@conversation
async def hours_served(home: OpenHome) -> Visitor:
    """What was served, and a summary to print."""
    visitor, who = await volunteer(home, "老张")
    await home.app.turns.write(lambda db: hours.add(db, who.id, day="2026-12-01", halves=201, by="x", now=1))
    await visitor.opens("hours")
    await visitor.taps("开一份小结")
    return visitor


@conversation
async def hours_countered(home: OpenHome) -> Visitor:
    """The coordinator takes an entry back, with a reason and the right number."""
    _visitor, who = await volunteer(home, "老张")
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{who.ref}:")
    await taps(coordinator, "服务时间", "冲回", "时间记错了", "改成1.5小时")
    return coordinator


@conversation
async def teams(home: OpenHome) -> Visitor:
    """A group is made, somebody joins, and both come to the garden."""
    visitor, _who = await volunteer(home, "老张")
    other, _second = await volunteer(home, "老李")
    await visitor.opens("teams")
    await visitor.taps("建一个小组")
    await visitor.types("三年二班")
    code = str(dict(visitor.last["facts"])["小组码"])
    await other.opens("teams")
    await other.taps("我有小组码")
    await other.types(code)
    await visitor.taps_data(f"shifts.show:{shift_ref(GARDEN)}:")
    await taps(visitor, "和小组一起来", "老张", "老李", "选好了")
    return visitor


@conversation
async def feedback(home: OpenHome) -> Visitor:
    """A mother has seen something that does not feel right."""
    await home.staff("duty")
    family = await home.family()
    await family.opens("concerns")
    await taps(family, "和志愿者有关的事", "靠得太近", "为什么问")
    await family.types("周六陪读时，有位志愿者一直抱着孩子不放。")
    await family.taps("交给值班社工")
    return family


__all__ = ["CONVERSATIONS"]
