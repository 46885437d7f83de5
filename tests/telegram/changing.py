"""What a bot can change and take back, and how it answers a tap."""

from collections.abc import Callable
from typing import Any

from telegram.constants import ReactionEmoji

from tests.telegram.asked import Asked, Json, bad
from tests.telegram.chats import CHANGES, Message, Popup
from tests.telegram.cloud import Cloud
from tests.telegram.formatting import units
from tests.telegram.keyboards import inline_of
from tests.telegram.rules import MOST_POPUP, text_of
from tests.telegram.sending import html_of

MINUTE, HOUR = 60, 3600
ANSWER_A_TAP_WITHIN = 15 * MINUTE
DELETE_WITHIN = 48 * HOUR
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def _message_of(cloud: Cloud, asked: Asked, what_for: str) -> Message:
    """The message that a call means."""
    chat = cloud.open_chat_of(asked)
    if not asked.text("message_id"):
        raise bad("message identifier is not specified")
    message = chat.messages.get(asked.number("message_id"))
    if message is None:
        raise bad(f"message to {what_for} not found")
    return message


def _editable(cloud: Cloud, asked: Asked) -> Message:
    """The bot's own, and never one that brought a keyboard in place of the letters or took it away."""
    message = _message_of(cloud, asked, "edit")
    if not message.by_bot or (message.markup and "inline_keyboard" not in message.markup):
        raise bad("message can't be edited")
    return message


def _change(cloud: Cloud, message: Message, content: Json, markup: Json | None) -> Json:
    """Put the new content in. A keyboard that is not sent again is gone, as with the real one."""
    inline = {"inline_keyboard": markup["inline_keyboard"]} if markup else None
    known = {name: message.json.get(name) for name in content}
    if known == content and message.json.get("reply_markup") == inline:
        raise bad(NOT_MODIFIED)
    message.json.update({name: value for name, value in content.items() if value is not None})
    for name in (name for name, value in content.items() if value is None):
        message.json.pop(name, None)
    message.json["edit_date"] = cloud.now
    message.changed = next(CHANGES)
    message.take_markup(markup)
    return message.json


def edit_message_text(cloud: Cloud, asked: Asked) -> Json:
    """Another text, another keyboard."""
    text, entities = text_of(asked, "MESSAGE_TOO_LONG")
    message, markup = _editable(cloud, asked), inline_of(asked)
    if "text" not in message.json:
        raise bad("there is no text in the message to edit")
    edited = _change(cloud, message, {"text": text, "entities": entities or None}, markup)
    message.html = html_of(asked, "text")
    return edited


def edit_message_reply_markup(cloud: Cloud, asked: Asked) -> Json:
    """Another keyboard under the same message, or none."""
    return _change(cloud, _editable(cloud, asked), {}, inline_of(asked))


def _may_delete(cloud: Cloud, message: Message) -> bool:
    young = cloud.clock() - message.json["date"] < DELETE_WITHIN
    return young and (message.by_bot or message.json["chat"]["type"] == "private")


def delete_message(cloud: Cloud, asked: Asked) -> bool:
    """Take a message out of the chat."""
    message = _message_of(cloud, asked, "delete")
    if not _may_delete(cloud, message):
        raise bad("message can't be deleted for everyone")
    del cloud.chats[message.json["chat"]["id"]].messages[message.message_id]
    return True


def delete_messages(cloud: Cloud, asked: Asked) -> bool:
    """Take several out; those that are not there are passed over."""
    numbers, chat = asked.structure("message_ids"), cloud.open_chat_of(asked)
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    if not all(_may_delete(cloud, message) for message in found):
        raise bad("message can't be deleted for everyone")
    for message in found:
        del chat.messages[message.message_id]
    return True


def answer_callback_query(cloud: Cloud, asked: Asked) -> bool:
    """Stop the clock on a tapped button, perhaps with a few words."""
    text = asked.text("text")
    if units(text) > MOST_POPUP:
        raise bad("MESSAGE_TOO_LONG")
    query = cloud.queries.get(asked.text("callback_query_id"))
    if query is None or query.answered or cloud.clock() - query.asked_at > ANSWER_A_TAP_WITHIN:
        raise bad(TOO_OLD)
    query.answered = True
    if text:
        query.person.popups.append(Popup(text, asked.flag("show_alert")))
    return True


def set_message_reaction(cloud: Cloud, asked: Asked) -> bool:
    """A small picture at the edge of somebody's message; a bot has one."""
    reactions = asked.structure("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(each.get("emoji") not in set(ReactionEmoji) for each in reactions):
        raise bad("REACTION_INVALID")
    _message_of(cloud, asked, "react").reactions = [each["emoji"] for each in reactions]
    return True


METHODS: dict[str, Callable[[Cloud, Asked], Any]] = {
    "editMessageText": edit_message_text, "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message, "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query, "setMessageReaction": set_message_reaction,
}  # fmt: skip
