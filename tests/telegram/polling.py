"""Long polling: getUpdates that waits for news, at most as long as the bot asked. One bot waits at a time."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram.asked import Asked, Json, RefusalError
from tests.telegram.cloud import Cloud

Answer = tuple[int, Json]
OTHER_BOT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
NOW_A_WEBHOOK = "Conflict: terminated by setWebhook request"


class LongPoll:
    """Who waits for updates. A second bot with the same token puts the first one out, as with the real one."""

    def __init__(self, cloud: Cloud, call: Callable[[str, Mapping[str, Any]], Answer]) -> None:
        self.cloud = cloud
        self.call = call
        self._waiting: asyncio.Future[str] | None = None
        cloud.bells.append(self._news)

    async def get_updates(self, params: Mapping[str, Any]) -> Answer:
        """What is new, as soon as there is something."""
        self._wake(OTHER_BOT)
        answer = self.call("getUpdates", params)
        seconds = Asked(params, {}).number("timeout")
        if answer[0] != 200 or answer[1]["result"] or seconds <= 0:
            return answer
        conflict = await self._wait(seconds)
        if conflict:
            return 409, RefusalError(409, conflict).body()
        return self.call("getUpdates", params) if self.cloud.updates else answer

    def end(self) -> None:
        """Let go whoever waits."""
        self._wake("")

    async def _wait(self, seconds: int) -> str:
        """Until there is news or the time is over; why not, if somebody is in the way."""
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return ""

    def _news(self) -> None:
        self._wake(NOW_A_WEBHOOK if self.cloud.webhook else "")

    def _wake(self, conflict: str) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(conflict)
        self._waiting = None
