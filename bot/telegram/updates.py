"""Reading updates: what Telegram brings, as events of a conversation. Anyone may have written what is in them."""

from dataclasses import dataclass

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from bot.chat import Event, Other, Tap
from bot.media import MOST_BYTES
from bot.telegram.keyboards import NO_DAY
from bot.text import Json, language_of
from bot.turns import Arrival

CHANNEL = "telegram"
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
LONGEST_NAME = 64
THINGS: tuple[tuple[str, Other], ...] = (  # what no form asks for, by the field of a message that holds it
    ("voice", "voice"), ("audio", "file"), ("photo", "photo"), ("video", "video"), ("video_note", "video"),
    ("animation", "video"), ("sticker", "sticker"), ("document", "file"), ("venue", "place"), ("location", "place"),
    ("poll", "poll"), ("dice", "sticker"), ("story", "forward"),
)  # fmt: skip
SERVICE = ("pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "users_shared",
           "chat_shared", "chat_background_set", "connected_website")  # fmt: skip


@dataclass(frozen=True)
class Elsewhere:
    """Somebody speaks to us in a group or a channel, where we keep nothing and say only where to find us."""

    chat_id: int
    language: str


Read = Arrival | Elsewhere | None


def read(update: Update) -> Read:
    """The event in an update; None for what concerns nobody."""
    if update.callback_query is not None:
        return _tap(update, update.callback_query)
    if update.my_chat_member is not None:
        return _member(update, update.my_chat_member)
    if update.channel_post is not None:
        return Elsewhere(update.channel_post.chat.id, language_of(None))
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    if message.chat.type != Chat.PRIVATE:
        return Elsewhere(message.chat.id, language_of(message.from_user.language_code)) if _is_for_us(message) else None
    event = _edited(message) if update.edited_message is not None else _said(message)
    if event is None:
        return None
    raw = f"{message.message_id} {int((message.edit_date or message.date).timestamp())}"
    return _arrival(update, message.from_user, event, raw)


def _arrival(update: Update, user: User, event: Event, raw: str, tapped: str = "") -> Arrival:
    """`raw` is what Telegram never changes of an event, should it bring it again: a name may have changed meanwhile."""
    return Arrival(
        CHANNEL, str(user.id), str(update.update_id), event, f"{user.id} {raw}".encode(),
        language=language_of(user.language_code), tapped=tapped,
    )  # fmt: skip


def _tap(update: Update, query: CallbackQuery) -> Read:
    if query.message is None or query.message.chat.type != Chat.PRIVATE or query.data in (None, NO_DAY):
        return None
    event = Event("tap", tap=Tap.parse(query.data or ""))
    return _arrival(update, query.from_user, event, query.id, tapped=str(query.message.message_id))


def _member(update: Update, change: ChatMemberUpdated) -> Read:
    here = change.new_chat_member.status not in ("kicked", "left")
    if change.chat.type != Chat.PRIVATE:
        return Elsewhere(change.chat.id, language_of(change.from_user.language_code)) if here else None
    event = Event("back" if here else "gone")
    return _arrival(update, change.from_user, event, f"{event.kind} {int(change.date.timestamp())}")


def _is_for_us(message: Message) -> bool:
    """In a group only what names us: a command, or an answer to us."""
    return bool((message.text or "").startswith("/")) or message.reply_to_message is not None


def _edited(message: Message) -> Event:
    return Event("other", _words(message), what="edit")


def _said(message: Message) -> Event | None:
    if message.forward_origin is not None:
        return Event("other", _words(message), what="forward")
    if message.text is not None:
        return _text(_words(message))
    if message.contact is not None:
        return Event("text", message.contact.phone_number)
    if any(getattr(message, name) for name in SERVICE):
        return None
    found: Other = next((what for field, what in THINGS if getattr(message, field)), "thing")
    return Event("other", _words(message), what=found, file=_file(message))


def _file(message: Message) -> str:
    """What Telegram calls the photo (in its largest size that bots may fetch) or the voice message."""
    if message.voice is not None:
        return message.voice.file_id
    sizes = [size for size in message.photo if (size.file_size or 0) <= MOST_BYTES]
    return max(sizes, key=lambda size: size.width * size.height).file_id if sizes else ""


def _words(message: Message) -> str:
    """Half a surrogate pair is not text: it can neither be stored nor sent."""
    return (message.text or message.caption or "").encode("utf-8", "replace").decode()


def _text(text: str) -> Event:
    """A deep link comes as "/start respite", and one with something to carry as "/start signin-CODE"."""
    word, _space, payload = text.partition(" ")
    if word.partition("@")[0] != "/start":
        return Event("text", text)
    return Event("open", payload.strip()[:LONGEST_NAME])


def raw_id(raw: Json) -> str:
    """What Telegram calls an update, also of one that cannot be read."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return str(found) if isinstance(found, int) else "none"
