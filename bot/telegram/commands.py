"""What the bot says of itself: its commands and descriptions, in each language."""

import logging
import re
from typing import Any

from telegram.error import TelegramError

from bot.door import Door
from bot.flow import Flow
from bot.telegram.wire import RawBot
from bot.text import FIRST_LANGUAGE, LANGUAGES, Text, _
from bot.turns import Turns

LOG = logging.getLogger("ramp.telegram")
COMMAND = re.compile(r"[a-z][a-z0-9_]{0,31}")
START = _("The first screen: everything that can be done here")
LONGEST_DESCRIPTION, LONGEST_SHORT, LONGEST_LINE = 512, 120, 256


async def introduce(bot: RawBot, door: Door, turns: Turns) -> None:
    """Tell Telegram commands and descriptions, in every language; the home's first one is for all others."""
    for language in LANGUAGES:
        code = {} if language == FIRST_LANGUAGE else {"language_code": language}

        def say(text: Text, language: str = language) -> str:
            return turns.texts.say(text, language, turns.home.zone)

        commands = [{"command": "start", "description": say(START)}, *(
            {"command": word, "description": say(flow.title)[:LONGEST_LINE]} for word, flow in offered(door, turns)
        )]  # fmt: skip
        description, short = say(_description(turns))[:LONGEST_DESCRIPTION], say(_short(turns))[:LONGEST_SHORT]
        await _tell(bot, "setMyCommands", {"commands": commands, **code})
        await _tell(bot, "setMyDescription", {"description": description, **code})
        await _tell(bot, "setMyShortDescription", {"short_description": short, **code})


async def _tell(bot: RawBot, method: str, parameters: dict[str, Any]) -> None:
    """Nothing depends on it: Telegram limits how often it is told, and another server may not know it at all."""
    try:
        await bot.call(method, parameters)
    except TelegramError as fault:
        LOG.warning("%s was not taken: %s", method, type(fault).__name__)


def offered(door: Door, turns: Turns) -> list[tuple[str, Flow]]:
    """The commands there are: for every flow that families may open by a word, the first word Telegram takes."""
    found = []
    for flow in door.flows.values():
        word = next((word for word in flow.words if COMMAND.fullmatch(word)), None)
        is_open = not flow.roles and (flow.section is None or turns.home.offers(flow.section))
        if word and is_open:
            found.append((word, flow))
    return found


def _description(turns: Turns) -> Text:
    return _(
        "{home} welcomes every child of the city, and everything is free. Tap “Start”: there are buttons for all that "
        "can be done here. You can also ring us: {phone}",
        home=turns.home.name, phone=turns.home.phone,
    )  # fmt: skip


def _short(turns: Turns) -> Text:
    return _("The front door of {home}. Telephone: {phone}", home=turns.home.name, phone=turns.home.phone)
