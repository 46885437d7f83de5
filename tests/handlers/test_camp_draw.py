"""A week that is drawn by lot: frozen, drawn and told by itself; and what anybody may check of it."""

import json

import pytest

from storage import draws
from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import SECOND, registers, the_camp
from tests.handlers.a_family import closes, shown, state_of
from tests.handlers.colleagues import acts, rows

SECOND_DAY = "2027-01-25"


async def two_in_the_draw(home: OpenHome, family: Visitor) -> tuple[Visitor, list[str]]:
    """Two families, and one place."""
    other = await home.family()
    first = await registers(home, family, "小晴", week=SECOND)
    second = await registers(home, other, "小宝", week=SECOND)
    await closes(home, "camp.second.c", SECOND_DAY, capacity=1)
    return other, [first.ref, second.ref]


async def published(home: OpenHome, family: Visitor) -> dict[str, object]:
    """The file behind the page of the draw."""
    camp = await the_camp(home, "second")
    response = await family.client.get(f"/family/files/camp/{camp.ref}/draw.json")
    assert response.status_code == 200
    return dict(json.loads(response.text))


async def test_whoever_registers_is_in_the_draw_under_a_name_that_says_nothing(home: OpenHome, family: Visitor):
    booking = await registers(home, family, week=SECOND)

    assert (booking.state, booking.lot) == ("waitlisted", 0)
    family.sees("报上了，等抽签", "报得早、报得晚机会一样", "您的抽签编号", "12月30日（周三） 上午10:00")
    await family.opens("bookings")
    family.sees("等抽签")
    await family.taps(SECOND)
    family.sees_no("候补第")
    entrant = await home.app.db.read(lambda db: draws.entrant_of(db, booking))
    assert entrant in shown(family)
    assert entrant != booking.ref


async def test_it_is_drawn_by_itself_at_its_hour_and_everybody_hears_of_it(home: OpenHome, family: Visitor):
    other, refs = await two_in_the_draw(home, family)
    await home.passes("2026-12-30 10:05")
    states = [(await state_of(home, ref)).state for ref in refs]

    assert sorted(states) == ["offered", "waitlisted"]
    for visitor, state in zip((family, other), states, strict=True):
        await visitor.look()
        assert visitor.has_seen("好，订下") == (state == "offered")
        assert visitor.has_seen("这次没有抽中") == (state == "waitlisted")
        assert visitor.has_seen("候补第1位") == (state == "waitlisted")
    camp = await the_camp(home, "second")
    assert await acts(home, camp.ref) == ["draw.seed", "draw.list", "draw.drawn"]


@pytest.mark.page
async def test_anybody_can_draw_it_again_from_the_published_file(home: OpenHome, family: Visitor):
    _other, _refs = await two_in_the_draw(home, family)
    camp = await the_camp(home, "second")
    await family.taps_data(f"camp.fair:{camp.ref}:")
    family.sees("秘密数字的指纹", "谁都不能挑次序")
    family.sees_no("名单的指纹", "公布的秘密数字")
    assert (await family.client.get(f"/family/files/camp/{camp.ref}/draw.json")).status_code == 404

    await home.passes("2026-12-28 18:05")
    assert "seed" not in await published(home, family)
    await home.passes("2026-12-30 10:05")
    await family.taps_data(f"camp.fair:{camp.ref}:")
    family.sees("名单里有几份报名：2", "公布的秘密数字", "python -m bot draw --verify draw-2027-01-25.json")
    told = await published(home, family)

    assert draws.wrongs(told) == []
    names = json.dumps(told, ensure_ascii=False)
    assert not any(word in names for word in ("小晴", "小宝", "camp.second.c"))
    stranger = await home.family()
    assert await published(home, stranger) == told


async def test_the_desk_sees_how_the_draw_stands(home: OpenHome, family: Visitor):
    await two_in_the_draw(home, family)
    lead = await home.staff("camp_lead")
    await lead.opens("camp_desk")
    await lead.taps(SECOND)
    lead.sees("参加抽签：2", "抽签：正在报名")
    await lead.taps("抽签怎么查证")
    lead.sees("秘密数字的指纹")

    await home.passes("2026-12-28 18:05")
    await lead.opens("camp_desk")
    await lead.taps(SECOND)
    lead.sees("抽签：名单已封存")
    await home.passes("2026-12-30 10:05")
    await lead.opens("camp_desk")
    await lead.taps(SECOND)
    lead.sees("抽签：已抽完")


async def test_who_comes_after_the_list_is_closed_waits_behind_it(home: OpenHome, family: Visitor):
    _other, _refs = await two_in_the_draw(home, family)
    await home.passes("2026-12-29 09:00")
    third = await home.family()
    late = await registers(home, third, "小雨", week=SECOND)
    assert (late.state, late.lot, late.flags) == ("waitlisted", 0, ("late",))
    assert await rows(home, "SELECT count(*) FROM entrants WHERE booking_id = ?", late.id) == [(0,)]

    await home.passes("2026-12-30 10:05")
    await third.opens("bookings")
    await third.taps(SECOND)
    third.sees("候补第2位")


async def test_an_offer_of_the_draw_that_lapses_goes_to_the_next_lot(home: OpenHome, family: Visitor):
    _other, refs = await two_in_the_draw(home, family)
    await home.passes("2026-12-30 10:05")
    first = [(await state_of(home, ref)).state for ref in refs]
    await home.passes("2027-01-02 12:00")

    becomes = {"offered": "lapsed", "waitlisted": "offered"}
    assert [(await state_of(home, ref)).state for ref in refs] == [becomes[state] for state in first]


async def test_who_calls_off_before_is_not_drawn(home: OpenHome, family: Visitor):
    other, refs = await two_in_the_draw(home, family)
    await family.taps_data(f"bookings.drop:{refs[0]}:1")
    await home.passes("2026-12-30 10:05")

    assert [(await state_of(home, ref)).state for ref in refs] == ["cancelled", "offered"]
    await other.look()
    assert other.has_seen("好，订下")


async def test_the_draw_waits_for_the_morning(home: OpenHome, family: Visitor):
    """A machine that slept over its hour draws when people are awake."""
    _other, refs = await two_in_the_draw(home, family)
    home.clock.instant += 29 * 24 * 3600 + 14 * 3600  # asleep until the night after
    await home.app.ticks.catch_up()
    assert [(await state_of(home, ref)).state for ref in refs] == ["waitlisted", "waitlisted"]

    await home.passes("2026-12-31 08:05")

    assert "offered" in [(await state_of(home, ref)).state for ref in refs]
