"""The notice before anything about a child is kept, and its three answers."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import begins


async def test_nothing_about_a_child_is_asked_before_the_notice(family: Visitor):
    for flow in ("respite", "children"):
        await family.opens(flow)

        family.sees("开始之前", "365天", "同意")


async def test_whoever_agrees_goes_on_with_what_they_wanted(family: Visitor):
    await family.opens("respite")
    await family.taps("同意")

    family.sees("哪个孩子来？")

    await family.opens("respite")

    family.sees("哪个孩子来？")


async def test_refusing_still_gives_every_information(home: OpenHome, family: Visitor):
    await family.opens("respite")
    await family.taps("不同意")

    family.sees("没关系", "某市某区某路1号", "彩虹坡道", "☎ 000-0000-0000")
    answers = await home.app.db.read(lambda db: [row["answer"] for row in db.execute("SELECT answer FROM consents")])
    assert answers == ["refused"]


async def test_whoever_only_wants_to_know_leaves_no_answer(home: OpenHome, family: Visitor):
    await family.opens("respite")
    await family.taps("只想了解一下")

    family.sees("怎么找到我们", "☎ 000-0000-0000")
    assert await home.app.db.read(lambda db: db.execute("SELECT count(*) FROM consents").fetchone()[0]) == 0


async def test_what_is_kept_can_be_read_before_deciding(family: Visitor):
    await family.opens("respite")
    await family.taps("会留下什么？")

    family.sees("我们留下什么")
    family.sees_no("撤回同意")

    await family.taps("回到刚才的问题")
    await family.taps("同意")

    family.sees("哪个孩子来？")


async def test_after_refusing_one_may_still_agree(family: Visitor):
    await family.opens("respite")
    await family.taps("不同意")
    await family.opens("respite")
    await family.taps("同意")

    family.sees("哪个孩子来？")


async def test_an_old_no_after_a_yes_leads_to_taking_it_back(home: OpenHome, family: Visitor):
    await family.opens("respite")
    _message, refuse = family.button("不同意")
    await family.taps("同意")
    await begins(family, "小晴")
    await family.taps_data(refuse["data"])

    family.sees("我们留下什么", "撤回同意，并删掉")


async def test_a_notice_that_came_from_nowhere_leads_to_the_menu(family: Visitor):
    await family.opens("notice")
    await family.taps("同意")

    family.sees("欢迎来到")


async def test_a_forged_way_on_is_refused(family: Visitor):
    await family.opens("notice")
    await family.taps_data("notice.agree:desk:")

    family.sees("欢迎来到")
