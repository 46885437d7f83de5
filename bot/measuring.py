"""How well the words of danger are found, measured on sentences that people wrote down together with their level.

A word list can be made to fit any sentence it knows. So there are two sets: with `seen` the list was improved; `unseen`
is read by nobody who edits the list, and alone says something of the sentences of tomorrow.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bot.app import read_home
from bot.commands import complain, say
from bot.danger import LEVELS, Level, Match, Watcher, watcher_of
from bot.settings import Settings
from bot.text import Message, Text, _

SETS = Path(__file__).parents[1] / "tests" / "danger"
SEEN, UNSEEN = SETS / "seen.toml", SETS / "unseen.toml"
ALARM = frozenset({"now", "today"})  # the levels that bring somebody the same day

Kind = Literal["now", "today", "soon", "none"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NAMES: dict[Level, Message] = {"now": _("At once"), "today": _("Today"), "soon": _("Within three days")}


@dataclass(frozen=True)
class Said:
    """A sentence, the level that its writer gave it, and what the list finds in it."""

    text: str
    level: Kind
    match: Match | None

    @property
    def is_found(self) -> bool:
        """Whether what must be seen the same day is, and what can wait some days at least then."""
        return self.match is not None and (self.level == "soon" or self.match.level in ALARM)

    @property
    def raises_alarm(self) -> bool:
        """Whether somebody is called the same day."""
        return self.match is not None and self.match.level in ALARM


@dataclass(frozen=True)
class Measured:
    """A whole set, read through the list."""

    said: tuple[Said, ...]

    def of(self, *kinds: Kind) -> list[Said]:
        """The sentences of these levels."""
        return [one for one in self.said if one.level in kinds]

    @property
    def missed(self) -> list[Said]:
        """What somebody should have seen, and the list did not."""
        return [one for one in self.of("now", "today", "soon") if not one.is_found]

    @property
    def false_alarms(self) -> list[Said]:
        """What would call somebody for nothing."""
        return [one for one in self.of("soon", "none") if one.raises_alarm]

    @property
    def recall(self) -> float:
        """The share of what must be seen the same day that is."""
        return share(len([one for one in self.of("now", "today") if one.is_found]), len(self.of("now", "today")))


def share(part: int, whole: int) -> float:
    """Of nothing, everything is found."""
    return part / whole if whole else 1.0


def read_set(path: Path, watcher: Watcher) -> Measured:
    """The sentences of a file, as the list reads them. Raises OSError, ValueError."""
    said = tomllib.loads(path.read_text("utf-8")).get("said")
    if not isinstance(said, list) or not all(isinstance(one, dict) and _is_whole(one) for one in said):
        raise ValueError(path)
    return Measured(tuple(Said(one["text"], one["level"], watcher.match(one["text"])) for one in said))


def _is_whole(one: dict[str, object]) -> bool:
    return isinstance(one.get("text"), str) and one.get("level") in KINDS


def measure(settings: Settings, files: Sequence[Path], *, missed: bool) -> int:
    """Print the numbers of each set. The sentences of the unseen one are never shown, or it would be no more."""
    watcher = watcher_of(read_home(settings))
    for path in files or (SEEN, UNSEEN):
        try:
            measured = read_set(path, watcher)
        except OSError:
            return complain(_("There is no file {path} that can be read.", path=str(path)))
        except ValueError:
            return complain(
                _("This is not a set of sentences with their levels: {path}. Each wants text and level: {levels}.",
                  path=str(path), levels=", ".join(KINDS))
            )  # fmt: skip
        say(str(path), *_numbers(measured))
        if missed and path.resolve() != UNSEEN:
            say(*_sentences(measured))
    return 0


def _numbers(measured: Measured) -> Iterator[Text]:
    for at, level in enumerate(LEVELS):
        those, enough = measured.of(level), LEVELS[: at + 1]
        found = sum(one.match is not None and one.match.level in enough for one in those)
        yield _("{level}: {number} sentences, {found} found at that level or above",
                level=NAMES[level], number=str(len(those)), found=str(found))  # fmt: skip
    calm, waiting, ordinary = measured.of("soon", "none"), measured.of("soon"), measured.of("none")
    words = sum(one.match is not None for one in ordinary)
    yield _("Ordinary: {number} sentences, {found} with a word of the list",
            number=str(len(ordinary)), found=str(words))  # fmt: skip
    yield _("Found of what must be seen today: {share}", share=f"{measured.recall:.1%}")
    late = sum(one.is_found for one in waiting)
    yield _("Found of what may wait three days: {share}", share=f"{share(late, len(waiting)):.1%}")
    alarms = share(len(measured.false_alarms), len(calm)) if calm else 0.0
    yield _("False alarms among all others: {share}", share=f"{alarms:.1%}")


def _sentences(measured: Measured) -> Iterator[Text]:
    yield _("Missed:")
    yield from (f"  {one.level}  {one.text}" for one in measured.missed)
    yield _("False alarms, and the word:")
    yield from (f"  {one.match.word if one.match else ''}  {one.text}" for one in measured.false_alarms)
