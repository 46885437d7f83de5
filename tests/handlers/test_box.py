"""A child comes back to its letter with five picture-words, on whatever device, and hears what became of it."""

from storage import posts
from storage.posts import NewLine
from tests.chat import OpenHome, Visitor
from tests.handlers.a_letter import begins, comes_back, five_words, rows, taps, writes
from tests.some_media import a_voice
from tests.web.a_request import sends_media

WRONG = "红色的鱼，红色的鱼，红色的鱼，红色的鱼，红色的兔子"


async def answers(home: OpenHome, words: str = "明天起有软一点的饭", state: str = "doing") -> None:
    """A colleague answers the one letter in the box."""
    seal = home.app.turns.seal
    ((ref, version),) = await rows(home, "SELECT ref, version FROM posts")

    def write(db):
        day = home.app.home.local_day(home.clock.instant).isoformat()
        posts.add_line(db, seal, ref, NewLine("words", {"words": words}), origin="home", day=day, by_role="duty")
        posts.change(db, seal, ref, version, state=state)

    await home.app.turns.write(write)


async def by_pointing(child: Visitor, said: str) -> None:
    """Tap the five words one after another: where it belongs, which one, which colour."""
    from bot.board.way_back import lists, read

    groups, colours = lists()
    code = read(said)
    for at in range(0, 15, 3):
        group = groups[int(code[at])]
        thing = group.things[int(code[at + 1])]
        colour = colours[int(code[at + 2])]
        await taps(child, *(one.name.by_language["zh"] for one in (group, thing, colour)))


async def test_five_typed_words_open_the_box_on_another_device(home: OpenHome):
    said = five_words(await writes(home, "晚饭太硬了"))
    await answers(home)

    child = await comes_back(home, said)

    child.sees("正在做", "晚饭太硬了", "维权岗值班社工：明天起有软一点的饭")


async def test_who_cannot_write_points_at_the_pictures(home: OpenHome):
    said = five_words(await writes(home, "晚饭太硬了"))
    child = await home.family()
    await taps(child, "童声留言板", "看我的回信")

    await by_pointing(child, said)

    child.sees("收到了", "晚饭太硬了")


async def test_the_words_typed_anywhere_open_the_box(home: OpenHome):
    said = five_words(await writes(home, "晚饭太硬了"))
    child = await home.family()

    await child.types(said.replace("的", ""))

    assert await rows(home, "SELECT seq FROM outbox WHERE origin = 'me'") == []
    child.sees("收到了", "晚饭太硬了")


async def test_a_wrong_code_and_one_that_is_over_are_answered_alike(home: OpenHome):
    said = five_words(await writes(home))
    await rows(home, "SELECT 1")
    await home.app.turns.write(lambda db: db.execute("UPDATE posts SET closed_day = '2026-01-01'"))
    await home.passes("2026-12-02 04:00")

    late = await comes_back(home, said)
    wrong = await comes_back(home, WRONG)

    late.sees("这五个图打不开信箱")
    assert late.last["text"] == wrong.last["text"]


async def test_nobody_can_try_one_code_after_another(home: OpenHome):
    said = five_words(await writes(home))
    child = await comes_back(home, WRONG)
    for _guess in range(29):
        await child.types(WRONG)

    await child.types(said)

    child.sees("试了太多次", "十分钟")


async def test_a_child_writes_on_until_the_letter_is_finished(home: OpenHome):
    said = five_words(await writes(home, "晚饭太硬了"))
    await answers(home, state="done")
    child = await comes_back(home, said)

    await child.taps("再说一句")
    await child.types("还是硬")

    child.sees("放进你的信里了", "还是硬", "有人在看")
    await child.taps("好了，谢谢你们")
    child.sees("系上了丝带", "这封信办完了")
    child.sees_no("再说一句")


async def test_one_more_line_can_be_spoken(home: OpenHome):
    child = await comes_back(home, five_words(await writes(home)))
    await child.taps("再说一句")

    await sends_media(child, "voice", a_voice("webm", 2))

    child.sees("放进你的信里了", "你说的话")
    assert await rows(home, "SELECT kind FROM post_lines ORDER BY number") == [("words",), ("voice",)]
    assert await rows(home, "SELECT ref FROM attachments") == []


async def test_one_more_line_with_danger_brings_a_person_to_the_letter(home: OpenHome):
    duty = await home.staff("duty")
    child = await comes_back(home, five_words(await writes(home)))
    await child.taps("再说一句")

    await child.types("他打我")

    assert child.has_seen("110")
    await duty.look()
    duty.sees("有一条需要马上看的话")
    ((ref,),) = await rows(home, "SELECT ref FROM posts")
    assert (ref,) in await rows(home, "SELECT post FROM concerns")


async def test_an_answer_that_is_late_is_said_to_be_late(home: OpenHome):
    said = five_words(await writes(home))
    await home.passes("2026-12-06 09:00")

    child = await comes_back(home, said)

    child.sees("回信晚了，对不起")


async def test_old_and_forged_buttons_open_nothing(home: OpenHome):
    await writes(home)
    other = await begins(home)

    for data in ("box.open:000000000000000:", "box.more:123:", "box.fine::", "box.open:abc:", "board.known:12:"):
        await other.taps_data(data)
        other.sees_no("晚饭")
