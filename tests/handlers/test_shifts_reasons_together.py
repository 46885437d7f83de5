"""Why not, because of what else one has that week, of the places, and of who else comes."""

from dataclasses import replace
from typing import Any

import pytest

from bot.volunteering.gates import why_not
from bot.volunteering.profile import Volunteers
from bot.volunteering.shifts import Shift
from bot.volunteering.standing import standing_of
from storage import places
from tests.chat import OpenHome, Visitor, local
from tests.handlers.a_reason import RAMP, a_turn, first, reasons, said
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
