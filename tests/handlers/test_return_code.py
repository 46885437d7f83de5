"""Coming back with a return code, and the calendar file that needs no coming back."""

import pytest

from tests.chat import OpenHome, Visitor, local
from tests.handlers.a_volunteer import signs_up
from tests.handlers.booked import books, fact


async def forget_page(home: OpenHome, family: Visitor) -> tuple[str, Visitor]:
    """The code, and a new visit on another phone."""
    code = fact(family, "取回码")[:9]
    return code, await home.family()


@pytest.mark.parametrize("spell", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f"取回码：{code}",
                                   lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code)])  # fmt: skip
async def test_a_return_code_brings_the_bookings_back(home: OpenHome, spell):
    code, anew = await forget_page(home, await books(home))

    await anew.types(spell(code))

    anew.sees("找回来了", "小晴", "待确认")
    await anew.types("我的预约")
    anew.sees("康复首次评估")


@pytest.mark.page
async def test_the_code_is_asked_for_behind_a_button_even_with_a_form_half_filled(home: OpenHome):
    code, anew = await forget_page(home, await books(home))
    await anew.opens("urgent")
    await anew.types("我的预约")
    await anew.taps("用取回码找预约")
    assert anew.last["ask"]["kind"] == "code"

    await anew.types(code)

    anew.sees("找回来了")


async def test_what_was_asked_for_before_keeps_its_own_code(home: OpenHome):
    code, _anew = await forget_page(home, await books(home))
    other = await books(home, clock="下午2:00")
    own_code = fact(other, "取回码")[:9]

    await other.types(code)

    other.sees("找回来了", own_code)


async def test_between_helping_and_asking_for_help_no_code_is_lost(home: OpenHome):
    family, helping = await books(home), await signs_up(home)
    code, helpers_code = fact(family, "取回码")[:9], fact(helping, "取回码")[:9]
    helper, asking = await signs_up(home, "老张"), await books(home, clock="下午2:00")
    own_codes = fact(helper, "取回码")[:9], fact(asking, "取回码")[:9]
    for one in (helper, asking):
        await one.types("首页")

    await helper.types(code)
    await asking.types(helpers_code)

    helper.sees("找回来了", own_codes[0])
    asking.sees("我的志愿服务", helpers_code)
    assert asking.has_seen(f"请用它自己的取回码找：{own_codes[1]}")


async def test_a_wrong_code_and_an_expired_one_are_answered_alike(home: OpenHome):
    code, anew = await forget_page(home, await books(home))
    await anew.types("ABCD-2345")
    wrong = anew.last["notice"]
    home.clock.instant = local("2027-01-07 10:00")

    await anew.types(code)

    assert anew.last["notice"] == wrong
    assert not anew.has_seen("小晴")


async def test_codes_cannot_be_guessed_at_will(home: OpenHome):
    code, anew = await forget_page(home, await books(home))
    for guesser in [await home.family() for _number in range(6)]:
        for number in range(2, 7):
            await guesser.types(f"ABCD-234{number}")

    await anew.types(code)
    anew.sees("试的次数太多")
    home.clock.instant += 600
    await anew.types(code)

    anew.sees("找回来了")


async def test_a_code_gives_nobody_the_rights_of_a_colleague(home: OpenHome):
    code, _anew = await forget_page(home, await books(home))
    therapist = await home.staff("therapist")

    await therapist.types(code)

    assert not therapist.has_seen("小晴")


@pytest.mark.page
async def test_the_calendar_file_says_nothing_of_the_child_or_the_service(home: OpenHome):
    family = await books(home)
    ref = family.last["files"][0]["ref"]

    response = await family.client.get(f"/family/files/bookings/{ref}/booking.ics")

    assert response.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:儿童友好家园（示例） 希望树" in response.text
    assert "DTSTART:20261207T010000Z" in response.text
    assert "小晴" not in response.text
    assert "康复" not in response.text.partition("DESCRIPTION")[0]


@pytest.mark.page
async def test_nobody_else_gets_the_calendar_file(home: OpenHome):
    family = await books(home)
    stranger = await home.family()

    response = await stranger.client.get(f"/family/files/bookings/{family.last['files'][0]['ref']}/booking.ics")

    assert response.status_code == 404


@pytest.mark.page
async def test_a_slip_on_the_code_screen_is_answered_there(home: OpenHome):
    code, anew = await forget_page(home, await books(home))
    await anew.types("取回码")

    await anew.types(code[:7])
    anew.sees("不完整", "____（code）")
    await anew.types("AAAA-BBBB")
    anew.sees("没有找到", "____（code）")
    await anew.types(code)

    anew.sees("找回来了")


@pytest.mark.page
async def test_the_file_of_whoever_was_here_before_is_gone(home: OpenHome):
    code, _anew = await forget_page(home, await books(home))
    other = await home.family()
    await other.opens("privacy")
    await other.taps("看看留了我的什么")
    await other.taps("存成文件带走")
    await home.app.ticks.catch_up()
    await other.look()
    file = other.last["files"][0]
    path = f"/family/files/{file['flow']}/{file['ref']}/{file['name']}"
    assert (await other.client.get(path)).status_code == 200

    await other.types(code)

    other.sees("找回来了")
    assert (await other.client.get(path)).status_code == 404
