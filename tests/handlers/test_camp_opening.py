"""The opening minute: five hundred families tap their way through the form at once. Twenty places; all are answered."""

import asyncio
import sqlite3
from collections import Counter

import pytest

from handlers.camp.sheet import LIST
from handlers.notice import WORDINGS
from storage import children, consents, health
from storage.places import spans_of
from storage.seal import Seal
from tests.chat import OpenHome, Visitor
from tests.handlers.a_camper import PURPOSES, the_camp
from tests.handlers.colleagues import rows
from tests.test_permissions import Unlimited

FAMILIES = 500
QUOTAS = {"camp.first.a": 6, "camp.first.b": 6, "camp.first.c": 8}
# What a family in a hurry taps, whatever it is shown: the first of these that stands there.
IN_A_HURRY = ("送出报名", "候补", "继续", "跳过")
NEEDS = ((), ("autism",))


def knows(db: sqlite3.Connection, seal: Seal, person: int, now: int) -> None:
    """A family that has been here before: a child, every answer, a whole sheet."""
    details = {"nickname": "小晴", "age": "a7", "needs": list(NEEDS[person % 2]), "high_support": False}
    role = "worker" if person % 3 == 0 else "parent"
    children.add(db, seal, person_id=person, details=details, role=role, day="2026-11-30")
    child = int(db.execute("SELECT max(id) FROM children").fetchone()[0])
    answers = [("care", WORDINGS["care"], None), *((f"camp.{purpose}", "camp-1", child) for purpose in PURPOSES)]
    for purpose, wording, about in answers:
        consents.record(
            db,
            person_id=person,
            purpose=purpose,
            wording=wording,
            answer="given",
            channel="web",
            now=now,
            child_id=about,
        )
    sheet = {"born": "2018-06-01", "allergy": "", "medicine": "", "diet": "", "seizures": "none", "collect": []}
    health.keep(
        db, seal, child_id=child, person_id=person, version=LIST, details=sheet, valid_until="2027-05-30", now=now
    )


async def hurries(family: Visitor) -> str:
    """From the question who comes to the end; the title of what was read last."""
    for _tap in range(12):
        offered = family.offered()
        label = next((label for wanted in IN_A_HURRY for label in offered if wanted in label), None)
        if label is None and "我的预约" in offered:
            return str(family.last["title"])
        if label is None:  # who comes: tick, then done
            await family.taps("小晴")
            label = "选好了"
        await family.taps(label)
    raise AssertionError(family.transcript())


@pytest.mark.page
@pytest.mark.slow
async def test_five_hundred_families_in_the_opening_minute(home: OpenHome):
    home.app.web.state.chat.limits = Unlimited()
    first = await home.family()
    await first.opens("camp")
    await first.taps("同意")
    camp = await the_camp(home)
    families = [await home.family() for _family in range(FAMILIES)]
    people = [int(str(one)) for (one,) in await rows(home, "SELECT id FROM people WHERE id > 1")]
    seal, now = home.app.turns.seal, home.clock.now()
    await home.app.turns.write(lambda db: [knows(db, seal, person, now) for person in people])
    await asyncio.gather(*(family.taps_data(f"camp.register:{camp.ref}:") for family in families))

    answers = Counter(await asyncio.gather(*(hurries(family) for family in families)))

    assert answers.keys() == {"申请送出了", "已经给您排上候补"}
    assert answers.total() == FAMILIES
    spans = {key: await home.app.db.read(lambda db, key=key: spans_of(db, key, "2027-01-11")[0]) for key in QUOTAS}
    assert {key: span.taken for key, span in spans.items()} == QUOTAS
    assert answers["申请送出了"] == sum(QUOTAS.values())
