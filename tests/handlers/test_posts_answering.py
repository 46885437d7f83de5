"""Answering a child's letter: in words, by voice, in pictures, or why it cannot be done; two colleagues at once."""

import pytest

from tests.chat import OpenHome
from tests.handlers.a_letter import comes_back, five_words, writes
from tests.handlers.a_reader import SOFT, letter, lines, opens, put_in, says
from tests.handlers.colleagues import acts, rows
from tests.some_media import a_voice
from tests.web.a_request import sends_media


async def test_an_answer_in_words_is_read_by_the_child_under_a_role(home: OpenHome):
    said = five_words(await writes(home))
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    duty = await opens(home, str(ref))
    await duty.taps("写字或说话回信")
    duty.sees("想对孩子说什么", "也许才七岁", "🎤")

    await duty.types(SOFT)
    duty.sees("孩子会看到下面这些", SOFT)
    await duty.taps("就这样")

    duty.sees("送出去了", "谁在处理：示例社工A", "状态：有人在看")
    child = await comes_back(home, said)
    child.sees(f"维权岗值班社工：{SOFT}", "有人在看")
    assert not child.has_seen("示例社工A")
    assert "post.answered" in await acts(home, str(ref))


@pytest.mark.page
async def test_whoever_reads_as_a_nurse_answers_as_one(home: OpenHome):
    ref = await put_in(home)
    nurse = await opens(home, ref, "care_lead")

    await says(nurse, SOFT)

    assert [line.by_role for line in await lines(home, ref)] == ["", "care_lead"]


@pytest.mark.page
async def test_an_answer_to_a_letter_in_the_works_changes_neither_its_state_nor_who_sees_to_it(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)
    for tap in ("我来看", "正在做"):
        await duty.taps(tap)
    head = await opens(home, ref, "head")

    await says(head, SOFT)

    head.sees("谁在处理：示例社工A", "状态：正在做")


@pytest.mark.page
async def test_an_answer_is_not_longer_than_a_child_can_read(home: OpenHome):
    duty = await opens(home, await put_in(home))

    await says(duty, "好" * 801, sends=False)

    duty.sees("最多800个字")


@pytest.mark.page
@pytest.mark.parametrize("words", ["谢谢你。能告诉我你是谁吗？", "这是谁写的呀", "Who wrote this?"])
async def test_whoever_asks_who_wrote_is_reminded_once(home: OpenHome, words: str):
    ref = await put_in(home)
    duty = await opens(home, ref)
    await says(duty, words, sends=False)
    duty.sees("! 这里好像在问是谁写的。请不要问")

    await duty.taps("就这样")

    assert len(await lines(home, ref)) == 2


async def test_a_voice_comes_with_a_sentence_and_leaves_the_colleagues_name_behind(home: OpenHome):
    said = five_words(await writes(home))
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    duty = await opens(home, str(ref))
    await duty.taps("写字或说话回信")
    await sends_media(duty, "voice", a_voice("webm", 3))
    duty.sees("请再写一句话放在下面")
    await duty.types("明天有软的饭")
    duty.sees("一段语音（3秒）", "明天有软的饭")

    await duty.taps("就这样")

    duty.sees("维权岗值班社工：一段语音（3秒），下面写着“明天有软的饭”")
    assert await rows(home, "SELECT * FROM attachments") == []
    ((media, kind),) = await rows(home, "SELECT ref, media_type FROM post_media")
    assert kind == "audio/mp4"
    answer = await duty.client.get(f"/staff/files/posts/{media}/letter.m4a")
    assert answer.content[4:8] == b"ftyp"
    child = await comes_back(home, said)
    child.sees("维权岗值班社工：明天有软的饭", "听回信")


async def test_an_answer_in_pictures(home: OpenHome):
    said = five_words(await writes(home))
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    duty = await opens(home, str(ref))
    await duty.taps("用图片回信")
    duty.sees("用哪些图片回答孩子")
    pictured = {each["label"]: each["picture"] for row in duty.last["rows"] for each in row if each.get("picture")}
    assert pictured == {
        "可以。": "yes", "不可以。": "no", "谢谢你": "hands", "我们去看看": "unsure", "来找我们": "ramp",
    }  # fmt: skip

    for tap in ("谢谢你", "我们去看看", "选好了", "就这样"):
        await duty.taps(tap)

    duty.sees("维权岗值班社工：图片：谢谢你、我们去看看")
    (await comes_back(home, said)).sees("维权岗值班社工：谢谢你、我们去看看")


async def test_that_it_cannot_be_done_wants_a_reason_which_the_child_reads(home: OpenHome):
    said = five_words(await writes(home))
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    duty = await opens(home, str(ref))
    await duty.taps("我来看")
    await duty.taps("做不到，因为")
    duty.sees("为什么做不到")
    await duty.taps_data("posts.send::")
    assert (await letter(home, str(ref))).state == "reading"

    await duty.types("厨房晚上没有人。我们可以给你留一碗粥。")
    await duty.taps("就这样")

    duty.sees("状态：做不到")
    (await comes_back(home, said)).sees("做不到", "厨房晚上没有人")
    assert "post.cannot" in await acts(home, str(ref))
    await duty.taps("结束这封信")
    duty.sees("已结束")
