"""Forgetting: what is past its date is emptied in place, so that counts and history stay true and nobody is in them."""

import json
import sqlite3

from storage.seal import Seal

# Only what is still full is emptied: a night does not write the forgotten of all years once more.
_FORGET = (
    "UPDATE people SET details = NULL, phone_index = NULL "
    "WHERE (details IS NOT NULL OR phone_index IS NOT NULL) AND id IN (SELECT value FROM json_each(?))",
    "UPDATE children SET details = NULL WHERE details IS NOT NULL AND id IN "
    "(SELECT child_id FROM guardianships GROUP BY child_id "
    "HAVING min(coalesce(person_id, 0) IN (SELECT value FROM json_each(?))))",  # no other guardian is still heard
    "DELETE FROM health WHERE person_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM news WHERE person_id IN (SELECT value FROM json_each(?))",
    "UPDATE consents SET reason = NULL WHERE reason IS NOT NULL AND person_id IN (SELECT value FROM json_each(?))",
    "UPDATE addresses SET state = 'ended', blind = NULL, sealed_id = NULL "
    "WHERE state <> 'ended' AND person_id IN (SELECT value FROM json_each(?))",
)
# A booking that ended before the instant and of which nobody has written down how it went will not be asked about.
_OVER = (
    "(state IN ('completed', 'declined', 'cancelled', 'late_cancel', 'no_show', 'lapsed') "
    "OR (state = 'unresolved' AND ends_at < :instant))"
)
_UNUSED_PEOPLE = f"""
    SELECT id FROM people WHERE id NOT IN (SELECT person_id FROM staff)
        AND NOT EXISTS (SELECT 1 FROM addresses WHERE person_id = people.id AND used_at >= :instant)
        AND NOT EXISTS (SELECT 1 FROM bookings WHERE person_id = people.id AND NOT {_OVER})
        AND NOT EXISTS (SELECT 1 FROM volunteers WHERE person_id = people.id AND state <> 'ended')
"""  # noqa: S608 - ours
# Somebody who looked in once and left nothing: no booking, no child, no answer about consent, nobody to ring, no help,
# no wish to hear news.
_LEFT_NOTHING = """
    SELECT id FROM people WHERE NOT EXISTS (SELECT 1 FROM addresses WHERE person_id = people.id AND used_at >= ?)
        AND NOT EXISTS (SELECT 1 FROM staff WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM bookings WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM guardianships WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM consents WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM concerns WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM calls WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM due WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM volunteers WHERE person_id = people.id)
        AND NOT EXISTS (SELECT 1 FROM news WHERE person_id = people.id)
    LIMIT 10000
"""
_OF_THEM = "address_id IN (SELECT id FROM addresses WHERE person_id IN (SELECT value FROM json_each(?)))"
_DELETE_VISITORS = (
    "DELETE FROM attachments WHERE person_id IN (SELECT value FROM json_each(?))",
    *(f"DELETE FROM {table} WHERE {_OF_THEM}" for table in ("drafts", "inbox", "outbox", "jobs")),  # noqa: S608 - ours
    "DELETE FROM addresses WHERE person_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM people WHERE id IN (SELECT value FROM json_each(?))",
)
_OF_PERSON = "address_id IN (SELECT id FROM addresses WHERE person_id = ?)"
_FORGET_CONVERSATION = (
    "DELETE FROM attachments WHERE person_id = ?",
    "DELETE FROM news WHERE person_id = ?",
    f"DELETE FROM drafts WHERE {_OF_PERSON}",  # noqa: S608 - ours
    f"UPDATE outbox SET payload = NULL, important_until = NULL WHERE {_OF_PERSON}",  # noqa: S608 - ours
    f"UPDATE jobs SET payload = NULL, result = NULL WHERE state <> 'waiting' AND {_OF_PERSON}",  # noqa: S608 - ours
)
_FORGET_ANSWERS = "DELETE FROM attachments WHERE object IN (SELECT 'question ' || ref FROM questions WHERE booking = ?)"


def empty_booking(db: sqlite3.Connection, seal: Seal, booking_id: int, place: str) -> None:
    """Forget what was told for one booking: its details, its return code, what was asked, said, done and shown."""
    ref = db.execute("SELECT ref FROM bookings WHERE id = ?", (booking_id,)).fetchone()["ref"]
    db.execute("UPDATE bookings SET details = ?, code = NULL WHERE id = ?", (seal.close({}, place), booking_id))
    db.execute(_FORGET_ANSWERS, (ref,))
    db.execute("DELETE FROM questions WHERE booking = ?", (ref,))
    db.execute("DELETE FROM feedback WHERE booking = ?", (ref,))
    for table in ("wishes", "camp_teams", "pickups"):
        db.execute(f"DELETE FROM {table} WHERE booking_id = ?", (booking_id,))  # noqa: S608 - ours
    db.execute("UPDATE booking_history SET reason = NULL WHERE booking_id = ?", (booking_id,))


def empty_bookings_before(db: sqlite3.Connection, seal: Seal, instant: int, place: str) -> int:
    """Forget what was written for bookings that ended before `instant`; how many. Their states stay as they are."""
    sql = f"SELECT id FROM bookings WHERE ends_at < :instant AND code IS NOT NULL AND {_OVER}"  # noqa: S608 - ours
    over = [row["id"] for row in db.execute(sql, {"instant": instant})]
    for booking_id in over:
        empty_booking(db, seal, booking_id, place)
    return len(over)


def forget_unused_people(db: sqlite3.Connection, instant: int) -> None:
    """Forget numbers and children of people not heard since `instant` who have no booking that is still open."""
    rows = db.execute(_UNUSED_PEOPLE, {"instant": instant})
    found = (json.dumps([row["id"] for row in rows]),)
    for sql in _FORGET:
        db.execute(sql, found)


def forget_consents(db: sqlite3.Connection, instant: int) -> int:
    """Forget the answers about consent of people not heard since `instant` who have no open booking; how many.

    They are the home's evidence that it was allowed to know what it knew: neither forgetting a person nor taking a
    consent back removes them. They go with the person, so long after the last visit that nobody asks any more; a
    person of whom nothing else is left is then deleted like any visitor.
    """
    sql = (
        f"DELETE FROM consents WHERE person_id IN ({_UNUSED_PEOPLE}) "  # noqa: S608 - ours
        "AND person_id NOT IN (SELECT person_id FROM consents WHERE at >= :instant)"  # an address may have moved on
    )
    return db.execute(sql, {"instant": instant}).rowcount


def delete_visitors(db: sqlite3.Connection, instant: int) -> int:
    """Delete whoever looked in before `instant` and left nothing: the home does not grow with them; how many."""
    left = [row["id"] for row in db.execute(_LEFT_NOTHING, (instant,))]
    for sql in _DELETE_VISITORS:
        db.execute(sql, (json.dumps(left),))
    return len(left)


def forget_conversation(db: sqlite3.Connection, person_id: int) -> None:
    """Forget what a person has half filled, said, sent and been told so far, from wherever, and files for them."""
    for sql in _FORGET_CONVERSATION:
        db.execute(sql, (person_id,))
