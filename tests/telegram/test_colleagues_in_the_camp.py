"""Colleagues of the camp with Telegram: dates, refs and buttons; names, sheets and the door open on the page alone."""

import pytest

from tests.chat import OpenHome, open_home
from tests.handlers.a_camper import comes_to_camp, registers, the_camp
from tests.handlers.a_family import state_of
from tests.handlers.colleagues import invite, rows
from tests.telegram.visitor import Texter

CODE = "LEADER234567"


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


async def lead_of(home: OpenHome) -> Texter:
    await invite(home, CODE, "camp_lead", "王")
    return await home.texter().comes(f"signin-{CODE}")


async def test_a_week_shows_its_numbers_and_says_where_the_sheets_open(home: OpenHome):
    lead = await lead_of(home)
    await comes_to_camp(home, await home.family(), "小晴")
    await lead.opens("camp_desk")
    await lead.taps("第一期")

    lead.sees("已确认：1", "名册请在工作人员网页上打开")
    assert not any("打印" in label for label in lead.offered())


async def test_no_name_comes_into_the_chat_by_any_button(home: OpenHome):
    lead = await lead_of(home)
    booking = await comes_to_camp(home, await home.family(), "晴空万里宝")
    camp = await the_camp(home)
    ((child,),) = await rows(home, "SELECT ref FROM children")
    both = f"{booking.ref}-{child}"
    await home.passes("2027-01-11 16:00")
    week = [f"{verb}:{camp.ref}" for verb in ("teams", "share")]
    for tap in (*week, f"print:{camp.ref}-roster", f"member:{both}", f"into:{both}", f"wish:{booking.ref}"):
        await lead.taps_data(f"camp_desk.{tap}:")
    for tap in (f"camp_door.child:{both}", f"camp_door.hand:{both}", f"camp_settle.look:{both}"):
        await lead.taps_data(f"{tap}:")
    await lead.opens("camp_door")

    assert "晴空万里宝" not in lead.transcript()
    assert await rows(home, "SELECT count(*) FROM pickups") == [(0,)]


async def test_what_must_be_settled_first_is_said_without_a_name(home: OpenHome):
    lead = await lead_of(home)
    booking = await registers(home, await home.family(), "晴空万里宝")
    await lead.taps_data(f"desk.card:{booking.ref}:")
    await lead.taps("确认")

    lead.sees("还有一件事要先处理")
    assert "晴空万里宝" not in lead.transcript()
    assert (await state_of(home, booking.ref)).state == "held"
