"""The menu: the welcome, and the doors that stand open for this person."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat import Button, Screen, Tap, Turn, column
from bot.flow import Flow, Sign
from bot.text import Text, _
from storage import drafts

Welcome = Callable[[Turn], Screen]


class Menu:
    """All flows that have a sign. `welcome` is the first screen, to which the signs are added."""

    def __init__(self, flows: Mapping[str, Flow], welcome: Welcome) -> None:
        self._flows = flows
        self._welcome = welcome

    def may(self, turn: Turn, flow: Flow) -> bool:
        """Whether the home offers it and this person's role may open it."""
        offered = flow.section is None or turn.home.offers(flow.section)
        return offered and (not flow.roles or bool(flow.roles & turn.person.roles))

    def screen(self, turn: Turn, notice: Text | None = None) -> Screen:
        """What has been begun comes first, then every open door in its order."""
        screen = self._welcome(turn)
        rows = column([*self._begun(turn), *(_button(flow, sign) for flow, sign in self._shown(turn))])
        return replace(screen, rows=rows + screen.rows, notice=notice or screen.notice)

    def _shown(self, turn: Turn) -> list[tuple[Flow, Sign]]:
        signs = [(flow, flow.sign) for flow in self._flows.values() if flow.sign is not None and self.may(turn, flow)]
        here = [(flow, sign) for flow, sign in signs if sign.staff == (turn.address.door == "staff")]
        return sorted(here, key=lambda shown: shown[1].order)

    def _begun(self, turn: Turn) -> list[Button]:
        draft = drafts.top(turn.db, turn.seal, turn.address.id)
        if draft is None or draft.flow not in self._flows or self._flows[draft.flow].off_record:
            return []
        return [Button(_("Go on with: {title}", title=self._flows[draft.flow].title), Tap("door", "resume"), "primary")]


def _button(flow: Flow, sign: Sign) -> Button:
    return Button(sign.label, Tap("door", "open", flow.name), hint=sign.hint, picture=sign.picture)
