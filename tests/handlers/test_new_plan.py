"""The home changes its weekly plan between one evening and the next morning: who gains a place, and who loses one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage import meta
from tests.bot.a_backup import backed_up, put_back
from tests.chat import SAMPLE_HOME, OpenHome, Visitor, open_home
from tests.handlers.a_family import FRIDAY, asks, closes, decides, state_of

BEDS = """id = "bed"
name = { zh = "喘息床位", en = "Beds" }
building = "joy"
capacity = 4
weekly = [{ days = [5, 6, 7, 1]"""
ONE_BED = BEDS.replace("4", "1")
EVENING = "2026-12-01 22:00"


def planned(folder: Path, beds: str) -> Path:
    """A profile with other beds."""
    profile = SAMPLE_HOME.read_text("utf-8")
    assert BEDS in profile
    (folder / "home.toml").write_text(profile.replace(BEDS, beds), "utf-8")
    return folder / "home.toml"


@asynccontextmanager
async def reopened(folder: Path, beds: str, *before: Visitor, now: str) -> AsyncIterator[OpenHome]:
    """The home with another plan, and the same people at its doors."""
    async with open_home(folder, now, planned(folder, beds)) as home:
        for visitor in before:
            cookies = list(visitor.client.cookies.jar)
            visitor.home, visitor.client = home, home.client()
            for cookie in cookies:
                visitor.client.cookies.jar.set_cookie(cookie)
        yield home


async def one_bed_two_families(folder: Path) -> tuple[Visitor, str]:
    """A family that waits for the only bed, and its booking."""
    async with open_home(folder, home=planned(folder, ONE_BED)) as home:
        await asks(home, await home.family(), "过夜")
        waits = await home.family()
        ref = (await asks(home, waits, "过夜", FRIDAY, "小宝")).ref
        assert (await state_of(home, ref)).state == "waitlisted"
        return waits, ref


async def test_places_that_a_new_plan_opens_are_offered_to_those_who_wait(tmp_path: Path):
    waits, ref = await one_bed_two_families(tmp_path)

    async with reopened(tmp_path, BEDS, waits, now="2026-12-01 10:00") as home:
        await home.passes("2026-12-01 10:02")
        await waits.look()

        waits.sees("有空位了", "小宝")
        assert (await state_of(home, ref)).state == "offered"


async def test_they_are_offered_when_people_are_awake(tmp_path: Path):
    waits, ref = await one_bed_two_families(tmp_path)

    async with reopened(tmp_path, BEDS, waits, now=EVENING) as home:
        await home.passes("2026-12-02 07:55")
        assert (await state_of(home, ref)).state == "waitlisted"

        await home.passes("2026-12-02 08:05")
        assert (await state_of(home, ref)).state == "offered"


async def test_a_plan_that_opens_nothing_brings_nobody_back_into_the_line(tmp_path: Path):
    async with open_home(tmp_path) as home:
        waits = await home.family()
        booking = await asks(home, waits, "过夜")
        await decides(home, booking, "候补")

    async with reopened(tmp_path, BEDS, waits, now="2026-12-01 10:00") as home:
        await home.passes("2026-12-02 12:00")

        assert (await state_of(home, booking.ref)).state == "waitlisted"


async def test_one_pass_down_the_line_is_enough(tmp_path: Path):
    waits, _ref = await one_bed_two_families(tmp_path)

    async with reopened(tmp_path, BEDS, waits, now="2026-12-01 10:00") as home:
        await home.passes("2026-12-01 10:02")

        assert await home.app.db.read(lambda db: meta.get(db, meta.ROOM_OPENED)) == ""
        await closes(home, "bed", FRIDAY, capacity=9)
        third = await home.family()
        booking = await asks(home, third, "过夜", FRIDAY, "小雨")
        await decides(home, booking, "候补")
        await home.passes("2026-12-01 12:00")
        assert (await state_of(home, booking.ref)).state == "waitlisted"


async def test_a_place_that_a_restore_frees_is_offered(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    async with open_home(tmp_path, home=planned(tmp_path, ONE_BED)) as home:
        leaves, waits = await home.family(), await home.family()
        await asks(home, leaves, "过夜")
        ref = (await asks(home, waits, "过夜", FRIDAY, "小宝")).ref
        file = backed_up(tmp_path, disk)
        await leaves.opens("privacy")
        await leaves.taps("撤回同意")
        await leaves.taps("是的")
    put_back(file, tmp_path)

    async with reopened(tmp_path, ONE_BED, now="2026-12-01 10:00") as home:
        assert (await state_of(home, ref)).state == "waitlisted"
        await home.passes("2026-12-01 10:02")
        assert (await state_of(home, ref)).state == "offered"
