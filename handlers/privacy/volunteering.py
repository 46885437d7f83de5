"""What is kept of a volunteer: to be seen, taken along, and forgotten.

The law asks for a truthful record of what was done (志愿服务条例 art. 19). So the hours stay when a volunteer is
forgotten, under a number and without a name; everything else goes.
"""

from bot.chat import Refused, Turn
from bot.text import Json, Text, _
from bot.volunteering.profile import Volunteers
from bot.volunteering.signing import AHEAD, give_up
from bot.volunteering.words import STATES, hours_text
from storage import audit, checks, consents, hours, people, signups, teams, tombstones, volunteers
from storage.places import Actor
from storage.volunteers import Volunteer

PURPOSE, CARE = "volunteer", "care"


def mine(turn: Turn) -> Volunteer | None:
    """What this person is as a volunteer."""
    return volunteers.of_person(turn.db, turn.seal, turn.person.id)


def lines(turn: Turn) -> list[tuple[Text, Text]]:
    """What is kept of volunteers and for how long, where the home has any."""
    if not turn.home.offers(Volunteers):
        return []
    days = turn.home.retention.booking_days
    return [
        (_("What volunteers told us"), _("{days} days after they stop", days=days)),
        (_("Hours of volunteers"), _("kept, because the law asks for a true record; of the forgotten without a name")),
    ]


def facts(turn: Turn) -> list[tuple[Text, Text]]:
    """In short."""
    found = mine(turn)
    if found is None:
        return []
    return [
        (_("As a volunteer"), STATES[found.state]),
        (_("Hours served"), hours_text(hours.total(turn.db, found.id))),
        (_("Colleagues have opened your card"), _("{number} times", number=audit.readings(turn.db, found.ref))),
    ]


def everything(turn: Turn) -> Json:
    """All of it, for the file; None for whoever is no volunteer."""
    found = mine(turn)
    if found is None:
        return None
    told = {name: value for name, value in found.details.items() if name != "code"}
    return {
        "number": found.ref,
        "state": found.state,
        "told": told,
        "states": [
            {"state": step.to_state, "reason": step.reason, "at": _at(turn, step.at)}
            for step in volunteers.history(turn.db, turn.seal, found)
        ],
        "checks": [
            {"kind": one.kind, "result": one.result, "day": one.day, "until": one.until}
            for one in checks.of_volunteer(turn.db, found.id)
        ],
        "shifts": [
            {"post": one.booking.kind, "from": _at(turn, one.booking.starts_at), "state": one.booking.state,
             "came": one.came_at and _at(turn, one.came_at), "left": one.left_at and _at(turn, one.left_at)}
            for one in signups.of_volunteer(turn.db, found.id)
        ],
        "hours": [
            {"day": one.day, "hours": one.halves / 2, "reason": one.reason}
            for one in hours.of_volunteer(turn.db, found.id)
        ],
        "summaries": [{"number": one.number, "day": one.day} for one in hours.of_summaries(turn.db, found.id)],
        "readings": [
            {"at": _at(turn, at), "why": why}
            for at, _actor, act, why in audit.of_object(turn.db, found.ref) if act.endswith(".read")
        ],
        "groups": [team.name for team in teams.of_volunteer(turn.db, turn.seal, found.id)],
    }  # fmt: skip


def forget(turn: Turn) -> None:
    """Give up what lies ahead, forget who it was, and write down that consent was taken back. Raises Refused."""
    found = mine(turn)
    if found is None:
        raise Refused(_("Nothing is kept of you as a volunteer."))
    if any(one.booking.state == "arrived" for one in signups.of_volunteer(turn.db, found.id)):
        raise Refused(_("You are here on a shift at this moment. Please come back to this afterwards."))
    for one in signups.of_volunteer(turn.db, found.id, turn.now):
        if one.booking.state in AHEAD:
            give_up(turn, one, Actor("family", turn.person.id))
    me = turn.person.ref
    tombstones.forget(turn.db, turn.seal, PURPOSE, found.ref, turn.now, "")
    if not _is_a_family(turn):
        tombstones.forget(turn.db, turn.seal, "number", me, turn.now, "")
    latest = consents.latest(turn.db, turn.person.id, PURPOSE)
    if latest is not None and latest.answer == "given":
        consents.record(
            turn.db, person_id=turn.person.id, purpose=PURPOSE, wording=latest.wording, answer="withdrawn",
            channel=turn.address.channel, now=turn.now,
        )  # fmt: skip
    audit.record(turn.db, at=turn.now, actor=me, act="volunteer.forgotten", what=found.ref, why="own wish")


def _is_a_family(turn: Turn) -> bool:
    """Whether the number is needed for a child, too."""
    latest = consents.latest(turn.db, turn.person.id, CARE)
    return latest is not None and latest.answer == "given" and bool(people.phone(turn.db, turn.seal, turn.person.id))


def _at(turn: Turn, instant: int) -> str:
    return turn.local(instant).isoformat(timespec="minutes")
