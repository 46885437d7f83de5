"""After the camp: what was told of children goes on its date, and how much went is said to everybody."""

from bot.chat import Button, Tap, Turn
from bot.kept import Kept, keeps
from bot.text import Json, Text, _
from handlers.camp.profile import Camp
from handlers.camp.purposes import mine
from storage import audit, camps, children, guardians, health, notes, pickups, places, wishes

DAY_SECONDS = 24 * 3600


def delete_what_is_over(turn: Turn) -> None:
    """Nightly: health sheets so many days after their last camp, notes with them, codes that ran out."""
    before = turn.now - turn.home[Camp].health_days * DAY_SECONDS if turn.home.offers(Camp) else turn.now
    number = health.delete_old(turn.db, before)
    if number:
        audit.record(turn.db, at=turn.now, actor="clock", act="health.deleted", what="health", why=str(number))
    notes.delete_before(turn.db, before)
    guardians.forget_codes(turn.db, turn.now)


def said(turn: Turn) -> tuple[tuple[Text, Text], ...]:
    """For everybody: how long, and how much has gone so far."""
    kept = _("{days} days after the camp; deleted on their date so far: {number}",
             days=turn.home[Camp].health_days, number=health.deleted(turn.db))  # fmt: skip
    return ((_("Health sheets for the camp"), kept),)


def of_mine(turn: Turn) -> tuple[tuple[Text, Text], ...]:
    """How many sheets."""
    number = len(health.of_person(turn.db, turn.seal, turn.person.id))
    return ((_("Health sheets for the camp"), number),) if number else ()


def buttons(turn: Turn) -> list[Button]:
    """To every answer, to be changed or taken back."""
    if not children.of_guardian(turn.db, turn.seal, turn.person.id):
        return []
    return [Button(_("Consents and sheets for the camp"), Tap("door", "open", "camp_consents"))]


def file(turn: Turn) -> Json:
    """Everything of the camp that is this person's own: never what another guardian said."""
    family = children.of_guardian(turn.db, turn.seal, turn.person.id)
    registered = [one for one in places.of_person(turn.db, turn.person.id, live=False) if one.service == camps.SERVICE]
    names = {child.id: child.nickname for child in family}
    return {
        "consents": {
            child.nickname: {one.id: mine(turn, child.id, one.id) for one in turn.home[Camp].purposes}
            for child in family
        },
        "sheets": {
            names.get(sheet.child_id, ""): {**sheet.details, "valid_until": sheet.valid_until}
            for sheet in health.of_person(turn.db, turn.seal, turn.person.id)
        },
        "wishes": [
            {"booking": one.ref, "child": names.get(child_id, ""), "wish": wish}
            for one in registered for child_id, wish in wishes.of_booking(turn.db, one).items()
        ],
        "pickups": [
            {"booking": one.ref, "day": each.day, "child": names.get(each.child_id, ""), "who": each.who,
             "handed": each.handed}
            for one in registered for each in pickups.of_booking(turn.db, turn.seal, one)
        ],
    }  # fmt: skip


keeps(Kept("camp", Camp, said, of_mine, buttons, file))
