"""Picture cards for children who do not write: who, how it feels, what. What they say is kept as it was laid."""

from collections.abc import Iterable, Mapping
from typing import Literal

from bot.text import Json, Message, Several, Text, _

Kind = Literal["who", "feeling", "what"]
CARDS: Mapping[Kind, Mapping[str, Message]] = {
    "who": {"me": _("me"), "child": _("another child"), "adult": _("a grown-up"), "home": _("my family")},
    "feeling": {"glad": _("glad"), "sad": _("sad"), "angry": _("angry"), "scared": _("scared")},
    "what": {
        "food": _("eating"), "bed": _("my bed and my room"), "play": _("playing"), "hurt": _("it hurts"),
        "school": _("learning"), "secret": _("a secret"),
    },
}  # fmt: skip
# What a colleague may answer in pictures: what it says, and its drawing.
REPLIES: Mapping[str, tuple[Message, str]] = {
    "yes": (_("Yes."), "yes"), "no": (_("No."), "no"), "thanks": (_("thank you"), "hands"),
    "look": (_("we look into it"), "unsure"), "come": (_("come to us"), "ramp"),
}  # fmt: skip
# A person looks today: these may be all that a child can say (a scared child, pain, a secret that must be kept).
PRESSING = frozenset({"scared", "hurt", "secret"})
SOON = frozenset({"sad"})


def picture_of(card: str) -> str:
    """The drawing of a card."""
    return REPLIES[card][1] if card in REPLIES else f"card-{card}"


def label_of(card: str) -> Text:
    """What a card says."""
    if card in REPLIES:
        return REPLIES[card][0]
    return next((labels[card] for labels in CARDS.values() if card in labels), card)


def spoken(cards: Iterable[str]) -> Text:
    """Laid cards in words, for whoever reads them: a gloss, not the child's own words."""
    return Several(tuple(label_of(card) for card in cards))


def laid(content: Json) -> list[str]:
    """The cards of a line, in the order in which they were laid."""
    return [str(card) for card in content.get("cards", [])]


def level_of(cards: Iterable[str]) -> Literal["today", "soon"] | None:
    """How pressing laid cards are; nothing is concluded from them, a person looks."""
    those = set(cards)
    return "today" if those & PRESSING else "soon" if those & SOON else None
