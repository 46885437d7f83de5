"""Questions whose answers nobody should read over a shoulder: a PIN, a code."""

import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.chat import Ask, Refused, Turn
from bot.fields.asking import Answered, Answers, Asking, Field, Outcome, Parts
from bot.text import Json, Text, _

DOTS = "••••"
PIN = re.compile("[0-9]{4,6}")
MOST_OF_A_CODE = 64


@dataclass(frozen=True, kw_only=True)
class SecretField(Field):
    """A PIN (4 to 6 digits) or a code; the value is what was typed, in capitals, without spaces and dashes."""

    kind: Literal["pin", "code"]

    def parts(self, asking: Asking) -> Parts:
        """The keyboard alone: a saved secret is never offered again."""
        return Parts(ask=Ask(self.kind, self.label, MOST_OF_A_CODE))

    def typed(self, asking: Asking, text: str) -> Outcome:
        """What was typed, evened out."""
        return Answered(evened(text))

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        """Raises Refused for what cannot be a PIN, or for nothing at all."""
        if self.kind == "pin" and not PIN.fullmatch(str(value)):
            raise Refused(_("A PIN is 4 to 6 digits."))
        if not value:
            raise Refused(_("Nothing to read arrived. Please type your answer."))

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        """Dots."""
        return DOTS


def evened(text: str) -> str:
    """A code as it is compared: full-width letters made plain, in capitals, letters and digits alone."""
    normal = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in normal if c.isalnum())


def too_easy(pin: str) -> bool:
    """Whether a PIN is the first that anybody would try: one digit over and over, a pair repeated, or a run."""
    steps = {int(b) - int(a) for a, b in itertools.pairwise(pin)}
    repeated = len(pin) % 2 == 0 and pin == pin[:2] * (len(pin) // 2)
    return repeated or steps in ({0}, {1}, {-1})
