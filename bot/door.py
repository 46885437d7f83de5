"""The door: who is here, what they may open, and which conversation hears what they said.

Roles are checked here for every event, where the action happens; whose booking it is, the flow checks itself.
"""

import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.chat import LONGEST_TEXT, Event, File, Open, Refused, Saying, Screen, Tap, Turn, plain
from bot.drafting import Drafting
from bot.fetching import fetches
from bot.fields.asking import not_here
from bot.flow import Answer, Flow
from bot.heard import MENU_WORDS, NOT_HERE, button_named, word_key
from bot.menu import Menu, Welcome
from bot.text import Json, Text, _
from storage import consents, outbox, staff
from storage.drafts import Draft
from storage.due import Due
from storage.jobs import Job

MOST_OPENINGS = 5
IDLE_SECONDS = 15 * 60
LOCK = "pin"
SIGN_IN = "signin"
ALWAYS = frozenset({"human", "concerns"})  # these words are heard in the middle of any form

Watch = Callable[[Turn, str], Screen | None]


class Door:
    """All flows of one home behind one door.

    `welcome` is the first screen, to which the door adds what this person may open; `watch` reads every free text for
    words of danger; `wordings` are today's notices by the purpose of consent. "notice" asks for it, "pin" locks.
    """

    def __init__(self, flows: Sequence[Flow], *, welcome: Welcome, watch: Watch, wordings: Mapping[str, str]) -> None:
        self.flows = {flow.name: flow for flow in flows}
        self._words = {word_key(word): flow.name for flow in flows for word in flow.words}
        self.menu = Menu(self.flows, welcome)
        self.drafting = Drafting(self.flows, self.menu)
        self._watch = watch
        self._wordings = wordings

    def hear(self, turn: Turn) -> None:
        """Handle one event of a person: everything that is to be said lands in `turn.sayings`."""
        lost = False
        try:
            screen = self._settle(turn, self._answer(turn))
        except Refused as refusal:
            screen = self.drafting.here(turn, refusal.message)
            lost = self.drafting.top(turn) is None
        alarm = self._watch(turn, turn.event.text) if turn.event.kind in ("text", "media", "other") else None
        if screen is not None and not (alarm and lost):  # "I did not understand" is no answer to a cry for help
            shown = replace(screen, notice=None) if alarm else screen
            turn.sayings.append(Saying(shown, address_id=turn.address.id, edits=turn.event.on))
        if alarm is not None:
            turn.say(alarm)

    def leads_to(self, word: str) -> str | None:
        """The flow that a typed word opens."""
        return self._words.get(word_key(word))

    def due(self, turn: Turn, due: Due) -> None:
        """Hand a due moment to the flow that owns it; one that nobody owns any more is quietly let go."""
        name, _dot, what = due.purpose.partition(".")
        dues = self.flows[name].dues if name in self.flows else {}
        function = dues.get(what) or dues.get("*")
        if function is not None:
            function(turn, due)

    def job_ended(self, turn: Turn, job: Job) -> None:
        """Hand a job's result (`turn.result`, None if it was given up) to the flow that asked for it."""
        name, _dot, what = job.kind.partition(".")
        function = self.flows[name].jobs_ended.get(what) if name in self.flows else None
        screen = self._settle(turn, function(turn, job)) if function else None
        if screen is not None:
            turn.say(screen)

    def _answer(self, turn: Turn) -> Answer:
        event = turn.event
        draft = self.drafting.top(turn)
        if draft is not None and draft.flow == LOCK:
            return self._locked(turn, draft)
        if self._owes_pin(turn) and (draft is None or draft.flow != SIGN_IN):
            return Open(SIGN_IN, {"choose": True})
        if self._idle(turn):
            return Open(LOCK)
        if event.kind == "open":
            return self._opened(turn, event.text)
        if event.kind == "tap":
            return self._tapped(turn, event.tap, draft)
        if event.kind == "media":
            return self._sent(turn, draft)
        if event.kind == "other":
            if fetches(turn):
                return None
            raise Refused(NOT_HERE.get(event.what, NOT_HERE["thing"]))
        return self._typed(turn, draft)

    def file(self, turn: Turn, name: str, ref: str) -> tuple[bytes, str]:
        """A file that a flow makes on demand: (bytes, media type). Raises Refused.

        Whose it is, the flow checks; that this person may open the flow, and that no PIN hides it, the door does.
        """
        flow = self.flows.get(name)
        pin = self._is_locked(turn) or self._idle(turn) or self._owes_pin(turn)
        if not (flow and flow.read_file and self.menu.may(turn, flow)) or (pin and ref not in flow.in_sight):
            raise Refused(_("There is no such file."))
        return flow.read_file(turn, ref)

    def must_lock(self, turn: Turn) -> bool:
        """Whether this page lay idle and nobody has locked it yet."""
        return self._idle(turn) and not self._is_locked(turn)

    def _is_locked(self, turn: Turn) -> bool:
        draft = self.drafting.top(turn)
        return draft is not None and draft.flow == LOCK

    def _idle(self, turn: Turn) -> bool:
        """A staff page that lay idle asks for the PIN (web only: a chat app has its own lock)."""
        address = turn.address
        lies_idle = address.channel == "web" and turn.now - address.used_at > IDLE_SECONDS
        return lies_idle and bool(turn.person.roles) and staff.has_pin(turn.db, turn.person.id)

    def _owes_pin(self, turn: Turn) -> bool:
        """Whoever was invited chooses a PIN before anything else on a page that others may pick up."""
        on_page = turn.address.channel == "web" and bool(turn.person.roles)
        return on_page and staff.owes_pin(turn.db, turn.person.id)

    def _locked(self, turn: Turn, draft: Draft) -> Answer:
        """Behind the PIN nothing acts but the lock itself, whatever button is pressed and whatever is typed."""
        tap = turn.event.tap
        if tap is not None and tap.flow == LOCK and tap.verb in self.flows[LOCK].taps:
            return self._tapped(turn, tap, draft)
        return self.drafting.hear(turn, draft, turn.event)

    def _opened(self, turn: Turn, wish: str) -> Answer:
        """A deep link: a flow's name, perhaps with something for it to begin with behind a dash."""
        name, _dash, rest = wish.partition("-")
        if name in self.flows:
            return Open(name, {"link": rest} if rest and self.flows[name].takes_link else {})
        if turn.address.door == "staff" and not turn.person.roles:
            return Open(SIGN_IN)
        return self.drafting.before_leaving(turn) or self.menu.screen(turn)

    def _tapped(self, turn: Turn, tap: Tap | None, draft: Draft | None) -> Answer:
        if tap is None:
            raise Refused(_("This button does not work any more. Here is where we are now."))
        if tap.flow == "door":
            return self._own_button(turn, tap)
        flow = self.flows.get(tap.flow)
        if flow is None or not self.menu.may(turn, flow):
            raise Refused(_("This button is not for you, or its service is closed. Here is where we are now."))
        if tap.verb in flow.taps:
            roles, function = flow.taps[tap.verb]
            if roles and not roles & turn.person.roles:
                raise Refused(_("Only colleagues with the right role may do this."))
            return function(turn, tap)
        if draft is not None and draft.flow == tap.flow:
            return self.drafting.hear(turn, draft, replace(turn.event, kind="tap", tap=tap))
        raise Refused(_("That form is closed. Here is where we are now."))

    def _own_button(self, turn: Turn, tap: Tap) -> Answer:
        if tap.verb == "open" and tap.ref in self.flows:
            return Open(tap.ref)
        if tap.verb == "file":
            return self._file_screen(turn, tap)
        return self.drafting.here(turn) if tap.verb == "resume" else self._opened(turn, "")

    def _file_screen(self, turn: Turn, tap: Tap) -> Screen:
        """A file asked for by its button, for a channel that cannot show a link to it."""
        name, _dash, ref = tap.ref.partition("-")
        kind = self.file(turn, name, ref)[1].partition(";")[0]
        named = f"{name}-{ref}{mimetypes.guess_extension(kind) or ''}"
        media = {"image": "photo", "audio": "voice"}.get(kind.partition("/")[0], "")
        return Screen(_("Here is the file."), files=(File(name, ref, named, _("Open the file"), media),))

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
        named = self.leads_to(text)
        shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
        asked = bool(shown.get("ask"))
        if named is not None and (draft is None or not asked or text.startswith("/") or named in ALWAYS):
            return (self.drafting.before_leaving(turn) if named not in ALWAYS else None) or Open(named)
        if draft is not None and not (asked and _is_elsewhere(shown, draft)):
            return self.drafting.hear(turn, draft, replace(turn.event, text=text))
        return self._without_form(turn, text)

    def _sent(self, turn: Turn, draft: Draft | None) -> Answer:
        """A photo or a voice message: for the question that stands on the screen, or for nothing."""
        shown = outbox.last_screen(turn.db, turn.seal, turn.address.id)
        if draft is None or _is_elsewhere(shown, draft):
            return self._taken(turn, turn.event, not_here(turn))
        return self.drafting.hear(turn, draft, turn.event)

    def _without_form(self, turn: Turn, text: str) -> Answer:
        tap = button_named(turn, text)
        if tap is not None:
            return self._tapped(turn, tap, None)
        lost = _("I did not understand that. Please tap one of the buttons, or type “menu”.")
        return self._taken(turn, replace(turn.event, text=text), lost)

    def _taken(self, turn: Turn, event: Event, otherwise: Text) -> Answer:
        """What the first flow makes of it that can make something of it. Raises Refused with `otherwise`."""
        answers = (flow.typed(turn, event) for flow in self.flows.values() if flow.typed)
        answer = next((answer for answer in answers if answer is not None), None)
        if answer is None:
            raise Refused(otherwise)
        return answer

    def _settle(self, turn: Turn, answer: Answer) -> Screen | None:
        for _round in range(MOST_OPENINGS):
            if not isinstance(answer, Open):
                return answer
            answer = self.open(turn, answer)
        raise RecursionError("flows open one another without end")

    def open(self, turn: Turn, wish: Open) -> Answer:
        """Begin a flow, or go on with its draft where there is one. Raises Refused where it may not be opened."""
        if wish.flow == "menu":
            return self._opened(turn, "")
        flow = self.flows.get(wish.flow)
        if flow is None or not self.menu.may(turn, flow):
            raise Refused(_("This service is not open here. Please choose from the menu."))
        if flow.consent and not consents.given(turn.db, turn.person.id, flow.consent, self._wordings[flow.consent]):
            return Open("notice", {"then": flow.name, "purpose": flow.consent})
        answer = flow.begin(turn, wish.given) if flow.begin is not None else None
        if answer is not None or flow.form is None:
            return answer
        return self.drafting.begin(turn, flow, wish.given, nested=wish.nested)


def _is_elsewhere(shown: Json, draft: Draft) -> bool:
    """Whether the screen that asks for words is another flow's than the form that lies half filled."""
    taps = [Tap.parse(button["data"]) for buttons in shown.get("rows", []) for button in buttons]
    flows = {tap.flow for tap in taps if tap is not None} - {"door"}
    return bool(flows) and draft.flow not in flows
