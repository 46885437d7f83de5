"""The bot on its wire: python-telegram-bot's Bot, whose answers are left as they came, and its errors as ours.

Nobody reads most answers, and building a Message from each costs a third of a small bot's time.
"""

import os
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.sender import Down, Later, Undeliverable, Unreachable
from bot.text import Json

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library then says `retry_after` without a warning

NOBODY_THERE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid", "have no rights to send")
API = "https://api.telegram.org"


class NotModified(Exception):  # noqa: N818 - an answer of Telegram, not a fault
    """The message says so already."""


class RawBot(Bot):
    """A Bot whose `call` hands back what Telegram answered, as plain JSON."""

    async def call(self, method: str, parameters: dict[str, Any] | None = None, *, seconds: float = 20) -> Json:
        """One call of the Bot API, such as "sendMessage". Raises telegram.error.TelegramError."""
        return await self._post(method, parameters or {}, read_timeout=seconds)


def bot_for(token: str, api: str, request: BaseRequest, getting: BaseRequest) -> RawBot:
    """The bot of a token, at Telegram or at a Bot API server of the home's own."""
    base = api or API
    return RawBot(
        token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request, get_updates_request=getting
    )


async def told(bot: RawBot, method: str, parameters: dict[str, Any]) -> Json:
    """A call whose errors are answers to a letter. Raises NotModified and what bot.sender knows."""
    try:
        return await bot.call(method, parameters)
    except RetryAfter as fault:
        raise Later(seconds_of(fault)) from None
    except Forbidden:
        raise Unreachable from None
    except ChatMigrated:
        raise Unreachable from None
    except BadRequest as fault:
        raise _refusal(str(fault)) from None
    except NetworkError:
        raise Down from None
    except TelegramError:
        raise Down from None


def seconds_of(fault: RetryAfter) -> float:
    """How long Telegram asks to be left alone."""
    wait = fault.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def _refusal(said: str) -> Exception:
    said = said.lower()
    if "not modified" in said:
        return NotModified()
    if any(words in said for words in NOBODY_THERE):
        return Unreachable()
    return Undeliverable()
