"""The lock of the staff page: what lay idle opens with the PIN alone, and five wrong ones sign the device out."""

from storage import staff
from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books
from tests.handlers.colleagues import invite, opens_the_card, rows, signed_in

PIN = "2580"
IDLE = 15 * 60 + 1
OTHER_BUTTONS = ("desk.queue::", "door.menu::", "door.resume::", "door.open:desk:", "pin.leave::", "pin.stay::")


async def locked(home: OpenHome) -> Visitor:
    """A colleague whose page lay idle."""
    visitor = await signed_in(home, "therapist", PIN)
    home.clock.instant += IDLE
    await visitor.opens("desk")
    visitor.sees("已锁屏", "王，您好", "____（pin）")
    return visitor


async def test_a_page_that_lay_idle_asks_for_the_pin(home: OpenHome):
    visitor = await locked(home)

    await visitor.types(PIN)

    visitor.sees("已解锁", "王，欢迎回来")


async def test_a_page_in_use_asks_for_nothing(home: OpenHome):
    visitor = await signed_in(home, "therapist", PIN)
    home.clock.instant += IDLE - 60

    await visitor.opens("desk")

    visitor.sees("值班台")


async def test_behind_the_lock_no_button_acts(home: OpenHome):
    await books(home)
    visitor = await signed_in(home, "therapist", PIN)
    await visitor.opens("desk")
    _message, button = visitor.button("康复首次评估")
    home.clock.instant += IDLE
    await visitor.opens("desk")

    for data in (button["data"], *OTHER_BUTTONS):
        await visitor.taps_data(data)

        visitor.sees("已锁屏")
        visitor.sees_no("小晴", "值班台")


async def test_behind_the_lock_no_word_acts(home: OpenHome):
    visitor = await locked(home)

    for word in ("菜单", "退出填写", "值班台", "救命"):
        await visitor.types(word)

        visitor.sees("已锁屏", "密码是4到6位数字")


async def test_a_wrong_pin_says_how_many_tries_are_left(home: OpenHome):
    visitor = await locked(home)

    await visitor.types("9999")

    visitor.sees("密码不对，还可以试4次")


async def test_the_right_pin_forgives_the_wrong_ones(home: OpenHome):
    visitor = await locked(home)
    await visitor.types("9999")
    await visitor.types(PIN)
    home.clock.instant += IDLE
    await visitor.opens("desk")

    await visitor.types("9999")

    visitor.sees("还可以试4次")


async def test_five_wrong_pins_sign_the_device_out(home: OpenHome):
    visitor = await locked(home)

    for _try in range(5):
        await visitor.types("9999")

    visitor.sees("已退出", "新的邀请码")
    assert await rows(home, "SELECT count(*) FROM staff WHERE active") == [(0,)]
    await visitor.opens("desk")
    visitor.sees_no("件事")


async def test_nothing_of_before_is_left_on_a_device_that_was_signed_out(home: OpenHome):
    visitor = await locked(home)
    for _try in range(5):
        await visitor.types("9999")

    visitor.seen.clear()
    await visitor.look()

    assert not visitor.has_seen("值班台")
    visitor.sees("已退出")


async def test_a_new_invite_opens_a_device_that_was_signed_out(home: OpenHome):
    visitor = await locked(home)
    for _try in range(5):
        await visitor.types("9999")
    await invite(home, "AGAIN234", "therapist")

    await visitor.taps("我有邀请码")
    await visitor.types("AGAIN234")

    visitor.sees("欢迎，王")


async def test_the_page_can_be_locked_by_hand(home: OpenHome):
    visitor = await signed_in(home, "therapist", PIN)
    await visitor.opens("")

    await visitor.taps("锁屏或退出")

    visitor.sees("已锁屏")


async def test_signing_out_asks_once(home: OpenHome):
    visitor = await signed_in(home, "therapist", PIN)
    await visitor.opens("pin")
    await visitor.taps("忘记了")
    visitor.sees("要在这台设备上退出吗")
    await visitor.taps("不退出")
    visitor.sees("已锁屏")
    await visitor.taps("忘记了")

    await visitor.taps("是，退出")

    visitor.sees("已退出")


async def test_without_a_pin_the_lock_offers_one(home: OpenHome):
    visitor = await home.staff("therapist")

    await visitor.opens("pin")

    visitor.sees("还没有密码", "给这台设备设密码", "退出")


async def test_without_a_pin_one_may_change_ones_mind_about_signing_out(home: OpenHome):
    visitor = await home.staff("therapist")
    await visitor.opens("pin")
    await visitor.taps("退出")

    await visitor.taps("不退出")

    visitor.sees("还没有密码")


async def test_nothing_that_was_read_before_stands_behind_the_lock(home: OpenHome):
    await books(home)
    visitor = await signed_in(home, "therapist", PIN)
    await opens_the_card(visitor)
    await visitor.post("seen", {"seq": visitor.last["seq"]})
    home.clock.instant += IDLE
    await visitor.opens("desk")

    visitor.seen.clear()
    await visitor.look()

    assert not visitor.has_seen("小晴")
    visitor.sees("已锁屏")


async def test_the_lock_shows_itself_again_after_the_page_is_opened_anew(home: OpenHome):
    visitor = await locked(home)

    await visitor.comes("desk")

    visitor.sees("已锁屏")


async def test_whose_role_has_ended_meets_the_lock_and_nothing_behind_it(home: OpenHome):
    visitor = await locked(home)
    await home.app.turns.write(lambda db: staff.leave(db, staff.members(db, home.app.turns.seal)[0].person_id))

    await visitor.taps("忘记了")

    visitor.sees("已锁屏")


async def test_signing_one_device_out_leaves_the_other_one_at_work(home: OpenHome):
    tablet = await signed_in(home, "therapist", PIN)
    desktop = await signed_in(home, "head", name="李")
    shared = "UPDATE addresses SET person_id = (SELECT min(person_id) FROM staff)"
    await home.app.turns.write(lambda db: db.execute(shared))
    await tablet.opens("pin")
    await tablet.taps("忘记了")

    await tablet.taps("是，退出")

    await desktop.opens("desk")
    desktop.sees("值班台")


async def test_the_lock_and_the_sign_out_clear_the_page(home: OpenHome):
    visitor = await signed_in(home, "therapist", PIN)

    await visitor.opens("pin")
    locked = visitor.last
    for _number in range(5):
        await visitor.types("9182")

    assert locked["clears"] is True
    assert visitor.last["clears"] is True
