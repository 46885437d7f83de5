"""What families do for the summer camp again and again in these tests: register, fill in a sheet, let the child speak.

The sample home's first week is 11 to 15 January 2027, in the order of registration; its second, 25 to 29 January, is
drawn on 30 December. It is Tuesday, 1 December 2026.
"""

from storage import camps
from storage.camps import Camp
from storage.places import Booking
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import closes, describes, newest, shown, state_of

FIRST, SECOND = "第一期", "第二期"
PURPOSES = ("data", "outing", "swimming", "emergency", "medicine", "photo_inside", "photo_public")
YES, NO, ASK = "同意", "不同意", "每次先问我"


async def comes_to_the_form(family: Visitor, week: str = FIRST) -> None:
    """From wherever one is to the question who comes."""
    await family.opens("camp")
    if YES in family.offered():
        await family.taps(YES)
    await family.taps(week)
    await family.taps("报名")


async def begins(family: Visitor, *names: str, week: str = FIRST, needs: str = "都没有") -> None:
    """Say who comes: children that are known are ticked, others are added."""
    await comes_to_the_form(family, week)
    for name in names:
        if name in family.offered():
            await family.taps(name)
        else:
            await family.taps("＋ 加")
            await _describes(family, name, needs)
    await family.taps("选好了")


async def _describes(family: Visitor, name: str, needs: str) -> None:
    if needs != "都没有":
        await describes(family, name, needs)
        return
    await family.types(name)
    for label in ("爸爸或妈妈", "7–9岁", "都没有", "对，就这样"):
        await family.taps(label)


async def fills_in(
    family: Visitor, name: str, *, born: str = "2018-06-01", allergy: str = "", medicine: str = "", diet: str = "",
    seizures: str = "没有", collects: tuple[str, str, str] | None = None, **answers: str,
) -> None:  # fmt: skip
    """A child's sheet from its first question; whatever is not said otherwise is agreed to, and is “none”."""
    await family.taps(name)
    for purpose in PURPOSES:
        await family.taps(answers.get(purpose, YES))
    await family.types(born)
    if answers.get("data", YES) == YES:
        for words in (allergy, medicine, diet):
            await (family.types(words) if words else family.taps("没有"))
        await family.taps(seizures)
    if collects is None:
        await family.taps("只有我")
    else:
        await family.taps("还有别人")
        for words in collects:
            await family.types(words)
        await family.taps("就这些")
    await family.taps("对，就这样")


async def sends(family: Visitor, phone: str = "") -> None:
    """From the last sheet to the end."""
    if any("候补" in label for label in family.offered()):
        await family.taps("候补")
    if "____（tel）" in shown(family):
        await (family.types(phone) if phone else family.taps("跳过"))
    await family.taps("送出报名")


async def registers(
    home: OpenHome, family: Visitor, name: str = "小晴", *, week: str = FIRST, needs: str = "都没有", phone: str = "",
    **sheet: object,
) -> Booking:  # fmt: skip
    """One child, all the way."""
    await begins(family, name, week=week, needs=needs)
    if "填好了" not in shown(family):
        await fills_in(family, name, **sheet)  # type: ignore[arg-type]
    if "送出报名" not in family.offered() and "继续" in family.offered():
        await family.taps("继续")
    await sends(family, phone)
    return await newest(home)


async def lets_the_child_say(family: Visitor, answer: str = "想去") -> None:
    """The child taps a picture on what was sent last."""
    await family.taps("问孩子")
    await family.taps(answer)


async def comes_to_camp(home: OpenHome, family: Visitor, name: str = "小晴", **more: object) -> Booking:
    """Registered, asked, and confirmed by whoever leads the camp."""
    booking = await registers(home, family, name, **more)  # type: ignore[arg-type]
    await lets_the_child_say(family)
    lead = await home.staff("camp_lead")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    await lead.taps("确认")
    await family.look()
    return await state_of(home, booking.ref)


async def the_camp(home: OpenHome, week: str = "first") -> Camp:
    """A week of the sample home."""
    found = await home.app.db.read(lambda db: camps.not_over(db, 0))
    return next(camp for camp in found if camp.week == week)


async def fills_the_week(home: OpenHome, left: int = 0) -> None:
    """Only so many places are left for whoever has no needs."""
    await closes(home, "camp.first.c", "2027-01-11", capacity=left)
