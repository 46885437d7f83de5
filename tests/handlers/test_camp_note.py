"""One note a day to the families of a team: looked over, naming no child, and to each guardian once."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import comes_to_camp, the_camp
from tests.handlers.colleagues import acts, rows
from tests.handlers.test_guardians import joins

WORDS = "今天我们沿着彩虹坡道走了一圈，中午吃了番茄面。"


async def on_the_first_day(home: OpenHome, *families: Visitor) -> Visitor:
    """It is the afternoon of the first day, the teams are shared out; whoever leads the camp."""
    for number, family in enumerate(families):
        await comes_to_camp(home, family, f"小晴{'一二三'[number]}")
    lead = await home.staff("camp_lead")
    camp = await the_camp(home)
    await lead.taps_data(f"camp_desk.share:{camp.ref}:")
    await home.passes("2027-01-11 16:00")
    return lead


async def test_the_families_of_a_team_read_it_and_no_others(home: OpenHome, family: Visitor):
    other = await home.family()
    lead = await on_the_first_day(home, family, other)
    father = await joins(home, family, "小晴一")
    await lead.opens("camp_note")
    await lead.taps("太阳队")
    await lead.types(WORDS)
    lead.sees("2位监护人会看到", WORDS, "明天见")
    await lead.taps("发给家里人")

    for guardian in (family, father):
        await guardian.look()
        assert guardian.has_seen(WORDS)
    await other.look()
    assert not other.has_seen(WORDS)
    camp = await the_camp(home)
    assert (await acts(home, camp.ref))[-1] == "note.sent"


async def test_a_childs_name_is_caught_before_it_is_sent(home: OpenHome, family: Visitor):
    lead = await on_the_first_day(home, family)
    await lead.opens("camp_note")
    await lead.taps("太阳队")
    await lead.types("小晴一今天会自己走坡道了！")

    lead.sees("“小晴一”是孩子的名字")
    assert await rows(home, "SELECT count(*) FROM notes") == [(0,)]


async def test_a_team_has_one_note_a_day(home: OpenHome, family: Visitor):
    lead = await on_the_first_day(home, family)
    second = await home.staff("head")
    for colleague in (lead, second):
        await colleague.opens("camp_note")
        await colleague.taps("太阳队")
        await colleague.types(WORDS)
    await lead.taps("发给家里人")
    await second.taps("发给家里人")

    assert await rows(home, "SELECT count(*) FROM notes") == [(1,)]
    second.sees_no("已发给家里人")
    await home.passes("2027-01-12 16:00")
    lead = await home.staff("camp_lead")
    await lead.opens("camp_note")
    assert "太阳队" in lead.offered()


async def test_before_the_camp_and_for_others_there_is_nothing_to_write(home: OpenHome, family: Visitor):
    await comes_to_camp(home, family)
    lead, cook = await home.staff("camp_lead"), await home.staff("cook")
    await lead.opens("camp_note")
    lead.sees("今天没有夏令营")
    await cook.opens("camp_note")
    cook.sees("没有夏令营的事")
