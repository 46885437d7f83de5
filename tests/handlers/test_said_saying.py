"""What colleagues do for the page of what was said and done: write, change, keep promises, take off; one at a time."""

import pytest

from storage.ledger import Told
from tests.chat import OpenHome
from tests.handlers.colleagues import acts, rows
from tests.handlers.on_the_page import SAID, begun, child, does, the_entry, writes

pytestmark = pytest.mark.page  # colleagues work on the page

NOT_YOURS = "这里没有您的角色要做的事"
VERBS = ("list", "page", "open", "new", "did", "cannot", "doing", "reword", "hide", "show")


async def test_what_is_written_is_kept_sealed_and_written_down(home: OpenHome):
    await writes(home)
    entry = await the_entry(home)

    assert (entry.state, entry.role, entry.by_day, entry.picture) == ("doing", "cook", "2026-12-10", "topic-food")
    ((kept,),) = await rows(home, "SELECT words FROM ledger")
    assert SAID.encode() not in bytes(kept)  # type: ignore[arg-type]
    assert await acts(home, entry.ref) == ["said.new"]


async def test_a_colleagues_name_is_not_written(home: OpenHome):
    colleague = await home.staff("duty")
    await colleague.opens("saying")
    await colleague.taps("写一条新的")
    await colleague.types("示例厨师G做的面条很好吃")

    colleague.sees("“示例厨师G”是同事的名字")


async def test_what_cannot_be_done_says_why(home: OpenHome):
    colleague = await writes(home)
    await colleague.taps("做不到")
    await colleague.types("厨房的锅太小了")
    await colleague.taps("给小朋友看")
    colleague.sees("状态：做不到", "厨房的锅太小了")
    visitor = await child(home)

    visitor.sees("现在做不到，因为：厨房的锅太小了")
    await colleague.taps("改文字")
    await colleague.taps("改：为什么做不到")
    await colleague.types("锅太小，我们去买大的")
    await colleague.taps("给小朋友看")
    assert (await the_entry(home)).told == Told(SAID, "每个星期四吃面条", why="锅太小，我们去买大的")


async def test_what_was_done_can_be_put_in_hand_again_with_a_new_promise(home: OpenHome):
    colleague = await writes(home)
    await does(colleague)
    await colleague.taps("改回“在做”")
    await colleague.types("先试两个星期")
    await colleague.taps("负责人")
    await colleague.picks("2026-12-20")
    await colleague.taps("给小朋友看")
    visitor = await child(home)

    visitor.sees("在做", "我们答应：先试两个星期", "负责人来做。12月20日（周日）以前做好")
    assert await acts(home, (await the_entry(home)).ref) == ["said.new", "said.done", "said.doing"]


async def test_the_words_of_a_promise_can_be_changed(home: OpenHome):
    colleague = await writes(home)
    await colleague.taps("改文字")
    await colleague.taps("改：答应了什么")
    await colleague.types("星期二和星期四吃面条")
    await colleague.taps("给小朋友看")

    assert (await the_entry(home)).told.promised == "星期二和星期四吃面条"


async def test_taken_off_is_not_deleted_and_can_be_put_back(home: OpenHome):
    colleague = await writes(home)
    await colleague.taps("撤下来，不给小朋友看")
    colleague.sees("小朋友看不到这一条了", "看不到，撤下来了")
    await colleague.taps("全部条目")
    colleague.sees("撤下来了")
    await colleague.taps(SAID)
    await colleague.taps("放回去给小朋友看")

    colleague.sees("小朋友又能看到这一条了")
    entry = await the_entry(home)
    assert not entry.hidden
    assert await acts(home, entry.ref) == ["said.new", "said.hidden", "said.shown"]


async def test_of_two_colleagues_the_second_reads_who_was_faster(home: OpenHome):
    first = await writes(home)
    second = await home.staff("head")
    entry = await the_entry(home)
    await second.taps_data(f"saying.open:{entry.ref}:")
    await second.taps("做不到")
    await second.types("厨房的锅太小了")
    await does(first)
    await second.taps("给小朋友看")

    second.sees("示例社工A快了一步。现在是这样的。", "状态：做到了")
    for verb in ("hide", "doing", "reword"):
        await second.taps_data(f"saying.{verb}:{entry.ref}:1")
        second.sees("示例社工A快了一步")
    await first.taps_data(f"saying.hide:{entry.ref}:1")
    first.sees("已经记下了")
    assert (await the_entry(home)).state == "done"


async def test_a_child_can_be_faster_as_well(home: OpenHome):
    colleague = await writes(home)
    await does(colleague)
    await colleague.taps("改文字")
    visitor = await child(home)
    await visitor.taps("还没有变好")
    await colleague.taps("给小朋友看")

    colleague.sees("刚才有小朋友说还没有变好")


async def test_what_may_not_become_of_it_does_not(home: OpenHome):
    colleague = await writes(home)
    await does(colleague)
    entry = await the_entry(home)
    await colleague.taps_data(f"saying.cannot:{entry.ref}:{entry.version}")

    colleague.sees("状态：做到了")
    await colleague.taps_data("saying.open:NOBODYS:")
    colleague.sees("没有这一条")


async def test_an_overdue_promise_rises_on_the_desk_for_the_head_too(home: OpenHome):
    await begun(home)
    await writes(home)
    for role in ("duty", "head", "care_lead"):
        colleague = await home.staff(role)
        await colleague.opens("desk")
        colleague.sees_no(SAID)
    await home.passes("2026-12-11 09:00")

    for role in ("duty", "head", "care_lead"):
        colleague = await home.staff(role)
        await colleague.opens("desk")
        colleague.sees(f"答应小朋友的事：{SAID}", "说好12月10日（周四）以前，还没做好")
    cook = await home.staff("cook")
    await cook.opens("desk")
    cook.sees_no(SAID)


async def test_whose_role_may_not_write_sees_nothing_and_can_do_nothing(home: OpenHome):
    colleague = await writes(home)
    await does(colleague)
    entry = await the_entry(home)
    cook = await home.staff("cook")
    await cook.opens("desk")
    assert not any("你说了" in label for label in cook.offered())
    await cook.opens("saying")
    cook.sees("值班台")

    for verb in VERBS:
        await cook.taps_data(f"saying.{verb}:{entry.ref}:{entry.version}")
        cook.sees(NOT_YOURS)
        cook.sees_no(SAID)
    assert await the_entry(home) == entry


async def test_whose_role_ends_while_they_write_writes_nothing(home: OpenHome):
    colleague = await home.staff("duty")
    await colleague.opens("saying")
    await colleague.taps("写一条新的")
    for words in (SAID, "每个星期四吃面条"):
        await colleague.types(words)
    await colleague.taps("厨房师傅")
    await colleague.picks("2026-12-10")
    await colleague.taps("吃的")
    sql = "UPDATE staff SET roles = '[\"cook\"]'"
    await home.app.turns.write(lambda db: db.execute(sql) and None)
    await colleague.taps("给小朋友看")

    colleague.sees(NOT_YOURS)
    assert await rows(home, "SELECT count(*) FROM ledger") == [(0,)]
