"""The first screen, and a person to talk to."""

import pytest

from tests.a_number import MOBILE, grouped
from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.a_family import begins
from tests.written import written


async def calls_to_make(home: OpenHome) -> int:
    return await home.app.db.read(lambda db: db.execute("SELECT count(*) FROM calls").fetchone()[0])


async def test_the_first_screen_says_who_we_are_and_what_can_be_done(family: Visitor):
    family.sees("欢迎来到儿童友好家园（示例）", "急需照料", "预约喘息照料", "我的资料", "找人帮忙")


@pytest.mark.parametrize("word", ["菜单", "首页", "你好", "/menu", "ＭＥＮＵ"])
async def test_the_menu_comes_from_anywhere(family: Visitor, word: str):
    await begins(family, "小晴")
    await family.types(word)

    family.sees("欢迎来到", "接着填：预约喘息照料")


async def test_whoever_is_stuck_in_a_form_asks_for_a_person_and_comes_back(family: Visitor):
    await begins(family, "小晴")
    await family.types("人工")

    family.sees("找人帮忙", "☎ 000-0000-0000")

    await family.taps("回到刚才那里")

    family.sees("您想歇多久？")


async def test_a_family_without_a_number_is_asked_for_it_and_rung(home: OpenHome, family: Visitor):
    await family.taps("找人帮忙")
    await family.taps("请打电话给我")

    family.sees("打哪个电话能找到您？", "____（tel）")

    await family.types(f"打这个：{grouped(MOBILE)}")

    family.sees("我们会打给您", MOBILE, "21:00", "08:00")
    assert await calls_to_make(home) == 1


async def test_a_number_that_cannot_be_rung_is_asked_again(home: OpenHome, family: Visitor):
    await family.taps("找人帮忙")
    await family.taps("请打电话给我")
    await family.types(MOBILE[:-1])

    family.sees("11", "打哪个电话能找到您？")

    await family.taps("先不留号码")

    family.sees("请打电话给我")
    assert await calls_to_make(home) == 0


async def test_the_number_is_asked_for_above_a_half_filled_form_too(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.types("人工")
    await family.taps("请打电话给我")
    await family.types(MOBILE)

    family.sees("我们会打给您")

    await family.taps("回到刚才那里")

    family.sees("您想歇多久？")


async def test_a_family_with_a_number_is_put_on_the_list_once(home: OpenHome, family: Visitor):
    for _time in range(2):
        await family.opens("human")
        await family.taps("请打电话给我")
        if "____（tel）" in written(family.last):
            await family.types(MOBILE)

    family.sees("我们会打给您")
    assert await calls_to_make(home) == 1


async def test_a_screen_of_another_flow_is_not_taken_for_the_question_of_the_number(home: OpenHome, family: Visitor):
    await family.types(MOBILE)

    family.sees("没听懂")
    assert await calls_to_make(home) == 0


async def test_staff_are_greeted_by_name(staff: Visitor):
    staff.sees("示例护士C，您好")


async def test_a_draft_survives_a_restart_of_the_home(tmp_path):
    async with open_home(tmp_path) as home:
        family = await home.family()
        await begins(family, "小晴")
    async with open_home(tmp_path) as home:
        again = Visitor(home, "family", home.client())
        for cookie in family.client.cookies.jar:
            again.client.cookies.jar.set_cookie(cookie)
        await again.comes()
        await again.opens("respite")

        again.sees("您想歇多久？")
