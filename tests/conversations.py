"""The conversations that are kept as golden transcripts, one for each flow: who comes, and what they tap and type."""

from collections.abc import Awaitable, Callable

from tests.a_number import MOBILE, RESIDENT_ID, grouped
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, begins, closes, comes_to_the_summary, decides, describes, newest
from tests.handlers.booked import books
from tests.handlers.colleagues import deciding, opens_the_card, signed_in
from tests.handlers.test_questions import asked
from tests.some_media import a_photo, a_voice
from tests.web.a_request import sends_media

Conversation = Callable[[OpenHome], Awaitable[Visitor]]
CONVERSATIONS: dict[str, Conversation] = {}


def conversation(told: Conversation) -> Conversation:
    """Keep a conversation under its function's name."""
    CONVERSATIONS[told.__name__] = told
    return told


async def taps(visitor: Visitor, *labels: str) -> None:
    for label in labels:
        await visitor.taps(label)


@conversation
async def respite(home: OpenHome) -> Visitor:
    """A grandmother asks for the first time: the bot leads her to a visit first, and a nurse confirms it."""
    family = await home.family()
    await taps(family, "预约喘息照料", "同意", "＋ 加")
    await family.types("小晴")
    await taps(family, "爷爷奶奶", "为什么问", "4–6岁", "孤独症", "选好了", "对，就这样")
    await taps(family, "选好了", "过夜", "好，先约首次见面")
    await family.types("下周三")
    await family.taps("下午2:00")
    await family.types("怕大声，吃软的")
    await taps(family, "只有一个人照顾", "选好了")
    await family.types(grouped(MOBILE))
    await taps(family, "改：时间", "下午3:30", "送出申请", "怎么来")
    await decides(home, await newest(home))
    await family.look()
    await home.passes("2026-12-08 19:00")
    await family.look()
    await family.taps("会来")
    return family


@conversation
async def respite_waitlist(home: OpenHome) -> Visitor:
    """The night is full; the family waits, is offered a freed place and takes it."""
    other = await home.family()
    await closes(home, "night-carer", FRIDAY, capacity=1)
    booking = await asks(home, other, "过夜", FRIDAY, "小宝")
    family = await home.family()
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜")
    await family.taps("送出申请")
    await other.taps_data(f"bookings.drop:{booking.ref}:{booking.version}")
    await family.look()
    await family.taps("好，订下")
    return family


@conversation
async def respite_move(home: OpenHome) -> Visitor:
    """A confirmed half day is moved to another day; the old one stays until then."""
    family = await home.family()
    await decides(home, await asks(home, family, "半天"))
    family.spoken.clear()
    await family.opens("bookings")
    await taps(family, "喘息照料·半天", "改时间")
    await family.picks("2026-12-12")
    while "跳过" in family.offered():
        await family.taps("跳过")
    await family.taps("送出申请")
    await decides(home, await newest(home))
    await family.look()
    await taps(family, "我的预约")
    return family


@conversation
async def bookings(home: OpenHome) -> Visitor:
    """A family calls a booking off."""
    family = await home.family()
    await asks(home, family, "半天")
    family.spoken.clear()
    await taps(family, "我的预约", "喘息照料·半天", "取消", "确定取消", "我的预约", "以前的")
    return family


@conversation
async def children(home: OpenHome) -> Visitor:
    """A child is noted; a paper's number is not wanted."""
    family = await home.family()
    await family.types("登记孩子")
    await taps(family, "同意", "为什么问")
    await family.types(RESIDENT_ID)
    await describes(family, "小晴")
    return family


@conversation
async def urgent(home: OpenHome) -> Visitor:
    """In the evening a mother has to go to hospital."""
    await home.passes("2026-12-01 21:30")
    family = await home.family()
    await taps(family, "急需照料", "今晚")
    await family.types(MOBILE[:-1])
    await family.types(MOBILE)
    await taps(family, "送出，请打给我", "我的预约", "急需照料")
    return family


@conversation
async def notice(home: OpenHome) -> Visitor:
    """Somebody reads the notice, does not agree, and still learns how to reach the home."""
    family = await home.family()
    await taps(family, "预约喘息照料", "会留下什么？", "回到刚才的问题", "不同意", "首页", "预约喘息照料")
    await family.taps("只想了解一下")
    return family


@conversation
async def privacy(home: OpenHome) -> Visitor:
    """What is kept, and taking it back."""
    family = await home.family()
    await asks(home, family, "半天")
    family.spoken.clear()
    await family.types("我的资料")
    await taps(family, "看看留了我的什么", "存成文件带走")
    await home.app.ticks.catch_up()
    await family.look()
    await family.opens("privacy")
    await taps(family, "撤回同意，并删掉", "是的，撤回并删掉", "首页")
    return family


@conversation
async def human(home: OpenHome) -> Visitor:
    """Somebody is stuck in a form, asks for a person and goes on."""
    family = await home.family()
    await begins(family, "小晴")
    family.spoken.clear()
    await family.types("看不懂")
    await family.types("人工")
    await family.taps("请打电话给我")
    await family.types(MOBILE)
    await taps(family, "回到刚才那里", "退出填写", "先保留")
    return family


@conversation
async def language(home: OpenHome) -> Visitor:
    """From Chinese to English in the middle of a form, and back."""
    family = await home.family()
    await begins(family, "小晴")
    family.spoken.clear()
    await family.opens("language")
    await taps(family, "English", "Back to where I was")
    await family.types("back")
    await family.opens("language")
    await taps(family, "中文", "回到刚才那里")
    return family


@conversation
async def assessment(home: OpenHome) -> Visitor:
    """A first assessment."""
    family = await home.family()
    await taps(family, "康复首次评估", "同意", "＋ 加")
    await describes(family, "小晴")
    await family.taps("谁都可以")
    await family.picks("2026-12-09")
    await taps(family, "上午9:00", "跳过", "跳过", "送出申请")
    return family


@conversation
async def concerns(home: OpenHome) -> Visitor:
    """Somebody writes that they cannot go on, in the middle of a form."""
    family = await home.family()
    await begins(family, "小晴")
    family.spoken.clear()
    await family.types("我撑不下去了，不想活了")
    await taps(family, "回到刚才那里")
    await family.opens("concerns")
    return family


@conversation
async def desk(home: OpenHome) -> Visitor:
    """The head nurse opens the queue, reads a request and confirms it."""
    family = await home.family()
    await asks(home, family, "过夜")
    nurse = await home.staff("care_lead")
    await taps(nurse, "值班台", "喘息照料", "确认")
    return nurse


@conversation
async def decline(home: OpenHome) -> Visitor:
    """The therapist declines with a reason; the family reads it."""
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await taps(therapist, "婉拒", "人手不够", "跳过", "送出，给家里人看")
    await family.look()
    therapist.spoken += ["—— 家里人看到 ——", family.spoken[-1]]
    return therapist


@conversation
async def questions(home: OpenHome) -> Visitor:
    """The therapist asks something about a booking; the family answers."""
    family, therapist, _ref = await deciding(home)
    await therapist.taps("问家里人")
    await therapist.types("孩子坐轮椅来吗？")
    family.spoken.clear()
    await family.look()
    await family.taps("回答")
    await family.types("坐，折叠的。")
    return family


@conversation
async def questions_by_voice(home: OpenHome) -> Visitor:
    """A photo comes where none is asked for; then the family answers a question by voice."""
    family, therapist, _ref = await asked(home)
    family.spoken.clear()
    await sends_media(family, "photo", a_photo())
    await family.taps("回答")
    await sends_media(family, "voice", a_voice(seconds=12))
    await opens_the_card(therapist)
    family.spoken += ["—— 康复师长看到 ——", therapist.spoken[-1]]
    return family


@conversation
async def signin(home: OpenHome) -> Visitor:
    """A new colleague comes in with an invite, sets a PIN, and the device is locked."""
    visitor = await signed_in(home, pin="2580")
    await visitor.taps("去值班台")
    await home.passes("2026-12-01 10:00")
    await visitor.opens("desk")
    await visitor.types("2580")
    return visitor
