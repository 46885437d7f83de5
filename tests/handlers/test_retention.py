"""What the nights take away, and what they leave."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import calls
from tests.chat import SAMPLE_HOME, OpenHome, open_home
from tests.handlers.colleagues import acts, concern_card, invite, rows

CRY = "爸爸又打我了"
CONCERN_DAYS = "# concern_days = 3650"


@pytest.fixture
async def forgetful(tmp_path: Path) -> AsyncIterator[OpenHome]:
    """A home whose profile forgets concerns a week after they were closed."""
    sample = SAMPLE_HOME.read_text("utf-8")
    assert CONCERN_DAYS in sample
    (folder := tmp_path / "forgetful").mkdir()
    (folder / "home.toml").write_text(sample.replace(CONCERN_DAYS, "concern_days = 7"), "utf-8")
    async with open_home(folder, home=folder / "home.toml") as home:
        yield home


async def closes_one(home: OpenHome) -> str:
    """Somebody cries for help, and a colleague sees to it; the concern's ref."""
    family = await home.family()
    await family.types(CRY)
    duty = await concern_card(home)
    await duty.taps("我来处理")
    await duty.taps("写下处理结果并结束")
    await duty.types("已打电话，妈妈在身边。")
    return str((await rows(home, "SELECT ref FROM concerns"))[0][0])


async def test_a_closed_concern_is_forgotten_after_the_days_of_the_profile(forgetful: OpenHome):
    ref = await closes_one(forgetful)
    await (await forgetful.family()).types(CRY)

    await forgetful.passes("2026-12-07 12:00")
    assert len(await rows(forgetful, "SELECT 1 FROM concerns")) == 2

    await forgetful.passes("2026-12-09 12:00")
    assert await rows(forgetful, "SELECT state FROM concerns") == [("open",)]
    assert (await acts(forgetful, ref))[-1] == "concern.forgotten"


async def test_without_such_days_a_concern_stays(home: OpenHome):
    await closes_one(home)

    await home.passes("2026-12-09 12:00")

    assert await rows(home, "SELECT state FROM concerns") == [("closed",)]


async def test_families_read_how_long_words_about_danger_stay(home: OpenHome, forgetful: OpenHome):
    for one, said in ((home, "一直保留"), (forgetful, "再留7天")):
        family = await one.family()
        await family.opens("privacy")

        family.sees(said)


async def test_a_call_that_was_made_goes_with_the_bookings_of_its_time(home: OpenHome):
    keep = home.app.home.retention.booking_days

    def ring(db):
        calls.add(db, person_id=1, reason="asked", about="", now=home.clock.now())
        (call,) = calls.waiting(db)
        calls.done(db, call.ref, call.version, 1, home.clock.now())

    await home.family()
    await home.app.turns.write(ring)
    home.clock.instant += (keep + 2) * 24 * 3600
    await home.app.ticks.tick()

    assert await rows(home, "SELECT 1 FROM calls") == []


async def test_an_invite_that_nobody_used_is_forgotten(home: OpenHome):
    await invite(home, "NOBODYCAME22")

    await home.passes("2026-12-03 12:00")

    assert await rows(home, "SELECT 1 FROM invites") == []
