"""What runs out is told to both sides before; when it has, shifts ahead wait by themselves; who ended is forgotten."""

from datetime import date

import pytest

from storage import checks, due
from tests.chat import OpenHome
from tests.handlers.a_volunteer import (
    READING,
    card_of,
    newest,
    notes,
    signs_up,
    signup_of,
    takes,
    volunteer,
)


@pytest.mark.parametrize(("days", "day"), [(60, "2027-10-01"), (30, "2027-10-31"), (7, "2027-11-23")])
async def test_what_runs_out_is_told_to_both_sides_days_before(home: OpenHome, days: int, day: str):
    visitor, who = await volunteer(home, "老张", passed=())
    coordinator = await card_of(home, who.ref)
    await notes(coordinator, who.ref, "背景核查")
    planned = await home.app.db.read(lambda db: due.of_object(db, who.ref))

    moments = [home.app.turns.home.local_day(one.at).isoformat() for one in planned]
    assert day in moments
    assert len(moments) == 3

    home.clock.instant = next(one.at for one in planned if home.app.turns.home.local_day(one.at).isoformat() == day)
    await home.app.ticks.catch_up()
    await visitor.look()
    await coordinator.look()

    visitor.sees("有一样快到期了", "背景核查：到2027年11月30日")
    coordinator.sees("快到期了")
    coordinator.sees_no("老张")
    assert days


async def test_of_what_runs_out_soon_only_the_notices_still_ahead_are_planned(home: OpenHome):
    """Eighteen in forty days: the guardian's yes runs out then, and sixty days before is past."""
    _visitor, who = await volunteer(home, "丙丙", born="2009-01-10", passed=())
    coordinator = await card_of(home, who.ref)
    await notes(coordinator, who.ref, "监护人同意")

    planned = await home.app.db.read(lambda db: due.of_object(db, who.ref))

    assert [home.app.turns.home.local_day(one.at) for one in planned] == [date(2026, 12, 10), date(2027, 1, 2)]


async def test_whoever_has_renewed_it_hears_nothing(home: OpenHome):
    visitor, who = await volunteer(home, "老张", passed=())
    coordinator = await card_of(home, who.ref)
    await notes(coordinator, who.ref, "背景核查")
    home.clock.instant += 250 * 24 * 3600
    await notes(coordinator, who.ref, "背景核查")
    home.clock.instant += 90 * 24 * 3600
    await home.app.ticks.catch_up()
    await visitor.look()

    assert not visitor.has_seen("快到期了")


async def test_when_it_has_run_out_shifts_ahead_wait_by_themselves_and_the_coordinator_hears(home: OpenHome):
    """The check was good when they signed up; then it is found to end sooner. The night finds it, the morning tells."""
    visitor, who = await volunteer(home, "老张", passed=("record", "lead"))
    await takes(visitor, READING)
    await takes(visitor, "2026-12-12 09:30", "v-read")
    await home.passes("2026-12-01 20:30")
    day, last = date(2026, 12, 1), date(2026, 12, 3)
    await home.app.turns.write(
        lambda db: checks.add(db, who.id, checks.RECORD, "passed", day=day, until=last, by=None, now=1)
    )
    coordinator = await home.staff("coordinator")
    await home.passes("2026-12-02 07:30")
    await visitor.look()

    assert not visitor.has_seen("先等一等")

    await home.passes("2026-12-02 08:30")
    await visitor.look()
    await coordinator.look()

    visitor.sees("有班次先等一等", "管到2026年12月3日")
    visitor.sees("12月5日（周六）", "12月12日（周六）")
    coordinator.sees("后面的班次在等核查", "现在有2个班次在等")
    assert (await signup_of(home, READING, who)).booking.state == "held"


async def test_the_list_shows_who_waits_first(home: OpenHome):
    await volunteer(home, "老张")
    await signs_up(home, "新来的")
    coordinator = await home.staff("coordinator")
    await coordinator.taps("值班台")
    await coordinator.taps("志愿者管理")

    coordinator.sees("共2人")
    assert coordinator.offered()[:2] == ["新来的", "老张"]


async def test_who_ended_long_ago_is_a_number_with_hours(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await visitor.opens("volunteers")
    await visitor.taps("退出志愿服务")
    await visitor.taps("是的，退出")
    home.clock.instant += 400 * 24 * 3600
    await home.app.ticks.catch_up()

    one = await newest(home)
    assert (one.ref, one.person_id, one.details) == (who.ref, None, {})

    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{who.ref}:")

    coordinator.sees("没有这位志愿者")
