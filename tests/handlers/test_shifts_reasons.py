"""Why not, and what would make it yes: every reason in one sentence, judged on the day of the shift."""

from datetime import date

import pytest

from bot.volunteering.standing import age_on, birthday
from storage import checks, volunteers
from tests.chat import OpenHome
from tests.handlers.a_reason import RAMP, first, reasons, said
from tests.handlers.a_volunteer import (
    GARDEN,
    INTRO,
    READING,
    newest,
    signs_up,
    takes,
    volunteer,
)

# --- states ---


async def test_whoever_has_just_signed_up_reads_who_answers_by_when(home: OpenHome):
    await signs_up(home)
    found = await reasons(home, await newest(home), GARDEN)

    assert found[0].code == "applied"
    assert "志愿者协调员在看您的报名，12月4日（周五） 上午9:00前答复" in said(home, found[0])


async def test_whoever_is_in_process_may_take_trainings_alone(home: OpenHome):
    await signs_up(home)
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.begin:{(await newest(home)).ref}:1")
    who = await newest(home)

    assert await reasons(home, who, INTRO) == []
    assert await first(home, who, GARDEN) == ("in_process", True)


@pytest.mark.parametrize(("state", "words"), [("paused", "想回来时告诉志愿者协调员"), ("ended", "重新报名")])
async def test_whoever_rests_or_has_ended_reads_how_to_come_back(home: OpenHome, state: str, words: str):
    _visitor, who = await volunteer(home, "老张")
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: volunteers.change(db, seal, who, state, ("staff", None), home.clock.now()))
    found = await reasons(home, who, GARDEN)

    assert found[0].code == state
    assert words in said(home, found[0])


# --- who, judged on the day ---


async def test_a_new_code_of_conduct_must_be_agreed_to(home: OpenHome):
    _visitor, who = await volunteer(home, "老张")
    await home.app.turns.write(lambda db: db.execute("UPDATE consents SET wording = 'old' WHERE purpose = 'conduct'"))

    assert await first(home, who, GARDEN) == ("conduct", True)


async def test_without_a_record_check_nobody_is_with_children(home: OpenHome):
    _visitor, who = await volunteer(home, "老张", passed=())

    assert await first(home, who, READING) == ("record", True)
    assert await reasons(home, who, GARDEN) == []

    await home.app.turns.write(lambda db: db.execute("UPDATE consents SET answer = 'refused' WHERE purpose = 'record'"))
    assert await first(home, who, READING) == ("record_consent", True)

    await home.app.turns.write(lambda db: checks.add(
        db, who.id, checks.RECORD, "failed", day=date(2026, 12, 1), by=None, now=1
    ))  # fmt: skip
    assert await first(home, who, READING) == ("record_failed", False)


@pytest.mark.parametrize(
    ("until", "start", "open_"),
    [
        ("2026-12-05", READING, True),  # the last day still counts
        ("2026-12-04", READING, False),  # good today, but not on that day
        ("2026-12-31", "2026-12-26 09:30", True),
        ("2026-12-31", "2027-01-02 09:30", False),  # over the end of a year
        ("2027-01-02", "2027-01-02 09:30", True),
    ],
)
async def test_the_record_check_is_judged_on_the_day_of_the_shift(home: OpenHome, until: str, start: str, open_: bool):
    _visitor, who = await volunteer(home, "老张", passed=("record", "lead"), until=date.fromisoformat(until))
    found = await reasons(home, who, start, "v-read")

    assert [one.code for one in found] == ([] if open_ else ["record_lapsed"])


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-12-05", "2026-12-04", 17),
        ("2008-12-05", "2026-12-05", 18),
        ("2009-01-01", "2026-12-31", 17),
        ("2009-01-01", "2027-01-01", 18),
        ("2008-02-29", "2026-02-28", 17),  # in a common year the birthday is the first of March
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2012-02-29", "2026-02-28", 13),
        ("2012-02-29", "2026-03-01", 14),
    ],
)
def test_ages_on_leap_days_and_at_the_end_of_a_year(born: str, day: str, age: int):
    was, on = date.fromisoformat(born), date.fromisoformat(day)

    assert age_on(was, on) == age
    assert birthday(was, age) <= on < birthday(was, age + 1)


async def test_directly_with_children_one_is_18_on_that_day(home: OpenHome):
    """Born on 12 December 2008: too young on the 5th, old enough on the 12th."""
    _visitor, who = await volunteer(home, "丙丙", born="2008-12-12", passed=("record", "guardian"))
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    await takes(lead, READING)
    await takes(lead, "2026-12-12 09:30", "v-read")
    found = await reasons(home, who, READING)

    assert (found[0].code, found[0].near) == ("age", False)
    assert "您要到2026年12月12日" in said(home, found[0])
    assert await reasons(home, who, "2026-12-12 09:30", "v-read") == []


async def test_before_18_a_guardian_agrees_and_an_adult_comes_along(home: OpenHome):
    adult, _one = await volunteer(home, "老张")
    _visitor, who = await volunteer(home, "丙丙", born="2010-05-03", passed=())

    assert await first(home, who, GARDEN) == ("guardian", False)

    await home.app.turns.write(lambda db: checks.add(
        db, who.id, checks.GUARDIAN, "passed", day=date(2026, 12, 1), until=date(2028, 5, 2), by=None, now=1
    ))  # fmt: skip
    assert await first(home, who, GARDEN) == ("adult", True)

    await takes(adult, GARDEN)
    assert await reasons(home, who, GARDEN) == []


async def test_what_comes_first_is_named(home: OpenHome):
    _visitor, who = await volunteer(home, "老张")
    found = await reasons(home, who, RAMP, "v-ramp")

    assert found[0].code == "training"
    assert "要先参加：轮椅安全" in said(home, found[0])


async def test_a_training_that_has_lapsed_by_then_comes_first_again(home: OpenHome):
    _visitor, who = await volunteer(home, "老张", passed=("record", "lead", "skill-first-aid"))
    await home.app.turns.write(lambda db: checks.add(
        db, who.id, "training-wheelchair", "passed", day=date(2026, 12, 1), until=date(2026, 12, 6), by=None, now=1
    ))  # fmt: skip

    assert await reasons(home, who, RAMP, "v-ramp") == []
    assert [one.code for one in await reasons(home, who, "2026-12-13 15:00", "v-ramp")] == ["training"]
    assert (await first(home, who, INTRO))[0] == "trained"
