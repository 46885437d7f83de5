"""What is kept of a volunteer: seen, taken along, forgotten; the hours stay without a name. Two consents stay two."""

from typing import Any

import pytest

from storage import drafts, hours, inbox, jobs, outbox, people, signups, tombstones, volunteers
from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import asks, decides
from tests.handlers.a_family import newest as newest_booking
from tests.handlers.a_volunteer import GARDEN, newest, on_shift, signs_up, takes, volunteer
from tests.handlers.colleagues import rows
from tests.handlers.test_privacy import taken_along

NAME = "李小梅莹"
SEALED = {"outbox": (outbox.PLACE, "payload"), "jobs": (jobs.RESULT, "result"), "drafts": (drafts.PLACE, "state"),
          "volunteers": (volunteers.PLACE, "details"), "inbox": (inbox.PLACE, "payload")}  # fmt: skip


async def found_in(home: OpenHome, words: str) -> set[str]:
    """The tables in which these words lie, for somebody who has the key."""
    seal = home.app.turns.seal

    def read(db: Any) -> set[str]:
        return {
            table for table, (place, column) in SEALED.items()
            for (sealed,) in db.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608 - ours
            if words in str(seal.open(sealed, place))
        }  # fmt: skip

    return await home.app.db.read(read)


async def forgets(visitor: Visitor) -> None:
    await visitor.opens("privacy")
    await visitor.taps("看看留了我的什么")
    await visitor.taps("删掉我的志愿者资料")


async def test_the_page_says_what_is_kept_of_volunteers_and_why_hours_stay(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await visitor.opens("privacy")

    visitor.sees("志愿者告诉我们的：退出后365天", "志愿服务时间：一直留着，法律要求如实记录")

    await visitor.taps("看看留了我的什么")

    visitor.sees("志愿服务：正式加入", "服务时间（小时）：2", "工作人员看过志愿者资料：0次")


@pytest.mark.page
async def test_everything_is_in_the_file(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    kept = (await taken_along(home, visitor))["volunteering"]

    assert (kept["number"], kept["told"]["name"], kept["state"]) == (who.ref, "老张", "active")
    assert [one["post"] for one in kept["shifts"]] == ["v-garden", "v-garden"]
    assert kept["hours"] == [{"day": "2026-11-29", "hours": 2.0, "reason": "served"}]
    assert {one["kind"] for one in kept["checks"]} == {"talk", "training-intro", "record"}
    assert "code" not in kept["told"]


async def test_who_is_forgotten_leaves_hours_under_a_number(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await forgets(visitor)

    visitor.sees("服务时间会留在一个编号下面，不带名字", "后面的班次也会取消")

    await visitor.taps("是的，删掉")

    visitor.sees("您的志愿者资料删掉了", "没有留")
    left = await newest(home)
    assert (left.ref, left.person_id, left.details) == (who.ref, None, {})
    assert await home.app.db.read(lambda db: hours.total(db, who.id)) == 4
    assert await on_shift(home, GARDEN) == []
    assert await rows(home, "SELECT count(*) FROM bookings WHERE person_id IS NOT NULL") == [(0,)]
    assert await rows(home, "SELECT what FROM tombstones ORDER BY id") == [("volunteer",), ("number",)]

    await visitor.taps_data("privacy.helped::")

    visitor.sees("没有您的志愿者资料")

    await visitor.opens("volunteers")

    visitor.sees("来帮忙")


async def test_no_name_is_left_in_what_was_said_half_filled_or_gathered(home: OpenHome):
    visitor = await signs_up(home, NAME)
    await visitor.taps("我的志愿服务")
    for tap in ("privacy.file::", "teams.new::"):
        await visitor.taps_data(tap)
        await home.app.ticks.catch_up()
        await visitor.look()
    assert await found_in(home, NAME)
    await forgets(visitor)
    await visitor.taps("是的，删掉")

    assert await found_in(home, NAME) == set()
    visitor.sees("没有留")


async def test_what_a_family_said_is_left_when_it_stops_to_help(home: OpenHome):
    visitor, _who = await volunteer(home, NAME)
    await asks(home, visitor, "半天")
    await forgets(visitor)
    await visitor.taps("是的，删掉")

    assert "outbox" in await found_in(home, "小晴")


async def test_a_search_that_was_open_ends_with_whoever_is_forgotten(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await visitor.taps("来不了")
    await forgets(visitor)
    await visitor.taps("是的，删掉")

    assert await rows(home, "SELECT state FROM standins") == [("released",)]


async def test_nobody_is_forgotten_in_the_middle_of_a_shift(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    (one,) = await on_shift(home, GARDEN)
    await home.app.turns.write(lambda db: signups.arrive(db, one, home.clock.now()))
    await forgets(visitor)
    await visitor.taps("是的，删掉")

    visitor.sees("您现在正在班上")
    assert (await newest(home)).name == "老张"
    assert who.ref


async def test_a_family_that_also_helps_takes_back_the_one_and_keeps_the_other(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await asks(home, visitor, "半天")
    await decides(home, await newest_booking(home))
    await visitor.opens("privacy")
    await visitor.taps("撤回同意")

    visitor.sees_no("12月6日")

    await visitor.taps("是的，撤回")

    assert len(await on_shift(home, GARDEN)) == 1
    assert (await newest(home)).name == "老张"


async def test_the_number_of_a_family_stays_when_the_volunteer_goes(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await asks(home, visitor, "半天")
    await forgets(visitor)
    await visitor.taps("是的，删掉")

    seal = home.app.turns.seal
    assert await home.app.db.read(lambda db: people.phone(db, seal, who.person_id or 0)) == MOBILE


async def test_a_restore_forgets_again(home: OpenHome):
    """The tombstone of a newer database, met by an older one in which the volunteer still had a shift."""
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await visitor.taps("来不了")
    stone = tombstones.Tombstone("STONE", "volunteer", who.ref, home.clock.now())
    seal = home.app.turns.seal

    done = await home.app.turns.write(lambda db: tombstones.again(db, seal, [stone], "bookings.details", 1))

    assert done[0] == 1
    assert len(done[1]) == 1
    assert await home.app.db.read(lambda db: volunteers.find(db, seal, who.ref).details) == {}  # type: ignore[union-attr]
    assert await on_shift(home, GARDEN) == []


async def test_a_stranger_has_nothing_to_forget(family: Visitor):
    await family.taps_data("privacy.helper::")

    family.sees("您的电话")

    await family.taps_data("privacy.helped::")

    family.sees("没有您的志愿者资料")
