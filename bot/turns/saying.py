"""What a turn says, written down: each screen for its reader's address, to be carried there or fetched."""

import sqlite3
from dataclasses import replace

from bot.chat import Saying, Turn
from bot.media import named
from bot.text import Json
from storage import calls, outbox, people, unrecorded
from storage.people import Address

AT_ONCE = frozenset({"answer", "desk", unrecorded.PURPOSE, unrecorded.PAGE})  # purposes that no quiet hour holds back


def say(turn: Turn) -> set[int]:
    """Write down all that the turn says; the addresses that have something new."""
    touched = set()
    for saying in turn.sayings:
        to = _address(turn.db, saying)
        if to is not None:
            _put(turn, saying, to)
            touched.add(to.id)
        elif saying.purpose != "answer":  # an answer to somebody who has left for good is let go
            calls.add(turn.db, person_id=saying.person_id or turn.person.id, reason="unreachable",
                      about=saying.purpose, now=turn.written_at)  # fmt: skip
    return touched


def echo(turn: Turn, *, secret: bool) -> None:
    """What was typed stands in the page's history; a PIN or a code does not."""
    asked = outbox.last_screen(turn.db, turn.seal, turn.address.id).get("ask") or {}
    event = turn.event
    text = "••••••" if secret or asked.get("kind") in ("pin", "code") else event.text
    payload: Json = {"text": [text] if text else []}
    if event.kind == "media":
        payload = {"text": [named(event.media, event.seconds).pack(), *payload["text"]], "media": event.media}
    outbox.put(
        turn.db, turn.seal, address_id=turn.address.id, payload=payload, now=turn.written_at,
        hourless=not turn.has_clock, origin="me", state="seen",
    )  # fmt: skip


def _put(turn: Turn, saying: Saying, to: Address) -> None:
    pushed, mine = to.channel != "web", to.id == turn.address.id
    if turn.off_record:
        saying = replace(saying, purpose=unrecorded.PURPOSE if mine else unrecorded.PAGE)
    hourless = turn.off_record or (mine and not turn.has_clock) or to.used_at == turn.day_began
    outbox.put(
        turn.db, turn.seal, address_id=to.id, payload=saying.screen.pack(), purpose=saying.purpose,
        now=turn.day_began if hourless else turn.now, hourless=hourless, edits=saying.edits,
        state="waiting" if pushed else "stored", important_until=saying.important_until,
        not_before=_morning(turn, saying) if pushed else None,
    )  # fmt: skip


def _morning(turn: Turn, saying: Saying) -> int | None:
    """News that would make a phone ring at night waits; answers, and what colleagues must see at once, do not."""
    waking = turn.home.next_waking(turn.now)
    return waking if waking > turn.now and saying.purpose not in AT_ONCE else None


def _address(db: sqlite3.Connection, saying: Saying) -> Address | None:
    """Where a saying goes; nowhere if that visit has ended, for its page is gone and its history was emptied."""
    if saying.address_id is None:
        return people.last_address(db, saying.person_id or 0)
    found = people.address(db, saying.address_id)
    return None if found.ended else found
