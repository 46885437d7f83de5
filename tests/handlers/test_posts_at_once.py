"""Two colleagues at one letter at once: neither loses what they wrote, and whoever comes second decides."""

import pytest

from tests.chat import OpenHome
from tests.handlers import a_reader
from tests.handlers.a_reader import SOFT, WORDS, adds, lines, opens, person_of, put_in, says
from tests.handlers.colleagues import rows
from tests.some_media import a_voice
from tests.web.a_request import sends_media


@pytest.mark.page
async def test_whoever_answers_second_reads_the_first_answer_and_may_send_theirs_too(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await says(head, "我再想想", sends=False)
    await says(duty, SOFT)

    await head.taps("就这样")
    head.sees("示例社工A快了一步", "您写的也要送给孩子吗", SOFT)
    assert len(await lines(home, ref)) == 2
    await head.taps("也送出去")
    await head.taps("就这样")

    head.sees("送出去了")
    assert [line.content["words"] for line in await lines(home, ref)] == [WORDS, SOFT, "我再想想"]


@pytest.mark.page
async def test_whoever_does_not_send_theirs_leaves_nothing_behind(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await head.taps("写字或说话回信")
    await sends_media(head, "voice", a_voice("webm", 3))
    await head.types("我来说")
    await says(duty, SOFT)
    await head.taps("就这样")

    await head.taps("不送了")
    await head.taps("就这样")

    head.sees("好的，没有送出")
    assert len(await lines(home, ref)) == 2
    assert await rows(home, "SELECT * FROM attachments") == []


@pytest.mark.page
async def test_words_that_were_not_sent_leave_nothing_behind_either(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await says(head, "我再想想", sends=False)
    await says(duty, SOFT)

    for tap in ("就这样", "不送了", "就这样"):
        await head.taps(tap)

    head.sees("好的，没有送出")


@pytest.mark.page
async def test_what_changes_once_more_is_asked_about_once_more(home: OpenHome):
    ref = await put_in(home)
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await says(head, "我再想想", sends=False)
    await duty.taps("我来看")
    await head.taps("就这样")
    await head.taps("也送出去")
    await duty.taps("正在做")

    await head.taps("就这样")

    assert len(await lines(home, ref)) == 1
    head.sees("示例社工A快了一步")


@pytest.mark.page
async def test_a_letter_that_was_closed_meanwhile_takes_no_answer_and_the_words_stay(home: OpenHome):
    ref = await put_in(home)
    await adds(home, ref, "好的", "home")
    duty, head = await opens(home, ref), await opens(home, ref, "head")
    await says(head, "我再想想", sends=False)
    for tap in ("我来看", "做好了", "结束这封信"):
        await duty.taps(tap)

    for tap in ("就这样", "也送出去", "就这样"):
        await head.taps(tap)

    head.sees("已经结束或者藏起来了", "我再想想")
    assert len(await lines(home, ref)) == 2
    await head.taps_data(f"posts.answer:{ref}:1")
    head.sees("现在不能这样做")


@pytest.mark.page
async def test_whoever_may_no_longer_read_it_cannot_send_an_answer(home: OpenHome):
    ref = await put_in(home)
    await home.staff("duty")
    head = await opens(home, ref, "head")
    await says(head, SOFT, sends=False)
    named = frozenset({await person_of(home, "head")})
    await a_reader.speaks_of(home, ref, named)

    await head.taps("就这样")

    head.sees("没有这封信")
    assert len(await lines(home, ref)) == 1


@pytest.mark.page
async def test_a_half_written_answer_is_thrown_away_when_another_letter_is_opened(home: OpenHome):
    first, second = await put_in(home), await put_in(home, "二")
    duty = await opens(home, first)
    await says(duty, SOFT, sends=False)

    await duty.taps_data(f"posts.card:{second}:")
    await duty.types("这句话不是回信")

    assert [len(await lines(home, ref)) for ref in (first, second)] == [1, 1]
