"""What follows from a decision about a booking, for other bookings, the audit log and the desk."""

from storage import audit, due
from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, closes, decides, newest, state_of
from tests.handlers.colleagues import acts, rows
from tests.handlers.test_respite_move import SATURDAY, moves, wants_another_day
from tests.handlers.test_respite_waitlist import calls_off


async def a_move(home: OpenHome, family: Visitor) -> tuple[str, str]:
    """A confirmed night, and the wish for another one; their refs."""
    old = await asks(home, family, "过夜")
    await decides(home, old)
    await wants_another_day(family)
    await moves(family, SATURDAY)
    await family.taps("送出申请")
    return old.ref, (await newest(home)).ref


async def test_the_booking_that_was_moved_is_written_down_as_given_up(home: OpenHome, family: Visitor):
    old, new = await a_move(home, family)

    await decides(home, await state_of(home, new))

    assert [act for act in await acts(home, old) if not act.endswith(".read")] == [
        "booking.held", "booking.confirmed", "booking.cancelled",
    ]  # fmt: skip
    assert await home.app.db.read(lambda db: due.of_object(db, old)) == []


async def test_a_move_decided_only_after_its_time_takes_the_old_reminders_with_it(home: OpenHome, family: Visitor):
    old, new = await a_move(home, family)
    await home.passes("2026-12-12 19:00")

    assert await home.app.db.read(lambda db: due.of_object(db, old)) != []

    await decides(home, await state_of(home, new), "已完成")

    assert (await state_of(home, old)).state == "cancelled"
    assert await home.app.db.read(lambda db: due.of_object(db, old)) == []


async def test_what_staff_put_on_the_waitlist_makes_room_for_whoever_waits(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=1)
    first = await asks(home, family, "过夜")
    other = await home.family()
    waits = await asks(home, other, "过夜", FRIDAY, "小宝")

    await decides(home, first, "候补")

    assert (await state_of(home, waits.ref)).state == "offered"
    assert (await state_of(home, first.ref)).state == "waitlisted"


async def test_what_staff_put_on_the_waitlist_does_not_come_back_at_once(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "过夜")

    await decides(home, booking, "候补")

    assert (await state_of(home, booking.ref)).state == "waitlisted"
    assert not any("有空位了" in text for text in family.spoken)


async def test_an_offer_is_the_homes_own_deed_and_not_that_of_whoever_made_room(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=1)
    await asks(home, family, "过夜")
    other = await home.family()
    waits = await asks(home, other, "过夜", FRIDAY, "小宝")

    await calls_off(family)

    log = await home.app.db.read(lambda db: audit.of_object(db, waits.ref))
    assert [(who, act) for _at, who, act, _why in log][-1] == ("clock", "booking.offered")


async def test_a_place_that_came_too_late_is_rung_about_from_its_booking_alone(home: OpenHome, family: Visitor):
    await closes(home, "bed", FRIDAY, capacity=1)
    await asks(home, family, "过夜")
    other = await home.family()
    waits = await asks(home, other, "过夜", FRIDAY, "小宝")
    await home.passes("2026-12-11 10:00")

    await calls_off(family)

    assert (await state_of(home, waits.ref)).call == "open"
    assert (await acts(home, waits.ref))[-1] == "booking.to_ring"
    assert await rows(home, "SELECT reason FROM calls WHERE reason = 'offer'") == []


async def test_a_colleague_reads_in_their_own_language_that_somebody_is_ill(home: OpenHome):
    family = await home.family("en-GB")
    await family.opens("urgent")
    await family.taps("Now")
    await family.types(MOBILE)
    await family.taps("Send")
    booking = await newest(home)
    await family.taps_data(f"bookings.ill:{booking.ref}:{booking.version}")

    duty = await home.staff("duty")
    await duty.taps_data(f"desk.card:{booking.ref}:")

    duty.sees("有人病了")
