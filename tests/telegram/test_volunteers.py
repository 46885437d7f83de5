"""Volunteers with Telegram: the code at the door as a deep link, the summary as a document; a coordinator's cards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import hours
from tests.chat import OpenHome, open_home
from tests.handlers.a_volunteer import (
    BOTH,
    GARDEN,
    READING,
    at_the_door,
    digits,
    shift_ref,
    signs_up,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import invite
from tests.telegram.visitor import Texter

CODE = "COORD2345678"
NAME, SKILL = "李小梅", "讲故事"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[OpenHome]:
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


async def coordinator_of(home: OpenHome) -> Texter:
    await invite(home, CODE, "coordinator", "王")
    return await home.texter().comes(f"signin-{CODE}")  # type: ignore[return-value]


async def test_a_coordinators_cards_hold_references_alone(home: OpenHome):
    coordinator = await coordinator_of(home)
    await signs_up(home, NAME)
    await coordinator.look()
    await coordinator.taps("打开")

    coordinator.sees("已报名", "开始了解", "浏览器")
    await coordinator.opens("vetting")
    await coordinator.opens("desk")
    for words in (NAME, SKILL):
        assert not coordinator.has_seen(words)


async def test_on_a_shift_of_the_roster_stand_references_too(home: OpenHome):
    coordinator = await coordinator_of(home)
    visitor, who = await volunteer(home, NAME)
    await takes(visitor, GARDEN)
    one = await signup_of(home, GARDEN, who)
    for tap in (f"roster.shift:{shift_ref(GARDEN)}:", f"roster.one:{one.booking.ref}:", f"hours.ledger:{who.ref}:"):
        await coordinator.taps_data(tap)

        coordinator.sees(who.ref)
    assert not coordinator.has_seen(NAME)


async def test_the_code_at_the_door_is_a_deep_link(home: OpenHome):
    visitor, _who = await volunteer(home, NAME)
    await takes(visitor, GARDEN)
    await home.passes("2026-12-06 08:55")
    await visitor.comes(f"shifts-{await digits(home)}")

    visitor.sees("报到好了")

    await home.passes("2026-12-06 11:00")
    await at_the_door(home, visitor, "我要走了", GARDEN)

    visitor.sees("签退好了")


async def test_the_summary_comes_as_a_document(home: OpenHome):
    visitor, _who = await volunteer(home, NAME)
    await visitor.opens("hours")
    await visitor.taps("开一份小结")
    await visitor.taps("打开小结")

    assert visitor.spoken[-1].endswith(".html")


async def test_neither_hours_nor_whoever_stays_beside_a_newcomer_bring_a_name(home: OpenHome):
    coordinator = await coordinator_of(home)
    lead, leads = await volunteer(home, "老张旧人", passed=BOTH)
    newcomer, who = await volunteer(home, NAME, experienced=False)
    for one in (lead, newcomer):
        await takes(one, READING)
    await coordinator.taps_data(f"roster.shift:{shift_ref(READING)}:")

    coordinator.sees(f"由{leads.ref}带")
    assert not coordinator.has_seen("老张旧人")

    await home.passes("2026-12-05 10:00")
    await coordinator.taps_data(f"roster.one:{(await signup_of(home, READING, who)).booking.ref}:")

    coordinator.sees(f"{who.ref}：绘本陪读", "确认2小时")
    assert not coordinator.has_seen(NAME)


async def test_a_coordinator_who_helps_as_well_neither_confirms_nor_checks_themselves(home: OpenHome):
    visitor, who = await volunteer(home, NAME)
    await takes(visitor, GARDEN)
    await invite(home, CODE, "coordinator", "王")
    await visitor.comes(f"signin-{CODE}")
    one = await signup_of(home, GARDEN, who)
    (before,) = await home.app.db.read(lambda db: hours.of_volunteer(db, who.id))
    await home.passes("2026-12-06 12:00")
    taps = (f"roster.served:{one.booking.ref}:4", f"roster.missing:{one.booking.ref}:", f"vetting.check:{who.ref}:3",
            f"vetting.card:{who.ref}:", f"hours.counter:{before.ref}:")  # fmt: skip
    for tap in taps:
        await visitor.taps_data(tap)

        visitor.sees("这是您自己的事，请同事来办")
    assert await home.app.db.read(lambda db: hours.of_volunteer(db, who.id)) == [before]
