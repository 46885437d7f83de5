"""My hours: what was served, stars as something to apply for, a summary that is no certificate, and counter-entries."""

import pytest

from storage import hours
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import volunteer
from tests.handlers.colleagues import acts, rows


async def served(home: OpenHome, halves: int = 4) -> tuple[Visitor, int, str]:
    """Somebody with so many more half hours; their row and ref."""
    visitor, who = await volunteer(home, "老张")
    day = "2026-12-01"
    await home.app.turns.write(lambda db: hours.add(db, who.id, day=day, halves=halves, by="x", now=1))
    return visitor, who.id, who.ref


async def test_what_was_served_stands_line_by_line(home: OpenHome):
    visitor, _row, _ref = await served(home, 3)
    await visitor.opens("hours")

    visitor.sees("一共服务了3.5小时", "路上的时间不算", "2026年11月29日：2小时，园艺养护", "2026年12月1日：1.5小时",
                 "满100小时，可申请一星志愿者")  # fmt: skip


async def test_a_star_is_something_to_apply_for(home: OpenHome):
    visitor, _row, _ref = await served(home, 2 * 300)
    await visitor.opens("hours")

    visitor.sees("已满300小时，可申请二星志愿者")


async def test_beyond_the_last_star_there_is_none_to_come(home: OpenHome):
    visitor, _row, _ref = await served(home, 2 * 1500)
    await visitor.opens("hours")

    visitor.sees("已满1500小时，可申请五星志愿者")


async def test_whoever_is_no_volunteer_is_led_to_the_posts(family: Visitor):
    await family.opens("hours")

    family.sees("来帮忙")

    await family.taps_data("hours.paper::")

    family.sees("还没有服务时间")


async def test_without_hours_there_is_nothing_to_sum_up(home: OpenHome):
    visitor, _who = await volunteer(home, "小新", experienced=False)
    await visitor.opens("hours")

    visitor.sees("一共服务了0小时")
    assert "开一份小结，打印用" not in visitor.offered()


async def paper(visitor: Visitor) -> str:
    """Ask for a summary; its number."""
    await visitor.opens("hours")
    await visitor.taps("开一份小结")
    return str(dict(visitor.last["facts"])["编号"])


@pytest.mark.page
async def test_a_summary_says_that_it_is_one_and_needs_the_seal(home: OpenHome):
    visitor, _row, ref = await served(home)
    number = await paper(visitor)

    visitor.sees("要盖了公章才能拿去用", "不收钱", "只看得到有效还是无效、多少小时")
    page = await visitor.client.get(f"/family/files/hours/{number}/summary.html")

    for text in ("志愿服务记录小结", "老张", ref, number, "2026年11月29日", "园艺养护", "儿童友好家园", "4"):
        assert text in page.text
    assert "证明" not in page.text
    assert page.headers["content-type"].startswith("text/html")
    assert "hours.summarised" in await acts(home, number)


@pytest.mark.page
async def test_a_summary_is_for_its_owner_alone(home: OpenHome):
    visitor, _row, _ref = await served(home)
    number = await paper(visitor)
    stranger, other = await home.family(), (await volunteer(home, "老李"))[0]

    for one in (stranger, other):
        assert (await one.client.get(f"/family/files/hours/{number}/summary.html")).status_code == 404
    assert (await visitor.client.get("/family/files/hours/NOBODYS/summary.html")).status_code == 404


async def test_the_coordinator_takes_an_entry_back_with_its_reason_and_puts_the_right_one(home: OpenHome):
    visitor, row, ref = await served(home)
    number = await paper(visitor)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{ref}:")
    await coordinator.taps("服务时间")

    coordinator.sees("这里的记录不删", "合计（小时）：4")

    await coordinator.taps("冲回：12月1日")
    await coordinator.taps("时间记错了")
    await coordinator.taps("改成1.5小时")

    coordinator.sees("记下了，原因也写上了", "合计（小时）：3.5", "冲回，时间记错了", "更正")
    lines = await home.app.db.read(lambda db: hours.of_volunteer(db, row))
    assert [one.halves for one in lines] == [4, 4, -4, 3]

    await visitor.opens("hours")

    visitor.sees("一共服务了3.5小时")
    assert await home.app.db.read(lambda db: hours.valid_halves(db, number)) is None


async def test_an_entry_is_taken_back_once_and_perhaps_for_nothing(home: OpenHome):
    _visitor, row, ref = await served(home)
    coordinator, head = await home.staff("coordinator"), await home.staff("head")
    for one in (coordinator, head):
        await one.taps_data(f"hours.ledger:{ref}:")
        await one.taps("冲回：12月1日")
        await one.taps("误记")
    await coordinator.taps("不补")
    await head.taps("不补")

    head.sees("已经冲回过了")
    assert await home.app.db.read(lambda db: hours.total(db, row)) == 4


async def test_a_summary_is_revoked(home: OpenHome):
    visitor, _row, ref = await served(home)
    number = await paper(visitor)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"hours.ledger:{ref}:")
    await coordinator.taps(f"作废小结 {number}")

    coordinator.sees("作废了")
    assert await home.app.db.read(lambda db: hours.valid_halves(db, number)) is None
    assert f"作废小结 {number}" not in coordinator.offered()

    await coordinator.taps_data("hours.revoke:NOBODYS:")

    coordinator.sees("没有这份小结")


async def test_only_whoever_sees_to_volunteers_touches_a_ledger(home: OpenHome):
    _visitor, row, ref = await served(home)
    entry = (await rows(home, "SELECT ref FROM hours ORDER BY id"))[0][0]
    for role in ("duty", "care_lead", "therapist"):
        colleague = await home.staff(role)
        for tap in (f"hours.ledger:{ref}:", f"hours.counter:{entry}:"):
            await colleague.taps_data(tap)

            colleague.sees("要请负责的同事来做")
    coordinator = await home.staff("coordinator")
    for tap, text in (("hours.ledger:NOBODYS:", "没有这位志愿者"), ("hours.counter:NOBODYS:", "没有这一笔")):
        await coordinator.taps_data(tap)

        coordinator.sees(text)
    assert await home.app.db.read(lambda db: hours.total(db, row)) == 8


async def test_whose_role_ends_meanwhile_takes_nothing_back(home: OpenHome):
    _visitor, row, ref = await served(home)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"hours.ledger:{ref}:")
    await coordinator.taps("冲回：12月1日")
    await coordinator.taps("误记")
    await home.app.turns.write(lambda db: db.execute("UPDATE staff SET active = 0"))
    await coordinator.taps("不补")

    assert await home.app.db.read(lambda db: hours.total(db, row)) == 8
