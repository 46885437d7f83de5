"""What a page may send up: an event of ours, or nothing we look at. Anyone may have written it."""

import re
from typing import Any

from starlette.requests import Request

from bot.chat import Event, Tap
from bot.media import MOST_BYTES, NotMedia, clean, is_kind
from bot.text import _
from bot.turns import Arrival
from bot.web.requests import TOO_LONG, Bad, bytes_of

CHANNEL = "web"
LONGEST_BODY_TEXT = 20_000
LONGEST_NAME = 40
KINDS = frozenset({"tap", "text", "open"})
EVENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_NUMBER = 2**53


def read_event(body: dict[str, Any], received: bytes, token: str) -> Arrival:
    """The event in a request's body. Raises Bad."""
    event_id, kind, text, data = (_text(body.get(name)) for name in ("id", "kind", "text", "data"))
    if not EVENT_ID.fullmatch(event_id) or kind not in KINDS:
        raise Bad(400, _("That could not be read. Please try once more."))
    if len(text) > LONGEST_BODY_TEXT:
        raise Bad(413, TOO_LONG)
    if kind == "open":
        return Arrival(CHANNEL, token, event_id, Event("open", (data or text)[:LONGEST_NAME]), received)
    if kind == "tap":
        event = Event("tap", tap=Tap.parse(data), on=number(body.get("on")) or None)
        return Arrival(CHANNEL, token, event_id, event, received)
    return Arrival(CHANNEL, token, event_id, Event("text", text), received, secret=body.get("secret") is True)


async def read_media(request: Request, token: str) -> Arrival:
    """The photo or voice message in a request: bare bytes, what they are and their event's id in the query. Raises Bad.

    It is cleaned before it becomes an event: a page that hears no answer sends it again.
    """
    kind, event_id = request.query_params.get("kind", ""), request.query_params.get("id", "")
    if not is_kind(kind) or not EVENT_ID.fullmatch(event_id):
        raise Bad(400, _("That could not be read. Please try once more."))
    large = NotMedia(kind, "too large").message
    received = await bytes_of(request, media_type="application/octet-stream", most=MOST_BYTES, too_long=large)
    try:
        return Arrival(CHANNEL, token, event_id, Event("media"), received, media=await clean(kind, received))
    except NotMedia as no:
        raise Bad(422, no.message) from None


def read_wish(body: dict[str, Any]) -> str | None:
    """The flow that a deep link opens, or None."""
    wish = body.get("open")
    return _text(wish)[:LONGEST_NAME] if isinstance(wish, str) else None


def number(value: Any) -> int:
    """A message's number, 0 for whatever is none: True, 1.5 and 10**400 are JSON as well."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 < value < MOST_NUMBER else 0


def number_in(text: str | None) -> int:
    """A message's number as a header or a query carries it, 0 for whatever is none."""
    return number(int(text)) if text and text.isascii() and text.isdecimal() and len(text) < 17 else 0


def _text(value: Any) -> str:
    """Half a surrogate pair is not text: it can neither be stored nor sent."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
