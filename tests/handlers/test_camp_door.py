"""At the door in the afternoon: who may collect whom, seen by whom; a refused pick-up is a concern."""

import pytest

from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import comes_to_camp
from tests.handlers.colleagues import acts, raised, rows

IN_THE_AFTERNOON = "2027-01-11 16:20"


async def in_the_camp(home: OpenHome, family: Visitor) -> str:
    """It is the first afternoon, and 小晴 is there; the registration's ref."""
    booking = await comes_to_camp(home, family, collects=("王阿姨", "邻居", "021" + "1" * 8))
    await home.passes(IN_THE_AFTERNOON)
    return booking.ref


async def at_the_child(home: OpenHome, role: str = "duty") -> Visitor:
    """A colleague at the door, with the child's screen open."""
    colleague = await home.staff(role)
    await colleague.opens("camp_door")
    await colleague.taps("小晴")
    return colleague


async def test_a_named_person_is_given_the_child_and_who_saw_it_is_kept(home: OpenHome, family: Visitor):
    ref = await in_the_camp(home, family)
    duty = await at_the_child(home)
    duty.sees("交给：监护人本人", "交给：王阿姨，邻居", "不留复印件")
    await duty.taps("交给：王阿姨")

    duty.sees("小晴回家了", "还在这里：0位")
    await duty.taps("小晴")
    duty.sees("下午4:20交给了王阿姨，邻居", "示例社工A看过证件")
    assert [act for act in await acts(home, ref) if act.startswith("child.")] == ["child.handed"]
    assert "sheet.read" in await acts(home, ref)


async def test_a_second_tap_changes_nothing(home: OpenHome, family: Visitor):
    ref = await in_the_camp(home, family)
    duty = await at_the_child(home)
    button = duty.button("交给：监护人")[1]["data"]
    await duty.taps_data(button)
    await duty.taps_data(button)
    duty.sees("看过证件")
    await duty.taps_data(button.rpartition(":")[0] + ":7")

    assert (await acts(home, ref)).count("child.handed") == 1
    assert await rows(home, "SELECT count(*) FROM pickups") == [(1,)]


async def test_a_refused_pick_up_is_a_concern_at_once(home: OpenHome, family: Visitor):
    ref = await in_the_camp(home, family)
    head = await home.staff("head")
    duty = await at_the_child(home)
    await duty.taps("来的是别人")
    await duty.types("一位不认识的叔叔，说是爸爸的朋友。")

    duty.sees("请陪着孩子", "110", "还在这里：1位")
    (concern,) = await raised(home)
    assert (concern.level, concern.source, concern.person_id) == ("now", "door", None)
    assert ref in concern.words
    await head.look()
    assert head.has_seen("没有交给他")
    assert not head.has_seen("叔叔")
    await head.opens("desk")
    await head.taps("可能有危险")
    head.sees("叔叔", "在门口接孩子时", "不在接送名单上")
    assert "child.not_handed" in await acts(home, ref)


async def test_on_another_day_nobody_is_handed_over(home: OpenHome, family: Visitor):
    booking = await comes_to_camp(home, family)
    duty = await home.staff("duty")
    await duty.opens("camp_door")
    duty.sees("今天没有夏令营")
    ((child,),) = await rows(home, "SELECT ref FROM children")
    await duty.taps_data(f"camp_door.hand:{booking.ref}-{child}:1")

    duty.sees("今天没有夏令营")
    await duty.taps_data("camp_door.child:NOBODY-NOBODY:")
    duty.sees("您的岗位在营里看不到这个孩子")
    assert await rows(home, "SELECT count(*) FROM pickups") == [(0,)]


@pytest.mark.parametrize("role", ["cook", "care_lead", "therapist", "coordinator"])
async def test_only_who_stands_at_the_door_reads_who_may_collect(home: OpenHome, family: Visitor, role: str):
    ref = await in_the_camp(home, family)
    ((child,),) = await rows(home, "SELECT ref FROM children")
    colleague = await home.staff(role)
    await colleague.opens("camp_door")
    await colleague.taps_data(f"camp_door.child:{ref}-{child}:")
    await colleague.taps_data(f"camp_door.hand:{ref}-{child}:1")

    assert not colleague.has_seen("王阿姨")
    assert await rows(home, "SELECT count(*) FROM pickups") == [(0,)]
