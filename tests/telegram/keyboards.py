"""The rules for keyboards: the one under a message (inline) and the one in place of the letters (reply)."""

from typing import Any
from urllib.parse import urlsplit

from tests.telegram.asked import Asked, Json, RefusalError, bad

KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
REQUESTS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app")
STYLES = (None, "primary", "success", "danger")
MOST_BYTES_OF_DATA = 64
MOST_TO_COPY = 256
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8


def markup_of(asked: Asked, *, private: bool = True) -> Json | None:
    """The keyboard that a new message comes with, if any."""
    markup = asked.structure("reply_markup")
    if not markup:
        return None
    kinds = [kind for kind in KINDS if kind in markup] if isinstance(markup, dict) else []
    if len(kinds) != 1:
        raise bad("object expected as reply markup")
    if kinds[0] == "inline_keyboard":
        return _checked(markup, "inline_keyboard", lambda button: _check_inline(button, private))
    if kinds[0] == "keyboard":
        return _checked(markup, "keyboard", lambda button: _check_reply(button, private))
    return dict(markup)


def inline_of(asked: Asked) -> Json | None:
    """The keyboard for a message that is edited, which can only be one under the message."""
    markup = markup_of(asked)
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _checked(markup: Json, kind: str, check: Any) -> Json | None:
    rows = markup[kind]
    if not isinstance(rows, list | tuple) or not all(isinstance(row, list | tuple) for row in rows):
        raise bad("can't parse keyboard: expected an Array of Array of buttons")
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad("reply markup is too long")
    for button in buttons:
        check(button)
    return {**markup, kind: [list(row) for row in rows if row]} if buttons else None


def _check_inline(button: Any, private: bool) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _check_label(button, "inline keyboard button")
    actions = [action for action in ACTIONS if button.get(action) is not None]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"can't parse inline keyboard button: {' and '.join(actions)} are mutually exclusive")
    _check_action(actions[0], button[actions[0]], private)


def _check_action(action: str, value: Any, private: bool) -> None:
    if action == "callback_data" and not 1 <= len(str(value).encode()) <= MOST_BYTES_OF_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if action == "url":
        _check_address(str(value))
    if action == "web_app":
        _check_web_app(value, "inline keyboard button")
        if not private:
            raise bad("BUTTON_TYPE_INVALID")
    if action == "copy_text" and not 1 <= len(value.get("text", "")) <= MOST_TO_COPY:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_address(url: str) -> None:
    """A server of one's own machine cannot be behind a button: a host name needs a dot."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg") or (parts.scheme != "tg" and "." not in (parts.hostname or "")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_web_app(value: Any, where: str) -> None:
    url = str(value.get("url", ""))
    if urlsplit(url).scheme != "https":
        raise bad(f"{where} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_reply(button: Any, private: bool) -> None:
    button = {"text": button} if isinstance(button, str) else button
    _check_label(button, "keyboard button")
    requests = [request for request in REQUESTS if button.get(request)]
    if len(requests) > 1:
        raise bad(f"can't parse keyboard button: {' and '.join(requests)} are mutually exclusive")
    if requests and not private:
        raise _only_in_private(requests[0])
    if "web_app" in requests:
        _check_web_app(button["web_app"], "keyboard button")


def _only_in_private(request: str) -> RefusalError:
    what = {"request_contact": "phone number", "web_app": "Web App buttons"}.get(request, request.split("_")[-1])
    return bad(f"{what} can be requested in private chats only")


def _check_label(button: Json, what: str) -> None:
    if not str(button.get("text") or "").strip():
        raise bad(f"{what} text must be non-empty")
    if button.get("style") not in STYLES:
        raise bad(f"can't parse {what}: invalid button style specified")
