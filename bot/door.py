"""The door: who is here, what they may open, and which conversation hears what they said.

Roles are checked here for every event, where the action happens; whose booking it is, the flow checks itself.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.chat import LONGEST_TEXT, Button, Event, Open, Refused, Saying, Screen, Tap, Turn, column, plain
from bot.flow import Answer, Flow
from bot.form import Step
from bot.text import Json, Text, _
from storage import consents, drafts, outbox, staff
from storage.drafts import Draft
from storage.due import Due

MENU_WORDS = frozenset({"菜单", "首页", "主页", "主菜单", "开始", "menu", "start", "home", "你好", "您好", "hello", "hi"})
DEEPEST = 5
IDLE_SECONDS = 15 * 60
LOCK = "pin"
ALWAYS = frozenset({"human", "concerns"})  # these words are heard in the middle of any form

Watch = Callable[[Turn, str], Screen | None]
Welcome = Callable[[Turn], Screen]


class Door:
    """All flows of one home behind one door.

    `welcome` is the first screen, to which the door adds what this person may open; `watch` reads every free text for
    words of danger; the flows named `gate`, `locked` and `unknown` ask for consent, for a PIN and for an invite.
    """

    def __init__(self, flows: Sequence[Flow], *, welcome: Welcome, watch: Watch, wording: str) -> None:
        self.flows = {flow.name: flow for flow in flows}
        self._words = {word_key(word): flow.name for flow in flows for word in flow.words}
        self._welcome = welcome
        self._watch = watch
        self.wording = wording

    def hear(self, turn: Turn) -> None:
        """Handle one event of a person: everything that is to be said lands in `turn.sayings`."""
        try:
            screen = self._settle(turn, self._answer(turn))
        except Refused as refusal:
            screen = self.here(turn, refusal.message)
        if screen is not None:
            turn.sayings.append(Saying(screen, address_id=turn.address.id, edits=turn.event.on))
        alarm = self._watch(turn, turn.event.text) if turn.event.kind == "text" else None
        if alarm is not None:
            turn.say(alarm)

    def due(self, turn: Turn, due: Due) -> None:
        """Hand a due moment to the flow that owns it; one that nobody owns any more is quietly let go."""
        name, _dot, what = due.purpose.partition(".")
        dues = self.flows[name].dues if name in self.flows else {}
        function = dues.get(what) or dues.get("*")
        if function is not None:
            function(turn, due)

    def here(self, turn: Turn, notice: Text | None = None) -> Screen:
        """Where this conversation is now: the form it is in, or the menu."""
        draft = drafts.top(turn.db, turn.seal, turn.address.id)
        form = self.flows[draft.flow].form if draft and draft.flow in self.flows else None
        if draft is None or form is None:
            return self.menu(turn, notice)
        return form.show(turn, draft.state["form"], notice)

    def menu(self, turn: Turn, notice: Text | None = None) -> Screen:
        """The welcome, and the doors that stand open for this person."""
        screen = self._welcome(turn)
        draft = drafts.top(turn.db, turn.seal, turn.address.id)
        go_on = []
        if draft is not None and draft.flow in self.flows:
            label = _("Go on with: {title}", title=self.flows[draft.flow].title)
            go_on = [Button(label, Tap("door", "resume"), "primary")]
        signs = [
            Button(flow.sign.label, Tap("door", "open", flow.name), hint=flow.sign.hint)
            for flow in sorted(self.flows.values(), key=lambda flow: flow.sign.order if flow.sign else 0)
            if flow.sign is not None and flow.sign.staff == (turn.address.door == "staff") and self._may(turn, flow)
        ]
        return replace(screen, rows=column([*go_on, *signs]) + screen.rows, notice=notice or screen.notice)

    def _may(self, turn: Turn, flow: Flow) -> bool:
        offered = flow.section is None or turn.home.offers(flow.section)
        return offered and (not flow.roles or bool(flow.roles & turn.person.roles))

    def _answer(self, turn: Turn) -> Answer:
        event = turn.event
        draft = drafts.top(turn.db, turn.seal, turn.address.id)
        if draft is not None and draft.flow == LOCK:
            return self._locked(turn, draft)
        if self._idle(turn):
            return Open(LOCK)
        if event.kind == "open":
            return self._opened(turn, event.text)
        if event.kind == "tap":
            return self._tapped(turn, event.tap, draft)
        return self._typed(turn, draft)

    def _idle(self, turn: Turn) -> bool:
        """A staff page that lay idle asks for the PIN (web only: a chat app has its own lock)."""
        address = turn.address
        lies_idle = address.channel == "web" and turn.now - address.used_at > IDLE_SECONDS
        return lies_idle and bool(turn.person.roles) and staff.has_pin(turn.db, turn.person.id)

    def _locked(self, turn: Turn, draft: Draft) -> Answer:
        """Behind the PIN nothing acts but the lock itself, whatever button is pressed and whatever is typed."""
        tap = turn.event.tap
        if tap is not None and tap.flow == LOCK and tap.verb in self.flows[LOCK].taps:
            return self._tapped(turn, tap, draft)
        return self._step(turn, draft, turn.event)

    def _opened(self, turn: Turn, name: str) -> Answer:
        if name in self.flows:
            return Open(name)
        if turn.address.door == "staff" and not turn.person.roles:
            return Open("signin")
        return self.menu(turn)

    def _tapped(self, turn: Turn, tap: Tap | None, draft: Draft | None) -> Answer:
        if tap is None:
            raise Refused(_("This button does not work any more. Here is where we are now."))
        if tap.flow == "door":
            return self._own_button(turn, tap)
        flow = self.flows.get(tap.flow)
        if flow is None or not self._may(turn, flow):
            raise Refused(_("This button is not for you, or its service is closed. Here is where we are now."))
        if tap.verb in flow.taps:
            roles, function = flow.taps[tap.verb]
            if roles and not roles & turn.person.roles:
                raise Refused(_("Only colleagues with the right role may do this."))
            return function(turn, tap)
        if draft is not None and draft.flow == tap.flow:
            return self._step(turn, draft, turn.event if turn.event.tap == tap else replace(turn.event, tap=tap))
        raise Refused(_("That form is closed. Here is where we are now."))

    def _own_button(self, turn: Turn, tap: Tap) -> Answer:
        if tap.verb == "open" and tap.ref in self.flows:
            return Open(tap.ref)
        return self.here(turn) if tap.verb == "resume" else self._opened(turn, "")

    def _typed(self, turn: Turn, draft: Draft | None) -> Answer:
        text = plain(turn.event.text)
        if not text:
            raise Refused(_("I could not read that. Please tap a button or type a few words."))
        if len(text) > LONGEST_TEXT:
            raise Refused(
                _("That is {number} characters long; I can read {most} at once. Please shorten it and send it again.",
                  number=len(text), most=LONGEST_TEXT)
            )  # fmt: skip
        word = word_key(text)
        if word in MENU_WORDS:
            return self._opened(turn, "")
        named = self._words.get(word)
        asked = bool(outbox.last_screen(turn.db, turn.seal, turn.address.id).get("ask"))
        if named is not None and (draft is None or not asked or text.startswith("/") or self._always(named)):
            return Open(named)
        if draft is not None:
            return self._step(turn, draft, replace(turn.event, text=text))
        return self._without_form(turn, text)

    def _always(self, name: str) -> bool:
        return name in ALWAYS

    def _without_form(self, turn: Turn, text: str) -> Answer:
        tap = self._button_named(turn, text)
        if tap is not None:
            return self._tapped(turn, tap, None)
        for flow in self.flows.values():
            answer = flow.typed(turn, replace(turn.event, text=text)) if flow.typed else None
            if answer is not None:
                return answer
        raise Refused(_("I did not understand that. Please tap one of the buttons, or type “menu”."))

    def _button_named(self, turn: Turn, text: str) -> Tap | None:
        """Whoever cannot tap may type a button's number or its words."""
        shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
        buttons = [button for buttons in shown.get("rows", []) for button in buttons]
        word = word_key(text)
        if word.isdecimal() and 0 < int(word) <= len(buttons):
            return Tap.parse(buttons[int(word) - 1]["data"])
        for button in buttons:
            if word_key(str(turn.texts.render(button["label"], turn.person.language, turn.zone))) == word:
                return Tap.parse(button["data"])
        return None

    def _settle(self, turn: Turn, answer: Answer) -> Screen | None:
        for _round in range(DEEPEST):
            if not isinstance(answer, Open):
                return answer
            answer = self.open(turn, answer.flow, answer.given)
        raise RecursionError("flows open one another without end")

    def open(self, turn: Turn, name: str, given: Mapping[str, Json], *, nested: bool = False) -> Answer:
        """Begin a flow, or go on with its draft where there is one. Raises Refused where it may not be opened."""
        if name == "menu":
            return self._opened(turn, "")
        flow = self.flows.get(name)
        if flow is None or not self._may(turn, flow):
            raise Refused(_("This service is not open here. Please choose from the menu."))
        if flow.consent and not consents.given(turn.db, turn.person.id, flow.consent, self.wording):
            return Open("notice", {"then": name})
        answer = flow.begin(turn, given) if flow.begin is not None else None
        if answer is not None or flow.form is None:
            return answer
        return self.begin_form(turn, flow, given, nested=nested)

    def begin_form(self, turn: Turn, flow: Flow, given: Mapping[str, Json], *, nested: bool) -> Answer:
        """Put a flow's form on top of the drafts. Its own older draft, if nothing new was given, is gone on with."""
        if flow.form is None:
            raise LookupError(f"the flow {flow.name} has neither a form nor a beginning")
        stack = drafts.stack(turn.db, turn.seal, turn.address.id)
        mine = next((draft for draft in stack if draft.flow == flow.name), None)
        if mine is not None:
            drafts.drop(turn.db, turn.address.id, mine.depth + 1)
            if not given:
                return flow.form.show(turn, mine.state["form"], _("You had begun this. Let us go on."))
        given = flow.prepare(turn, given) if flow.prepare else given
        depth = mine.depth if mine else min(len(stack), DEEPEST)
        return self._keep(turn, Draft(depth, flow.name, {"nested": nested}), flow.form.begin(turn, given))

    def _step(self, turn: Turn, draft: Draft, event: Event) -> Answer:
        form = self.flows[draft.flow].form if draft.flow in self.flows else None
        if form is None:  # its service was closed while the form lay half filled
            drafts.drop(turn.db, turn.address.id, draft.depth)
            raise Refused(_("That form is closed. Here is where we are now."))
        return self._keep(turn, draft, form.step(turn, draft.state["form"], event))

    def _keep(self, turn: Turn, draft: Draft, step: Step) -> Answer:
        """Write down where the form is now, and see to what follows from its step."""
        if step.state is None:
            return self._ended(turn, draft, step)
        drafts.keep(turn.db, turn.seal, turn.address.id, replace(draft, state={**draft.state, "form": step.state}), turn.now)
        if step.opens is None:
            return step.screen
        if step.opens.flow == "menu":
            return self.menu(turn, step.notice)
        return self.open(turn, step.opens.flow, step.opens.given, nested=True)

    def _ended(self, turn: Turn, draft: Draft, step: Step) -> Answer:
        """Sent or left: the form beneath goes on, with the result if this one was nested in it."""
        drafts.drop(turn.db, turn.address.id, draft.depth)
        below = drafts.top(turn.db, turn.seal, turn.address.id)
        if draft.state["nested"] and below is not None and below.flow in self.flows:
            form = self.flows[below.flow].form
            if form is not None:
                return self._keep(turn, below, form.resume(turn, below.state["form"], turn.result))
        return step.screen or self.menu(turn, step.notice)


def word_key(text: str) -> str:
    """A word as we compare it: full-width and capitals evened out, without spaces, emoji and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())
