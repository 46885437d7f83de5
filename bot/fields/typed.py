"""Typed words understood: the choice somebody means, and the small commands of every form.

People who dictate, or who see badly, answer a question with buttons in words. A word that could mean two things is
asked back, never guessed.
"""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

from bot.chat import Refused, Turn
from bot.fields.asking import brief
from bot.text import LANGUAGES, Several, Text, _

Names = tuple[str, ...]

NUMBER = re.compile(r"(?:第|no\.?)?(\d{1,3}|[一二三四五六七八九十])(?:个|项|号)?[.)、。]?", re.IGNORECASE)
LEADING_NUMBER = re.compile(r"\d+")
NUMERALS = "一二三四五六七八九十"
SEPARATORS = re.compile(r"[\s、,，;；和]+")
MOST_NAMED = 5

COMMANDS = {
    "返回": "back", "上一步": "back", "上一题": "back", "back": "back",
    "退出": "leave", "退出填写": "leave", "不填了": "leave", "leave": "leave", "quit": "leave", "exit": "leave",
    "跳过": "skip", "skip": "skip",
    "为什么": "why", "为什么问": "why", "为什么要问": "why", "why": "why", "whydoweask": "why",
}  # fmt: skip
DONE_WORDS = {"完成", "好了", "选好了", "done"}
SEND_WORDS = {"发送", "送出", "提交", "确认", "确定", "send", "submit"}


def squash(text: str) -> str:
    """Letters and digits alone, in one case: what is left to compare when emoji, marks and spaces are gone."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in normal if unicodedata.category(c)[0] in "LN")


def spoken(turn: Turn, labels: Sequence[Text]) -> list[Names]:
    """Each label in each of our languages: people type what they see, and some see both."""
    return [tuple(turn.texts.say(label, language, turn.zone) for language in LANGUAGES) for label in labels]


def choose(turn: Turn, labels: Sequence[Text], text: str) -> int:
    """The position of the one label that `text` means. Raises Refused if it is none or could be several."""
    return _the_one(labels, spoken(turn, labels), text)


def choose_some(turn: Turn, labels: Sequence[Text], text: str) -> list[int]:
    """The positions that "1 3", "一、三" or several names mean, without repeats. Raises Refused like `choose`."""
    names = spoken(turn, labels)
    words = [word for word in SEPARATORS.split(text) if word]
    if len(words) > 1 and not _exact(names, squash(text)):
        with suppress(Refused):  # a name may itself hold a space: "needs a wheelchair"
            return list(dict.fromkeys(_the_one(labels, names, word) for word in words))
    return [_the_one(labels, names, text)]


def _the_one(labels: Sequence[Text], names: Sequence[Names], text: str) -> int:
    found = _meant(names, text)
    if len(found) == 1:
        return found[0]
    if found:
        several = Several(tuple(labels[i] for i in found[:MOST_NAMED]))
        raise Refused(_("“{text}” could be any of these: {choices}. Which one?", text=brief(text), choices=several))
    raise Refused(
        _("“{text}” is not among the choices. Please tap one, or type its number or name.", text=brief(text))
    )


def _meant(names: Sequence[Names], text: str) -> list[int]:
    wanted = squash(text)
    if not wanted:
        return []
    if exact := _exact(names, wanted):
        return exact
    if number := NUMBER.fullmatch(text.strip()):
        return _numbered(names, number[1])
    squashed = [tuple(squash(name) for name in spoken_names) for spoken_names in names]
    starting = [i for i, each in enumerate(squashed) if any(name.startswith(wanted) for name in each)]
    return starting or [i for i, each in enumerate(squashed) if any(wanted in name for name in each)]


def _exact(names: Sequence[Names], wanted: str) -> list[int]:
    return [i for i, each in enumerate(names) if any(squash(name) == wanted for name in each)]


def _numbered(names: Sequence[Names], digits: str) -> list[int]:
    """ "2" means "2 nights" where the labels themselves are numbers, and the second choice where they are not."""
    number = NUMERALS.index(digits) + 1 if digits in NUMERALS else int(digits)
    leading = [[int(f[0]) for name in each if (f := LEADING_NUMBER.match(name.strip()))] for each in names]
    if any(leading):
        return [i for i, numbers in enumerate(leading) if number in numbers]
    return [number - 1] if 1 <= number <= len(names) else []
