"""Who would like to hear in the evening that there is something new, and whether there is.

A plain list of people, alike for those who wrote a letter and those who never did. What is new is not written down by
letter: only how many answers a day had when it was last told of, and that something changed since.
"""

import sqlite3

from storage import meta

PURPOSE = "evening"  # of the outbox rows
TOLD = "evening news told"  # the last local day that was seen to, and how many answers it had by then
CHANGED = "evening news changed"  # something for everybody has changed since


def ask_for(db: sqlite3.Connection, person_id: int) -> None:
    """This person would like to hear."""
    db.execute("INSERT INTO news (person_id) VALUES (?) ON CONFLICT DO NOTHING", (person_id,))


def stop(db: sqlite3.Connection, person_id: int) -> None:
    """This person would not like to hear any more."""
    db.execute("DELETE FROM news WHERE person_id = ?", (person_id,))


def is_asked_for(db: sqlite3.Connection, person_id: int) -> bool:
    """Whether this person would like to hear."""
    return db.execute("SELECT 1 FROM news WHERE person_id = ?", (person_id,)).fetchone() is not None


def wanted_by(db: sqlite3.Connection) -> list[int]:
    """Everybody who asked and can be reached."""
    rows = db.execute(
        "SELECT person_id FROM news WHERE EXISTS "
        "(SELECT 1 FROM addresses WHERE addresses.person_id = news.person_id AND state = 'open') ORDER BY person_id"
    )
    return [row["person_id"] for row in rows]


def changed(db: sqlite3.Connection) -> None:
    """There is something new for everybody."""
    meta.put(db, CHANGED, "yes")


def is_told(db: sqlite3.Connection, day: str) -> bool:
    """Whether this day was seen to."""
    return meta.get(db, TOLD).partition(" ")[0] >= day


def take_new(db: sqlite3.Connection, day: str) -> bool:
    """See to a day: whether there was anything new since the last one, late answers of that one included."""
    last, _blank, number = meta.get(db, TOLD, f"{day} 0").partition(" ")
    is_new = _answers_from(db, last) > int(number) or meta.get(db, CHANGED) == "yes"
    meta.put(db, TOLD, f"{day} {_answers_from(db, day)}")
    meta.put(db, CHANGED, "")
    return is_new


def _answers_from(db: sqlite3.Connection, day: str) -> int:
    sql = "SELECT count(*) AS number FROM post_lines WHERE origin = 'home' AND day >= ?"
    return int(db.execute(sql, (day,)).fetchone()["number"])


def take_back_unread(db: sqlite3.Connection) -> None:
    """What lies on closed pages from evenings before is taken back: one such message is enough."""
    db.execute("DELETE FROM outbox WHERE purpose = ? AND state = 'stored'", (PURPOSE,))


def drop_unreachable(db: sqlite3.Connection) -> None:
    """Whoever has left every page and chat for good can hear nothing any more."""
    db.execute(
        "DELETE FROM news WHERE NOT EXISTS "
        "(SELECT 1 FROM addresses WHERE addresses.person_id = news.person_id AND state <> 'ended')"
    )
