"""What is gone meanwhile: a post, a shift, a person, the whole of the volunteers. Nothing else stands still for it."""

from pathlib import Path
from typing import Any

import pytest

from storage import checks, due, places, signups, volunteers
from storage.due import Due
from tests.chat import SAMPLE_HOME, OpenHome, Visitor, open_home
from tests.handlers.a_volunteer import (
    BOTH,
    GARDEN,
    READING,
    at_the_door,
    card_of,
    newest,
    on_shift,
    shift_ref,
    signs_up,
    signup_of,
    takes,
    volunteer,
)
from tests.handlers.colleagues import rows

PURPOSES = (
    "shifts.wave", "shifts.thank", "shifts.remind", "shifts.after", "shifts.care", "vetting.judge", "vetting.runs_out",
)  # fmt: skip


async def test_due_moments_of_what_is_gone_stay_silent(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    before = len(visitor.spoken)
    for purpose in PURPOSES:
        moment = Due(who.person_id or 0, purpose, "NOBODYS", home.clock.now())
        await home.app.turns.write(lambda db, moment=moment: due.plan(db, moment))
    assert await home.app.ticks.catch_up()
    await visitor.look()

    assert len(visitor.spoken) == before


def reopened_without(folder: Path, first: str, last: str) -> Path:
    """The sample home without what stands between two lines."""
    profile = SAMPLE_HOME.read_text("utf-8")
    kept, _gone, more = profile.partition(first)
    (folder / "home.toml").write_text(kept + more[more.index(last):], "utf-8")
    return folder / "home.toml"


async def left(folder: Path) -> tuple[list[Any], str]:
    """A home with a volunteer who cannot come to the garden; their cookies and ref."""
    async with open_home(folder) as home:
        visitor, who = await volunteer(home, "老张", passed=BOTH)
        await takes(visitor, GARDEN)
        await visitor.taps("来不了")
        return list(visitor.client.cookies.jar), who.ref


async def back(home: OpenHome, cookies: list[Any], wish: str) -> Visitor:
    visitor = Visitor(home, "family", home.client())
    for cookie in cookies:
        visitor.client.cookies.jar.set_cookie(cookie)
    return await visitor.comes(wish)


@pytest.mark.page
async def test_a_home_that_gives_up_its_volunteers_goes_on(tmp_path: Path, channel: str):
    cookies, _ref = await left(tmp_path)
    path = reopened_without(tmp_path, "\n[volunteers]\n", "\n# ───────── 急需照料")
    async with open_home(tmp_path, "2026-12-01 10:00", path) as home:
        visitor = await back(home, cookies, "privacy")
        visitor.sees_no("志愿者告诉我们的")
        await visitor.taps("看看留了我的什么")
        visitor.sees("志愿服务：正式加入")
        await visitor.opens("shifts")
        visitor.sees("没有这项服务")
        coordinator = await home.staff("coordinator")
        await coordinator.taps("值班台")
        coordinator.sees("没有要办的事")
        await coordinator.taps("今天在院里")
        coordinator.sees_no("园艺")
        await home.passes("2026-12-07 10:00")
        assert await home.app.ticks.catch_up()
        assert await rows(home, "SELECT count(*) FROM due WHERE tries > 0") == [(0,)]
        await visitor.opens("privacy")
        await visitor.taps("看看留了我的什么")
        await visitor.taps("删掉我的志愿者资料")
        await visitor.taps("是的")
        visitor.sees("您的志愿者资料删掉了")
    assert channel == "web"


@pytest.mark.page
async def test_a_post_that_is_given_up_takes_its_shifts_out_of_sight(tmp_path: Path, channel: str):
    cookies, ref = await left(tmp_path)
    path = reopened_without(tmp_path, '[[volunteers.posts]]\nid = "v-garden"', '[[volunteers.posts]]\nid = "v-off"')
    async with open_home(tmp_path, "2026-12-01 10:00", path) as home:
        visitor = await back(home, cookies, "shifts")
        await visitor.taps("我的班次")
        visitor.sees_no("园艺")
        await visitor.opens("hours")
        visitor.sees("2小时，服务")
        await visitor.opens("volunteers")
        visitor.sees("下一班：v-garden")
        await visitor.taps("歇一段")
        visitor.sees("好好歇歇")
        card = await card_of(home, ref)
        card.sees("休息中")
        await card.taps("服务时间")
        card.sees("2小时")
    assert channel == "web"


async def test_what_one_handed_over_does_not_stand_in_the_way_of_being_forgotten(home: OpenHome):
    visitor, _who = await volunteer(home, "老张")
    other, _second = await volunteer(home, "老李")
    await takes(visitor, GARDEN)
    await visitor.taps("来不了")
    await other.look()
    await other.taps("我能来")
    await home.app.turns.write(lambda db: db.execute("DELETE FROM consents WHERE purpose = 'volunteer'"))
    await visitor.opens("privacy")
    for label in ("看看留了我的什么", "删掉我的志愿者资料", "是的"):
        await visitor.taps(label)

    visitor.sees("您的志愿者资料删掉了")
    assert len(await on_shift(home, GARDEN)) == 1


async def test_a_call_after_the_beginning_asks_nobody(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    one = await signup_of(home, GARDEN, who)
    await home.passes("2026-12-06 09:30")
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"roster.absent:{one.booking.ref}:")

    assert await rows(home, "SELECT count(*) FROM standins") == [(0,)]


async def test_whoever_did_not_come_is_not_asked_how_they_are(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=BOTH)
    other, _two = await volunteer(home, "老李")
    for one in (lead, other):
        await takes(one, READING)
    await home.passes("2026-12-05 09:25")
    await at_the_door(home, lead, "我到了", READING)
    await lead.taps_data(f"shifts.crew:{shift_ref(READING)}:")
    await lead.taps_data(f"shifts.hard:{shift_ref(READING)}:")

    lead.sees("明天我们会问问大家好不好")
    assert await rows(home, "SELECT count(*) FROM due WHERE purpose = 'shifts.care'") == [(1,)]


async def test_a_shift_that_waits_while_others_are_asked_says_both(home: OpenHome):
    visitor, who = await volunteer(home, "老张", passed=BOTH)
    await takes(visitor, READING)
    await visitor.taps("来不了")
    await visitor.taps("我的班次")

    visitor.sees("在找人接")

    await home.app.turns.write(lambda db: places.change(
        db, signups.of_volunteer(db, who.id, home.clock.now())[0].booking.ref, "held", places.CLOCK, home.clock.now()
    ))  # fmt: skip
    await visitor.taps_data(f"shifts.show:{shift_ref(READING)}:")

    visitor.sees("有人接之前，这一班还算您的", "都齐了")

    await home.app.turns.write(lambda db: db.execute("UPDATE checks SET by_person = NULL"))
    await home.app.turns.write(lambda db: checks.add(
        db, who.id, checks.RECORD, "failed", day=home.app.turns.home.local_day(0), by=None, now=1
    ))  # fmt: skip
    await visitor.taps_data(f"shifts.show:{shift_ref(READING)}:")

    visitor.sees("不能陪孩子")


async def test_a_form_at_the_door_that_was_left_open_too_long(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)
    await home.passes("2026-12-06 08:30")
    one = await signup_of(home, GARDEN, who)
    await visitor.taps_data(f"shifts.door:{one.booking.ref}:")
    await home.passes("2026-12-06 11:30")
    colleague = await home.staff("duty")
    await colleague.taps_data("roster.door::")
    await visitor.types(str(colleague.last["text"][0]))

    visitor.sees("结束了，时间还没确认")

    await visitor.taps_data(f"shifts.door:{one.booking.ref}:")
    await home.passes("2026-12-06 13:00")
    await colleague.taps_data("roster.door::")
    await visitor.types(str(colleague.last["text"][0]))

    assert (await signup_of(home, GARDEN, who)).came_at is None


async def test_a_colleague_whose_role_ends_while_writing_decides_nothing(home: OpenHome):
    _visitor, who = await volunteer(home, "老张")
    card = await card_of(home, who.ref)
    await card.taps("暂停，写明原因")
    await home.app.turns.write(lambda db: db.execute("UPDATE staff SET active = 0"))
    await card.types("先看守则。")

    assert (await newest(home)).state == "active"


async def test_what_somebody_wrote_of_themselves_and_a_promise_that_runs(home: OpenHome):
    await signs_up(home)
    one = await newest(home)
    seal = home.app.turns.seal
    details = {**one.details, "experience": "在敬老院帮过忙"}
    await home.app.turns.write(lambda db: volunteers.keep(db, seal, one.id, details))
    card = await card_of(home, one.ref)

    card.sees("经验：在敬老院帮过忙")

    await card.taps("开始了解")
    await card.opens("desk")

    card.sees("了解中，12月4日")
