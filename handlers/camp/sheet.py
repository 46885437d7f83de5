"""What a child's sheet holds, section by section, how it is read, and when it is complete for a week."""

from datetime import date, timedelta
from typing import Any

from bot.booking_screens import my_children
from bot.chat import Turn
from bot.fields import Answers
from bot.text import Message, Several, Text, _
from handlers.camp.fields import NONE
from handlers.camp.profile import Camp
from handlers.camp.purposes import all_mine
from storage import health
from storage.camps import Camp as Week
from storage.children import Child
from storage.health import Sheet

LIST = "camp-1"  # the version of the questions: a sheet of another one is asked anew

SECTIONS: dict[str, Message] = {
    "allergy": _("Allergies"),
    "medicine": _("Medicine"),
    "diet": _("Food and drink"),
    "seizures": _("Seizures"),
    "collect": _("Who may collect"),
}
SEIZURES: dict[str, Message] = {
    "none": _("None"),
    "plan": _("Yes, and we know what to do"),
    "no_plan": _("Yes, and we should talk about what to do"),
}

Details = dict[str, Any]


def own_sheet(turn: Turn, child_id: int) -> Sheet | None:
    """What I told of the child before, still valid or not."""
    return turn.once(("health", child_id), lambda: health.of(turn.db, turn.seal, child_id, turn.person.id))


def child_by_ref(turn: Turn, ref: object) -> Child | None:
    """A child of mine; None for any other."""
    return next((child for child in my_children(turn) if child.ref == ref), None)


def before(turn: Turn, answers: Answers) -> Details:
    """What may be the same: what I told of this child last time, else of the brother or sister who comes along."""
    for ref in (answers.get("child"), answers.get("like")):
        child = child_by_ref(turn, ref)
        sheet = own_sheet(turn, child.id) if child is not None else None
        if sheet is not None:
            return sheet.details
    return {}


def read(section: str, details: Details) -> Text:
    """A section as people read it."""
    if section == "collect":
        return collectors_read(details.get("collect") or [])
    if section == "seizures":
        return SEIZURES.get(str(details.get("seizures")), NONE)
    return str(details.get(section) or "") or NONE


def collectors_read(collectors: list[dict[str, str]]) -> Text:
    """Everybody beside the guardian who may collect the child."""
    if not collectors:
        return _("nobody but me")
    return Several(tuple(
        _("{name} ({relation}, {phone})", name=one["name"], relation=one["relation"], phone=one["phone"])
        for one in collectors
    ))  # fmt: skip


def keeps_health(details: Details) -> bool:
    """Whether health is in it; without the consent to it, it is not."""
    return "allergy" in details


def lacks(turn: Turn, week: Week | None, child: Child) -> Text | None:
    """What the child's sheet still lacks for a week: complete is only what answers every question of today."""
    if all_mine(turn, child.id) is None:
        return _("to be filled in")
    sheet = own_sheet(turn, child.id)
    if sheet is None or sheet.list != LIST:
        return _("to be filled in")
    if week is not None and sheet.valid_until < week.last_day:
        return _("last time's, please look it over")
    agreed = (all_mine(turn, child.id) or {}).get("data") == "given"
    return _("to be filled in") if agreed and not keeps_health(sheet.details) else None


def keep(turn: Turn, child: Child, details: Details) -> None:
    """Keep the sheet as the guardian sent it; it is good for as long as the home says."""
    until = (turn.today + timedelta(days=turn.home[Camp].valid_days)).isoformat()
    health.keep(
        turn.db, turn.seal, child_id=child.id, person_id=turn.person.id, version=LIST, details=details,
        valid_until=until, now=turn.now,
    )  # fmt: skip


def born_of(details: Details) -> date | None:
    """The birthday that the guardian stated."""
    return date.fromisoformat(str(details["born"])) if details.get("born") else None
