"""The home changes its weekly plan between one evening and the next morning: who gains a place, and who loses one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage import meta
from tests.bot.a_backup import backed_up, put_back
from tests.chat import SAMPLE_HOME, OpenHome, Visitor, open_home
from tests.handlers.a_family import FRIDAY, asks, closes, decides, state_of
from tests.handlers.a_volunteer import GARDEN, takes, volunteer
from tests.handlers.colleagues import rows

BEDS = """id = "bed"
name = { zh = "喘息床位", en = "Beds" }
building = "joy"
capacity = 4
weekly = [{ days = [5, 6, 7, 1]"""
ONE_BED = BEDS.replace("4", "1")
NO_FRIDAYS = BEDS.replace("[5, 6, 7, 1]", "[6, 7, 1]")
SATURDAY = "2026-12-12"
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


@asynccontextmanager
async def without_fridays(folder: Path) -> AsyncIterator[tuple[OpenHome, Visitor]]:
    """Families are booked for a Friday and a Saturday; the plan of ten in the evening knows no Fridays. The head."""
    async with open_home(folder) as home:
        await asks(home, await home.family(), "过夜")
        await asks(home, await home.family(), "过夜", SATURDAY)
    async with reopened(folder, NO_FRIDAYS, now=EVENING) as home:
        yield home, await home.staff("head")


async def news(visitor: Visitor) -> list[object]:
    """What is newly told of bookings that stand outside the plan."""
    return [one for one in await visitor.look() if "每周安排" in one.get("title", "")]


async def test_the_head_hears_of_bookings_outside_the_plan_when_people_are_awake(tmp_path: Path):
    async with without_fridays(tmp_path) as (home, head):
        await home.passes("2026-12-02 07:55")
        assert await news(head) == []

        await home.passes("2026-12-02 08:05")

        assert len(await news(head)) == 1
        head.sees("12月11日（周五）", "预约都还算数")
        head.sees_no("home.toml", "12月12日")
        await head.taps("接下来的预约")
        head.sees("共2个预约")


async def test_the_head_hears_of_them_once(tmp_path: Path):
    async with without_fridays(tmp_path) as (home, head):
        await home.passes("2026-12-02 12:00")
        assert len(await news(head)) == 1

        await home.passes("2026-12-04 12:00")

        assert await news(head) == []


async def test_what_another_plan_leaves_out_is_told_by_itself(tmp_path: Path):
    async with without_fridays(tmp_path) as (home, _head):
        await home.passes("2026-12-02 12:00")
    async with reopened(tmp_path, NO_FRIDAYS.replace("6, ", ""), now="2026-12-02 22:00") as home:
        head = await home.staff("head")

        await home.passes("2026-12-03 08:05")

        assert len(await news(head)) == 1
        head.sees("12月12日（周六）")
        head.sees_no("12月11日")


async def test_the_coordinator_hears_of_shifts_outside_the_plan(tmp_path: Path):
    async with open_home(tmp_path) as home:
        visitor, _who = await volunteer(home, "老张")
        await takes(visitor, GARDEN)
    profile = SAMPLE_HOME.read_text("utf-8")
    gardens = 'weekly = [{ days = [7], starts = "09:00", ends = "11:00" }]'
    assert gardens in profile
    (tmp_path / "home.toml").write_text(profile.replace(gardens, gardens.replace("[7]", "[6]")), "utf-8")
    async with open_home(tmp_path, EVENING, tmp_path / "home.toml") as home:
        coordinator, head = await home.staff("coordinator"), await home.staff("head")
        await home.passes("2026-12-02 08:05")

        assert len(await news(head)) == 0
        assert len(await news(coordinator)) == 1
        coordinator.sees("12月6日（周日）", "请给他们打电话")
        await coordinator.taps("这几天的班次")
        coordinator.sees("园艺养护，12月5日")


async def test_a_home_without_a_head_keeps_it_until_there_is_one(tmp_path: Path):
    async with open_home(tmp_path) as home:
        await asks(home, await home.family(), "过夜")
        await home.app.turns.write(lambda db: db.execute("UPDATE staff SET active = 0").rowcount)
    async with reopened(tmp_path, NO_FRIDAYS, now=EVENING) as home:
        await home.passes("2026-12-02 12:00")
        assert await rows(home, "SELECT * FROM due WHERE purpose = 'bookings.orphans'") == []
        head = await home.staff("head")

        await home.passes("2026-12-03 08:05")

        assert len(await news(head)) == 1


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
