"""Colleagues with Telegram and children's letters: days and buttons alone, for a chat's screen has no lock."""

from pathlib import Path

import pytest

from bot.settings import SAMPLE_HOME
from storage.posts import NewLine
from tests.chat import OpenHome, open_home
from tests.handlers.a_letter import writes
from tests.handlers.a_reader import SOFT, WORDS, in_the_chat, letter, lines, opens, put_in, says
from tests.handlers.colleagues import rows

GONE = "没有这封信"


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


async def test_the_card_holds_days_and_buttons_alone(home: OpenHome):
    ref = await put_in(home, line=NewLine("voice", {"words": WORDS}, ("audio/mp4", 7, b"spoken")))
    ((media,),) = await rows(home, "SELECT ref FROM post_media")
    duty = await in_the_chat(home)

    await duty.taps_data(f"posts.card:{ref}:1")

    duty.sees(ref, "12月4日", "浏览器", "[我来看]", "[写字或说话回信]")
    duty.sees_no(WORDS, "语音（7秒）")
    assert await rows(home, "SELECT seen FROM post_lines") == [(0,)]
    await duty.taps_data(f"door.file:posts-{media}:")
    duty.sees(GONE)
    await duty.taps_data(f"posts.take:{ref}:1")
    assert (await letter(home, ref)).state == "reading"


async def test_a_home_may_show_more(tmp_path: Path):
    profile = tmp_path / "home.toml"
    profile.write_text(SAMPLE_HOME.read_text("utf-8").replace("details = false", "details = true"), "utf-8")
    async with open_home(tmp_path, home=profile, channel="telegram") as home:
        ref = await put_in(home)
        duty = await in_the_chat(home)

        await duty.taps_data(f"posts.card:{ref}:1")

        duty.sees(WORDS)


async def test_one_answers_without_reading_there(home: OpenHome):
    ref = await put_in(home)
    duty, head = await in_the_chat(home), await opens(home, ref, "head")
    await duty.taps_data(f"posts.answer:{ref}:1")
    await duty.types("好的，我们去看")
    await says(head, SOFT)

    await duty.taps("就这样")
    duty.sees("示例负责人E快了一步")
    duty.sees_no(SOFT)
    await duty.taps("也送出去")
    await duty.taps("就这样")

    assert [line.by_role for line in await lines(home, ref)] == ["", "head", "duty"]
    assert not duty.has_seen(WORDS)


async def test_whoever_a_letter_speaks_of_finds_nothing_in_the_chat_either(home: OpenHome):
    nurse, _duty = await in_the_chat(home, "care_lead"), await home.staff("duty")
    await writes(home, "王阿姨不让我吃饭")
    ((ref, version),) = await rows(home, "SELECT ref, version FROM posts")

    for tap in ("desk.queue::", "posts.list::", f"posts.card:{ref}:{version}", f"posts.take:{ref}:{version}"):
        await nurse.taps_data(tap)
        nurse.sees_no(str(ref), "信：吃的")

    assert not nurse.has_seen("不让我吃饭")
    assert await rows(home, "SELECT version FROM posts") == [(version,)]


async def test_the_message_of_the_morning_is_a_number(home: OpenHome):
    duty = await in_the_chat(home)
    await put_in(home)

    await home.passes("2026-12-02 08:30")
    await duty.look()

    assert duty.has_seen("有1封新的信")
    assert not duty.has_seen(WORDS)
