"""The webhook: Telegram brings updates to the web server that stands open already, and proves itself by a secret.

An update is acknowledged only once it is on the disk; until then Telegram brings it again.
"""

import hashlib
import hmac
import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from bot.telegram.updates import ALLOWED
from bot.text import Json
from bot.turns import Busy

LOG = logging.getLogger("ramp.telegram")
PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_CONNECTIONS = 40


class Hook:
    """Where updates are brought. The secret derives from the home's key: it need not be kept, and changes with it."""

    path, header = PATH, SECRET_HEADER

    def __init__(self, url: str, key: bytes) -> None:
        self._url = url
        self._secret = hmac.new(key, b"rainbow ramp telegram webhook", hashlib.sha256).hexdigest()
        self.take: Callable[[list[Json]], Awaitable[None]] | None = None

    def registration(self) -> dict[str, Any]:
        """What Telegram is told of it."""
        return {
            "url": f"{self._url}{PATH}", "secret_token": self._secret, "allowed_updates": list(ALLOWED),
            "max_connections": MOST_CONNECTIONS, "drop_pending_updates": False,
        }  # fmt: skip

    async def brought(self, secret: str, content: bytes) -> int:
        """One update's bytes; the HTTP status to answer with."""
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            return 403
        try:
            raw = json.loads(content)
        except (ValueError, RecursionError):
            return 400
        if not isinstance(raw, dict) or self.take is None:
            return 400
        try:
            await self.take([raw])
        except (sqlite3.Error, Busy) as fault:
            LOG.error("an update could not be kept: %s", type(fault).__name__)
            return 503
        return 200
