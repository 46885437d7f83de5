"""Questions answered by buttons: one of several, or as many as fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.chat import Button, Open, Refused, Style, Tap, Turn
from bot.fields.asking import GONE, NAME_PATTERN, Answered, Answers, Asking, Field, Looked, Outcome, Parts
from bot.fields.typed import DONE_WORDS, choose, choose_some, squash
from bot.text import Json, Several, Text, _

NONE_REF = "none"
NOTHING = _("There is nothing to choose here at the moment.")
NONE_OF_THEM = _("None of these")


@dataclass(frozen=True)
class Option:
    """One choice. `ref` travels on the button: 1 to 24 of A-Z a-z 0-9 _ - (or "+" with `opens`), and never a row's id.

    `opens` goes to a nested flow ("+ another child"); its result answers the question. `wide=False` puts short labels
    two in a row. Options with a `picture` are pointed at: they stand together.
    """

    ref: str
    label: Text
    hint: Text | None = None
    style: Style = "plain"
    wide: bool = True
    opens: Open | None = None
    picture: str | None = None

    def __post_init__(self) -> None:
        if not NAME_PATTERN.fullmatch(self.ref) and not (self.opens and self.ref == "+"):
            raise ValueError(f"an option's ref travels on its button: {self.ref!r} cannot")

    @property
    def carried(self) -> str:
        """The ref as a button carries it: "+" has no place in a tap and travels as nothing."""
        return self.ref if self.ref != "+" else ""


Options = Callable[[Turn, Answers], Sequence[Option]]
Reading = Callable[[Turn, Answers], tuple[Text, ...]]


def nothing_to_read(turn: Turn, answers: Answers) -> tuple[Text, ...]:
    """A question that stands alone."""
    return ()


def laid_out(options: Sequence[Option], buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """One button a row, narrow neighbours two in a row."""
    if options and all(option.picture for option in options):
        return (tuple(buttons),)
    rows: list[tuple[Button, ...]] = []
    room = False
    for option, button in zip(options, buttons, strict=True):
        if room and not option.wide:
            rows[-1] += (button,)
            room = False
        else:
            rows.append((button,))
            room = not option.wide
    return tuple(rows)


@dataclass(frozen=True, kw_only=True)
class _Offering(Field):
    """What choices and ticks share: options that may change from one turn to the next. `reading` is a longer text that
    stands beneath the question, a paragraph each.
    """

    options: Options
    nothing: Text = NOTHING
    reading: Reading = nothing_to_read

    def offered(self, turn: Turn, answers: Answers) -> list[Option]:
        """The options that are answers; the others open a flow."""
        return [option for option in self.options(turn, answers) if not option.opens]

    def refs(self, turn: Turn, answers: Answers) -> list[str]:
        """The answers possible today."""
        return [option.ref for option in self.offered(turn, answers)]

    def label_of(self, turn: Turn, answers: Answers, ref: str) -> Text:
        """An option's label."""
        return next((option.label for option in self.offered(turn, answers) if option.ref == ref), ref)

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        if tap.verb != "open":
            return super().tapped(asking, tap)
        for option in self.options(asking.turn, asking.answers):
            if option.opens and option.carried == tap.ref:
                return option.opens
        raise Refused(GONE)

    def beneath(self, asking: Asking, options: Sequence[Option]) -> tuple[Text, ...]:
        """What is to be read first, and that there is nothing to choose."""
        return (*self.reading(asking.turn, asking.answers), *(() if options else (self.nothing,)))


@dataclass(frozen=True, kw_only=True)
class Choice(_Offering):
    """One of several; the value is its ref. A tap moves on at once."""

    def parts(self, asking: Asking) -> Parts:
        options = self.options(asking.turn, asking.answers)
        rows = laid_out(options, [self._button(asking, each) for each in options])
        return Parts(rows=rows, text=self.beneath(asking, options))

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        if tap.verb == "set":
            return Answered(tap.ref)
        return super().tapped(asking, tap)

    def typed(self, asking: Asking, text: str) -> Outcome:
        options = self.options(asking.turn, asking.answers)
        chosen = options[choose(asking.turn, [option.label for option in options], text)]
        return chosen.opens or Answered(chosen.ref)

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        if value not in self.refs(turn, answers):
            raise Refused(GONE)

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        return self.label_of(turn, answers, value)

    def _button(self, asking: Asking, option: Option) -> Button:
        tap = asking.tap("open" if option.opens else "set", option.carried)
        picked = True if option.ref == asking.value else None
        return Button(option.label, tap, option.style, picked, option.hint, option.picture)


@dataclass(frozen=True, kw_only=True)
class Ticks(_Offering):
    """As many as fit; the value is a list of refs in the options' order. Boxes toggle, then 完成.

    With `none_label`, none at all is a button of its own, so that an empty answer is never an oversight.
    """

    least: int = 0
    most: int | None = None
    none_label: Text | None = None

    def parts(self, asking: Asking) -> Parts:
        options = self.options(asking.turn, asking.answers)
        picked = self._picked(asking)
        rows = laid_out(options, [self._button(asking, option, option.ref in picked) for option in options])
        if self.none_label is not None:
            rows += ((Button(self.none_label, asking.tap("done", NONE_REF)),),)
        if any(not option.opens for option in options) or not (options or self.none_label):
            rows += ((Button(_("Done"), asking.tap("done"), "primary"),),)
        return Parts(rows=rows, text=self.beneath(asking, options))

    def tapped(self, asking: Asking, tap: Tap) -> Outcome:
        # The verb carries what the box shall become: a trembling double tap does not undo itself.
        if tap.verb in ("tick", "untick"):
            return self._ticked(asking, tap)
        if tap.verb == "done":
            return self._done([] if tap.ref == NONE_REF and self.none_label is not None else self._picked(asking), tap)
        return super().tapped(asking, tap)

    def typed(self, asking: Asking, text: str) -> Outcome:
        if squash(text) in DONE_WORDS:
            return self._done(self._picked(asking), asking.tap("done"))
        options = list(self.options(asking.turn, asking.answers))
        labels = [option.label for option in options] + ([] if self.none_label is None else [self.none_label])
        found = choose_some(asking.turn, labels, text)
        if len(options) in found:  # none of them, beside others, is no answer
            return self._done([], asking.tap("done", NONE_REF if len(found) == 1 else ""))
        chosen = [options[i] for i in found]
        opening = chosen[0].opens if len(chosen) == 1 else None
        return opening or Answered(self._sorted(asking, [option.ref for option in chosen]))

    def returned(self, asking: Asking, result: Json) -> Outcome:
        """A new option comes back ticked; the person may still tick others."""
        return Looked({"picked": self._sorted(asking, [*self._picked(asking), result])})

    def valid(self, turn: Turn, answers: Answers, value: Json) -> None:
        refs = self.refs(turn, answers)
        if not isinstance(value, list) or not all(ref in refs for ref in value):
            raise Refused(GONE)
        if len(value) < self.least:
            raise Refused(_("Please tick at least {number}.", number=self.least))
        if self.most is not None and len(value) > self.most:
            raise Refused(self._too_many())

    def look(self, value: Json) -> dict[str, Json]:
        return {"picked": value}

    def show(self, turn: Turn, answers: Answers, value: Json) -> Text:
        if not value:
            return self.none_label if self.none_label is not None else NONE_OF_THEM
        return Several(tuple(self.label_of(turn, answers, ref) for ref in value))

    def _too_many(self) -> Text:
        return _("You can tick at most {number} here.", number=self.most or 0)

    def _picked(self, asking: Asking) -> list[str]:
        return self._sorted(asking, asking.view.get("picked", asking.value) or [])

    def _sorted(self, asking: Asking, picked: Json) -> list[str]:
        return [ref for ref in self.refs(asking.turn, asking.answers) if ref in picked]

    def _ticked(self, asking: Asking, tap: Tap) -> Outcome:
        if tap.ref not in self.refs(asking.turn, asking.answers):
            raise Refused(GONE)
        others = [ref for ref in self._picked(asking) if ref != tap.ref]
        if tap.verb == "untick":
            return Looked({"picked": others})
        if self.most is not None and len(others) >= self.most:
            raise Refused(self._too_many())
        return Looked({"picked": self._sorted(asking, [*others, tap.ref])})

    def _done(self, picked: list[str], tap: Tap) -> Outcome:
        if not picked and self.none_label is not None and tap.ref != NONE_REF:
            raise Refused(_("Please tick what fits, or tap “{none}”.", none=self.none_label))
        return Answered(picked)

    def _button(self, asking: Asking, option: Option, picked: bool) -> Button:
        tap = asking.tap("untick" if picked else "tick", option.ref)
        if option.opens:
            return Button(option.label, asking.tap("open", option.carried), option.style, hint=option.hint)
        return Button(option.label, tap, option.style, picked, option.hint, option.picture)
