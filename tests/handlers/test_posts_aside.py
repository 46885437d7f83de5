"""A letter that speaks of a colleague is kept from them at once and everywhere, and never from everybody."""

import pytest

from storage import concerns
from storage.posts import NewLine
from tests.chat import OpenHome, Visitor
from tests.handlers import a_reader
from tests.handlers.a_letter import writes
from tests.handlers.a_reader import (
    WORDS,
    at_the_desk,
    days_later,
    letter,
    opens,
    person_of,
    put_in,
    with_concern,
)
from tests.handlers.colleagues import acts, raised, rows

GONE = "没有这封信"
VERBS = (
    "card", "late", "take", "release", "work", "finish", "close", "reopen", "unhide", "answer", "cards", "refuse",
    "speaks", "hide",
)  # fmt: skip


async def speaks_of(colleague: Visitor, whom: str) -> None:
    for tap in ("这封信说到一位同事", whom, "就这样"):
        await colleague.taps(tap)


async def test_whoever_the_child_names_sees_nothing_of_it_anywhere(home: OpenHome):
    nurse, _duty = await home.staff("care_lead"), await home.staff("duty")
    await writes(home, "示例护士C不让我吃饭")
    ((ref, version),) = await rows(home, "SELECT ref, version FROM posts")
    await days_later(home)

    for tap in ("desk.queue::", "posts.list::", *(f"posts.{verb}:{ref}:{version}" for verb in VERBS)):
        await nurse.taps_data(tap)
        nurse.sees_no(str(ref), "信：", "不让我吃饭")

    nurse.sees(GONE)
    assert not nurse.has_seen("不让我吃饭")
    assert await rows(home, "SELECT version FROM posts") == [(version,)]
    assert await acts(home, str(ref)) == []


@pytest.mark.page
async def test_a_colleague_says_of_whom_a_voice_speaks_and_it_leaves_that_desk_at_once(home: OpenHome):
    ref = await put_in(home, line=NewLine("voice", {}, ("audio/mp4", 5, b"spoken")))
    nurse = await opens(home, ref, "care_lead")
    (file,) = nurse.last["files"]
    await nurse.taps("我来看")
    _message, old = nurse.button("正在做")
    duty = await opens(home, ref)
    await duty.taps("这封信说到一位同事")
    duty.sees("说到了哪位同事", "[说的是我：我不看，交出去]", "[示例护士C（喘息服务护理组长）]")

    await duty.taps("示例护士C")
    await duty.taps("就这样")

    duty.sees("从现在起，示例护士C看不到这封信了", "[我来看]")
    assert (await letter(home, ref)).handler is None
    await nurse.taps_data(old["data"])
    nurse.sees(GONE)
    answer = await nurse.client.get(f"/staff/files/posts/{file['ref']}/{file['name']}")
    assert answer.status_code == 404
    await nurse.opens("desk")
    nurse.sees("没有要办的事")
    assert "post.speaks_of" in await acts(home, ref)


@pytest.mark.page
async def test_whoever_it_speaks_of_gives_it_away_themselves(home: OpenHome):
    ref = await put_in(home)
    head = await home.staff("head")
    duty = await opens(home, ref)

    await speaks_of(duty, "说的是我")

    duty.sees("已经交出去了", "值班台", "没有要办的事")
    assert not await head.look()
    await head.opens("desk")
    head.sees("信：吃的")


@pytest.mark.page
async def test_whoever_reads_it_instead_hears_that_there_is_one(home: OpenHome):
    ref = await put_in(home, topic="whisper")
    head = await home.staff("head")
    duty = await opens(home, ref)

    await speaks_of(duty, "说的是我")

    await head.look()
    head.sees("有一封信转给您了")
    head.sees_no("悄悄话", WORDS)
    await head.taps("打开值班台")
    head.sees("信：悄悄话")


@pytest.mark.page
async def test_a_letter_that_then_nobody_could_read_stays_and_it_is_said_what_to_do(home: OpenHome):
    ref = await put_in(home)
    head = await opens(home, ref, "head")

    await speaks_of(head, "说的是我")

    head.sees("这里就没有人能看这封信了", "民政部门", "12309")
    assert (await letter(home, ref)).not_for == frozenset()


@pytest.mark.page
async def test_what_is_pressing_in_it_is_kept_from_them_as_well(home: OpenHome):
    ref = await put_in(home, level="today")
    await with_concern(home, ref)
    duty = await at_the_desk(home)
    await duty.taps("今天要看")
    await duty.taps("我来处理")
    await home.staff("head")
    await duty.taps("打开这封信")

    await speaks_of(duty, "说的是我")

    duty.sees("没有要办的事")
    (one,) = await raised(home)
    assert (one.state, one.taken_by, len(one.not_for)) == ("open", None, 1)


@pytest.mark.page
async def test_what_was_pressing_and_seen_to_stays_closed(home: OpenHome):
    ref = await put_in(home, level="today")
    concern = await with_concern(home, ref)
    duty, _head = await opens(home, ref), await home.staff("head")
    who, seal, now = await person_of(home, "duty"), home.app.turns.seal, home.clock.instant
    await home.app.turns.write(lambda db: concerns.close(db, seal, concern, 1, who, now, "好了"))

    await speaks_of(duty, "说的是我")

    assert await rows(home, "SELECT state FROM concerns") == [("closed",)]


@pytest.mark.page
async def test_something_pressing_is_never_kept_from_everybody_who_sees_to_it(home: OpenHome):
    ref = await put_in(home, level="today")
    await with_concern(home, ref)
    await home.staff("care_lead")
    duty = await opens(home, ref)

    await speaks_of(duty, "说的是我")

    duty.sees("这里就没有人能看这封信了")


@pytest.mark.page
async def test_a_form_of_somebody_who_may_no_longer_read_it_says_nothing(home: OpenHome):
    ref = await put_in(home)
    await home.staff("duty")
    head = await opens(home, ref, "head")
    await head.taps("这封信说到一位同事")
    named = frozenset({await person_of(home, "head")})
    await a_reader.speaks_of(home, ref, named)

    await head.taps("说的是我")
    await head.taps("就这样")

    head.sees(GONE)
