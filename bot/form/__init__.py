"""Asking, written once: a flow declares its questions, and a form walks through them with whoever answers.

Nothing here talks to a database or a network: from a turn, a stored state and an event comes the next step. `state.py`
says what still holds today, `filling.py` what an event does, `screens.py` how it looks; bot.fields has the questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat import Event, Screen, Tap, Turn
from bot.fields import State
from bot.form.declared import Declared, Step
from bot.form.filling import Filling
from bot.form.state import Draft
from bot.text import Json, Text


@dataclass(frozen=True)
class Form(Declared):
    """A declared form with what can be done to it. A state is the JSON of `Step.state`, never changed in place."""

    def begin(self, turn: Turn, given: Mapping[str, Json]) -> Step:
        """Start. What is `given` under a field's name is its answer already; the rest only the callables see."""
        draft = Draft.begin(turn.now, dict(given), [field.name for field in self.fields])
        filling = Filling(self, turn, draft)
        return filling.stay(filling.course.trouble)

    def step(self, turn: Turn, state: State, event: Event) -> Step:
        """What this event leads to. Never raises Refused: refusals are read on top of the same question."""
        return Filling(self, turn, Draft.load(state)).heard(event)

    def before_leaving(self, turn: Turn, state: State) -> Step | None:
        """What to ask, once, before it is left, where it keeps nothing; None if nothing would be lost."""
        draft = Draft.load(state)
        if self.keeps or not draft.touched or draft.view.get("leaving"):  # asked, and said once more: they mean it
            return None
        return self.step(turn, state, Event("tap", tap=Tap(self.flow, "leave", "", draft.n)))

    def resume(self, turn: Turn, state: State, result: Json) -> Step:
        """After a nested flow, whose result (None if it was left) answers the question that opened it."""
        return Filling(self, turn, Draft.load(state)).returned(result)

    def touched(self, state: State) -> bool:
        """Whether the person has given any answer of their own."""
        return Draft.load(state).touched

    def show(self, turn: Turn, state: State, notice: Text | None = None) -> Screen:
        """Where this form stands today: for coming back to it, and for old buttons."""
        filling = Filling(self, turn, Draft.load(state))
        return filling.show(notice if notice is not None else filling.course.trouble)


__all__ = ["Form", "Step"]
