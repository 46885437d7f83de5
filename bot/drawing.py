"""The draw on the command line: take out what is published, or work an order out again from a published file.

Checking needs neither the home's data nor its key: anybody with this program can do it.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.app import DATABASE, knows_key
from bot.commands import complain, say
from bot.settings import Settings
from bot.text import Message, _
from storage import camps, draws
from storage import db as storage_db
from storage.camps import Camp
from storage.seal import Seal

WRONG: dict[str, Message] = {
    "form": _("This is not the published file of a draw that has taken place."),
    "list": _("The list of entrants does not have the fingerprint that was published before."),
    "seed": _("The secret number does not have the fingerprint that was published before."),
    "order": _("The order is not the one that follows from the list and the number."),
}


def verify(file: Path) -> int:
    """Work the order out again; the exit status says whether everything holds."""
    try:
        published = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return complain(_("There is no file {path} that can be read.", path=str(file)))
    wrongs = draws.wrongs(published if isinstance(published, dict) else {})
    if wrongs:
        return complain(*(WRONG[wrong] for wrong in wrongs))
    number = len(published["entrants"])
    say(_("Everything holds: {number} entrants, in the very order that follows from both fingerprints.", number=number))
    return 0


def export(settings: Settings, ref: str | None, to: Path | None) -> int:
    """Write the published file of a week's draw; without a week, say which there are."""
    seal = Seal(settings.key)
    with closing(storage_db.connect_reading(settings.data / DATABASE)) as db:
        knows_key(db, seal)
        known = _drawn_weeks(db)
        camp = next((camp for camp in known if camp.ref == ref), None)
        if camp is None:
            lines = (f"  {each.ref}  {each.week}  {each.first_day}" for each in known)
            return complain(_("Please name one of these weeks with --week:"), *lines)
        told = json.dumps(draws.published(db, seal, camp), ensure_ascii=False, indent=1)
    path = to or Path(f"draw-{camp.first_day}.json")
    path.write_text(f"{told}\n", "utf-8")
    say(_("What is published of the draw lies here: {path}", path=str(path.resolve())))
    return 0


def _drawn_weeks(db: sqlite3.Connection) -> list[Camp]:
    return [camp for camp in camps.not_over(db, 0) if camp.draw_at is not None]
