"""python-telegram-bot's requests over aiohttp, which asks for less than half the CPU of its own client (`make bench`).

The token stands in every address. So what is raised here holds neither an address nor anything that was said, and
nothing is logged.
"""

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

MOST_BYTES = 20 * 1024 * 1024  # what the Bot API lets bots download
CONNECTIONS = 64
JSON = {"Content-Type": "application/json"}
Seconds = float | None


class TooLarge(TelegramError):  # noqa: N818 - reads as the sentence it is
    """An answer or a file is larger than a bot may download: asking again would not help."""


@dataclass(frozen=True)
class Patience:
    """The seconds after which we give up, None for never: the ones that python-telegram-bot has by itself."""

    pool: Seconds = 1.0
    connect: Seconds = 5.0
    write: Seconds = 5.0
    upload: Seconds = 20.0
    read: Seconds = 5.0


class AiohttpRequest(BaseRequest):
    """One pool of connections that are kept alive. Fetching updates wants a pool of its own: it always waits.

    aiohttp does not time each write. The write time-out ends here with the pool's, the connection's and the answer's:
    together they bound the time until the answer begins. From then on every pause is bounded by the read time-out.
    """

    def __init__(self, patience: Patience = Patience(), connections: int = CONNECTIONS) -> None:
        self._patience = patience
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxy_of: Callable[[str, str], str | None] = cache(_proxy_of)

    @property
    def read_timeout(self) -> Seconds:
        """The seconds that an answer may take if nothing else is said; getUpdates adds its own to them."""
        return self._patience.read

    async def initialize(self) -> None:
        """Make the pool; no connection is opened before the first request."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=_trusted())
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": self.USER_AGENT}
            )

    async def shutdown(self) -> None:
        """Close the pool; `initialize` may open it again."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body. Raises TimedOut, NetworkError, TooLarge."""
        if self._session is None:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        with_files, usual = request_data is not None and request_data.contains_files, self._patience
        patience = Patience(
            pool=_given(pool_timeout, usual.pool),
            connect=_given(connect_timeout, usual.connect),
            write=_given(write_timeout, usual.upload if with_files else usual.write),
            read=_given(read_timeout, usual.read),
        )
        failure: NetworkError
        try:
            return await self._exchange(self._session, url, method, request_data, patience)
        except TelegramError:
            raise
        except aiohttp.ConnectionTimeoutError:
            failure = TimedOut("No connection in time; nothing was sent")
        except TimeoutError:
            failure = TimedOut("No answer in time")
        except Exception as fault:  # whatever passes here, the library would quote with all that it holds
            failure = NetworkError(f"No answer: {type(fault).__name__}")
        raise failure  # out here it has no cause: that one knows the address

    async def _exchange(
        self, session: aiohttp.ClientSession, url: str, method: str, said: RequestData | None, patience: Patience
    ) -> tuple[int, bytes]:
        where = urlsplit(url)
        begun = _sum(patience.pool, patience.connect, patience.write, patience.read)
        async with (
            asyncio.timeout(begun) as until_begun,
            session.request(
                method,
                url,
                **_body_of(said),
                proxy=self._proxy_of(where.scheme, where.netloc),
                timeout=aiohttp.ClientTimeout(
                    total=None,
                    connect=_sum(patience.pool, patience.connect),
                    sock_connect=patience.connect,
                    sock_read=patience.read,
                ),
                allow_redirects=False,
            ) as answer,
        ):
            until_begun.reschedule(None)
            return answer.status, _sayable(answer.status, await _read(answer))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. The library's own would log what it cannot read. Raises NetworkError."""
        told = _json(payload)
        if not isinstance(told, dict):
            raise NetworkError("This is no answer of the Bot API")
        return told


def _given(seconds: object, usual: Seconds) -> Seconds:
    """A time-out as the caller gave it; DEFAULT_NONE, where nothing was given, is neither None nor a number."""
    return seconds if seconds is None or isinstance(seconds, int | float) else usual


def _sum(*parts: Seconds) -> Seconds:
    known = [seconds for seconds in parts if seconds is not None]
    return sum(known) if len(known) == len(parts) else None


def _body_of(said: RequestData | None) -> dict[str, Any]:
    if said is None:
        return {}
    if not said.contains_files:
        return {"data": said.json_payload, "headers": JSON}
    form = aiohttp.FormData(quote_fields=False)  # quoted, a Chinese file name would arrive as percent signs
    for name, value in said.json_parameters.items():
        form.add_field(name, value)
    for part, (file_name, content, kind) in said.multipart_data.items():
        file = BytesIO(content) if isinstance(content, bytes) else content  # a file is written piece by piece
        form.add_field(part, file, filename=file_name, content_type=kind)
    return {"data": form}


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    _check_size(answer.content_length or 0)
    async for chunk in answer.content.iter_any():
        body += chunk
        _check_size(len(body))
    return bytes(body)


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise TooLarge("More than a bot may download")


def _sayable(status: int, body: bytes) -> bytes:
    """The body of an error, unless it is a page of something between us and the Bot API.

    Such a page likes to quote the address that was asked for, and the library quotes what it cannot read.
    """
    return body if status < 300 or isinstance(_json(body), dict) else b"{}"


def _json(payload: bytes) -> object:
    try:
        return json.loads(payload)
    except ValueError:
        return None


def _proxy_of(scheme: str, host: str) -> str | None:
    """The proxy that the environment names, as httpx would choose it; aiohttp's own look knows no ALL_PROXY."""
    proxies = {} if proxy_bypass(host) else getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


def _trusted() -> ssl.SSLContext:
    """Whom the machine trusts, and whom everybody does: a fresh machine may know nobody."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
