"""One event in one form: the rules of filling in, with everything they look at in one place.

A tap acts only on the place it was made for, and before anything acts, every earlier answer is verified again.
"""

from collections.abc import Callable

from bot.chat import Event, Open, Refused, Screen, Tap, Turn, plain
from bot.fields import AskAgain, Asking, Field, Looked, Outcome, choose, squash
from bot.fields.asking import WORDS_OR_BUTTONS, not_here
from bot.fields.typed import COMMANDS, SEND_WORDS
from bot.fields.writing import NOTHING_ARRIVED
from bot.form.declared import Declared, Step
from bot.form.screens import leave_screen, question_screen, summary_screen, ways_out
from bot.form.state import SUMMARY, Draft, walk, walk_on
from bot.text import Json, Text, _

MENU = "menu"
OLD_BUTTON = _("That button was from before. This is where we are now.")
FIRST_QUESTION = _("This is the first question; there is nothing before it.")
NEEDED = _("We need this answer to go on. You can also leave the form and ring us.")
ONLY_WHAT_WE_NEED = _("We only ask what we need to arrange this for you.")
SEND_OR_CHANGE = _("Please tap the button that sends it, or the answer you want to change.")
KEPT = _("Kept. You can go on with it whenever you like.")
THROWN_AWAY = _("All right, what you had written is gone.")
LEFT = _("All right, we have left the form.")


class Filling:
    """A form, somebody's draft of it, and the turn it is looked at in."""

    def __init__(self, form: Declared, turn: Turn, draft: Draft) -> None:
        self.form, self.turn, self.draft = form, turn, draft
        self.course = walk(turn, form.fields, draft)
        self.moved = not self.course.allows(draft.at)  # it can no longer be where it was
        if self.moved:
            draft.go(self.course.goal)
        self._look_again()

    def show(self, notice: Text | None, *, why: bool = False) -> Screen:
        """The screen of where it stands."""
        form, draft, course = self.form, self.draft, self.course
        title = form.titled(self.turn, dict(course.answers))
        if draft.view.get("leaving"):
            return leave_screen(form.flow, title, draft, notice, keeps=form.keeps)
        if draft.at == SUMMARY:
            more = form.summary(self.turn, dict(course.answers))
            return summary_screen(
                self.turn, form.flow, title, draft, course, more, form.send_label, notice, leave=form.leave_label
            )
        back = self._behind() is not None
        return question_screen(
            self._asking(), self._question(), course, title, notice, back=back, why=why, leave=form.leave_label
        )

    def heard(self, event: Event) -> Step:
        """What an event leads to; refusals are read on top of the same place."""
        # Form.show may already have shown the place this falls back to: its buttons carry the number after the move.
        if self.moved and not (event.tap and event.tap.version == self.draft.n):
            return self.stay(self.course.trouble)
        return self._kindly(lambda: self._hear(event))

    def returned(self, result: Json) -> Step:
        """What the result of a nested flow leads to; None if it was left."""
        if self.moved or result is None or self.draft.at == SUMMARY:
            return self.stay(self.course.trouble)
        return self._kindly(lambda: self._came(self._question().returned(self._asking(), result)))

    def go_on(self, tap: Tap | None = None) -> Step:
        """To the first question that waits for an answer; an answer that the last one put wrong is asked again."""
        self.course = walk_on(self.turn, self.form.fields, self.draft, self.course, self.draft.at)
        self.draft.go(self.course.goal, last=_signed(tap) if tap else "")
        self._look_again()
        return self.stay(self.course.trouble)

    def stay(self, notice: Text | None = None) -> Step:
        """Where it stands, with a line on top."""
        return Step(self.draft.dump(), self.show(notice))

    def _kindly(self, act: Callable[[], Step]) -> Step:
        try:
            return act()
        except AskAgain as refused:
            return self._ask_again(refused)
        except Refused as refused:
            return self.stay(refused.message)

    def _hear(self, event: Event) -> Step:
        leaving = bool(self.draft.view.pop("leaving", False))
        if event.kind == "tap" and event.tap is not None:
            return self._tapped(event.tap)
        if event.kind == "text":
            return self._on_leaving(plain(event.text)) if leaving else self._typed(plain(event.text))
        if event.kind in ("job", "media") and self.draft.at != SUMMARY and not leaving:
            return self._came(self._question().received(self._asking(), event))
        return self._elsewhere(event, leaving)

    def _elsewhere(self, event: Event, leaving: bool) -> Step:
        """What asks for no answer now: the summary, or whether to leave."""
        self.draft.view |= {"leaving": True} if leaving else {}
        return self.stay(not_here(self.turn) if event.kind == "media" else None)

    def _tapped(self, tap: Tap) -> Step:
        if (tap.flow, tap.version) == (self.form.flow, self.draft.n):
            return self._act(tap)
        again = (tap.flow, tap.version) == (self.form.flow, self.draft.n - 1) and self.draft.last == _signed(tap)
        return self.stay(None if again else OLD_BUTTON)

    def _act(self, tap: Tap) -> Step:
        match tap.verb:
            case "leave":
                return self._leave(tap.ref)
            case "stay":
                return self.stay()
            case "back":
                return self._back(tap)
            case _ if self.draft.at == SUMMARY:
                return self._on_summary(tap)
            case "skip":
                return self._skip(tap)
            case "why":
                return self._why()
        return self._came(self._question().tapped(self._asking(), tap), tap)

    def _typed(self, text: str) -> Step:
        if not text:
            raise Refused(NOTHING_ARRIVED)
        if verb := COMMANDS.get(squash(text)):
            return self._act(self._tap(verb))
        if self.draft.at == SUMMARY:
            return self._typed_on_summary(text)
        return self._came(self._question().typed(self._asking(), text))

    def _came(self, outcome: Outcome, tap: Tap | None = None) -> Step:
        if isinstance(outcome, Open):
            return Step(self.draft.dump(), opens=outcome)
        if isinstance(outcome, Looked):
            self.draft.view = dict(outcome.view)
            return self.stay()
        place = self.course.places[self.draft.at]
        place.field.verify(self.turn, place.answers, outcome.value)
        self.draft.answer(self.draft.at, outcome.value)
        return self.go_on(tap)

    def _skip(self, tap: Tap) -> Step:
        if not self._question().optional:
            raise Refused(NEEDED)
        self.draft.skip(self.draft.at)
        return self.go_on(tap)

    def _why(self) -> Step:
        if self._question().why is None:
            raise Refused(ONLY_WHAT_WE_NEED)
        return Step(self.draft.dump(), self.show(None, why=True))

    def _back(self, tap: Tap) -> Step:
        to = self._behind()
        if to is None:
            raise Refused(FIRST_QUESTION)
        self.draft.go(to, last=_signed(tap))
        return self.stay()

    def _behind(self) -> str | None:
        home = self.draft.changing and self.course.allows(SUMMARY)
        return SUMMARY if home else self.course.before(self.draft.at)

    def _on_summary(self, tap: Tap) -> Step:
        if tap.verb == "send":
            return Step(None, self.form.send(self.turn, dict(self.course.answers)), sent=True)
        if tap.verb != "change" or tap.ref not in self.course.places:
            raise Refused(SEND_OR_CHANGE)
        self.draft.go(tap.ref, last=_signed(tap), changing=True)
        return self.stay()

    def _typed_on_summary(self, text: str) -> Step:
        if squash(text) in SEND_WORDS | {squash(self.turn.spoken(self.form.send_label))}:
            return self._on_summary(self._tap("send"))
        places = list(self.course.places.values())
        wanted = text.removeprefix("改").lstrip(":： ") or text
        try:
            chosen = places[choose(self.turn, [place.field.label for place in places], wanted)]
        except Refused:
            raise Refused(SEND_OR_CHANGE) from None
        return self._on_summary(self._tap("change", chosen.field.name))

    def _leave(self, ref: str) -> Step:
        if ref == "drop":
            return Step(None, opens=Open(MENU), notice=THROWN_AWAY)
        if ref == "keep" and self.form.keeps:
            return Step(self.draft.dump(), opens=Open(MENU), notice=KEPT)
        if not self.draft.touched:
            return Step(None, opens=Open(MENU), notice=LEFT)
        self.draft.view["leaving"] = True
        return self.stay()

    def _on_leaving(self, text: str) -> Step:
        if COMMANDS.get(squash(text)) == "leave":  # said twice: they mean it, and nothing is lost
            return self._leave("keep" if self.form.keeps else "drop")
        ways = ways_out(keeps=self.form.keeps)
        try:
            chosen = ways[choose(self.turn, [each.label for each in ways], text)].ref
        except Refused:
            self.draft.view["leaving"] = True
            raise Refused(WORDS_OR_BUTTONS) from None
        return self.stay() if chosen == "stay" else self._leave(chosen)

    def _ask_again(self, refused: AskAgain) -> Step:
        lost = self.draft.answers.pop(refused.name, None)
        self.draft.skipped = [name for name in self.draft.skipped if name != refused.name]
        self.course = walk(self.turn, self.form.fields, self.draft)
        self.draft.go(self.course.goal)
        self.course.lost = lost
        self._look_again()
        return self.stay(refused.message)

    def _look_again(self) -> None:
        if self.course.lost is not None and self.course.stop == self.draft.at:
            self.draft.view = self._question().look(self.course.lost)

    def _question(self) -> Field:
        return self.course.places[self.draft.at].field

    def _asking(self) -> Asking:
        place, draft = self.course.places[self.draft.at], self.draft
        return Asking(self.turn, dict(place.answers), draft.answers.get(draft.at), draft.view, self.form.flow, draft.n)

    def _tap(self, verb: str, ref: str = "") -> Tap:
        return Tap(self.form.flow, verb, ref, self.draft.n)


def _signed(tap: Tap) -> str:
    return f"{tap.verb}:{tap.ref}"
