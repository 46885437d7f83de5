"""The rules for everything that a bot may say: how long, how big, how written. Each refuses in Telegram's words."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.telegram.asked import Asked, Json, RefusalError, Upload, bad
from tests.telegram.formatting import parsed, trimmed, units

MOST_TEXT, MOST_CAPTION, MOST_POPUP = 4096, 1024, 200
MEGABYTE = 1024 * 1024
MOST_UPLOAD, MOST_PHOTO, MOST_DOWNLOAD = 50 * MEGABYTE, 10 * MEGABYTE, 20 * MEGABYTE
MOST_COMMANDS, MOST_ABOUT_A_COMMAND = 100, 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
WEBHOOK_PORTS = (None, 80, 88, 443, 8443)
SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")


def words(asked: Asked, name: str, entities: str = "entities") -> tuple[str, list[Json]]:
    """A text as people will see it, with its entities."""
    source, mode = asked.text(name), asked.text("parse_mode").lower()
    if "\x00" in source or any("\ud800" <= letter <= "\udfff" for letter in source):
        raise bad("strings must be encoded in UTF-8")
    if mode == "html":
        return trimmed(*parsed(source))
    if mode:
        raise bad("unsupported parse_mode")  # the real one knows Markdown, this house does not write it
    return trimmed(source, [dict(each) for each in asked.structure(entities) or []])


def text_of(asked: Asked, too_long: str) -> tuple[str, list[Json]]:
    """A message's text. It is counted in UTF-16 units, the strictest count that any client uses."""
    text, entities = words(asked, "text")
    if not text:
        raise bad("message text is empty")
    if units(text) > MOST_TEXT:
        raise bad(too_long)
    return text, entities


def caption_of(asked: Asked) -> tuple[str, list[Json]]:
    """What stands under a document or picture; it may be nothing."""
    caption, entities = words(asked, "caption", "caption_entities")
    if units(caption) > MOST_CAPTION:
        raise bad("message caption is too long")
    return caption, entities


def place_of(asked: Asked) -> Json:
    """A place on earth."""
    latitude, longitude = asked.decimal("latitude"), asked.decimal("longitude")
    if latitude is None or longitude is None:
        raise bad(f"{'latitude' if latitude is None else 'longitude'} is empty")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


def required(asked: Asked, name: str, most: int = MOST_TEXT) -> str:
    """A short text that must be there."""
    value = asked.text(name).strip()
    if not value or units(value) > most:
        raise bad(f"{name} is empty" if not value else f"{name} is too long")
    return value


def check_upload(upload: Upload, kind: str) -> None:
    """How big a file may be, and that a picture is one."""
    _name, content, _kind = upload
    if not content:
        raise bad("file must be non-empty")
    if len(content) > MOST_UPLOAD:
        raise RefusalError(413, "Request Entity Too Large")
    if kind == "photo" and len(content) > MOST_PHOTO:
        raise bad("file is too big for a photo; the maximum size is 10485760 bytes")
    if kind == "photo" and not content.startswith(IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")


def commands_of(asked: Asked) -> list[Json]:
    """The list behind the menu button."""
    commands = asked.structure("commands")
    if not isinstance(commands, list | tuple):
        raise bad("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in commands]


def _command(given: Any) -> Json:
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad(f'can\'t parse BotCommand: Can\'t find field "{name}"')
    command, description = given["command"].strip().removeprefix("/"), given["description"].strip()
    if not command or not description:
        raise bad(f"command {'description ' if command else ''}must be non-empty")
    if len(command) > 32 or len(description) > MOST_ABOUT_A_COMMAND:
        raise bad("command length must not exceed 32" if len(command) > 32 else
                  f"command description length must not exceed {MOST_ABOUT_A_COMMAND}")  # fmt: skip
    if not COMMAND.fullmatch(command):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def audience_of(asked: Asked) -> tuple[str, str, str, str]:
    """For whom a list of commands is: the kind of scope, its chat, its member, the language."""
    scope = asked.structure("scope") or {"type": "default"}
    needed = SCOPES.get(str(scope.get("type")))
    if needed is None:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    for name in needed:
        if not scope.get(name):
            raise bad(f'can\'t parse BotCommandScope: Can\'t find field "{name}"')
    return scope["type"], str(scope.get("chat_id", "")), str(scope.get("user_id", "")), language_of(asked)


def language_of(asked: Asked) -> str:
    """A language as the settings of a bot know it: two letters, or none for everybody."""
    code = asked.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def webhook_of(asked: Asked) -> Json:
    """Where updates shall be brought. Beyond what Telegram takes, only one's own machine, for trying out."""
    url, secret = asked.text("url"), asked.text("secret_token")
    parts = urlsplit(url)
    if parts.hostname not in LOOPBACK:
        if parts.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if parts.port not in WEBHOOK_PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not SECRET.fullmatch(secret):
        raise bad(f"secret token {'is too long' if len(secret) > 256 else 'contains unallowed characters'}")
    return {"url": url, "secret": secret, "max_connections": asked.number("max_connections", 40)}
