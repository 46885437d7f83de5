"""The wire inside the test's own process: python-telegram-bot's request, handed to a BotApi instead of a network."""

import json
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from tests.telegram.asked import RefusalError
from tests.telegram.bot_api import BotApi, LineError

SECONDS = 5.0


class Wire(BaseRequest):
    """One connection to the BotApi. Give a bot two, as it wants: `.request(wire).get_updates_request(wire)`."""

    def __init__(self, api: BotApi) -> None:
        self.api = api

    @property
    def read_timeout(self) -> float:
        return SECONDS

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more_timeouts: Any
    ) -> tuple[int, bytes]:
        """One call, or the download of a file."""
        path = urlsplit(url).path
        try:
            if method == "GET":
                return 200, self.api.download(path)
            status, body = await self._call(self.api.named(path), request_data or RequestData())
        except RefusalError as refusal:
            status, body = refusal.status, refusal.body()
        except LineError as fault:
            raise TimedOut if fault.how == "timeout" else NetworkError("the connection was cut") from fault
        return status, json.dumps(body).encode()

    async def _call(self, name: str, asked: RequestData) -> tuple[int, dict[str, Any]]:
        params = json.loads(json.dumps(asked.parameters))  # what cannot be written as JSON cannot go over a wire
        if name.lower() == "getupdates":
            return await self.api.long_poll.get_updates(params)
        files = {part: (str(file[0]), _bytes(file[1]), str(file[2])) for part, file in asked.multipart_data.items()}
        return self.api.call(name, params, files)


def _bytes(content: Any) -> bytes:
    """A file's content, which may come as an open file."""
    return content if isinstance(content, bytes) else bytes(content.read())
