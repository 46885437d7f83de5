"""Questions answered by typing: a text, a telephone number."""

import re
import unicodedata
from dataclasses import dataclass

from bot.chat import Ask, Refused, Turn
from bot.fields.asking import Answered, Answers, Asking, Field, Outcome, Parts
from bot.text import Json, Text, _

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0[1-9]\d{1,2}\d{7,8}")
COUNTRY = re.compile(r"(?:\+|00)86|86(?=1\d{10}$)")
MOBILE_DIGITS = 11
MOST_OF_A_PHONE = 40

NOTHING_ARRIVED = _("Nothing to read arrived. Please type your answer.")


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """Words of a person's own, at most `most` characters; `long` for more than a line. Names are the flow's check."""

    most: int = 500
    long: bool = True

    def parts(self, asking: Asking) -> Parts:
        ask = Ask("long" if self.long else "text", self.label, self.most)
        return Parts(ask=ask, rows=(asking.keep(asking.value),))

    def typed(self, asking: Asking, text: str) -> Outcome:
        return Answered(text if self.long else " ".join(text.split()))

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        if not isinstance(value, str) or not value.strip():
            raise Refused(NOTHING_ARRIVED)
        if len(value) > self.most:
            raise Refused(
                _(
                    "That is {count} characters; at most {most} fit here. Please say it a little shorter.",
                    count=len(value),
                    most=self.most,
                )
            )


@dataclass(frozen=True, kw_only=True)
class PhoneField(Field):
    """A telephone number in mainland China; the value is its digits alone, without +86."""

    def parts(self, asking: Asking) -> Parts:
        shown = self.show(asking.turn, asking.answers, asking.value) if asking.value is not None else ""
        return Parts(ask=Ask("tel", self.label, MOST_OF_A_PHONE), rows=(asking.keep(shown),))

    def typed(self, asking: Asking, text: str) -> Outcome:
        return Answered(digits_of(text))

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        wrong = wrong_with_phone(value) if isinstance(value, str) else NOTHING_ARRIVED
        if wrong is not None:
            raise Refused(wrong)

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        """A mobile number in the groups people read it in: three, four and four digits."""
        return f"{value[:3]} {value[3:7]} {value[7:]}" if MOBILE.fullmatch(value) else str(value)


def digits_of(text: str) -> str:
    """The digits of a number among words, marks and spaces, without the country's 86; "+" and digits of any other."""
    normal = unicodedata.normalize("NFKC", text)
    kept = "".join(str(int(c)) if c.isdecimal() else c for c in normal if c.isdecimal() or c == "+")
    return COUNTRY.sub("", kept, count=1) if COUNTRY.match(kept) else kept


def wrong_with_phone(digits: str) -> Text | None:
    """What is wrong with a number, in a sentence; None if it can be rung."""
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return None
    if not digits:
        return _("There is no number in it. Please type the number with digits.")
    if digits.startswith(("+", "00")):
        return _("We can only ring numbers in mainland China. Please give us one of those.")
    if digits.startswith("0"):
        return _("A landline needs its area code and 7 or 8 digits, such as 010-12345678. Please check it.")
    if digits.startswith("1") and len(digits) != MOBILE_DIGITS:
        return _("A mobile number has 11 digits; this one has {count}. Please check it.", count=len(digits))
    return _("A mobile number starts with 13 to 19, a landline with 0 and its area code. Please check it.")
