"""What people type and send, before any flow looks at it: words compared, and what nobody here can take."""

import re
import unicodedata

from bot.chat import Other, Tap, Turn
from bot.text import Text, _
from storage import outbox

MENU_WORDS = frozenset(
    ("菜单", "首页", "主页", "主菜单", "开始", "你好", "您好", "menu", "start", "home", "hello", "hi")
)

# Each says what can be done instead; "help" and a person are never far.
NOT_HERE: dict[Other, Text] = {
    "edit": _("I have read your message as it was first. Please send what you changed as a new message."),
    "forward": _("That is a message from somewhere else. Please tell me in a few words of your own what you need."),
    "photo": _("I cannot look at pictures here. Please type it in a few words, or tap a button."),
    "voice": _("I cannot listen here. Please type it in a few words, or type “help”, and a person rings you."),
    "video": _("I cannot watch videos here. Please type it in a few words, or tap a button."),
    "file": _("I cannot open files here. Please type it in a few words; papers are looked at when you visit."),
    "sticker": _("Thank you! I only understand words. Please tap a button, or type a few."),
    "place": _("I cannot read a place on the map. Please tap a button, or type a few words."),
    "poll": _("I cannot take part in polls. Please tap a button, or type a few words."),
    "thing": _("I cannot take that here. Please tap a button, or type a few words."),
}


def button_named(turn: Turn, text: str) -> Tap | None:
    """Whoever cannot tap may type a button's number or its words; the tap of that button on the newest screen."""
    shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
    buttons = [button for buttons in shown.get("rows", []) for button in buttons]
    word = word_key(text)
    if word.isdecimal() and 0 < int(word) <= len(buttons):
        return Tap.parse(buttons[int(word) - 1]["data"])
    for button in buttons:
        if word_key(str(turn.texts.render(button["label"], turn.person.language, turn.zone))) == word:
            return Tap.parse(button["data"])
    return None


def word_key(text: str) -> str:
    """A word as we compare it: full-width and capitals evened out, without spaces, emoji and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())
