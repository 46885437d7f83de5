"""Colleagues with Telegram: they come in by a link, decide on cards without a child's details, and are told at once."""

from pathlib import Path

import pytest

from bot.settings import SAMPLE_HOME
from tests.chat import OpenHome, local, open_home
from tests.handlers.a_family import FRIDAY, asks, newest
from tests.handlers.colleagues import invite
from tests.telegram.visitor import Texter

CODE = "NURSE2345678"


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


async def nurse_of(home: OpenHome, role: str = "care_lead") -> Texter:
    await invite(home, CODE, role, "王")
    return await home.texter().comes(f"signin-{CODE}")


async def test_an_invite_is_a_link_that_works_once(home: OpenHome):
    nurse = await nurse_of(home)
    nurse.sees("欢迎，王", "登录好了")

    second = await home.texter().comes(f"signin-{CODE}")

    second.sees("这个邀请码不能用")
    await second.opens("desk")
    second.sees("没有这项服务")


async def test_colleagues_get_the_menu_of_colleagues(home: OpenHome):
    nurse = await nurse_of(home)

    await nurse.types("首页")

    nurse.sees("值班台")
    nurse.sees_no("预约喘息照料")


async def test_a_card_holds_reference_dates_and_buttons_alone(home: OpenHome):
    nurse = await nurse_of(home)
    await asks(home, await home.family(), "半天", FRIDAY, "小晴")
    booking = await newest(home)
    await nurse.look()
    nurse.sees(booking.ref)

    await nurse.taps("打开")

    nurse.sees("12月11日", booking.ref, "[确认]", "浏览器")
    nurse.sees_no("小晴")
    assert not nurse.has_seen("小晴")


async def test_a_home_may_show_more(tmp_path: Path):
    profile = tmp_path / "home.toml"
    profile.write_text(SAMPLE_HOME.read_text("utf-8").replace("details = false", "details = true"), "utf-8")
    async with open_home(tmp_path, home=profile, channel="telegram") as home:
        nurse = await nurse_of(home)
        await asks(home, await home.family(), "半天", FRIDAY, "小晴")
        await nurse.look()

        await nurse.taps("打开")

        nurse.sees("小晴")


async def test_a_decision_is_one_tap_and_an_old_card_says_who_was_faster(home: OpenHome):
    nurse = await nurse_of(home)
    family = await home.family()
    await asks(home, family, "半天")
    await nurse.look()
    await nurse.taps("打开")
    _message, confirm = nurse.button("确认")
    await nurse.taps("确认")
    nurse.sees("已确认，也告诉家里人了")
    await family.look()
    family.sees("定好了")

    await nurse.taps_data(confirm["data"])

    nurse.sees("已经记下了")


async def test_colleagues_hear_of_danger_at_night_and_families_of_news_in_the_morning(home: OpenHome):
    duty = await nurse_of(home, "duty")
    family = await home.family()
    booking = await asks(home, family, "半天")
    home.clock.instant = local("2026-12-01 23:10")
    await family.types("有人拿刀")
    await duty.look()
    assert duty.has_seen("需要马上看")

    await duty.taps_data(f"desk.confirm:{booking.ref}:1")
    await family.look()
    assert not family.has_seen("定好了")
    await home.passes("2026-12-02 08:00")
    await family.look()

    assert family.has_seen("定好了")


async def test_signing_out_clears_what_can_be_cleared(home: OpenHome):
    nurse = await nurse_of(home)
    await nurse.opens("desk")
    await nurse.types("首页")
    await nurse.taps("锁屏或退出")
    await nurse.taps("退出")
    await nurse.taps("是，退出")

    nurse.sees("已退出")
    assert not nurse.has_seen("值班台")
    await nurse.opens("desk")
    nurse.sees("没有这项服务")
