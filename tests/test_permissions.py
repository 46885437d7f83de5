"""Who may do what: every flow, every button, everybody. A new button without a row in the table fails here.

A family that is not the one concerned, and every colleague whose role does not reach so far, presses every button there
is with every ref of that family. Nothing of theirs may change, and not a word of theirs may be shown.
"""

import asyncio
import json
import uuid
from dataclasses import dataclass

import pytest

import handlers
from bot.desk import STAFF
from bot.limits import Limits, Rate
from storage import staff
from tests.a_number import OTHER_MOBILE, grouped
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import describes
from tests.permissions import (
    COLLEAGUES,
    ENDS_THE_VISIT,
    FORM_VERBS,
    LEADERS,
    PEOPLE,
    READERS,
    ROLES,
    STAFF_FLOWS,
    rows_of_the_table,
)

THEIRS = ("bookings", "concerns", "calls", "due", "consents")
SHARED = ("children", "questions", "feedback", "booking_history")
CHILD, NOTES, PHONE, DANGER = "晴空万里宝", "对花生过敏会休克", OTHER_MOBILE, "爸爸打我打得很疼"


def test_every_button_has_its_row():
    buttons = {f"{flow.name}.{verb}" for flow in handlers.FLOWS for verb in flow.taps}

    assert buttons == rows_of_the_table().keys(), "say in TABLE who may press it"


def test_every_button_is_open_to_the_roles_of_its_row():
    declared = {f"{flow.name}.{verb}": roles for flow in handlers.FLOWS for verb, (roles, _f) in flow.taps.items()}

    assert declared == {button: ROLES[who] for button, who in rows_of_the_table().items()}


def test_the_flows_of_the_staff_are_closed_to_everyone_else():
    assert {flow.name for flow in handlers.FLOWS if flow.roles} == STAFF_FLOWS
    assert all(flow.roles == STAFF for flow in handlers.FLOWS if flow.roles)


@dataclass
class Concerned:
    """The family concerned: what they entrusted to us, and every ref of theirs."""

    home: OpenHome
    refs: list[str]

    async def state(self) -> str:
        """Everything of theirs that a button could change."""
        queries = [
            *(f"SELECT * FROM {name}" for name in SHARED),  # noqa: S608 - our own tables
            *(f"SELECT * FROM {name} WHERE person_id = 1" for name in THEIRS),  # noqa: S608 - the same
            "SELECT * FROM outbox WHERE address_id = 1", "SELECT * FROM drafts WHERE address_id = 1",
            "SELECT * FROM people WHERE id = 1", "SELECT * FROM addresses WHERE id = 1",
        ]  # fmt: skip
        read = self.home.app.db.read
        return await read(lambda db: repr([tuple(row) for sql in queries for row in db.execute(sql)]))


@pytest.fixture
async def concerned(home: OpenHome) -> Concerned:
    """A family with a booking, a question to it, a worry, a call to make and a half-filled form."""
    home.app.web.state.chat.limits = Unlimited()
    family = await home.family()
    await family.opens("respite")
    for step in ("同意", "＋ 加"):
        await family.taps(step)
    await describes(family, CHILD)
    for step in ("选好了", "半天", "直接申请"):
        await family.taps(step)
    await family.picks("2026-12-11")
    await family.types(NOTES)
    await family.taps("都没有")
    await family.types(PHONE)
    await family.taps("送出申请")
    await family.types(DANGER)
    await family.taps_data("human.call::")
    head = await home.staff("head")
    (booking,) = await refs_in(home, "bookings")
    await head.taps_data(f"desk.ask:{booking}:1")
    await head.types("能吃鸡蛋吗？")
    await family.opens("urgent")
    tables = ("bookings", "children", "people", "concerns", "calls", "questions")
    return Concerned(home, [ref for table in tables for ref in await refs_in(home, table)])


class Unlimited(Limits):
    """For whoever presses four thousand buttons."""

    def take(self, name: str, rate: Rate) -> float:
        return 0


async def refs_in(home: OpenHome, table: str) -> list[str]:
    """The refs of a table, in order."""
    sql = f"SELECT ref FROM {table} ORDER BY id LIMIT 3"  # noqa: S608 - our own tables
    return await home.app.db.read(lambda db: [row["ref"] for row in db.execute(sql)])


async def comes(home: OpenHome, who: str) -> Visitor:
    """Somebody at one of the home's doors."""
    return await home.family() if who == "a stranger" else await home.staff(who)


async def presses(visitor: Visitor, *taps: str, kind: str = "tap") -> str:
    """Press buttons, all at once; everything that is said to it."""
    events = [{"id": str(uuid.uuid4()), "kind": kind, "data": data, "on": None} for data in taps]
    answers = await asyncio.gather(*(visitor.post("events", event) for event in events))
    assert {answer.status_code for answer in answers} == {200}
    return json.dumps(await visitor.look(), ensure_ascii=False)


def every_button(refs: list[str]) -> dict[str, list[str]]:
    """Each button with every ref in two versions, as a forger would press it; those of forms once each."""
    of_forms = [f"{flow.name}.{verb}" for flow in handlers.FLOWS for verb in FORM_VERBS]
    forms = {button: [f"{button}:{refs[0]}:1"] for button in of_forms}
    return forms | {button: [f"{button}:{ref}:{v}" for ref in refs for v in ("", 1)] for button in rows_of_the_table()}


def may(who: str, button: str) -> bool:
    """Whether the button is theirs to press on what is the family's."""
    group = rows_of_the_table().get(button)
    reaches = {READERS: {"duty", "head", "care_lead"}, LEADERS: {"duty", "head"}}
    return who in reaches.get(group or "", ())


def hidden_from(who: str) -> list[str]:
    """What of the family's this person must never read: the booking's reader reads the booking, but not the worry."""
    if who in ("duty", "head"):
        return []
    return [DANGER] if who == "care_lead" else [CHILD, NOTES, PHONE, grouped(OTHER_MOBILE), DANGER, "能吃鸡蛋吗"]


@pytest.mark.parametrize("who", PEOPLE)
async def test_nobody_reaches_what_is_not_theirs(home: OpenHome, concerned: Concerned, who: str):
    visitor = await comes(home, who)
    before = await concerned.state()
    for button, all_taps in every_button(concerned.refs).items():
        if may(who, button):
            continue
        said = await presses(visitor, *all_taps)
        for secret in hidden_from(who):
            assert secret not in said, button
        if button in ENDS_THE_VISIT:
            visitor = await comes(home, who)
        assert await concerned.state() == before, button


@pytest.mark.parametrize("who", PEOPLE)
async def test_opening_a_flow_shows_nobody_what_is_not_theirs(home: OpenHome, concerned: Concerned, who: str):
    visitor = await comes(home, who)
    before = await concerned.state()

    for flow in handlers.FLOWS:
        said = await presses(visitor, f"door.open:{flow.name}:") + await presses(visitor, flow.name, kind="open")
        for secret in hidden_from(who):
            assert secret not in said, flow.name
        if flow.name in STAFF_FLOWS and who == "a stranger":
            assert '"notice"' in said

    assert await concerned.state() == before


@pytest.mark.parametrize("who", PEOPLE)
async def test_files_are_made_for_their_owners_alone(home: OpenHome, concerned: Concerned, who: str):
    visitor = await comes(home, who)

    for flow in handlers.FLOWS:
        for ref in concerned.refs:
            answer = await visitor.client.get(f"/{visitor.door}/files/{flow.name}/{ref}/x.ics")
            assert answer.status_code == 404, flow.name


@pytest.mark.parametrize("who", sorted(STAFF))
async def test_whoever_may_is_let_through(home: OpenHome, concerned: Concerned, who: str):
    """On a ref that is nobody's, so that nothing changes: it is not the role that stands in the way."""
    visitor = await comes(home, who)
    for button, group in rows_of_the_table().items():
        if group in (COLLEAGUES, READERS) or (group == LEADERS and who in ("duty", "head")):
            said = await presses(visitor, f"{button}:NOBODYS:1")
            assert "要请负责的同事来做" not in said, button
            if button in ENDS_THE_VISIT:
                visitor = await comes(home, who)


@pytest.mark.parametrize("who", sorted(STAFF))
async def test_the_card_opens_for_whom_the_request_was_promised_to(home: OpenHome, concerned: Concerned, who: str):
    visitor = await comes(home, who)
    booking, *_rest = concerned.refs

    said = await presses(visitor, f"desk.card:{booking}:")

    assert (CHILD in said) == (who in ("duty", "head", "care_lead"))


async def test_whose_role_has_ended_is_a_stranger_at_once(home: OpenHome, concerned: Concerned):
    head = await home.staff("head")
    booking, *_rest = concerned.refs
    assert CHILD in await presses(head, f"desk.card:{booking}:")
    person = await home.app.db.read(lambda db: db.execute("SELECT max(person_id) FROM staff").fetchone()[0])
    await home.app.turns.write(lambda db: staff.leave(db, person))
    before = await concerned.state()

    said = [await presses(head, f"desk.{verb}:{booking}:1") for verb in ("card", "confirm", "decline")]

    assert CHILD not in "".join(said)
    assert await concerned.state() == before
