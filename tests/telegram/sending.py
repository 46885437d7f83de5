"""What a bot can say: the methods that put something into a chat."""

import html
from collections.abc import Callable
from typing import Any

from telegram.constants import ChatAction

from tests.telegram.asked import Asked, Json, bad
from tests.telegram.chats import File
from tests.telegram.cloud import BOT_AS_SENDER, Cloud
from tests.telegram.keyboards import markup_of
from tests.telegram.rules import caption_of, check_upload, place_of, required, text_of


def _send(cloud: Cloud, asked: Asked, content: Json, html_text: str = "", file: File | None = None) -> Json:
    chat = cloud.open_chat_of(asked)
    markup = markup_of(asked, private=chat.private)
    if reply := asked.structure("reply_parameters"):
        answered = chat.messages.get(reply["message_id"])
        if answered is None and not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        content = {**content, "reply_to_message": dict(answered.json)} if answered else content
    message = cloud.add_message(chat, BOT_AS_SENDER, content)
    message.html, message.file = html_text, file
    message.take_markup(markup)
    return message.json


def html_of(asked: Asked, name: str) -> str:
    """A text as HTML, whichever way the bot wrote it."""
    source = asked.text(name)
    return source if asked.text("parse_mode") else html.escape(source, quote=False)


def worded(name: str, text: str, entities: list[Json]) -> Json:
    """A text or caption in a message's JSON; nothing where there is none."""
    found: Json = {name: text} if text else {}
    if entities:
        found["entities" if name == "text" else f"{name}_entities"] = entities
    return found


def send_message(cloud: Cloud, asked: Asked) -> Json:
    """A text."""
    content = worded("text", *text_of(asked, "message is too long"))
    return _send(cloud, asked, content, html_of(asked, "text"))


def _send_file(cloud: Cloud, asked: Asked, kind: str, described: Callable[[File], Any]) -> Json:
    file = _file_of(cloud, asked, kind)
    content = {kind: described(file), **worded("caption", *caption_of(asked))}
    return _send(cloud, asked, content, html_of(asked, "caption"), file)


def _file_of(cloud: Cloud, asked: Asked, kind: str) -> File:
    """A file that comes along, or one that Telegram has already."""
    upload = asked.upload(kind)
    if upload:
        check_upload(upload, kind)
        return cloud.keep(upload)
    if not asked.text(kind):
        raise bad(f"there is no {kind} in the request")
    if asked.text(kind) not in cloud.files:
        raise bad("wrong file identifier/HTTP URL specified")
    return cloud.files[asked.text(kind)]


def file_json(file: File) -> Json:
    """What the API says of every file."""
    return {"file_id": file.id, "file_unique_id": f"unique-{file.id}", "file_size": len(file.content)}


def document_json(file: File) -> Json:
    """The same of a document."""
    return {**file_json(file), "file_name": file.name, "mime_type": file.kind}


def photo_json(file: File) -> list[Json]:
    """The same of a picture, which comes in sizes, the largest last."""
    return [{**file_json(file), "width": side, "height": side} for side in (90, 800)]


def send_document(cloud: Cloud, asked: Asked) -> Json:
    """A document."""
    return _send_file(cloud, asked, "document", document_json)


def send_photo(cloud: Cloud, asked: Asked) -> Json:
    """A picture."""
    return _send_file(cloud, asked, "photo", photo_json)


def send_voice(cloud: Cloud, asked: Asked) -> Json:
    """A voice message."""
    seconds = asked.number("duration")
    return _send_file(
        cloud, asked, "voice", lambda file: {**file_json(file), "duration": seconds, "mime_type": file.kind}
    )


def send_location(cloud: Cloud, asked: Asked) -> Json:
    """A place on the map."""
    return _send(cloud, asked, {"location": place_of(asked)})


def send_venue(cloud: Cloud, asked: Asked) -> Json:
    """A place with its name and address."""
    place = place_of(asked)
    venue = {"location": place, "title": required(asked, "title"), "address": required(asked, "address")}
    return _send(cloud, asked, {"location": place, "venue": venue})


def send_chat_action(cloud: Cloud, asked: Asked) -> bool:
    """“typing …”."""
    if asked.text("action") not in set(ChatAction):
        raise bad("wrong parameter action in request")
    cloud.open_chat_of(asked).actions.append(asked.text("action"))
    return True


METHODS: dict[str, Callable[[Cloud, Asked], Any]] = {
    "sendMessage": send_message, "sendDocument": send_document, "sendPhoto": send_photo, "sendVoice": send_voice,
    "sendLocation": send_location, "sendVenue": send_venue, "sendChatAction": send_chat_action,
}  # fmt: skip
