"""Fetching: a photo or a voice message that lies at its channel's servers is brought here by a stored job.

The question on the screen decides whether it is wanted at all. What was brought comes back as an event.
"""

from bot.chat import Turn
from storage import jobs, outbox

FETCH = "media.fetch"


def fetches(turn: Turn) -> bool:
    """Begin to fetch what was sent, if the question on the screen takes it; whether it does."""
    event = turn.event
    asked = outbox.last_screen(turn.db, turn.seal, turn.address.id).get("ask") or {}
    if not event.file or event.what not in asked.get("accepts", ()):
        return False
    wanted = {"channel": turn.address.channel, "file": event.file, "media": event.what, "text": event.text}
    jobs.add(turn.db, turn.seal, kind=FETCH, address_id=turn.address.id, payload=wanted, now=turn.now)
    return True
