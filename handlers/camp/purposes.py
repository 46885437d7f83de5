"""Consents by purpose: each guardian's own answer for each child, and what a change sets in motion in the same turn.

Every sheet is made from what holds at that moment, so nothing has to be taken out of a list. What follows is people:
whoever is on duty hears of it, and reads which printed sheet no longer holds.
"""

from bot import booking
from bot.chat import Button, Screen, Tap, Turn
from bot.text import Message, Moment, Several, Text, _
from handlers.camp.profile import PURPOSES, Camp
from storage import audit, camps, consents, exports, health, places, staff, tombstones
from storage.children import Child
from storage.consents import Standing
from storage.places import Booking

ANSWERS: dict[str, Message] = {"given": _("yes"), "refused": _("no"), "ask": _("ask me each time")}
HEALTHY = frozenset({"medicine", "emergency", "data"})  # of these the nurse hears, too
EXPECTED = frozenset({"held", "offered", "confirmed", "arrived", "waitlisted"})
DAY_SECONDS = 24 * 3600


def key(purpose: str) -> str:
    """The purpose as it stands among all consents of the home."""
    return f"camp.{purpose}"


def standing(turn: Turn, child_id: int, purpose: str) -> Standing:
    """What holds for the child now. A purpose that this home does not ask about is not allowed."""
    return consents.standing(turn.db, child_id, key(purpose), turn.home[Camp].wording)


def mine(turn: Turn, child_id: int, purpose: str) -> str | None:
    """My own answer in the present wording; None if I have not answered it."""
    latest = consents.latest(turn.db, turn.person.id, key(purpose), child_id)
    if latest is None or latest.wording != turn.home[Camp].wording:
        return None
    return latest.answer if latest.answer in ANSWERS else "refused"


def all_mine(turn: Turn, child_id: int) -> dict[str, str] | None:
    """My answers to everything that is asked; None unless I have answered all of it."""
    answers = {str(one.id): mine(turn, child_id, one.id) for one in turn.home[Camp].purposes}
    said = {purpose: answer for purpose, answer in answers.items() if answer is not None}
    return said if len(said) == len(answers) else None


def conflicts(turn: Turn, child_id: int) -> list[str]:
    """The purposes on which the child's guardians disagree."""
    return [one.id for one in turn.home[Camp].purposes if standing(turn, child_id, one.id).conflict]


def spoken(answers: dict[str, str]) -> Text:
    """Answers in one line: "Outings: yes; Swimming: no"."""
    return Several(tuple(
        _("{purpose}: {answer}", purpose=PURPOSES[purpose], answer=ANSWERS[answer])
        for purpose, answer in answers.items()
    ))  # fmt: skip


def decide(turn: Turn, child: Child, purpose: str, answer: str, reason: str = "") -> None:
    """Write my answer down, and let follow what follows from it."""
    if mine(turn, child.id, purpose) == answer and not reason:
        return
    before = standing(turn, child.id, purpose)
    latest = consents.latest(turn.db, turn.person.id, key(purpose), child.id)
    takes_back = answer == "refused" and latest is not None and latest.answer in ("given", "ask")
    written = "withdrawn" if takes_back else answer
    consents.record(
        turn.db, person_id=turn.person.id, child_id=child.id, purpose=key(purpose), wording=turn.home[Camp].wording,
        answer=written, channel=turn.address.channel, now=turn.now,
        reason=turn.seal.close(reason, consents.REASON) if reason else None,
    )  # fmt: skip
    me = turn.person.ref
    audit.record(turn.db, at=turn.now, actor=me, act=f"consent.{written}", what=child.ref, why=key(purpose))
    if takes_back:
        names = f"{child.ref} {me} {key(purpose)}"
        tombstones.bury(turn.db, "purpose", names, turn.now)
    if purpose == "data" and answer != "given":
        _forget_health(turn, child)
    after = standing(turn, child.id, purpose)
    if (after.answer, after.conflict) != (before.answer, before.conflict) or reason:
        _tell(turn, child, purpose, after)


def _forget_health(turn: Turn, child: Child) -> None:
    if health.of(turn.db, turn.seal, child.id, turn.person.id) is not None:
        names = f"{child.ref} {turn.person.ref}"
        tombstones.forget(turn.db, turn.seal, "health", names, turn.now, booking.DETAILS)


def registrations_of(turn: Turn, child_id: int) -> list[Booking]:
    """The child's registrations that somebody counts on, whoever sent them."""
    found = places.of_child(turn.db, child_id)
    return [one for one in found if one.service == camps.SERVICE and one.state in EXPECTED and one.ends_at > turn.now]


def _tell(turn: Turn, child: Child, purpose: str, now_so: Standing) -> None:
    rules = turn.home[Camp]
    roles = {"duty", rules.reader, *({rules.nurse} if purpose in HEALTHY else ())}
    for one in registrations_of(turn, child.id):
        title = _("A consent has changed: {ref}", ref=one.ref)
        if now_so.conflict:
            title = _("Two guardians do not agree: {ref}", ref=one.ref)
        tell_roles(turn, roles, Screen(
            title=title,
            text=_printed(turn, one),
            facts=((_("For what"), PURPOSES[purpose]), (_("Now"), ANSWERS[now_so.answer])),
            rows=((Button(_("Open"), Tap("desk", "card", one.ref, one.version), "primary"),),),
        ))  # fmt: skip


def _printed(turn: Turn, one: Booking) -> tuple[Text, ...]:
    """Which sheets lie printed since yesterday."""
    camp = camps.of_booking(turn.db, one)
    taken = exports.since(turn.db, camp, turn.now - DAY_SECONDS) if camp is not None else []
    if not taken:
        return ()
    moments = tuple(Moment(each.at) for each in taken[-3:])
    return (_("Sheets that were printed no longer hold: {when}. Please take them out anew.", when=Several(moments)),)


def tell_roles(turn: Turn, roles: set[str], screen: Screen) -> None:
    """Tell everybody who holds one of these roles, once."""
    for member in staff.members(turn.db, turn.seal):
        if member.roles & roles and member.person_id != turn.person.id:
            turn.tell(member.person_id, screen, purpose="desk")
