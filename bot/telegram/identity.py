"""Who our bot is, asked of the Bot API: for links that lead to it."""

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram.transport import AiohttpRequest
from bot.telegram.wire import API


class WrongToken(Exception):  # noqa: N818 - reads as the sentence it is
    """The Bot API knows no bot with this token."""


class Unreachable(Exception):  # noqa: N818 - reads as the sentence it is
    """The Bot API did not answer, or not as it should."""


async def username_of(token: str, api: str = "") -> str:
    """The bot's public name, without its @; `api` is the base URL of a server of one's own. Raises the above."""
    try:
        async with AiohttpRequest() as request:
            bot = Bot(token, base_url=f"{api or API}/bot", request=request, get_updates_request=request)
            me = await bot.get_me()  # not bot.initialize: where that fails, its message holds the token
    except InvalidToken:
        raise WrongToken from None
    except TelegramError:
        raise Unreachable from None
    return me.username or ""
