"""Drafting: the half-filled forms of an address as a stack, from their first question to the deed.

A nested form ("add a child") lies on top of the one that opened it and hands its result back when it ends. Moving a
booking lies on top of a new request of the same flow: neither is thrown away without being asked about.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat import Event, Refused, Screen, Turn
from bot.flow import Answer, Flow
from bot.form import Form, Step
from bot.menu import Menu
from bot.text import Json, Text, _
from storage import drafts
from storage.drafts import Draft

DEEPEST = 5
CLOSED = _("That form is closed. Here is where we are now.")


class Drafting:
    """Begins forms, takes them a step further and keeps where they are."""

    def __init__(self, flows: Mapping[str, Flow], menu: Menu) -> None:
        self._flows = flows
        self._menu = menu

    def top(self, turn: Turn) -> Draft | None:
        """The form this conversation is in."""
        return drafts.top(turn.db, turn.seal, turn.address.id)

    def here(self, turn: Turn, notice: Text | None = None) -> Screen:
        """Where this conversation is now: the form it is in, or the menu."""
        draft = self.top(turn)
        form = self._form(draft)
        return form.show(turn, draft.state["form"], notice) if draft and form else self._menu.screen(turn, notice)

    def before_leaving(self, turn: Turn) -> Answer:
        """What to ask before a form is left that keeps nothing; None if nothing would be lost."""
        draft = self.top(turn)
        form = self._form(draft)
        step = form.before_leaving(turn, draft.state["form"]) if draft and form else None
        return self._keep(turn, draft, step) if draft and step else None

    def begin(self, turn: Turn, flow: Flow, given: Mapping[str, Json], *, nested: bool) -> Answer:
        """Put a flow's form on top, or go on with its newest draft, if nothing else was given than then."""
        if flow.form is None:
            raise LookupError(f"the flow {flow.name} has neither a form nor a beginning")
        stack = drafts.stack(turn.db, turn.seal, turn.address.id)
        mine = None if nested else _latest(stack, flow, given)
        if mine is not None:
            drafts.drop(turn.db, turn.address.id, mine.depth + 1)
            return flow.form.show(turn, mine.state["form"], _("You had begun this. Let us go on."))
        prepared = flow.prepare(turn, given) if flow.prepare else given
        depth = min(len(stack) - _ends_idle(stack, flow, flow.form), DEEPEST)
        draft = Draft(depth, flow.name, {"nested": nested, "given": dict(given)})
        return self._keep(turn, draft, flow.form.begin(turn, prepared))

    def hear(self, turn: Turn, draft: Draft, event: Event) -> Answer:
        """What an event leads to in a form. Raises Refused if its service was closed meanwhile."""
        form = self._form(draft)
        if form is None:
            drafts.drop(turn.db, turn.address.id, draft.depth)
            raise Refused(CLOSED)
        return self._keep(turn, draft, form.step(turn, draft.state["form"], event))

    def _form(self, draft: Draft | None) -> Form | None:
        return self._flows[draft.flow].form if draft and draft.flow in self._flows else None

    def _keep(self, turn: Turn, draft: Draft, step: Step) -> Answer:
        """Write down where the form is now, and see to what follows from its step."""
        if step.state is None:
            return self._ended(turn, draft, step)
        kept = replace(draft, state={**draft.state, "form": step.state})
        now = turn.day_began if self._flows[draft.flow].off_record else turn.written_at
        drafts.keep(turn.db, turn.seal, turn.address.id, kept, now)
        if step.opens is None:
            return step.screen
        if step.opens.flow == "menu":
            return self._menu.screen(turn, step.notice)
        return replace(step.opens, nested=True)

    def _ended(self, turn: Turn, draft: Draft, step: Step) -> Answer:
        """Sent or left: the form beneath goes on, with the result if this one was nested in it."""
        drafts.drop(turn.db, turn.address.id, draft.depth)
        below = self.top(turn)
        form = self._form(below)
        if draft.state["nested"] and below is not None and form is not None:
            return self._keep(turn, below, form.resume(turn, below.state["form"], turn.result))
        return step.screen or self._menu.screen(turn, step.notice)


def _latest(stack: list[Draft], flow: Flow, given: Mapping[str, Json]) -> Draft | None:
    """The flow's innermost draft, if it goes on with what is wished for."""
    mine = next((draft for draft in reversed(stack) if draft.flow == flow.name), None)
    return mine if mine and (not given or mine.state.get("given") == dict(given)) else None


def _ends_idle(stack: list[Draft], flow: Flow, form: Form) -> bool:
    """Whether the innermost draft is the flow's own and nothing was said in it yet: it may be replaced."""
    return bool(stack) and stack[-1].flow == flow.name and not form.touched(stack[-1].state["form"])
