"""A home that has no camp, or has one no longer: nothing breaks by night, and nobody reads of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import SAMPLE_HOME
from tests.chat import OpenHome, open_home
from tests.handlers.a_camper import SECOND, registers
from tests.handlers.a_family import state_of


def without_camp(folder: Path) -> Path:
    """The sample home's profile without its camp."""
    profile = SAMPLE_HOME.read_text("utf-8")
    start = profile.index("# ───────── 夏令营 ─────────")
    end = profile.index("# ─────────", start + 20)
    path = folder / "home.toml"
    path.write_text(profile[:start] + profile[end:], "utf-8")
    return path


@pytest.fixture
async def plain(tmp_path: Path, channel: str) -> AsyncIterator[OpenHome]:
    (folder := tmp_path / "plain").mkdir()
    async with open_home(folder, home=without_camp(folder), channel=channel) as opened:
        yield opened


async def test_without_the_section_nights_pass_and_nobody_reads_of_a_camp(
    plain: OpenHome, caplog: pytest.LogCaptureFixture
):
    family = await plain.family()
    family.sees_no("夏令营")
    await plain.passes("2026-12-02 09:00")
    await family.opens("privacy")
    family.sees_no("夏令营")
    lead = await plain.staff("camp_lead")
    await lead.opens("desk")
    lead.sees("值班台")

    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.page
async def test_a_draw_that_was_promised_before_the_camp_was_given_up_disturbs_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with open_home(tmp_path) as home:
        booking = await registers(home, await home.family(), week=SECOND)
    async with open_home(tmp_path, "2026-12-28 12:00", home=without_camp(tmp_path)) as home:
        await home.passes("2026-12-30 12:00")

        assert (await state_of(home, booking.ref)).state == "waitlisted"
        assert [record for record in caplog.records if record.levelname == "ERROR"] == []
