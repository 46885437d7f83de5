"""The card of a child's letter: every line in its order, what was spoken and drawn; that it was read is recorded."""

import pytest

from bot.board.profile import Board
from storage import posts
from storage.posts import NewLine
from tests.chat import OpenHome
from tests.handlers.a_letter import begins, five_words, writes
from tests.handlers.a_reader import (
    TUESDAY,
    WORDS,
    adds,
    at_the_desk,
    opens,
    put_in,
)
from tests.handlers.colleagues import acts, rows, signed_in
from tests.some_media import a_photo
from tests.web.a_request import sends_media


async def test_the_card_holds_every_line_in_its_order_and_reading_it_is_recorded(home: OpenHome):
    child = await writes(home, WORDS)
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    await adds(home, str(ref), "明天有软的", "home")
    await adds(home, str(ref), "谢谢")

    duty = await opens(home, str(ref))

    duty.sees("信：吃的", "状态：收到了", "收到：12月1日（周二）", "最晚答复：12月4日（周五）")
    said = [line for line in duty.last["text"] if "12月1日" in line]
    assert said == [
        f"12月1日（周二），孩子：“{WORDS}”", "12月1日（周二），维权岗值班社工：“明天有软的”",
        "12月1日（周二），孩子：“谢谢”",
    ]  # fmt: skip
    assert await acts(home, str(ref)) == ["post.read"]
    assert await rows(home, "SELECT seen FROM post_lines WHERE origin = 'child'") == [(1,), (1,)]
    assert five_words(child)


@pytest.mark.page
async def test_laid_cards_are_marked_as_a_gloss(home: OpenHome):
    duty = await opens(home, await put_in(home, line=NewLine("cards", {"cards": ["me", "sad", "food"]})))

    duty.sees("摆了图卡（下面是图的意思，不是孩子的原话）：")


async def test_a_voice_is_played_and_a_drawing_looked_at_on_the_card(home: OpenHome):
    spoken = NewLine("voice", {"words": "听我说"}, ("audio/mp4", 7, b"spoken"))
    ref = await put_in(home, line=spoken)
    seal = home.app.turns.seal
    drawn = NewLine("drawing", {}, ("image/jpeg", 0, b"drawn"))
    await home.app.turns.write(lambda db: posts.add_line(db, seal, ref, drawn, origin="child", day=TUESDAY))

    duty = await opens(home, ref)

    duty.sees("一段语音（7秒），下面写着“听我说”", "一幅画", "🎤 一段语音（7秒）", "📷 一幅画", "请把语音听完")
    voice, drawing = duty.last["files"]
    for file, content, media_type in ((voice, b"spoken", "audio/mp4"), (drawing, b"drawn", "image/jpeg")):
        answer = await duty.client.get(f"/staff/files/posts/{file['ref']}/{file['name']}")
        assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, content, media_type)


@pytest.mark.page
async def test_the_level_stands_on_the_card_in_words(home: OpenHome):
    duty = await opens(home, await put_in(home, level="soon"))

    duty.sees("多急：难过、担心，要早点看")


@pytest.mark.page
async def test_a_topic_that_the_home_no_longer_has_is_read_by_whoever_is_on_duty(home: OpenHome):
    duty = await opens(home, await put_in(home, topic="garden"))

    duty.sees("信：别的事", WORDS)


@pytest.mark.page
async def test_where_the_home_has_no_letter_box_nothing_of_letters_is_there(home: OpenHome):
    await put_in(home)
    dict.pop(home.app.home.sections, Board)  # type: ignore[arg-type]
    duty = await at_the_desk(home)

    duty.sees("没有要办的事")
    duty.sees_no("所有的信")
    await home.passes("2026-12-02 09:00")
    assert not [each for each in await duty.look() if "新的信" in str(each)]


@pytest.mark.page
async def test_a_drawing_of_a_child_reaches_the_card(home: OpenHome):
    child = await begins(home, "玩的", "画一画")
    await sends_media(child, "photo", a_photo())
    await child.taps("放进信箱")

    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    duty = await opens(home, str(ref))

    duty.sees("一幅画", "📷 一幅画")


@pytest.mark.page
async def test_colleagues_who_have_to_choose_a_pin_first_see_no_letter(home: OpenHome):
    ref = await put_in(home)
    colleague = await signed_in(home, "duty")

    await colleague.taps_data(f"posts.card:{ref}:1")

    assert not colleague.has_seen(WORDS)
