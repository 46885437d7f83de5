"""A volunteer's name, number, hours and shifts, pressed at with every ref by strangers, colleagues, other helpers."""

from dataclasses import dataclass

import pytest

from storage import hours, standins, teams
from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.a_volunteer import GARDEN, signup_of, takes, volunteer
from tests.permissions import ENDS_THE_VISIT, LOOK, PEOPLE, SEE_TO, VOLUNTEER, rows_of_the_table
from tests.test_permissions import Unlimited, comes, presses

NAME = "买买提江"
ANOTHER = "another volunteer"
TABLES = ("volunteers", "volunteer_history", "checks", "signups", "hours", "summaries", "team_members", "teams")
FOR_ANYBODY_ASKED = {"shifts.stand", "shifts.pass", "shifts.take", "teams.bring"}  # what a volunteer may do to a shift


@dataclass
class Helper:
    """The volunteer concerned, and every ref of theirs."""

    home: OpenHome
    refs: list[str]

    async def state(self) -> str:
        """Everything of theirs that a button could change."""
        queries = [f"SELECT * FROM {name}" for name in TABLES]  # noqa: S608 - our own tables
        queries += ["SELECT * FROM bookings WHERE service = 'shifts'", "SELECT * FROM standins", "SELECT * FROM spans"]
        return await self.home.app.db.read(lambda db: repr([tuple(row) for sql in queries for row in db.execute(sql)]))


@pytest.fixture
async def helper(home: OpenHome) -> Helper:
    """Somebody with a shift they cannot come to, hours, a summary and a group."""
    home.app.web.state.chat.limits = Unlimited()
    visitor, who = await volunteer(home, NAME)
    await takes(visitor, GARDEN)
    await visitor.taps("来不了")
    one = await signup_of(home, GARDEN, who)
    seal = home.app.turns.seal

    def more(db):  # type: ignore[no-untyped-def]
        team, _code = teams.make(db, seal, "我们组", who.id, 1)
        search = standins.open_for(db, one.booking.id)
        assert search is not None
        return team.ref, search.ref, hours.summarise(db, who.id, "2026-12-01").number

    refs = await home.app.turns.write(more)
    entry = await home.app.db.read(lambda db: hours.of_volunteer(db, who.id)[0].ref)
    shift = f"{one.booking.starts_at // 60:08d}-v-garden"
    return Helper(home, [who.ref, one.booking.ref, shift, entry, *refs])


async def somebody(home: OpenHome, who: str) -> Visitor:
    """At one of the home's doors."""
    return (await volunteer(home, "另一位"))[0] if who == ANOTHER else await comes(home, who)


def may(who: str, button: str) -> bool:
    """Whether the button is theirs to press on what is this volunteer's."""
    group = rows_of_the_table()[button]
    if group == SEE_TO:
        return who in ("coordinator", "head")
    if group == LOOK:
        return who in ("coordinator", "head", "duty", "care_lead")
    return who == ANOTHER and button in FOR_ANYBODY_ASKED


@pytest.mark.parametrize("who", [*PEOPLE, ANOTHER])
async def test_nobody_reaches_a_volunteer_who_is_not_theirs(home: OpenHome, helper: Helper, who: str):
    visitor = await somebody(home, who)
    before = await helper.state()
    ours = [button for button, group in rows_of_the_table().items() if group in (VOLUNTEER, LOOK, SEE_TO)]
    # A volunteer's own page, break and group are their own affair: those are pressed by everybody else.
    own = ("volunteers.", "teams.new", "teams.join", "hours.paper") if who == ANOTHER else ()
    for button in ours:
        if may(who, button) or button.startswith(own):
            continue
        said = await presses(visitor, *(f"{button}:{ref}:{v}" for ref in helper.refs for v in ("", 1, 4)))
        assert NAME not in said, button
        assert MOBILE not in said, button
        assert await helper.state() == before, button
        if button in ENDS_THE_VISIT:
            visitor = await somebody(home, who)


@pytest.mark.parametrize("who", [*PEOPLE, ANOTHER])
async def test_files_of_a_volunteer_are_for_them_alone(home: OpenHome, helper: Helper, who: str):
    visitor = await somebody(home, who)
    for flow in ("shifts", "hours"):
        for ref in helper.refs:
            answer = await visitor.client.get(f"/{visitor.door}/files/{flow}/{ref}/x.html")
            assert answer.status_code == 404, (flow, ref)


@pytest.mark.parametrize("who", PEOPLE)
async def test_the_card_opens_for_whoever_sees_to_volunteers(home: OpenHome, helper: Helper, who: str):
    visitor = await comes(home, who)
    said = await presses(visitor, f"vetting.card:{helper.refs[0]}:")

    assert (NAME in said) == (who in ("coordinator", "head"))
