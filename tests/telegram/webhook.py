"""Who brings updates to a bot's webhook: one after another, each again and again until the bot says 2xx."""

import asyncio
from contextlib import suppress

import httpx

from tests.telegram.asked import Json
from tests.telegram.cloud import Cloud

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_WAIT, LONGEST_WAIT = 0.01, 1.0  # seconds; the real one waits longer, and gives up after a day


class Postman:
    """Delivers what lies in the queue while a webhook is set."""

    def __init__(self, cloud: Cloud, client: httpx.AsyncClient) -> None:
        self.cloud = cloud
        self.client = client
        self._news = asyncio.Event()
        cloud.bells.append(self._news.set)

    async def deliver(self) -> None:
        """Go on until cancelled."""
        wait = FIRST_WAIT
        while True:
            if not (self.cloud.webhook and self.cloud.updates):
                self._news.clear()
                await self._news.wait()
                continue
            wait = await self._try(self.cloud.webhook, self.cloud.updates[0], wait)

    async def _try(self, webhook: Json, update: Json, wait: float) -> float:
        """Bring one update; how long to wait should the next attempt fail as well."""
        failure = await self._failure(webhook, update)
        if not failure:
            self.cloud.confirm(update["update_id"] + 1)
            return FIRST_WAIT
        webhook |= {"last_error_date": self.cloud.now, "last_error_message": failure}
        self._news.clear()
        with suppress(TimeoutError):  # a new webhook need not wait for the old one's turn
            await asyncio.wait_for(self._news.wait(), wait)
        return min(wait * 2, LONGEST_WAIT)

    async def _failure(self, webhook: Json, update: Json) -> str:
        headers = {SECRET_HEADER: webhook["secret"]} if webhook["secret"] else {}
        try:
            response = await self.client.post(webhook["url"], json=update, headers=headers)
        except httpx.HTTPError as error:
            return f"{type(error).__name__}"
        return "" if response.is_success else f"Wrong response from the webhook: {response.status_code}"
