"""Waiting for a place: the line, the offer, and what becomes of it."""

from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, begins, closes, comes_to_the_summary, decides, state_of


async def test_a_stay_that_does_not_fit_joins_the_waitlist_with_its_place(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=0)
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜")

    family.sees("候补：")

    await family.taps("送出申请")

    family.sees("候补", "第1位", "夜里不算")


async def test_the_place_in_line_counts_those_who_wait_for_the_same(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=0)
    await asks(home, family, "过夜")
    other = await home.family()
    await asks(home, other, "过夜", FRIDAY, "小宝")

    other.sees("第2位")


async def test_more_points_come_first(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=0)
    await asks(home, family, "过夜")
    other = await home.family()
    await asks(home, other, "过夜", FRIDAY, "小宝", points="低保")

    other.sees("第1位")


async def full_night(home: OpenHome, *lines: tuple[str, ...]) -> list[Visitor]:
    """One family has the only bed of a night, and one after another waits with these children."""
    await closes(home, "bed", FRIDAY, capacity=1)
    visitors = []
    for names in (("小晴",), *lines):
        visitor = await home.family()
        await asks(home, visitor, "过夜", FRIDAY, *names)
        visitors.append(visitor)
    return visitors


async def calls_off(family: Visitor) -> None:
    await family.opens("bookings")
    await family.taps("喘息照料·过夜")
    await family.taps("取消")
    await family.taps("取消")


async def test_a_freed_place_goes_to_the_first_whose_whole_request_fits(home: OpenHome):
    has_it, siblings, alone = await full_night(home, ("大宝", "二宝"), ("小雨",))
    await calls_off(has_it)
    await siblings.look()
    await alone.look()

    siblings.sees_no("有空位了")
    alone.sees("有空位了", "小雨")

    await siblings.opens("bookings")
    await siblings.taps("喘息照料·过夜")

    siblings.sees("第1位")


async def test_an_offer_is_accepted(home: OpenHome):
    has_it, waits = await full_night(home, ("小雨",))
    await calls_off(has_it)
    await waits.look()

    waits.sees("给您留到12月1日（周二） 晚上9:00")

    await waits.taps("好，订下")

    waits.sees("订好了")


async def test_an_offer_is_declined_and_goes_on_to_the_next(home: OpenHome):
    has_it, first, second = await full_night(home, ("小雨",), ("小宝",))
    await calls_off(has_it)
    await first.look()
    await first.taps("不用了，谢谢")
    await first.taps("取消")
    await second.look()

    second.sees("有空位了", "小宝")


async def test_an_offer_of_the_evening_does_not_lapse_while_a_family_sleeps(home: OpenHome):
    has_it, first, second = await full_night(home, ("小雨",), ("小宝",))
    await home.passes("2026-12-01 20:00")
    await calls_off(has_it)
    await first.look()

    first.sees("给您留到12月2日（周三） 晚上7:00")

    await home.passes("2026-12-02 18:00")
    await second.look()

    second.sees_no("有空位了")

    await home.passes("2026-12-02 19:05")
    await second.look()
    await first.look()

    second.sees("有空位了")
    first.sees("这次没有等到", "另选一天")


async def test_a_late_answer_to_an_offer_is_told_how_it_stands(home: OpenHome):
    has_it, first = await full_night(home, ("小雨",))
    await calls_off(has_it)
    await first.look()
    _message, accept = first.button("好，订下")
    await home.passes("2026-12-03 09:00")
    await first.taps_data(accept["data"])

    first.sees("没有等到")


async def test_too_late_for_an_offer_somebody_rings(home: OpenHome):
    has_it, first = await full_night(home, ("小雨",))
    await home.passes("2026-12-11 10:00")
    await calls_off(has_it)
    await first.look()

    first.sees_no("有空位了")

    nurse = await home.staff("care_lead")
    await nurse.taps("值班台")

    nurse.sees("有空位了，请打电话")


async def test_a_nurse_puts_a_request_on_the_waitlist_and_the_family_reads_why(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "过夜")
    await decides(home, booking, "候补")
    await family.look()

    assert (await state_of(home, booking.ref)).state in ("waitlisted", "held")
