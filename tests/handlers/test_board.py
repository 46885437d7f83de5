"""A child puts a letter into the box: by words, cards, voice or drawing, and nobody knows who it was."""

import pytest

from storage import posts
from tests.chat import OpenHome
from tests.handlers.a_letter import begins, five_words, rows, taps, writes
from tests.some_media import a_photo, a_voice
from tests.web.a_request import sends_media

NUMBER = "138" + "0000" + "0000"


async def only_line(home: OpenHome) -> posts.Line:
    """The one line of the one letter in the box."""
    seal = home.app.turns.seal
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    (line,) = await home.app.db.read(lambda db: posts.lines(db, seal, ref))
    return line


async def test_before_the_first_word_a_child_is_told_who_reads_it(home: OpenHome):
    child = await home.family()

    await child.taps("童声留言板")

    child.sees("看信的是社工老师、护士长和负责人", "谁也不知道是谁写的", "有人可能受到伤害", "能帮忙的大人")


async def test_in_a_chat_app_it_is_said_what_cannot_be_promised_for_it(home: OpenHome):
    child = await home.family()

    await child.taps("童声留言板")

    if home.channel == "web":
        child.sees_no("这个软件自己知道你的账号")
    else:
        child.sees("这个软件自己知道你的账号，我们不保存")


async def test_a_letter_in_words_lies_in_the_box_as_it_was_written(home: OpenHome):
    child = await writes(home, "晚饭太硬了，我咬不动")

    child.sees("信放进信箱了", "我们最晚12月4日", "回信")
    line = await only_line(home)
    assert (line.kind, line.content, line.origin) == ("words", {"words": "晚饭太硬了，我咬不动"}, "child")


async def test_a_child_who_does_not_write_lays_three_cards(home: OpenHome):
    child = await begins(home, "住的", "摆图卡", "别的小朋友", "生气", "睡的地方")

    child.sees("别的小朋友", "生气", "睡的地方")
    await child.taps("放进信箱")

    child.sees("信放进信箱了")
    assert (await only_line(home)).content == {"cards": ["child", "angry", "bed"]}


async def test_one_card_is_enough_and_none_is_asked_about(home: OpenHome):
    child = await begins(home, "我的心情", "摆图卡", "跳过", "跳过", "跳过")

    await child.taps("放进信箱")

    child.sees("请至少点一张图")
    await child.taps("玩耍")
    await child.taps("放进信箱")
    child.sees("信放进信箱了")


async def test_a_spoken_letter_leaves_the_attachments(home: OpenHome):
    child = await begins(home, "玩的", "说话")

    await sends_media(child, "voice", a_voice("webm", 2))
    child.sees("你说的话（2秒）")
    await child.taps("放进信箱")

    assert (await only_line(home)).kind == "voice"
    assert await rows(home, "SELECT media_type FROM post_media") == [("audio/mp4",)]
    assert await rows(home, "SELECT ref FROM attachments") == []


async def test_a_drawing_is_looked_at_once_more_before_it_goes(home: OpenHome):
    child = await begins(home, "我想改变", "画一画")

    await sends_media(child, "photo", a_photo())
    child.sees("你的画", "再看一遍")
    await child.taps("放进信箱")

    assert (await only_line(home)).kind == "drawing"
    assert await rows(home, "SELECT media_type FROM post_media") == [("image/jpeg",)]
    assert await rows(home, "SELECT ref FROM attachments") == []


async def test_what_could_say_who_wrote_is_pointed_out_and_may_stay(home: OpenHome):
    child = await begins(home, "学习", "写字")

    await child.types(f"我叫小石头，在阳光小学三年级2班，电话{NUMBER}")

    child.sees("写了电话或者账号", "写了你的名字", "写了学校或者班级", "不写也没关系")
    await child.taps("放进信箱")
    child.sees("信放进信箱了")


async def test_a_colleague_who_is_spoken_of_does_not_read_it_and_the_child_knows(home: OpenHome):
    await home.staff("care_lead")
    child = await begins(home, "住的", "写字")

    await child.types("示例护士C总是很凶")

    child.sees("信里说到了示例护士C", "示例护士C看不到这封信")
    await child.taps("放进信箱")
    seal = home.app.turns.seal
    (post,) = await home.app.db.read(lambda db: posts.unfinished(db, seal))
    assert len(post.not_for) == 1


async def test_the_five_pictures_are_shown_once_more_before_leaving(home: OpenHome):
    child = await writes(home)
    said = five_words(child)

    await child.taps("我记好了")

    child.sees("小声再念一遍", "我们不知道你是谁")
    assert five_words(child) == said


async def test_in_a_chat_the_key_stays_in_the_chat(home: OpenHome):
    child = await writes(home)
    await child.taps("我记好了")

    if home.channel == "web":
        assert not child.has_seen("你的信箱钥匙")
        return
    await child.taps("打开我的信箱")
    child.sees("收到了")
    assert child.has_seen("你的信箱钥匙")


async def test_leaving_a_begun_letter_is_asked_about_and_keeps_nothing(home: OpenHome):
    child = await begins(home, "吃的", "写字")
    await child.types("晚饭太硬了")

    await child.types("菜单")
    child.sees("还没有寄出")
    await child.taps("不写了，不留下")

    child.sees("童声留言板")
    child.sees_no("接着填")
    assert await rows(home, "SELECT flow FROM drafts") == []


async def test_words_right_below_the_first_screen_are_the_letter(home: OpenHome):
    child = await home.family()
    await child.taps("童声留言板")

    await child.types("我想养一只狗")
    await child.taps("玩的")

    child.sees("我想养一只狗", "放进信箱")


async def test_too_many_characters_are_refused_kindly_and_nothing_is_lost(home: OpenHome):
    child = await begins(home, "吃的", "写字")

    await child.types("饭" * 3000)

    child.sees("3000")
    await child.types("饭太硬")
    child.sees("放进信箱")


async def test_the_box_is_closed_where_the_home_has_none(home: OpenHome):
    del home.app.home.sections[type(home.app.home[_board()])]
    child = await home.family()

    child.sees_no("童声留言板")
    await child.types("童声留言板")

    child.sees_no("写一封信")


def _board() -> type:
    from bot.board.profile import Board

    return Board


@pytest.mark.page
async def test_the_page_is_told_that_nothing_of_it_is_kept(home: OpenHome):
    child = await writes(home)

    assert child.last["private"] is True
    assert "clock" not in child.last
    await taps(child, "我记好了", "记住了")
    assert child.last["clears"] is True
