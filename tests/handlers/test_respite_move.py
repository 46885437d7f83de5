"""Moving a stay: the old place stays until the new one is confirmed."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, begins, closes, decides, everything, newest, state_of

SATURDAY = "2026-12-12"


async def wants_another_day(family: Visitor) -> None:
    """From “my bookings” to the calendar."""
    await family.opens("bookings")
    await family.taps("喘息照料")
    await family.taps("改时间")


async def moves(family: Visitor, day: str) -> None:
    await family.picks(day)
    await family.taps("1晚")


async def test_only_the_time_is_asked_anew(home: OpenHome, family: Visitor):
    await asks(home, family, "过夜")
    await wants_another_day(family)

    family.sees("哪天送孩子来？")

    await family.picks(SATURDAY)
    await family.taps("1晚")

    family.sees("改时间：过夜", "再看一遍", "小晴", "12月12日（周六）", "原来的预约不变")


async def test_the_old_place_stays_until_the_new_one_is_confirmed(home: OpenHome, family: Visitor):
    old = await asks(home, family, "过夜")
    await decides(home, old)
    await wants_another_day(family)
    await moves(family, SATURDAY)
    await family.taps("送出申请")
    new = await newest(home)

    family.sees("12月11日", "12月12日")
    assert (await state_of(home, old.ref)).state == "confirmed"

    await decides(home, new)

    assert (await state_of(home, old.ref)).state == "cancelled"
    assert (await state_of(home, new.ref)).state == "confirmed"


async def test_a_move_that_is_declined_leaves_the_old_place(home: OpenHome, family: Visitor):
    old = await asks(home, family, "过夜")
    await decides(home, old)
    await wants_another_day(family)
    await moves(family, SATURDAY)
    await family.taps("送出申请")
    await family.opens("bookings")
    await family.taps("12月12日（周六） 下午")
    await family.taps("取消")
    await family.taps("确定取消")

    assert [one.state for one in await everything(home)] == ["confirmed", "cancelled"]


async def test_a_move_to_the_same_night_needs_no_second_bed(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=1)
    await closes(home, "bed", SATURDAY, capacity=1)
    await asks(home, family, "过夜")
    await wants_another_day(family)

    assert family.day(FRIDAY)["state"] in ("free", "few")


async def test_moving_is_no_second_request_and_no_second_stay(home: OpenHome, family: Visitor):
    await asks(home, family, "首次见面", "2026-12-09")
    await asks(home, family, "白天", "2026-12-10")
    await asks(home, family, "过夜", "2026-12-11", nights=3)
    await asks(home, family, "过夜", "2026-12-18", nights=3)
    moved = await asks(home, family, "过夜", "2026-12-25", nights=3)
    await asks(home, family, "过夜", "2026-12-14", nights=1)
    await asks(home, family, "过夜", "2026-12-21", nights=1)
    await family.taps_data(f"bookings.move:{moved.ref}:{moved.version}")
    await family.picks("2026-12-26")
    await family.taps("2晚")
    await family.taps("送出申请")

    assert (await newest(home)).flags == ()


async def test_a_booking_that_is_gone_cannot_be_moved_any_more(home: OpenHome, family: Visitor):
    old = await asks(home, family, "过夜")
    await wants_another_day(family)
    await moves(family, SATURDAY)
    _message, send = family.button("送出申请")
    await family.taps_data(f"bookings.drop:{old.ref}:{old.version}")
    await family.taps_data(send["data"])

    family.sees("不能再改时间", "我的预约")
    assert len(await everything(home)) == 1


async def test_what_another_family_booked_cannot_be_moved(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "过夜")
    stranger = await home.family()
    await stranger.taps_data(f"bookings.move:{booking.ref}:1")

    stranger.sees("找不到")


async def test_what_was_noted_goes_with_it_and_can_be_changed(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.taps("过夜")
    await family.taps("直接申请")
    await family.picks(FRIDAY)
    await family.taps("1晚")
    await family.types("怕大声")
    await family.taps("都没有")
    await family.taps("跳过")
    await family.taps("送出申请")
    await wants_another_day(family)
    await moves(family, SATURDAY)

    family.sees("怕大声", "改：要我们知道的")


async def test_a_half_filled_request_outlives_a_move(home: OpenHome, family: Visitor):
    await asks(home, family, "过夜")
    await begins(family, "小晴")
    await family.taps("白天")
    await wants_another_day(family)
    await moves(family, SATURDAY)
    await family.taps("送出申请")
    family.sees("12月11日", "12月12日")

    await family.opens("respite")

    family.sees("预约喘息照料", "我们接着来", "白天")
    family.sees_no("改时间")


async def test_a_move_that_was_left_lies_in_nobodys_way(home: OpenHome, family: Visitor):
    await asks(home, family, "过夜")
    other = await asks(home, family, "过夜", "2026-12-18")
    await wants_another_day(family)
    await family.taps_data(f"bookings.move:{other.ref}:1")
    family.sees("哪天送孩子来？")
    await family.taps("退出填写")

    await begins(family, "小晴")

    family.sees("想歇多久")


async def test_a_move_is_gone_on_with_where_it_was_left(home: OpenHome, family: Visitor):
    await asks(home, family, "过夜")
    await wants_another_day(family)
    await family.picks(SATURDAY)
    await wants_another_day(family)

    family.sees("我们接着来", "几晚")
