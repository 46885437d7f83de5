"""What forgetting does, by what is forgotten: a child, a consent, a number, a colleague, a visit, a guardian's words.

An object that this database never knew is nothing to forget. Names are refs, several with a space between.
"""

import sqlite3
from collections.abc import Callable

from storage import children, consents, due, guardians, health, people, places, retention, staff, volunteers
from storage.seal import Seal

CARE = "care"  # the purpose whose withdrawal forgets everything
DAY_FORGOTTEN = "0000-00-00"  # since when somebody is no guardian any more, where no day was written down


def _child(db: sqlite3.Connection, seal: Seal, ref: str, place: str) -> None:
    for child_id in ids(db, "children", ref):
        for one in places.of_child(db, child_id):
            retention.empty_booking(db, seal, one.id, place)
        health.forget_of_child(db, child_id)
        consents.forget_reasons(db, [child_id])
        children.forget(db, child_id)


def _consent(db: sqlite3.Connection, seal: Seal, ref: str, place: str) -> None:
    for person_id in ids(db, "people", ref):
        for one in places.of_person(db, person_id, live=False):
            retention.empty_booking(db, seal, one.id, place)
        for child in children.of_guardian(db, seal, person_id):
            consents.forget_reasons(db, [child.id])
            if guardians.of_child(db, child.id) == [person_id]:
                children.forget(db, child.id)
            else:  # somebody else speaks for the child, and to them it is known still
                guardians.end(db, child.id, person_id, DAY_FORGOTTEN)
        health.forget_of_person(db, person_id)
        people.keep_phone(db, seal, person_id, "")
        retention.forget_conversation(db, person_id)


def _number(db: sqlite3.Connection, seal: Seal, ref: str, _place: str) -> None:
    for person_id in ids(db, "people", ref):
        people.keep_phone(db, seal, person_id, "")


def _staff(db: sqlite3.Connection, _seal: Seal, ref: str, _place: str) -> None:
    for person_id in ids(db, "people", ref):
        staff.leave(db, person_id)


def _volunteer(db: sqlite3.Connection, seal: Seal, ref: str, _place: str) -> None:
    """The hours stay under the ref alone. What was said goes too, unless a family or a colleague said it as well."""
    for volunteer_id in ids(db, "volunteers", ref):
        person_id = volunteers.get(db, seal, volunteer_id).person_id
        volunteers.forget(db, volunteer_id)
        due.forget(db, ref)
        care = consents.latest(db, person_id or 0, CARE)
        is_family = care is not None and care.answer == "given"
        if person_id is not None and not is_family and not people.person(db, seal, person_id).roles:
            retention.forget_conversation(db, person_id)


def _visit(db: sqlite3.Connection, _seal: Seal, blind: str, _place: str) -> None:
    row = db.execute("SELECT id FROM addresses WHERE blind = ?", (bytes.fromhex(blind),)).fetchone()
    if row:
        people.end_visit(db, row["id"])


def _guardian(db: sqlite3.Connection, _seal: Seal, names: str, _place: str) -> None:
    for child_id, person_id in _pairs(db, names):
        guardians.end(db, child_id, person_id, DAY_FORGOTTEN)


def _health(db: sqlite3.Connection, seal: Seal, names: str, _place: str) -> None:
    for child_id, person_id in _pairs(db, names):
        sheet = health.of(db, seal, child_id, person_id)
        if sheet is not None:
            kept = {name: value for name, value in sheet.details.items() if name not in health.MEDICAL}
            health.reduce(db, seal, sheet, kept, sheet.filled_at)


def _purpose(db: sqlite3.Connection, _seal: Seal, names: str, _place: str) -> None:
    """The answer itself is written by whoever takes it back; only a restore has to write it once more."""


def _pairs(db: sqlite3.Connection, names: str) -> list[tuple[int, int]]:
    child, person, *_rest = names.split(" ")
    return [(child_id, person_id) for child_id in ids(db, "children", child) for person_id in ids(db, "people", person)]


DEEDS: dict[str, Callable[[sqlite3.Connection, Seal, str, str], None]] = {
    "child": _child, "consent": _consent, "guardian": _guardian, "health": _health, "number": _number,
    "purpose": _purpose, "staff": _staff, "visit": _visit, "volunteer": _volunteer,
}  # fmt: skip


def ids(db: sqlite3.Connection, table: str, ref: str) -> list[int]:
    """The rows of a ref: one, or none."""
    return [row["id"] for row in db.execute(f"SELECT id FROM {table} WHERE ref = ?", (ref,))]  # noqa: S608 - ours
