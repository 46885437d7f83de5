"""Something about a volunteer goes to the duty officer, whoever says it, and never to the coordinator alone."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import volunteer
from tests.handlers.colleagues import raised

WORDS = "周六陪读时，有位志愿者一直抱着孩子不放。"


async def says(visitor: Visitor, words: str = WORDS) -> None:
    await visitor.taps("靠得太近")
    await visitor.types(words)
    await visitor.taps("交给值班社工")


async def test_a_family_says_it_and_the_duty_officer_reads_it_today(home: OpenHome, family: Visitor):
    duty, coordinator = await home.staff("duty"), await home.staff("coordinator")
    await family.opens("concerns")
    await family.taps("和志愿者有关的事")
    await says(family)

    family.sees("谢谢您说出来", "维权岗值班社工今天就会看", "别人看不到")
    (one,) = await raised(home)
    assert (one.level, one.source) == ("today", "feedback")
    assert WORDS in one.words

    await duty.look()

    duty.sees("有一条需要马上看的话")

    await duty.taps("打开")

    duty.sees(WORDS, "关于志愿者的话")

    await coordinator.look()
    await coordinator.opens("desk")

    assert not coordinator.has_seen(WORDS)
    coordinator.sees("没有要办的事")

    await coordinator.taps_data(f"concerns.card:{one.ref}:1")

    assert not coordinator.has_seen(WORDS)


async def test_a_volunteer_finds_it_on_their_own_page(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("volunteers")
    await visitor.taps("有件事不放心")
    await says(visitor)

    visitor.sees("谢谢您说出来", "打电话")
    assert len(await raised(home)) == 1


async def test_the_same_words_again_are_the_same_concern(home: OpenHome, family: Visitor):
    await home.staff("duty")
    for _time in (1, 2):
        await family.opens("feedback")
        await says(family)

    assert len(await raised(home)) == 1


async def test_with_nobody_on_duty_the_person_is_told_to_ring(family: Visitor):
    await family.opens("feedback")
    await says(family)

    family.sees("打电话")
    family.sees_no("今天就会看")


async def test_in_danger_the_numbers_stand_alone(family: Visitor):
    await family.types("我撑不下去了，不想活了")

    family.sees_no("和志愿者有关的事")
