"""Describing a child: a nickname, an age group, what it needs; never a name or a number."""

import pytest

from storage import children
from tests.a_number import RESIDENT_ID
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import describes


async def kept(home: OpenHome) -> list[children.Child]:
    """Every child that is kept."""

    def read(db):  # type: ignore[no-untyped-def]
        ids = [row["id"] for row in db.execute("SELECT id FROM children ORDER BY id")]
        return children.by_ids(db, home.app.web.state.chat.seal, tuple(ids))

    return await home.app.db.read(read)


async def begins(family: Visitor) -> None:
    await family.opens("children")
    await family.taps("同意")


async def test_a_child_is_described_in_four_answers(home: OpenHome, family: Visitor):
    await begins(family)
    await describes(family, "小晴")

    family.sees("记下小晴了")
    assert [(one.nickname, one.age, one.needs) for one in await kept(home)] == [("小晴", "a4", ("autism",))]


async def test_a_child_with_high_needs_is_known_for_one(home: OpenHome, family: Visitor):
    await begins(family)
    await describes(family, "小晴", "会抽搐")

    assert [one.high_support for one in await kept(home)] == [True]


async def test_needing_nothing_special_is_an_answer(home: OpenHome, family: Visitor):
    await begins(family)
    await family.types("小晴")
    for label in ("爷爷奶奶", "7–9岁", "都没有", "对，就这样"):
        await family.taps(label)

    assert [one.needs for one in await kept(home)] == [()]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (RESIDENT_ID, "不要写号码"),
        ("１２３４５６７８", "不要写号码"),
        ("123", "写一个小名"),
        ("❤️❤️", "写一个小名"),
        ("小" * 21, "最多"),
    ],
)
async def test_what_is_no_nickname_is_asked_again(family: Visitor, typed: str, said: str):
    await begins(family)
    await family.types(typed)

    family.sees(said, "怎么称呼孩子？")


async def test_every_question_says_why_it_is_asked(family: Visitor):
    await begins(family)
    await family.taps("为什么问")

    family.sees("分得清兄弟姐妹")


async def test_the_same_child_is_not_noted_twice(home: OpenHome, family: Visitor):
    await begins(family)
    await describes(family, "小晴")
    await family.opens("children")
    await family.types("小晴")

    family.sees("小晴已经登记过了", "换个小名")


async def test_another_family_may_use_the_same_nickname(home: OpenHome, family: Visitor):
    await begins(family)
    await describes(family, "小晴")
    other = await home.family()
    await begins(other)
    await describes(other, "小晴")

    assert len(await kept(home)) == 2


async def test_two_taps_note_one_child(home: OpenHome, family: Visitor):
    await begins(family)
    await family.types("小晴")
    for label in ("爸爸或妈妈", "4–6岁", "都没有"):
        await family.taps(label)
    _message, send = family.button("对，就这样")
    await family.taps_data(send["data"])
    await family.taps_data(send["data"])

    assert len(await kept(home)) == 1


async def test_another_familys_child_cannot_be_chosen(home: OpenHome, family: Visitor):
    await begins(family)
    await describes(family, "小晴")
    child = (await kept(home))[0]
    other = await home.family()
    await other.opens("respite")
    await other.taps("同意")
    _message, add = other.button("＋ 加")
    number = add["data"].rpartition(":")[2]
    await other.taps_data(f"respite.tick:{child.ref}:{number}")
    await other.taps_data(f"respite.done::{number}")

    other.sees("哪个孩子来？")
    other.sees_no("小晴")


async def test_a_child_is_added_by_a_word_or_among_ones_data_and_takes_no_room_in_the_menu(family: Visitor):
    assert "登记孩子" not in family.offered()

    await family.types("登记孩子")
    family.sees("开始之前")

    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("登记孩子")
    family.sees("开始之前")


async def test_a_half_described_child_takes_no_request_away(home: OpenHome, family: Visitor):
    await begins(family)
    await family.types("小宝")
    await family.opens("respite")
    await family.taps("＋ 加")
    await describes(family, "小晴")

    family.sees("预约喘息照料", "☑小晴")

    await family.taps("退出填写")
    await family.taps("不要了")
    await family.opens("children")

    family.sees("我们接着来", "您是孩子的什么人")
