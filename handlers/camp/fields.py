"""Questions that only the camp asks: a birthday, a text that may be “none”, and a sheet for each child."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.chat import Ask, Button, Open, Refused, Tap, Turn
from bot.fields import Answers, Asking, Field, Outcome, TextField, choose, squash
from bot.fields.asking import Answered, Looked, Parts, brief
from bot.fields.typed import DONE_WORDS
from bot.text import Day, Json, Several, Text, _
from handlers.camp.ages import typed_birthday
from storage.children import Child

NONE = _("There is none")
NONE_WORDS = frozenset({"没有", "无", "没", "none", "no", "nothing"})


@dataclass(frozen=True, kw_only=True)
class Birthday(Field):
    """A birthday, typed; the value is an ISO day."""

    def parts(self, asking: Asking) -> Parts:
        kept = self.show(asking.turn, asking.answers, asking.value) if asking.value is not None else ""
        return Parts(ask=Ask("text", self.label, 20), rows=(asking.keep(kept),))

    def typed(self, asking: Asking, text: str) -> Outcome:
        return Answered(typed_birthday(text, asking.turn.today))

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        try:
            date.fromisoformat(str(value))
        except ValueError:
            raise Refused(_("Please type the birthday with its year, such as 2017-06-01.")) from None

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return Day(date.fromisoformat(str(value)), "year")


@dataclass(frozen=True, kw_only=True)
class TextOrNone(TextField):
    """Words of their own, or “there is none” with one tap: an empty answer is an answer, never an oversight."""

    def parts(self, asking: Asking) -> Parts:
        kept = asking.keep(brief(asking.value)) if asking.value else ()
        none = (Button(NONE, asking.tap("set", "none"), picked=True if asking.value == "" else None),)
        return Parts(ask=Ask("long", self.label, self.most), rows=(none, kept))

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        return Answered("") if (tap.verb, tap.ref) == ("set", "none") else super().tapped(asking, tap)

    def typed(self, asking: Asking, text: str) -> Outcome:
        return Answered("") if squash(text) in NONE_WORDS else Answered(text)

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        if value != "":
            super().valid(turn, answers, value)

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return str(value) or NONE


@dataclass(frozen=True, kw_only=True)
class Sheets(Field):
    """A sheet for each child who comes, each filled in as a form of its own; complete once all of them are.

    `lacks` says what a child's sheet still lacks, `opens` where it is filled in.
    """

    children: Callable[[Turn, Answers], list[Child]]
    lacks: Callable[[Turn, Answers, Child], Text | None]
    opens: Callable[[Turn, Answers, Child], Open]

    def parts(self, asking: Asking) -> Parts:
        turn, answers = asking.turn, asking.answers
        rows = [
            (Button(
                child.nickname, asking.tap("open", child.ref), "plain" if lacking is None else "primary",
                hint=lacking if lacking is not None else _("filled in; tap to change it"),
            ),)
            for child in self.children(turn, answers)
            for lacking in (self.lacks(turn, answers, child),)
        ]  # fmt: skip
        if self._missing(turn, answers) is None:
            rows.append((Button(_("Go on"), asking.tap("done"), "primary"),))
        return Parts(rows=tuple(rows))

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        if tap.verb == "done":
            return self._all_done(asking)
        for child in self.children(asking.turn, asking.answers):
            if (tap.verb, tap.ref) == ("open", child.ref):
                return self.opens(asking.turn, asking.answers, child)
        return super().tapped(asking, tap)

    def typed(self, asking: Asking, text: str) -> Outcome:
        if squash(text) in DONE_WORDS:
            return self._all_done(asking)
        family = self.children(asking.turn, asking.answers)
        chosen = family[choose(asking.turn, [child.nickname for child in family], text)]
        return self.opens(asking.turn, asking.answers, chosen)

    def returned(self, asking: Asking, result: Json) -> Outcome:
        """One sheet came back: on to the next, or to the next question."""
        return Answered("done") if self._missing(asking.turn, asking.answers) is None else Looked({})

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        missing = self._missing(turn, answers)
        if missing is not None:
            raise Refused(_("The sheet of {child} is not complete yet.", child=missing.nickname))

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return Several(tuple(child.nickname for child in self.children(turn, answers)))

    def _missing(self, turn: Turn, answers: Answers) -> Child | None:
        family = self.children(turn, answers)
        return next((child for child in family if self.lacks(turn, answers, child) is not None), None)

    def _all_done(self, asking: Asking) -> Outcome:
        self.valid(asking.turn, asking.answers, "done")
        return Answered("done")
