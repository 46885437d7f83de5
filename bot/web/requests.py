"""What a request must be before anybody looks at it: from our own page, of JSON, small, on a host that is ours."""

import json
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.text import Text, _

MOST_BYTES = 64 * 1024
TOO_LONG = _("That is too long for one message. Please shorten it and send it again.")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Bad(Exception):  # noqa: N818 - an answer to a request, not a fault
    """A request that is answered with a status and a sentence."""

    def __init__(self, status: int, message: Text, retry_after: float = 0) -> None:
        super().__init__(status)
        self.status = status
        self.message = message
        self.retry_after = retry_after


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object a page of ours sent. Raises Bad."""
    return read_object(await bytes_of(request))


async def bytes_of(
    request: Request, *, media_type: str = "application/json", most: int = MOST_BYTES, too_long: Text = TOO_LONG
) -> bytes:
    """The body's bytes, read no further than we accept. Raises Bad.

    Neither media type is one that another site's page may send without asking us first.
    """
    if not (request.headers.get("content-type") or "").startswith(media_type) or not _same_origin(request):
        raise Bad(403, _("Please open the page again and try once more."))
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > most:
            raise Bad(413, too_long)
    return bytes(received)


def read_object(received: bytes) -> dict[str, Any]:
    """The JSON object in these bytes. Raises Bad."""
    try:
        parsed = json.loads(received)
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict):
        raise Bad(400, _("That could not be read. Please try once more."))
    return parsed


def _same_origin(request: Request) -> bool:
    """Another site's page must not speak in a visitor's name."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def host_name(host: str) -> str:
    """The Host header without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine literally: a name somebody else's DNS answers does not."""
    return host_name(host) in LOOPBACK


def is_address(host: str) -> bool:
    """Whether a Host header is a bare IP address: no foreign name can be rebound to one."""
    try:
        ip_address(host_name(host).strip("[]"))
    except ValueError:
        return False
    return True
