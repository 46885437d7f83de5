"""A flow: one thing the home does, as one conversation. A file of handlers/ declares it and hangs functions on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.chat import Event, Open, Screen, Tap, Turn
from bot.form import Form
from bot.text import Json, Message, Text
from storage.due import Due
from storage.jobs import Job

Answer = Screen | Open | None
Begin = Callable[[Turn, Mapping[str, Json]], Answer]
TapFunction = Callable[[Turn, Tap], Answer]
DueFunction = Callable[[Turn, Due], None]
JobFunction = Callable[[Turn, Json], Json]
JobEndedFunction = Callable[[Turn, Job], Answer]
SweepFunction = Callable[[Turn], None]
FileFunction = Callable[[Turn, str], tuple[bytes, str]]
EVERYBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sign:
    """How a flow is shown in the menu: `order` sorts, `picture` names a drawing, `staff` puts it on staff's menu."""

    label: Text
    hint: Text
    order: int
    picture: str | None = None
    staff: bool = False


@dataclass
class Flow:
    """One flow. `roles` empty means everybody; `section` must be in the home's profile; `consent` must have been given.

    A deep link may carry something for a flow that `takes_link` to begin with, as `given["link"]`.
    One `off_record` leaves no trace of who spoke in it and when: every screen of it needs a button of its own.
    Files `in_sight` hang on a wall for all to read, so no PIN hides them while the page that opened them lies idle.
    `prepare` turns what a form was given into answers. `words` are what people type to get here, commands included
    ("respite" answers /respite).
    """

    name: str
    title: Message
    sign: Sign | None = None
    roles: frozenset[str] = EVERYBODY
    section: type | None = None
    consent: str | None = None
    words: tuple[str, ...] = ()
    form: Form | None = None
    begin: Begin | None = None
    prepare: Callable[[Turn, Mapping[str, Json]], Mapping[str, Json]] | None = None
    taps: dict[str, tuple[frozenset[str], TapFunction]] = field(default_factory=dict)
    dues: dict[str, DueFunction] = field(default_factory=dict)
    sweeps: list[SweepFunction] = field(default_factory=list)
    nights: list[SweepFunction] = field(default_factory=list)
    jobs: dict[str, JobFunction] = field(default_factory=dict)
    jobs_ended: dict[str, JobEndedFunction] = field(default_factory=dict)
    read_file: FileFunction | None = None
    typed: Callable[[Turn, Event], Answer] | None = None
    takes_link: bool = False
    off_record: bool = False
    in_sight: frozenset[str] = frozenset()

    def begins(self, function: Begin) -> Begin:
        """What is shown when the flow is opened. None: its form begins, or is gone on with."""
        self.begin = function
        return function

    def tap(self, verb: str, *, roles: frozenset[str] | None = None) -> Callable[[TapFunction], TapFunction]:
        """Answer the buttons of this verb. `roles` narrows who may press them; default: whoever may use the flow."""

        def hang(function: TapFunction) -> TapFunction:
            self.taps[verb] = (self.roles if roles is None else roles, function)
            return function

        return hang

    def due(self, what: str) -> Callable[[DueFunction], DueFunction]:
        """See to due moments of the purpose "flow.what"; "*" to those that no other function of the flow sees to."""

        def hang(function: DueFunction) -> DueFunction:
            self.dues[what] = function
            return function

        return hang

    def job(self, what: str) -> Callable[[JobFunction], JobFunction]:
        """Work that takes time, on a turn that can only read; its result (JSON) comes back to `job_ended`."""

        def hang(function: JobFunction) -> JobFunction:
            self.jobs[what] = function
            return function

        return hang

    def job_ended(self, what: str) -> Callable[[JobEndedFunction], JobEndedFunction]:
        """Hear the result of a job: `turn.result`, None if it was given up."""

        def hang(function: JobEndedFunction) -> JobEndedFunction:
            self.jobs_ended[what] = function
            return function

        return hang

    def sweep(self, function: SweepFunction) -> SweepFunction:
        """Look about once a minute: for what has lapsed, is overdue or has passed. Only that; it must be quick."""
        self.sweeps.append(function)
        return function

    def nightly(self, function: SweepFunction) -> SweepFunction:
        """Once a day in the small hours, or as soon as the machine is awake again: retention, generation ahead."""
        self.nights.append(function)
        return function

    def file(self, function: FileFunction) -> FileFunction:
        """Make a file of this flow on demand: (bytes, media type). The turn is a reading one. Raises Refused."""
        self.read_file = function
        return function
