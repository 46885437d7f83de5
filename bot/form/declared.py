"""What a flow declares of its form, and what one event leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bot.chat import Open, Screen, Turn
from bot.fields import Answers, Field, State
from bot.form.state import SUMMARY
from bot.text import Text, _

SEND = _("Send it")
LEAVE = _("Leave the form")


@dataclass
class Step:
    """What one event led to.

    `state` None: the form has ended, sent or left. Without `screen`, `opens` is where to go on: a flow nested in this
    one (its result comes back through `resume`) or, on leaving, the menu; `notice` is a line to show on top of it.
    """

    state: State | None
    screen: Screen | None = None
    opens: Open | None = None
    sent: bool = False
    notice: Text | None = None


def nothing_more(turn: Turn, answers: Answers) -> Screen | None:
    """A summary of the answers alone."""
    return None


@dataclass(frozen=True)
class Declared:
    """The questions of one flow. All callables get (turn, answers): what was given and every valid answer, by name.

    `send` does the deed and says what happens next; a form that was nested leaves its result in `turn.result`. It may
    raise Refused (the summary is shown with the reason) or AskAgain (that question is asked again): before it writes
    anything. `summary` adds its text, facts, phones and rows to the summary's own. `heading` is a title that depends on
    the answers. One that does not `keep` is thrown away when it is left: the next at this tablet is somebody else.
    """

    flow: str
    title: Text
    fields: tuple[Field, ...]
    send: Callable[[Turn, Answers], Screen]
    summary: Callable[[Turn, Answers], Screen | None] = nothing_more
    send_label: Text = SEND
    heading: Callable[[Turn, Answers], Text] | None = None
    keeps: bool = True
    leave_label: Text = LEAVE

    def titled(self, turn: Turn, answers: Answers) -> Text:
        """What stands above every screen of this form."""
        return self.heading(turn, answers) if self.heading else self.title

    def __post_init__(self) -> None:
        names = sorted(field.name for field in self.fields)
        if SUMMARY in names or any(one == other for one, other in pairwise(names)):
            raise ValueError(f"{self.flow}: every field needs a name of its own, and {SUMMARY!r} is taken")
