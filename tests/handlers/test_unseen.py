"""A letter that nobody has seen becomes a call: after two hours, or a day before the start if that is later."""

import pytest

from storage import calls
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, decides, newest
from tests.handlers.test_urgent import calls_for_help

WEDNESDAY = "2026-12-02"


async def to_ring(home: OpenHome) -> list[tuple[str, str]]:
    """(reason, object) of the calls still to make."""
    return [(call.reason, call.object) for call in await home.app.db.read(calls.waiting)]


async def test_a_letter_about_tomorrow_has_two_hours_to_be_seen(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天", WEDNESDAY)
    await home.passes("2026-12-01 14:00")
    await decides(home, booking)

    await home.passes("2026-12-01 15:58")
    assert await to_ring(home) == []

    await home.passes("2026-12-01 16:02")
    assert await to_ring(home) == [("unseen", f"booking {booking.ref}")]


@pytest.mark.page
async def test_a_letter_that_was_seen_is_no_call(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天", WEDNESDAY)
    await home.passes("2026-12-01 14:00")
    await decides(home, booking)
    await family.look()
    await family.post("seen", {"seq": family.last["seq"]})

    await home.passes("2026-12-01 17:00")

    assert await to_ring(home) == []


async def test_a_letter_about_next_week_may_lie_until_a_day_before(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天", FRIDAY)
    await decides(home, booking)

    await home.passes("2026-12-10 08:20")
    assert await to_ring(home) == []

    await home.passes("2026-12-10 09:00")
    assert await to_ring(home) == [("unseen", f"booking {booking.ref}")]


async def test_what_begins_within_two_hours_is_rung_about_at_once(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天", WEDNESDAY)
    home.clock.instant = booking.starts_at - 3600
    await decides(home, booking)

    await home.passes("2026-12-02 07:32")

    assert ("unseen", f"booking {booking.ref}") in await to_ring(home)


async def test_whoever_was_rung_about_an_urgent_request_has_two_hours_for_the_letter(home: OpenHome, family: Visitor):
    await calls_for_help(family)
    booking = await newest(home)
    await home.passes("2026-12-01 10:00")
    await decides(home, booking)

    await home.passes("2026-12-01 11:58")
    assert await to_ring(home) == []

    await home.passes("2026-12-01 12:02")
    assert await to_ring(home) == [("unseen", f"booking {booking.ref}")]
