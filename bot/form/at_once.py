"""A form that is sent with its last answer: for a PIN, a code, one sentence. There is nothing to look over."""

from dataclasses import dataclass

from bot.chat import Event, Tap, Turn
from bot.fields import State
from bot.form import Form
from bot.form.declared import Step
from bot.form.state import SUMMARY


@dataclass(frozen=True)
class AtOnce(Form):
    """A form without a summary. Its `send` refuses with AskAgain, for there is no summary to be refused on."""

    def step(self, turn: Turn, state: State, event: Event) -> Step:
        """What this event leads to; the last answer sends."""
        step = super().step(turn, state, event)
        if step.state is None or step.opens is not None or step.state["at"] != SUMMARY:
            return step
        return super().step(turn, step.state, Event("tap", tap=Tap(self.flow, "send", "", step.state["n"])))
