"""Who may do what in the camp: every button of it, with every ref of a family in it, pressed by everybody else.

Nothing of the family's may change, and not a word of theirs may be shown to whom it is none of their business.
"""

from dataclasses import dataclass

import pytest

from bot.desk import STAFF
from tests.a_number import OTHER_MOBILE
from tests.chat import OpenHome
from tests.handlers.a_camper import NO, comes_to_camp, the_camp
from tests.handlers.test_camp_consents import changes
from tests.handlers.test_guardians import joins
from tests.permissions import rows_of_the_table
from tests.test_permissions import Unlimited, comes, presses

CHILD, ALLERGY, REASON, COLLECTOR = "晴空万里宝", "对花生过敏会休克", "上次走丢过", "隔壁王阿姨"
THEIRS = ("bookings", "booking_children", "health", "wishes", "camp_teams", "pickups", "consents", "settlements",
          "guardianships", "guardian_codes", "entrants", "draws", "notes", "feedback", "children")  # fmt: skip
# Whose work it is may read and do it; those are not asked to be kept out.
MAY = {"camp_lead", "duty", "head", "care_lead", "cook"}


@dataclass(frozen=True)
class InTheCamp:
    """A family in the camp whose guardians disagree, and every ref that a button could name."""

    home: OpenHome
    refs: list[str]

    async def state(self) -> str:
        """Everything of theirs."""
        queries = [f"SELECT * FROM {table}" for table in THEIRS]  # noqa: S608 - our own tables
        return await self.home.app.db.read(
            lambda db: repr([tuple(row) for sql in queries for row in db.execute(sql)])
        )


@pytest.fixture
async def concerned(home: OpenHome) -> InTheCamp:
    home.app.web.state.chat.limits = Unlimited()
    family = await home.family()
    booking = await comes_to_camp(
        home, family, CHILD, allergy=ALLERGY, collects=(COLLECTOR, "邻居", OTHER_MOBILE), phone=OTHER_MOBILE
    )
    father = await joins(home, family, CHILD)
    await changes(father, "外出", NO, CHILD)
    await father.taps("说说为什么")
    await father.types(REASON)
    await home.passes("2027-01-12 16:00")
    camp = await the_camp(home)
    child = await home.app.db.read(lambda db: db.execute("SELECT ref FROM children").fetchone()["ref"])
    sheets = [f"{camp.ref}-{name}" for name in ("roster", "medicine", "diet", "pickup", "photos", "day")]
    refs = [booking.ref, child, camp.ref, f"{booking.ref}-{child}", f"{child}-outing", f"{child}-data", *sheets]
    return InTheCamp(home, refs)


def camp_buttons() -> list[str]:
    return [each for each in rows_of_the_table() if each.startswith(("camp", "guardians", "bookings", "desk"))]


@pytest.mark.parametrize("who", ["a stranger", *sorted(STAFF - MAY)])
async def test_nobody_reaches_a_family_in_the_camp(home: OpenHome, concerned: InTheCamp, who: str):
    visitor = await comes(home, who)
    before = await concerned.state()

    for button in camp_buttons():
        taps = [f"{button}:{ref}:{version}" for ref in concerned.refs for version in ("", 1, 2)]
        said = await presses(visitor, *taps)
        for secret in (CHILD, ALLERGY, REASON, COLLECTOR, OTHER_MOBILE):
            assert secret not in said, button
        assert await concerned.state() == before, button


@pytest.mark.parametrize("who", ["cook", "care_lead"])
async def test_who_has_work_in_the_camp_still_settles_nothing_and_hands_over_nobody(
    home: OpenHome, concerned: InTheCamp, who: str
):
    visitor = await comes(home, who)
    before = await concerned.state()

    for button in camp_buttons():
        said = await presses(visitor, *(f"{button}:{ref}:{version}" for ref in concerned.refs for version in ("", 1)))
        for secret in (REASON, COLLECTOR, OTHER_MOBILE):
            assert secret not in said, button
    assert await concerned.state() == before


async def test_the_other_guardian_reads_neither_sheets_nor_requests(home: OpenHome):
    """The father presses every button with every ref he could guess."""
    home.app.web.state.chat.limits = Unlimited()
    family = await home.family()
    booking = await comes_to_camp(home, family, CHILD, allergy=ALLERGY, collects=(COLLECTOR, "邻居", OTHER_MOBILE))
    father = await joins(home, family, CHILD)
    child = await home.app.db.read(lambda db: db.execute("SELECT ref FROM children").fetchone()["ref"])
    refs = (booking.ref, child, f"{booking.ref}-{child}", f"{child}-data")
    said = await presses(father, *(f"{button}:{ref}:1" for button in camp_buttons() for ref in refs))

    assert CHILD in said
    for secret in (ALLERGY, COLLECTOR, OTHER_MOBILE):
        assert secret not in said
