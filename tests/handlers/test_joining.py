"""Signing up as a volunteer: what is asked of whom, what is refused with a reason, and what is kept."""

import pytest

from storage import consents, people
from tests.a_number import MOBILE, OTHER_MOBILE, RESIDENT_ID
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import fills_in, newest, signs_up
from tests.handlers.colleagues import rows


async def test_the_notice_comes_first_and_has_words_of_its_own(family: Visitor):
    await family.opens("joining")

    family.sees("开始之前", "背景核查只记结果和有效期", "名字不留")

    await family.taps("会留下什么")
    await family.taps("回到刚才的问题")
    await family.taps("不同意")

    family.sees("我们不留您的任何资料", "☎ 000-0000-0000")


async def test_an_adult_signs_up_and_reads_who_answers_by_when(home: OpenHome):
    visitor = await signs_up(home)

    visitor.sees("谢谢您愿意来帮忙", "志愿者协调员", "12月4日", "取回码")
    one = await newest(home)
    assert (one.state, one.name, one.details["born"], one.details["guardian"]) == ("applied", "李小梅", None, None)
    seal = home.app.turns.seal
    assert await home.app.db.read(lambda db: people.phone(db, seal, one.person_id or 0)) == MOBILE


async def test_every_agreement_is_kept_with_its_wording(home: OpenHome):
    await signs_up(home)
    one = await newest(home)

    kept = await home.app.db.read(lambda db: consents.history(db, one.person_id or 0))

    assert [(each.purpose, each.wording, each.answer) for each in kept] == [
        ("volunteer", "volunteer-1", "given"), ("conduct", "2026-1", "given"), ("record", "record-1", "given"),
    ]  # fmt: skip


async def test_nothing_that_was_written_lies_open_in_the_database(home: OpenHome):
    await signs_up(home, "王大明")

    for table in ("volunteers", "drafts", "outbox", "inbox", "volunteer_history"):
        found = await rows(home, f"SELECT * FROM {table}")  # noqa: S608 - our own tables
        assert "王大明" not in str(found)
        assert MOBILE not in str(found)


async def test_a_minor_names_a_guardian_and_is_not_asked_about_a_record(home: OpenHome):
    visitor = await signs_up(home, "丙丙", born="2010-05-03")

    one = await newest(home)
    assert one.details["born"] == "2010-05-03"
    assert one.details["guardian"] == {"name": "妈妈 王芳", "phone": OTHER_MOBILE}
    assert not visitor.has_seen("违法犯罪记录")


async def test_children_are_welcome_together_with_their_parents(family: Visitor):
    await family.opens("joining")
    await family.taps("同意")
    await family.types("小宝")
    await family.taps("更小")

    family.sees("满14岁才能报名", "爸爸妈妈", "您多大了")


@pytest.mark.parametrize("typed", ["2014-01-01", "2008-12-01", "2030-01-01", "2011-02-30", "5月3日", "不知道"])
async def test_a_birthday_that_does_not_fit_is_asked_again(family: Visitor, typed: str):
    await family.opens("joining")
    await family.taps("同意")
    await family.types("丙丙")
    await family.taps("14到17岁")
    await family.types(typed)

    family.sees("!", "生日")


@pytest.mark.parametrize("typed", ["2012-12-01", "2008年12月2日", "2012.02.29"])
async def test_whoever_is_14_to_17_today_may_sign_up(family: Visitor, typed: str):
    """The birthday itself counts; whoever is 18 tomorrow is still a minor today."""
    await family.opens("joining")
    await family.taps("同意")
    await family.types("丙丙")
    await family.taps("14到17岁")
    await family.types(typed)

    family.sees("监护人")


async def test_a_papers_number_is_not_a_name(family: Visitor):
    await family.opens("joining")
    await family.taps("同意")
    for typed in (RESIDENT_ID, "……"):
        await family.types(typed)

        family.sees("名字只写文字就好")


async def test_a_no_to_the_record_check_leaves_the_posts_without_children(home: OpenHome):
    visitor = await signs_up(home, record="不同意")
    await visitor.taps("我的志愿服务")

    visitor.sees("还差：背景核查（陪孩子的岗位才要）：您自己", "同意做背景核查")


async def test_a_newer_code_of_conduct_is_read_again_before_sending(home: OpenHome, family: Visitor):
    await fills_in(family)
    rules = home.app.turns.home.sections
    kind = next(kind for kind in rules if kind.__name__ == "Volunteers")
    newer = rules[kind]
    object.__setattr__(newer.conduct, "version", "2026-2")  # type: ignore[attr-defined]
    try:
        await family.taps("报名")

        family.sees("怎样和孩子相处")
    finally:
        object.__setattr__(newer.conduct, "version", "2026-1")  # type: ignore[attr-defined]


async def test_whoever_is_here_already_sees_their_own_page(home: OpenHome):
    visitor = await signs_up(home)

    await visitor.opens("joining")

    visitor.sees("我的志愿服务", "已报名，等答复")


async def test_the_coordinator_hears_of_it_without_a_name(home: OpenHome):
    coordinator = await home.staff("coordinator")
    await signs_up(home)
    await coordinator.look()

    coordinator.sees("有人报名做志愿者")
    coordinator.sees_no("李小梅")

    await coordinator.taps("打开")

    coordinator.sees("李小梅", "讲故事、画画、音乐")


async def test_nobody_grows_up_by_stopping_and_signing_up_anew(home: OpenHome):
    visitor = await signs_up(home, "古丽", born="2011-05-03")
    await visitor.opens("volunteers")
    await visitor.taps("退出志愿服务")
    await visitor.taps("是的，退出")
    await visitor.opens("joining")
    await visitor.types("古丽")

    await visitor.taps("18岁以上")

    visitor.sees("还没满18岁", "您多大了")
    await visitor.taps("14到17岁")
    visitor.sees("生日")
