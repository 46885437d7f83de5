"""The golden conversations of the summer camp: who comes, and what they tap and type."""

from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.conversations import conversation, taps
from tests.handlers.a_camper import begins, comes_to_camp, comes_to_the_form, registers, sends
from tests.handlers.a_family import newest


@conversation
async def camp(home: OpenHome) -> Visitor:
    """Two children are registered for a week: the second copies the first, the child says what it thinks."""
    family = await home.family()
    await comes_to_the_form(family)
    for name in ("小晴", "小雨"):
        await family.taps("＋ 加")
        await family.types(name)
        await taps(family, "爸爸或妈妈", "7–9岁", "都没有", "对，就这样")
    await taps(family, "选好了", "小晴", "同意", "同意", "每次先问我", "同意", "为什么问", "同意", "同意", "不同意")
    await family.types("2018年6月1日")
    await family.types("花生，嘴会肿")
    await taps(family, "没有", "没有", "没有", "还有别人")
    for words in ("王阿姨", "邻居", MOBILE):
        await family.types(words)
    await taps(family, "就这些", "对，就这样", "小雨", "一样")
    await family.types("2016-03-02")
    await taps(family, "有变化", "没有", "一样", "一样", "一样", "一样", "对，就这样")
    await sends(family)
    await taps(family, "问孩子", "想去", "说不好", "看这个预约")
    lead = await home.staff("camp_lead")
    booking = await newest(home)
    await lead.taps_data(f"desk.card:{booking.ref}:")
    await lead.taps("确认")
    await family.look()
    return family


@conversation
async def camp_draw(home: OpenHome) -> Visitor:
    """A week that is drawn: in the draw, how it can be checked, and the place that came of it."""
    family = await home.family()
    await registers(home, family, week="第二期")
    family.spoken.clear()
    await family.opens("camp")
    await taps(family, "第二期", "抽签怎么查证")
    return family


@conversation
async def camp_consents(home: OpenHome) -> Visitor:
    """Photos in public are taken back, with a reason; whoever leads the camp hears of it."""
    family = await home.family()
    await comes_to_camp(home, family)
    lead = await home.staff("camp_lead")
    family.spoken.clear()
    await family.opens("camp_consents")
    await taps(family, "小晴", "改：公开照片", "不同意", "说说为什么")
    await family.types("网上有人认出过我们")
    await lead.look()
    family.spoken += ["—— 夏令营负责老师看到 ——", lead.spoken[-2]]
    return family


@conversation
async def camp_desk(home: OpenHome) -> Visitor:
    """Whoever leads the camp opens a week, shares out the teams and takes out the roster."""
    family = await home.family()
    await comes_to_camp(home, family)
    lead = await home.staff("camp_lead")
    await taps(lead, "夏令营", "第一期", "小队", "给没有分队", "回到这一期", "名册：打印")
    return lead


@conversation
async def guardians(home: OpenHome) -> Visitor:
    """A mother makes a code for the father."""
    family = await home.family()
    await begins(family, "小晴")
    family.spoken.clear()
    await family.types("另一位监护人")
    await taps(family, "给另一位监护人一个代码")
    return family
