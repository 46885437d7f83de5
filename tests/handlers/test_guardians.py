"""A second guardian: one code, once, from hand to hand; two speak for one child and read nothing of each other."""

import re

import pytest

from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import comes_to_camp, registers
from tests.handlers.a_family import shown
from tests.handlers.colleagues import acts, rows

CODE = re.compile(r"\b([A-Z0-9]{5}-[A-Z0-9]{5})\b")


async def gives_a_code(family: Visitor, name: str = "小晴") -> str:
    """The first guardian makes a code; what it is."""
    await family.opens("guardians")
    await family.taps(f"给另一位监护人一个代码：{name}")
    found = CODE.search(shown(family))
    assert found is not None, shown(family)
    return found[1]


async def enters(visitor: Visitor, code: str) -> None:
    """Somebody types a code."""
    await visitor.opens("guardians")
    if "同意" in visitor.offered():
        await visitor.taps("同意")
    await visitor.taps("我拿到了一个代码")
    if "爸爸或妈妈" in visitor.offered():
        await visitor.taps("爸爸或妈妈")
    await visitor.types(code)


async def joins(home: OpenHome, family: Visitor, name: str = "小晴") -> Visitor:
    """Another guardian of the same child."""
    code = await gives_a_code(family, name)
    other = await home.family()
    await enters(other, code)
    return other


async def test_the_other_guardian_answers_for_the_same_child(home: OpenHome, family: Visitor):
    booking = await registers(home, family, allergy="花生过敏")
    father = await joins(home, family)

    father.sees("您现在也可以为小晴作答了")
    await family.look()
    assert family.has_seen("另一位监护人现在也可以为小晴作答了")
    await father.taps("知情同意和营员表")
    await father.taps("小晴")
    father.sees("外出：没有回答，就是不同意")
    father.sees_no("花生", booking.ref)
    await father.opens("bookings")
    father.sees_no("夏令营")
    (child,) = await rows(home, "SELECT ref FROM children")
    assert (await acts(home, str(child[0])))[-2:] == ["guardian.offered", "guardian.added"]


async def test_a_code_works_once_and_only_the_newest(home: OpenHome, family: Visitor):
    await registers(home, family)
    old, new = await gives_a_code(family), await gives_a_code(family)
    first, second = await home.family(), await home.family()

    await enters(first, old)
    first.sees("这个代码打不开")
    await first.types(new)
    first.sees("您现在也可以为小晴作答了")
    await enters(second, new)
    second.sees("这个代码打不开")


async def test_a_code_runs_out_and_is_not_for_oneself(home: OpenHome, family: Visitor):
    await registers(home, family)
    code = await gives_a_code(family)
    await enters(family, code)
    family.sees("这个代码打不开")

    await home.passes("2026-12-09 09:00")
    other = await home.family()
    await enters(other, code)
    other.sees("这个代码打不开")


async def test_guessing_ends_for_everybody_after_a_while(home: OpenHome, family: Visitor):
    await enters(family, "AAAAA-AAAAA")
    for _guess in range(20):
        await family.types("BBBBB-BBBBB")

    family.sees("请等十分钟")


async def test_somebody_elses_child_gets_no_code(home: OpenHome, family: Visitor):
    await registers(home, family)
    ((ref,),) = await rows(home, "SELECT ref FROM children")
    stranger = await home.family()
    await stranger.taps_data(f"guardians.give:{ref}:")

    assert not CODE.search(shown(stranger))


async def test_one_who_is_forgotten_leaves_the_child_to_the_other(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    father = await joins(home, family)
    await father.opens("privacy")
    await father.taps("看看留了我的什么")
    await father.taps("删掉小晴")
    await father.taps("是的")

    father.sees_no("孩子：小晴")
    await family.opens("camp_consents")
    await family.taps("小晴")
    family.sees("外出：同意")


async def test_taking_back_the_consent_to_everything_leaves_the_child_to_the_other(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    father = await joins(home, family)
    await father.opens("privacy")
    await father.taps("撤回同意，并删掉")
    await father.taps("是的，撤回并删掉")

    await family.opens("camp_consents")
    await family.taps("小晴")
    family.sees("外出：同意", "只有我")


@pytest.mark.page
async def test_both_see_only_their_own_in_the_file(home: OpenHome, family: Visitor):
    from tests.handlers.test_privacy import taken_along

    await comes_to_camp(home, family, allergy="花生过敏")
    father = await joins(home, family)
    kept = await taken_along(home, father)

    assert kept["camp"]["sheets"] == {}
    assert kept["camp"]["consents"]["小晴"]["outing"] is None
    mothers = await taken_along(home, family)
    assert mothers["camp"]["sheets"]["小晴"]["allergy"] == "花生过敏"
    assert mothers["camp"]["wishes"][0]["wish"] == "yes"
