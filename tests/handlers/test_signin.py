"""Signing in: an invite code used once, guesses counted together, a PIN on the web."""

import pytest

from bot.chat import Event
from bot.fields.secret import too_easy
from bot.turns import Arrival
from tests.chat import OpenHome, Visitor
from tests.handlers.colleagues import acts, at_the_staff_door, invite, rows, signed_in

CODE = "RAMP7XQK"


async def test_a_device_that_nobody_knows_is_asked_for_a_code(home: OpenHome):
    visitor = await at_the_staff_door(home)

    visitor.sees("工作人员登录", "请输入邀请码", "____（code）")


@pytest.mark.parametrize("typed", ["RAMP7XQK", "ramp-7xqk", " ＲＡＭＰ ７ＸＱＫ ", "ramp 7xqk。"])
async def test_a_code_opens_the_door_however_it_is_typed(home: OpenHome, typed: str):
    await invite(home, CODE)
    visitor = await at_the_staff_door(home)

    await visitor.types(typed)

    visitor.sees("欢迎，王", "还差一步")


async def test_with_a_pin_the_way_leads_to_the_desk(home: OpenHome):
    visitor = await signed_in(home, pin="2580")
    visitor.sees("密码设好了")

    await visitor.taps("去值班台")

    visitor.sees("值班台", "没有要办的事")


async def test_the_code_and_the_pin_do_not_stand_in_the_history(home: OpenHome):
    visitor = await signed_in(home, pin="2580")

    assert not visitor.has_seen("2580")
    assert not visitor.has_seen("SEED")
    assert await rows(home, "SELECT count(*) FROM drafts") == [(0,)]


async def test_a_wrong_a_used_and_an_expired_code_are_answered_alike(home: OpenHome):
    await invite(home, CODE)
    await (await at_the_staff_door(home)).types(CODE)
    visitor = await at_the_staff_door(home)
    answers = []

    for code in ("NEVERWAS", CODE):
        await visitor.types(code)
        answers.append(visitor.last["notice"])
    await invite(home, "OLDCODE2")
    home.clock.instant += 25 * 3600
    await visitor.types("OLDCODE2")

    assert {*answers, visitor.last["notice"]} == {"这个邀请码不能用。请核对一下，或者要一个新的。"}


async def test_after_twenty_wrong_codes_everyone_waits(home: OpenHome):
    await invite(home, CODE)
    guesser, colleague = await at_the_staff_door(home), await at_the_staff_door(home)
    for number in range(20):
        await guesser.types(f"GUESS{number}")

    await colleague.types(CODE)

    colleague.sees("输错的邀请码太多了", "上午9:10")


async def test_ten_minutes_later_the_code_opens_again(home: OpenHome):
    await invite(home, CODE)
    visitor = await at_the_staff_door(home)
    for number in range(21):
        await visitor.types(f"GUESS{number}")
    home.clock.instant += 600

    await visitor.types(CODE)

    visitor.sees("欢迎，王")


async def test_joining_is_recorded(home: OpenHome):
    await signed_in(home, pin="2580")

    ((ref,),) = await rows(home, "SELECT ref FROM people JOIN staff ON person_id = people.id")
    assert await acts(home, str(ref)) == ["staff.joined", "staff.pin"]


@pytest.mark.page
async def test_a_family_page_stays_a_family_page(family: Visitor):
    await family.opens("signin")

    family.sees("工作人员请到工作人员页面登录")
    assert "ask" not in family.last


async def test_nobody_chooses_a_pin_before_signing_in(home: OpenHome):
    visitor = await at_the_staff_door(home)

    await visitor.taps_data("signin.choose::")

    visitor.sees("请输入邀请码")
    visitor.sees_no("4到6位")


async def test_two_pins_that_differ_are_asked_again(home: OpenHome):
    visitor = await signed_in(home)
    await visitor.taps("设一个密码")
    await visitor.types("2580")

    await visitor.types("2581")

    visitor.sees("两次不一样")


@pytest.mark.parametrize("pin", ["1234", "0000", "4321", "123456", "1212", "88888"])
async def test_a_pin_that_anybody_would_try_is_refused(home: OpenHome, pin: str):
    visitor = await signed_in(home)
    await visitor.taps("设一个密码")

    await visitor.types(pin)

    visitor.sees("太容易被猜到")


@pytest.mark.parametrize("pin", ["25", "1234567", "abcd"])
async def test_a_pin_is_four_to_six_digits(home: OpenHome, pin: str):
    visitor = await signed_in(home)
    await visitor.taps("设一个密码")

    await visitor.types(pin)

    visitor.sees("密码是4到6位数字")


@pytest.mark.parametrize("pin", ["2580", "1357", "9021", "112358"])
def test_other_pins_are_hard_enough(pin: str):
    assert not too_easy(pin)


async def test_a_chat_app_has_its_own_lock_and_needs_no_pin(home: OpenHome):
    await invite(home, CODE)
    await at_the_staff_door(home)
    turns = home.app.turns
    blind = turns.seal.blind("a chat", "address.chat")
    await turns.write(lambda db: db.execute("UPDATE addresses SET channel = 'chat', blind = ?", (blind,)))

    await turns.hear(Arrival("chat", "a chat", "1", Event("text", text=CODE), b"1"))

    query = "SELECT payload FROM outbox ORDER BY id DESC LIMIT 1"
    said = [turns.seal.open(payload, "outbox.payload") for (payload,) in await rows(home, query)]
    assert "登录好了。" in str(turns.texts.render(said, "zh", turns.home.zone))


async def test_whoever_was_invited_chooses_a_pin_before_anything_else(home: OpenHome):
    visitor = await signed_in(home, "care_lead")

    await visitor.opens("desk")

    visitor.sees("4到6位")
    visitor.sees_no("件事")
