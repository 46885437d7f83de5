"""Whom one asks to stand in: the qualified, free and rested; who may lead and who has time come first."""

from typing import Any

from storage import volunteers
from tests.chat import OpenHome
from tests.handlers.a_volunteer import BOTH, READING, looked, takes, volunteer


async def test_only_the_qualified_free_and_rested_are_asked(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=("record", "lead"))
    unchecked, _two = await volunteer(home, "没查过", passed=())
    busy, _three = await volunteer(home, "有事的", passed=("record",))
    free, _four = await volunteer(home, "老李", passed=("record",))
    minor, _five = await volunteer(home, "丙丙", born="2010-05-03", passed=("record", "guardian"))
    await takes(lead, READING)
    await takes(busy, READING)
    await lead.taps("来不了")

    assert await looked([unchecked, busy, free, minor], "能来接一个班吗") == [False, False, True, False]


async def test_who_may_lead_is_asked_first_where_the_lead_is_missing_then_who_has_time(home: OpenHome):
    lead, _one = await volunteer(home, "老张", passed=BOTH)
    busy = [(await volunteer(home, f"第{number}位"))[0] for number in range(3)]
    able, _two = await volunteer(home, "能带班的", passed=BOTH)
    await home.app.turns.write(lambda db: has_no_time(home, db, 3))
    await takes(lead, READING)
    await lead.taps("来不了")

    assert await looked([*busy, able], "能来接一个班吗") == [True, False, True, True]


def has_no_time(home: OpenHome, db: Any, volunteer_id: int) -> None:
    """This one has time on Sunday afternoons alone."""
    who = volunteers.get(db, home.app.turns.seal, volunteer_id)
    volunteers.keep(db, home.app.turns.seal, who.id, {**who.details, "times": ["sun-pm"]})
