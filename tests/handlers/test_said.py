"""The page of what was said and done, as children see it: one entry at a time, no number before there are enough."""

import pytest

from storage import ledger
from storage.ledger import Entry, Told
from tests.chat import OpenHome, Visitor
from tests.handlers.colleagues import rows
from tests.handlers.on_the_page import SAID, begun, child, children, does, the_entry, writes

ME_TOO = "我也是"
OPEN_AGAIN = "有小朋友说还没有变好，我们再看看"


async def test_what_a_home_begins_with_is_read_one_by_one(home: OpenHome, family: Visitor):
    await begun(home)
    await begun(home)  # written once, however often somebody looks
    await family.taps("你说了，我们做了")

    family.sees("1/3", "你们说：想要更多投篮的时间（示例）", "做到了", "我们做了：每周三、周五傍晚开放半场（示例）")
    await family.taps("下一个")
    family.sees("2/3", "走廊晚上有点黑", "在做", "我们答应：装脚边小夜灯", "负责人来做。12月31日（周四）以前做好")
    await family.taps("下一个")
    family.sees("3/3", "想养一只狗", "做不到", "现在做不到，因为：有小朋友对狗过敏")
    assert not any("下一个" in label for label in family.offered())
    await family.taps("上一个")
    family.sees("2/3")


async def test_an_empty_page_says_so_and_can_be_looked_at_again(home: OpenHome, family: Visitor):
    await family.opens("said")
    family.sees("这里还没有内容")
    await begun(home)
    await family.taps("再看一看")

    family.sees("1/3")


async def test_a_new_entry_stands_on_top(home: OpenHome):
    await begun(home)
    await writes(home)
    visitor = await child(home)

    visitor.sees("1/4", f"你们说：{SAID}", "我们答应：每个星期四吃面条", "厨房师傅来做。12月10日（周四）以前做好")


async def test_how_many_think_so_too_is_told_from_five_on(home: OpenHome):
    await writes(home)
    *_others, fourth = await children(home, 4, ME_TOO)

    fourth.sees("你也是。谢谢你告诉我们。")
    fourth.sees_no("个小朋友也这样想")
    (fifth,) = await children(home, 1, ME_TOO)
    fifth.sees("有5个小朋友也这样想")
    (sixth,) = await children(home, 1, ME_TOO)
    sixth.sees("有6个小朋友也这样想")


async def test_a_second_tap_on_the_same_device_does_not_count(home: OpenHome):
    await writes(home)
    (visitor,) = await children(home, 1, ME_TOO)
    await visitor.taps(ME_TOO)

    visitor.sees("这里刚刚点过了")
    assert (await the_entry(home)).same == 1
    await children(home, 1, ME_TOO)
    assert (await the_entry(home)).same == 2


async def test_on_the_same_device_another_child_can_tap_in_a_while(home: OpenHome):
    await writes(home)
    (visitor,) = await children(home, 1, ME_TOO)
    await home.passes("2026-12-01 09:15")
    await home.passes("2026-12-01 09:40")
    await visitor.taps(ME_TOO)

    visitor.sees("你也是")
    assert (await the_entry(home)).same == 2


async def test_whether_it_is_better_is_told_from_five_on(home: OpenHome):
    await does(await writes(home))
    *_others, fourth = await children(home, 4, "变好了")
    fourth.sees("真的变好了吗？", "太好了！谢谢你告诉我们。")
    fourth.sees_no("个小朋友回答了")
    (fifth,) = await children(home, 1, "好了一点")

    fifth.sees("好了一点，我们知道了", "有5个小朋友回答了", "■■■■■■■■□□ 很多小朋友", "■■□□□□□□□□ 几个小朋友",
               "□□□□□□□□□□ 没有人选")  # fmt: skip


async def test_each_device_says_once_whether_it_is_better(home: OpenHome):
    await does(await writes(home))
    (visitor,) = await children(home, 1, "变好了")
    await visitor.taps("还没有变好")

    visitor.sees("这里刚刚点过了")
    votes = (await the_entry(home)).votes
    assert (votes.yes, votes.little, votes.no) == (1, 0, 0)


async def test_a_no_opens_it_again_and_brings_it_to_the_desk(home: OpenHome):
    colleague = await writes(home)
    await does(colleague)
    (visitor,) = await children(home, 1, "还没有变好")
    visitor.sees("谢谢你告诉我们。我们再看看。", OPEN_AGAIN, "我们做了：星期四的晚饭有面条了")
    await children(home, 1, "还没有变好")
    head = await home.staff("head")
    await head.opens("desk")
    head.sees(f"答应小朋友的事：{SAID}", "有2个小朋友说还没有变好")
    await head.taps(SAID)

    head.sees("又打开了", "还没有2")
    await does(head, "每个星期四都有面条")
    head.sees_no("还没有2")  # what was done anew is judged anew
    visitor = await child(home)
    visitor.sees("做到了", "每个星期四都有面条")
    visitor.sees_no(OPEN_AGAIN)


async def test_old_buttons_count_nothing_where_there_is_nothing_to_say(home: OpenHome):
    await begun(home)
    colleague = await writes(home)
    entry = await the_entry(home)
    visitor = await child(home)
    await visitor.taps_data(f"said.no:{entry.ref}:")  # nothing is done yet that could be better
    visitor.sees("在做")
    await does(colleague)
    await visitor.taps_data(f"said.same:{entry.ref}:")
    visitor.sees("做到了", SAID)
    for button in ("said.same:NOBODYS:", "said.yes:NOBODYS:"):
        await visitor.taps_data(button)
        visitor.sees("这一条已经不在这里了")

    now = await the_entry(home)
    assert (now.same, now.votes.all) == (0, 0)


async def test_what_was_taken_off_the_page_is_seen_and_counted_no_more(home: OpenHome):
    await begun(home)
    colleague = await writes(home)
    visitor = await child(home)
    await colleague.taps("撤下来，不给小朋友看")
    await visitor.taps(ME_TOO)

    visitor.sees("这一条已经不在这里了", "1/3")
    assert (await the_entry(home)).same == 0


async def test_a_promise_whose_day_is_over_says_so(home: OpenHome):
    await writes(home)
    await home.passes("2026-12-11 09:00")
    visitor = await child(home)

    visitor.sees("说好的日子过了，还没做好。对不起。")


async def test_what_is_in_hand_may_stand_without_a_promise(home: OpenHome):
    seal, entry = home.app.turns.seal, Entry(Told(SAID), "topic-food", "doing", "2026-12-01")
    await home.app.turns.write(lambda db: ledger.write(db, seal, entry))
    visitor = await child(home)

    visitor.sees(f"你们说：{SAID}", "在做")
    visitor.sees_no("我们答应", "以前做好")


@pytest.mark.page
async def test_a_colleagues_tap_does_not_count(home: OpenHome):
    colleague = await writes(home)
    await colleague.opens("said")
    await colleague.taps(ME_TOO)

    colleague.sees("这里是给小朋友点的")
    assert (await the_entry(home)).same == 0


async def test_a_home_without_a_letter_box_has_no_such_page(home: OpenHome, family: Visitor):
    await begun(home)
    assert await rows(home, "SELECT count(*) FROM ledger") == [(3,)]

    assert any("你说了，我们做了" in label for label in family.offered())
