"""What the tests of the web chat share: requests as the page makes them, and a clock that is moved by hand."""

import json
import uuid
from typing import Any

import httpx

from tests.chat import OpenHome, Visitor
from tests.telegram.visitor import Texter

JSON = {"Content-Type": "application/json"}
BYTES = {"Content-Type": "application/octet-stream"}


def an_event(**more: Any) -> dict[str, Any]:
    """A text as the page sends it, some of it changed."""
    return {"id": str(uuid.uuid4()), "kind": "text", "text": "您好呀", "on": None, **more}


async def sent(visitor: Visitor, event: dict[str, Any]) -> httpx.Response:
    """Send an event as JSON.stringify would write it, half surrogates, infinities and all."""
    content = json.dumps(event).encode()
    answer = await visitor.client.post(f"/{visitor.door}/events", content=content, headers=JSON)
    await visitor.look()
    return answer


async def sends_media(visitor: Visitor, kind: str, content: bytes, **query: str) -> httpx.Response | None:
    """A photo or a voice message as the page sends it; a repeated id is the same event. None for one over Telegram."""
    if isinstance(visitor, Texter):
        await visitor.sends_media(kind, content, query.get("text", ""))
        return None
    query = {"kind": kind, "id": str(uuid.uuid4()), **query}
    visitor.spoken.append(f"> [{kind}]")
    answer = await visitor.client.post(f"/{visitor.door}/media", content=content, params=query, headers=BYTES)
    await visitor.look()
    return answer


async def rows(home: OpenHome, sql: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    return await home.app.db.read(lambda db: [tuple(row) for row in db.execute(sql)])


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now
