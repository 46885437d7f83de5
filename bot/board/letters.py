"""A line of a letter: its media leave the attachments, which know a person; its danger brings somebody."""

from bot.board.cards import level_of, spoken
from bot.chat import Turn
from bot.danger import watcher_of
from bot.desk.naming import named_in
from bot.desk.raising import raise_concern
from bot.text import Json
from storage import attachments, concerns
from storage.posts import NewLine

CARDS_LAID = "picture cards"
KINDS = {"voice": "voice", "photo": "drawing"}


def line_of(turn: Turn, value: Json, cards: list[str]) -> NewLine:
    """What a child wrote, spoke, drew (an answer of a form) or laid, as a line of a letter."""
    if value is None:
        return NewLine("cards", {"cards": cards})
    if isinstance(value, str):
        return NewLine("words", {"words": value})
    sent = attachments.find(turn.db, value["attachment"])
    content = attachments.content_of(turn.db, turn.seal, value["attachment"])
    attachments.drop(turn.db, value["attachment"])
    media = (sent.media_type if sent else "", int(value["seconds"]), content)
    return NewLine(KINDS[value["media"]], {"words": value["words"]} if value["words"] else {}, media)


def spoken_of(turn: Turn, words: str) -> frozenset[int]:
    """The colleagues of whom a letter speaks."""
    return named_in(turn, words) if words else frozenset()


def level_of_line(turn: Turn, words: str, cards: list[str]) -> str | None:
    """How pressing it is: "now", "today", "soon" or None. A person reads it all the same."""
    found = watcher_of(turn.home).match(words) if words else None
    return found.level if found else level_of(cards)


def bring_somebody(turn: Turn, level: str | None, words: str, cards: list[str], post: str) -> bool:
    """Make a pressing line a concern that leads to its letter, if the same words have not done so while being written.

    Whether anybody could be told; True where there is no need.
    """
    if level not in ("now", "today"):
        return True
    text = words or turn.texts.say(spoken(cards), "zh", turn.zone)
    found = watcher_of(turn.home).match(words) if words else None
    told = raise_concern(turn, level, text, found.word if found else CARDS_LAID)
    raised = concerns.in_the_box(turn.db, turn.seal, text)
    if raised is not None:
        concerns.became(turn.db, raised.ref, post)
    return told
