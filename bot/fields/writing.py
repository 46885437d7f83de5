"""Questions answered by typing: a text (where the flow says so, also by voice or with a photo), a telephone number."""

import re
import unicodedata
from dataclasses import dataclass

from bot.chat import Ask, Event, Refused, Turn, plain
from bot.fields.asking import Answered, Answers, Asking, Field, Outcome, Parts
from bot.media import named
from bot.text import Json, Several, Text, _
from storage import attachments

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0[1-9]\d{1,2}\d{7,8}")
COUNTRY = re.compile(r"(?:\+|00)86|86(?=1\d{10}$)")
MOBILE_DIGITS = 11
MOST_OF_A_PHONE = 40
SENT = {"attachment", "media", "seconds", "words"}

NOTHING_ARRIVED = _("Nothing to read arrived. Please type your answer.")


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """Words of a person's own, at most `most` characters; `long` for more than a line. Names are the flow's check.

    What it `accepts` beside words ("voice", "photo") has the value {"attachment", "media", "seconds", "words"}, where
    the words are those that came with it.
    """

    most: int = 500
    long: bool = True
    accepts: tuple[str, ...] = ()

    def parts(self, asking: Asking) -> Parts:
        ask = Ask("long" if self.long else "text", self.label, self.most, self.accepts)
        shown = self.show(asking.turn, asking.answers, asking.value) if asking.value is not None else ""
        return Parts(ask=ask, rows=(asking.keep(shown),))

    def typed(self, asking: Asking, text: str) -> Outcome:
        return Answered(text if self.long else " ".join(text.split()))

    def received(self, asking: Asking, event: Event) -> Outcome:
        if event.kind != "media" or event.media not in self.accepts:
            return super().received(asking, event)
        sent = {"attachment": event.attachment, "media": event.media, "seconds": event.seconds}
        return Answered({**sent, "words": plain(event.text)})

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        if isinstance(value, str):
            return value
        what = named(value["media"], value["seconds"])
        return Several((what, value["words"])) if value["words"] else what

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        sent = isinstance(value, dict) and value.keys() == SENT
        words = value["words"] if sent else value
        if sent:
            self._is_theirs(turn, value)
        elif not isinstance(words, str) or not words.strip():
            raise Refused(NOTHING_ARRIVED)
        if len(words) > self.most:
            raise Refused(
                _(
                    "That is {count} characters; at most {most} fit here. Please say it a little shorter.",
                    count=len(words),
                    most=self.most,
                )
            )

    def _is_theirs(self, turn: Turn, value: Json) -> None:
        """Raises Refused unless it is here, theirs, and belongs to nothing yet."""
        found = attachments.find(turn.db, value["attachment"])
        if found is None or found.kind not in self.accepts or (found.person_id, found.object) != (turn.person.id, None):
            raise Refused(_("That is not here any more. Please send it once more, or type your answer."))


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
