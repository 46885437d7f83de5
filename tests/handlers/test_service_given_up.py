"""A home gives up a service for which families are still booked: nothing else stands still for it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat import SAMPLE_HOME, OpenHome, Visitor, open_home
from tests.handlers.a_family import FRIDAY, asks, closes, state_of
from tests.handlers.booked import books, ref_of


@pytest.fixture
async def given_up(tmp_path: Path) -> AsyncIterator[tuple[OpenHome, Visitor, str]]:
    """A home that no longer offers assessments; a family that had asked for one, and its booking."""
    async with open_home(tmp_path) as home:
        before = await books(home)
        ref, cookies = ref_of(before), list(before.client.cookies.jar)
    profile = SAMPLE_HOME.read_text("utf-8")
    kept, _gone, more = profile.partition("\n[assessment]")
    (tmp_path / "home.toml").write_text(f"{kept}\n{more[more.index('[urgent]'):]}", "utf-8")
    async with open_home(tmp_path, home=tmp_path / "home.toml") as home:
        family = Visitor(home, "family", home.client())
        for cookie in cookies:
            family.client.cookies.jar.set_cookie(cookie)
        yield home, await family.comes("bookings"), ref


async def test_the_family_is_told_whom_to_ring(given_up: tuple[OpenHome, Visitor, str]):
    _home, family, ref = given_up
    family.sees("我的预约")
    family.sees_no("康复首次评估")

    await family.taps_data(f"bookings.show:{ref}:")

    family.sees("现在不办了", "请打")


async def test_the_desk_goes_on(given_up: tuple[OpenHome, Visitor, str]):
    home, _family, _ref = given_up
    nurse = await home.staff("care_lead")

    await nurse.opens("desk")

    nurse.sees("没有要办的事")


async def test_what_has_passed_is_still_seen_to(given_up: tuple[OpenHome, Visitor, str]):
    home, _family, ref = given_up
    await closes(home, "bed", FRIDAY, capacity=0)
    other = await home.family()
    waits = await asks(home, other, "过夜", FRIDAY, "小宝")

    await home.passes("2026-12-12 09:00")
    await other.look()

    assert (await state_of(home, waits.ref)).state == "lapsed"
    assert (await state_of(home, ref)).state == "unresolved"
    other.sees("这次没有等到")
