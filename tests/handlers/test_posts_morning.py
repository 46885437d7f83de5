"""The morning's one message about letters: numbers alone, after the quiet hours, and to whom they concern."""

import pytest

from storage import posts
from tests.chat import OpenHome, Visitor
from tests.handlers.a_reader import WORDS, at_the_desk, opens, person_of, put_in

pytestmark = pytest.mark.page


async def told(colleague: Visitor) -> list[str]:
    """The titles of what is new."""
    return [message["title"] for message in await colleague.look() if "封" in message.get("title", "")]


async def test_in_the_morning_whoever_reads_letters_hears_how_many_are_new(home: OpenHome):
    colleagues = {role: await home.staff(role) for role in ("duty", "head", "care_lead", "therapist")}
    await home.passes("2026-12-01 10:00")
    await put_in(home)
    await put_in(home, topic="whisper")
    await home.passes("2026-12-01 23:30")
    assert [await told(each) for each in colleagues.values()] == [[], [], [], []]

    await home.passes("2026-12-02 08:30")

    heard = {role: await told(each) for role, each in colleagues.items()}
    assert heard == {"duty": ["有2封新的信"], "head": ["有1封新的信"], "care_lead": ["有1封新的信"], "therapist": []}
    colleagues["duty"].sees_no(WORDS, "悄悄话", "吃的")
    await home.passes("2026-12-02 20:00")
    assert await told(colleagues["duty"]) == []
    await colleagues["duty"].taps("打开值班台")
    colleagues["duty"].sees("信：吃的")


async def test_what_somebody_has_read_is_not_new_any_more(home: OpenHome):
    ref = await put_in(home)
    duty = await opens(home, ref)

    await home.passes("2026-12-02 08:30")

    assert await told(duty) == []


async def test_nobody_hears_of_a_letter_that_speaks_of_them(home: OpenHome):
    head, duty = await home.staff("head"), await home.staff("duty")
    await put_in(home, not_for=frozenset({await person_of(home, "head")}), by="2026-11-30")

    await home.passes("2026-12-01 09:30")

    assert await told(head) == []
    assert await told(duty) == ["有1封新的信"]


async def test_whoever_leads_the_home_hears_how_many_wait_too_long(home: OpenHome):
    head, duty = await home.staff("head"), await home.staff("duty")
    await put_in(home, topic="whisper", by="2026-11-30")

    await home.passes("2026-12-01 09:30")

    assert await told(head) == ["1封信等得太久了"]
    assert await told(duty) == ["有1封新的信"]


async def test_both_come_in_one_message(home: OpenHome):
    head = await home.staff("head")
    await put_in(home, by="2026-11-30")

    await home.passes("2026-12-01 09:30")

    assert await told(head) == ["有1封新的信"]
    head.sees("1封信等得太久了")


async def test_of_hidden_letters_nobody_hears(home: OpenHome):
    duty, seal = await home.staff("duty"), home.app.turns.seal
    ref = await put_in(home, by="2026-11-30")
    await home.app.turns.write(lambda db: posts.change(db, seal, ref, 1, hidden=1))

    await home.passes("2026-12-02 08:30")

    assert await told(duty) == []


async def test_what_is_written_at_night_waits_for_the_morning(home: OpenHome):
    duty = await at_the_desk(home)
    await home.passes("2026-12-01 22:00")
    await put_in(home)

    await home.passes("2026-12-02 07:30")
    assert await told(duty) == []
    await home.passes("2026-12-02 08:10")

    assert await told(duty) == ["有1封新的信"]
