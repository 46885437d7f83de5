"""Judging a volunteer and a shift, for the tests of what stands between them."""

from typing import Any

from bot.chat import Event, Turn
from bot.volunteering.gates import Reason, why_not
from bot.volunteering.shifts import shift_of
from bot.volunteering.standing import standing_of
from storage import people
from storage.people import Address
from storage.volunteers import Volunteer
from tests.chat import OpenHome, local
from tests.handlers.a_volunteer import shift_ref

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
    """It in Chinese."""
    return home.app.turns.texts.say(reason.said, "zh", home.app.turns.home.zone)
