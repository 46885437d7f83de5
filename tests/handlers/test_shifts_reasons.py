"""Why not, and what would make it yes: every reason in one sentence, judged on the day of the shift."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.chat import Event, Turn
from bot.volunteering.gates import Reason, why_not
from bot.volunteering.profile import Volunteers
from bot.volunteering.shifts import Shift, shift_of
from bot.volunteering.standing import age_on, birthday, standing_of
from storage import checks, people, places, volunteers
from storage.people import Address
from storage.volunteers import Volunteer
from tests.chat import OpenHome, Visitor, local
from tests.handlers.a_volunteer import (
    GARDEN,
    INTRO,
    READING,
    WORKSHOP,
    newest,
    shift_ref,
    signs_up,
    takes,
    volunteer,
)

RAMP = "2026-12-06 15:00"


async def reasons(home: OpenHome, who: Volunteer, start: str, post: str = "", now: str = "") -> list[Reason]:
    """Everything that stands between somebody and a shift."""
    if now:
        home.clock.instant = local(now)

    def judge(db: Any) -> list[Reason]:
        turn = a_turn(home, db, who)
        shift = shift_of(turn, shift_ref(start, post))
        assert shift is not None, start
        return why_not(turn, standing_of(turn, who.id), shift)

    return await home.app.db.read(judge)


def a_turn(home: OpenHome, db: Any, who: Volunteer) -> Turn:
    """A turn of theirs that only looks."""
    seal = home.app.turns.seal
    person = people.person(db, seal, who.person_id or 0)
    nowhere = Address(0, person.id, "web", "family", 0)
    texts, event = home.app.turns.texts, Event("open")
    return Turn(db, home.clock.now(), home.app.turns.home, seal, texts, person, nowhere, event)


async def first(home: OpenHome, who: Volunteer, start: str, post: str = "") -> tuple[str, bool]:
    """The first reason: its code, and whether it is within reach."""
    found = await reasons(home, who, start, post)
    return found[0].code, found[0].near


def said(home: OpenHome, reason: Reason) -> str:
    return home.app.turns.texts.say(reason.said, "zh", home.app.turns.home.zone)


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


# --- the week ---


async def test_half_open_collisions_and_the_time_between(home: OpenHome):
    """The garden ends at eleven, the training begins at one, the workshop at two; the ramp at three."""
    visitor, who = await volunteer(home, "老张", passed=("record", "lead", "training-wheelchair", "skill-first-aid"))
    await takes(visitor, WORKSHOP)
    found = await reasons(home, who, RAMP, "v-ramp")

    assert found[0].code == "collision"
    assert "先把那一班交给别人" in said(home, found[0])
    assert await reasons(home, who, GARDEN) == []


@pytest.mark.parametrize(
    ("ends", "starts", "gap", "code"),
    [
        ("11:00", "11:00", 0, None),  # back to back is no collision
        ("11:01", "11:00", 0, "collision"),
        ("11:00", "11:29", 30, "gap"),
        ("11:00", "11:30", 30, None),
        ("06:00", "16:59", 30, "rest"),  # after a night
        ("06:00", "17:00", 30, None),
    ],
)
async def test_rest_between_two_shifts(home: OpenHome, ends: str, starts: str, gap: int, code: str | None):
    _visitor, who = await volunteer(home, "老张")
    rules = home.app.turns.home[Volunteers]
    night = ends < "08:00"
    begun = "2026-12-08 22:00" if night else "2026-12-09 08:00"
    one = shift_at(rules, "a", begun, f"2026-12-09 {ends}")
    other = shift_at(rules, "b", f"2026-12-09 {starts}", "2026-12-09 18:00")

    def judge(db: Any) -> list[str]:
        turn = a_turn(home, db, who)
        standing = standing_of(turn, who.id)
        mine = replace(standing.signups[0], span_id=-1, booking=replace(
            standing.signups[0].booking, starts_at=one.span.starts_at, ends_at=one.span.ends_at
        ))  # fmt: skip
        standing = replace(standing, signups=(mine,), rules=replace(rules, gap_minutes=gap))
        return [each.code for each in why_not(turn, standing, other)]

    assert await home.app.db.read(judge) == ([code] if code else [])


def shift_at(rules: Volunteers, ref: str, starts: str, ends: str) -> Shift:
    """A shift that is in no plan."""
    post = replace(rules.posts[-3], id=ref, weekly=(), contact=False)
    return Shift(post, places.Span(-2, f"post:{ref}", starts[:10], local(starts), local(ends), 5, False, False, 0, 0))


async def test_a_week_has_a_most_and_a_smaller_one_for_minors(home: OpenHome):
    adult, _one = await volunteer(home, "老张")
    visitor, who = await volunteer(home, "丙丙", born="2010-05-03", passed=("guardian",))
    for start in (GARDEN, "2026-12-02 14:00"):
        await takes(adult, start)
        await takes(visitor, start)
    rules = home.app.turns.home[Volunteers]
    long = shift_at(rules, "long", "2026-12-04 14:00", "2026-12-04 16:01")

    def judge(db: Any, shift: Shift) -> list[str]:
        turn = a_turn(home, db, who)
        return [each.code for each in why_not(turn, standing_of(turn, who.id), shift)]

    assert await home.app.db.read(lambda db: judge(db, long)) == ["week", "adult"]
    shorter = shift_at(rules, "long", "2026-12-04 14:00", "2026-12-04 16:00")
    assert await home.app.db.read(lambda db: judge(db, shorter)) == ["adult"]
    following = shift_at(rules, "long", "2026-12-07 14:00", "2026-12-07 18:00")  # the Monday after
    assert await home.app.db.read(lambda db: judge(db, following)) == ["adult"]


# --- places, and who else is there ---


async def test_a_full_shift_says_so(home: OpenHome):
    for number in range(2):
        visitor, _who = await volunteer(home, f"第{number}位")
        await takes(visitor, "2026-12-02 14:00")
    _late, who = await volunteer(home, "老张")

    assert await first(home, who, "2026-12-02 14:00") == ("full", False)


async def test_the_last_place_waits_for_the_skill_that_is_lacking(home: OpenHome):
    checked = ("record", "lead", "training-wheelchair")
    for number in range(3):
        visitor, _who = await volunteer(home, f"第{number}位", passed=checked)
        await takes(visitor, RAMP, "v-ramp")
    _late, who = await volunteer(home, "老张", passed=checked)
    _nurse, able = await volunteer(home, "护士", passed=(*checked, "skill-first-aid"))

    found = await reasons(home, who, RAMP, "v-ramp")
    assert found[0].code == "skill"
    assert "急救" in said(home, found[0])
    assert await reasons(home, able, RAMP, "v-ramp") == []


async def test_the_first_time_is_beside_somebody_who_knows_the_house(home: OpenHome):
    _visitor, who = await volunteer(home, "小新", experienced=False)

    assert await first(home, who, GARDEN) == ("buddy", True)
    assert await first(home, who, INTRO) == ("trained", False)


async def test_what_has_begun_or_is_closed_or_ones_own(home: OpenHome):
    visitor, who = await volunteer(home, "老张")
    await takes(visitor, GARDEN)

    assert await first(home, who, GARDEN) == ("mine", False)

    other, second = await volunteer(home, "老李")
    await home.app.turns.write(lambda db: places.edit_span(
        db, places.spans_of(db, "post:v-garden", "2026-12-13")[0].id, closed=True
    ))  # fmt: skip
    assert await first(home, second, "2026-12-13 09:00", "v-garden") == ("closed", False)

    home.clock.instant = local(GARDEN)
    assert await first(home, second, GARDEN) == ("begun", False)

    await other.taps_data(f"shifts.take:{shift_ref(GARDEN)}:")

    other.sees("已经开始了，请选后面的")


async def test_every_reason_is_one_sentence_in_both_languages(home: OpenHome, family: Visitor):
    """Whatever was found above is spoken: here the sentences of one newcomer for every shift there is."""
    await signs_up(home)
    who = await newest(home)
    for start, post in ((GARDEN, ""), (READING, ""), (RAMP, "v-ramp"), (INTRO, "")):
        for reason in await reasons(home, who, start, post):
            for language in ("zh", "en"):
                spoken = home.app.turns.texts.say(reason.said, language, home.app.turns.home.zone)
                assert spoken.endswith(("。", "."))
                assert "{" not in spoken
