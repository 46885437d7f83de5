"""A line of a letter: its media leave the attachments, which know a person; its danger brings somebody."""

from bot.board.cards import level_of, spoken
from bot.chat import Turn
from bot.danger import Match, watcher_of
from bot.desk.raising import raise_concern
from bot.media import MEDIA_TYPES
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
    return media_line(turn, value, value["words"])


def media_line(turn: Turn, value: Json, words: str) -> NewLine:
    """What was spoken or drawn (an answer of a form), taken away from where it is written down who sent it."""
    content = attachments.content_of(turn.db, turn.seal, value["attachment"])
    attachments.drop(turn.db, value["attachment"])
    media = (MEDIA_TYPES[value["media"]], int(value["seconds"]), content)
    return NewLine(KINDS[value["media"]], {"words": words} if words else {}, media)


def pressing(turn: Turn, words: str, cards: list[str]) -> Match | None:
    """How pressing a line is, and why. A person reads it all the same."""
    if words:
        return watcher_of(turn.home).match(words)
    level = level_of(cards)
    return Match(level, CARDS_LAID) if level is not None else None


def calls(found: Match | None) -> bool:
    """Whether somebody is called for it the same day."""
    return found is not None and found.level != "soon"


def bring_somebody(turn: Turn, found: Match | None, words: str, cards: list[str], post: str) -> bool:
    """Make a pressing line a concern that leads to its letter, if the same words have not done so while being written.

    Whether anybody could be told; True where there is no need.
    """
    if found is None or not calls(found):
        return True
    text = words or turn.texts.say(spoken(cards), "zh", turn.zone)
    told = raise_concern(turn, found.level, text, found.word)
    raised = concerns.in_the_box(turn.db, turn.seal, text)
    if raised is not None:
        concerns.became(turn.db, raised.ref, post)
    return told
