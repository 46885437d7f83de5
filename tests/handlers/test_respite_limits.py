"""Limits mark a request for the person who decides; none of them refuses it."""

from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.a_family import asks, decides


async def known(home: OpenHome, family: Visitor) -> None:
    """A child who has been here by day and has visited."""
    await asks(home, family, "首次见面", "2026-12-02")
    await asks(home, family, "白天", "2026-12-03")


async def test_short_notice_is_marked(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "首次见面", "2026-12-04")

    assert booking.flags == ("short_notice",)


async def test_the_third_open_request_is_marked(home: OpenHome, family: Visitor):
    await known(home, family)
    booking = await asks(home, family, "半天", "2026-12-11")

    assert booking.flags == ("open_requests",)


async def test_more_nights_than_a_year_has_are_marked(home: OpenHome, family: Visitor):
    await known(home, family)
    for day in ("2026-12-11", "2026-12-18", "2026-12-25"):
        await asks(home, family, "过夜", day, nights=3)
    await asks(home, family, "过夜", "2026-12-14", nights=1)
    booking = await asks(home, family, "过夜", "2026-12-20", nights=2)

    assert "nights_a_year" not in booking.flags

    booking = await asks(home, family, "过夜", "2026-12-28", nights=1)

    assert "nights_a_year" in booking.flags
    assert booking.state == "held"


async def test_more_days_than_a_year_has_are_marked(tmp_path, home: OpenHome, family: Visitor):
    await known(home, family)
    days = [day for day in range(4, 32) if day not in (6, 13, 20, 27)][:23]
    for day in days:
        booking = await asks(home, family, "半天", f"2026-12-{day:02}")

    assert "days_a_year" not in booking.flags

    booking = await asks(home, family, "半天", "2026-12-31")

    assert "days_a_year" in booking.flags


async def test_a_new_year_counts_anew(tmp_path):
    async with open_home(tmp_path, now="2026-12-14 09:00") as home:
        family = await home.family()
        await asks(home, family, "首次见面", "2026-12-15")
        await asks(home, family, "白天", "2026-12-16")
        for day in ("2026-12-18", "2026-12-21", "2026-12-25", "2026-12-28"):
            await asks(home, family, "过夜", day, nights=1 if day.endswith(("21", "28")) else 3)
        for day in ("2026-12-19", "2026-12-26"):
            await asks(home, family, "过夜", day, nights=2)
        booking = await asks(home, family, "过夜", "2027-01-08", nights=1)

        assert "nights_a_year" not in booking.flags


async def test_whoever_decides_reads_the_marks_in_words(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "过夜", "2026-12-04")
    nurse = await home.staff("care_lead")
    await nurse.taps_data(f"desk.card:{booking.ref}:")

    nurse.sees("离来的日子很近", "按顺序，应先来别的")

    await decides(home, booking)
