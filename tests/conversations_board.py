"""The golden conversations of the children's letter box, added to all others."""

from tests.chat import OpenHome, Visitor
from tests.conversations import conversation, taps
from tests.handlers.a_letter import begins, comes_back, five_words, writes
from tests.handlers.test_box import answers
from tests.some_media import a_photo
from tests.web.a_request import sends_media


@conversation
async def board(home: OpenHome) -> Visitor:
    """A child writes what it does not like, changes it, and looks at its five pictures twice."""
    await home.staff("duty")
    child = await begins(home, "吃的", "写字")
    await child.types("晚饭的肉太硬了，我叫小石头")
    await child.taps("改：你的信")
    await child.types("晚饭的肉太硬了，我咬不动")
    await taps(child, "放进信箱", "我记好了", "记住了")
    return child


@conversation
async def board_cards(home: OpenHome) -> Visitor:
    """A child that does not write lays three cards, and a grown-up looks the same day."""
    await home.staff("duty")
    child = await begins(home, "我的心情", "摆图卡", "我自己", "害怕", "秘密")
    await child.taps("放进信箱")
    return child


@conversation
async def board_drawing(home: OpenHome) -> Visitor:
    """A child draws, thinks of leaving, and stays."""
    await home.staff("duty")
    child = await begins(home, "玩的", "画一画")
    await sends_media(child, "photo", a_photo())
    await child.types("菜单")
    await taps(child, "接着写", "放进信箱")
    return child


@conversation
async def board_danger(home: OpenHome) -> Visitor:
    """Words of danger: the numbers to ring at once, and a person who knows."""
    await home.staff("duty")
    child = await begins(home, "悄悄话", "写字")
    await child.types("他正在打我，不让我走")
    await taps(child, "回到刚才那里", "放进信箱")
    return child


@conversation
async def box(home: OpenHome) -> Visitor:
    """A child comes back, reads an answer, writes one more line and says that it is well now."""
    await home.staff("duty")
    said = five_words(await writes(home, "晚饭的肉太硬了"))
    await answers(home)
    child = await comes_back(home, said)
    await child.taps("再说一句")
    await child.types("好的，谢谢")
    await taps(child, "好了，谢谢你们", "关上信箱")
    return child



