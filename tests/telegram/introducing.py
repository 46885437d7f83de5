"""How a bot introduces itself (name, descriptions, commands), and what it can look up: itself, a chat, a file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.telegram.asked import Asked, Json, bad
from tests.telegram.cloud import BOT, Cloud
from tests.telegram.rules import MOST_DOWNLOAD, audience_of, commands_of, language_of
from tests.telegram.sending import file_json

LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(_cloud: Cloud, _asked: Asked) -> Json:
    """Who the bot is."""
    return dict(BOT)


def set_my_commands(cloud: Cloud, asked: Asked) -> bool:
    """The list behind the menu button, for an audience."""
    cloud.commands[audience_of(asked)] = commands_of(asked)
    return True


def get_my_commands(cloud: Cloud, asked: Asked) -> list[Json]:
    """What was set for exactly this audience."""
    return cloud.commands.get(audience_of(asked), [])


def delete_my_commands(cloud: Cloud, asked: Asked) -> bool:
    """Let this audience see the next wider one's."""
    cloud.commands.pop(audience_of(asked), None)
    return True


def _set_about(name: str, cloud: Cloud, asked: Asked) -> bool:
    if len(asked.text(name)) > LONGEST[name]:
        raise bad(f"{name.replace('_', ' ')} is too long")
    cloud.about[name, language_of(asked)] = asked.text(name)
    return True


def _get_about(name: str, cloud: Cloud, asked: Asked) -> Json:
    general = cloud.about.get((name, ""), "")
    return {name: cloud.about.get((name, language_of(asked)), "") or general}


def get_chat(cloud: Cloud, asked: Asked) -> Json:
    """Everything about a chat."""
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
                           "gifts_from_channels"), False)  # fmt: skip
    return {**cloud.chat_of(asked).json, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def leave_chat(cloud: Cloud, asked: Asked) -> bool:
    """Go out of a group or channel."""
    chat = cloud.open_chat_of(asked)
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    chat.closed = f"bot is not a member of the {chat.json['type']} chat"
    return True


def get_file(cloud: Cloud, asked: Asked) -> Json:
    """Where a file can be fetched, if it is not too big for that."""
    file = cloud.files.get(asked.text("file_id"))
    if file is None:
        raise bad("invalid file_id" if asked.text("file_id") else "file_id not specified")
    if len(file.content) > MOST_DOWNLOAD:
        raise bad("file is too big")
    return {**file_json(file), "file_path": file.path}


METHODS: dict[str, Callable[[Cloud, Asked], Any]] = {
    "getMe": get_me, "setMyCommands": set_my_commands, "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands, "getChat": get_chat, "leaveChat": leave_chat, "getFile": get_file,
    "setMyName": partial(_set_about, "name"), "getMyName": partial(_get_about, "name"),
    "setMyDescription": partial(_set_about, "description"), "getMyDescription": partial(_get_about, "description"),
    "setMyShortDescription": partial(_set_about, "short_description"),
    "getMyShortDescription": partial(_get_about, "short_description"),
}  # fmt: skip
