"""Durable turns, timed: a whole form, the least a turn can be, and the parts that no durable turn can do without."""

import asyncio
import sqlite3
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from bench.families import LETTER, STEPS, Answer, Family, OpenHome, body
from bench.rounds import Round
from storage import drafts, meta

FAMILIES_ALONE = 6
PLAIN_STEPS = 3
EVENTS_OF_A_PART = 96


@dataclass(frozen=True)
class Durable:
    """What can be timed in an open home, with so many events waiting at once. Each gives seconds an event."""

    home: OpenHome
    waiting: int

    def rounds(self) -> dict[str, Round]:
        """The contenders of our side, by name."""
        return {
            "step": self.form_steps,
            "button": self.buttons,
            "letter": self.letters,
            "menu": self.menu,
            "commit": self.commits,
            "seal": self.sealing,
            "read out": self.reading_out,
        }

    async def form_steps(self) -> float:
        """New families walk through the form; only hearing is timed, not what the page does between."""
        families = await self.home.families(max(self.waiting, FAMILIES_ALONE))
        seconds = sum([await self._heard(families, answer) for answer in STEPS])
        assert all("files" in family.screen for family in families), "a request was not sent"
        await self.home.tidy(families)
        return seconds / (len(families) * len(STEPS))

    async def buttons(self) -> float:
        """The form's plain steps: opening it, ticking a child, going on to the next question."""
        families = await self.home.families(max(self.waiting, FAMILIES_ALONE))
        plain = STEPS[:PLAIN_STEPS]
        seconds = sum([await self._heard(families, answer) for answer in plain])
        await self.home.tidy(families)
        return seconds / (len(families) * len(plain))

    async def letters(self) -> float:
        """Children write to the home off the record: next to nothing is kept, and the file's log is cut each time."""
        children = await self.home.families(max(self.waiting, FAMILIES_ALONE))
        seconds = sum([await self._heard(children, answer) for answer in LETTER])
        assert all("board.known" in str(child.screen) for child in children), "a letter was not sent"
        return seconds / (len(children) * len(LETTER))

    async def menu(self) -> float:
        """Turns that do nothing but hear an event and show the menu."""
        families = await self.home.families(max(self.waiting, FAMILIES_ALONE))
        menu: Answer = lambda _family: {"kind": "open", "text": ""}  # noqa: E731 - a line of a conversation
        times = max(1, EVENTS_OF_A_PART // len(families))
        return sum([await self._heard(families, menu) for _ in range(times)]) / (len(families) * times)

    async def commits(self) -> float:
        """Transactions that change one small row: what the disk asks for, shared by all events of a batch."""
        begun = perf_counter()
        for number in range(EVENTS_OF_A_PART // self.waiting):
            await self.home.app.db.write(lambda db, n=number: _commit(db, n))  # type: ignore[misc]
        return (perf_counter() - begun) / EVENTS_OF_A_PART

    async def sealing(self) -> float:
        """Sealing and opening as JSON what a step must keep: the event, the draft before and after, the screen."""
        seal = self.home.app.turns.seal
        screens, draft = await self._kept()
        begun = perf_counter()
        for screen in screens:
            seal.close({"kind": "tap", "text": "", "tap": "respite.set:half:12345678", "on": 5}, "inbox.payload")
            sealed = seal.close(draft, "drafts.state")
            seal.open(sealed, "drafts.state")
            seal.close(screen, "outbox.payload")
        return (perf_counter() - begun) / len(screens)

    async def reading_out(self) -> float:
        """Opening every screen of a form and saying it in Chinese: what the page's stream does beside the turns."""
        turns = self.home.app.turns
        screens, _draft = await self._kept()
        sealed = [turns.seal.close(screen, "outbox.payload") for screen in screens]
        begun = perf_counter()
        for one in sealed:
            turns.texts.render(turns.seal.open(one, "outbox.payload"), "zh", turns.home.zone)
        return (perf_counter() - begun) / len(sealed)

    async def _heard(self, families: list[Family], answer: Answer) -> float:
        said = [body(answer(family), family) for family in families]
        hear = self.home.hear
        begun = perf_counter()
        for start in range(0, len(families), self.waiting):
            together = slice(start, start + self.waiting)
            events = zip(families[together], said[together], strict=True)
            await asyncio.gather(*(hear(each, raw) for each, raw in events))
        seconds = perf_counter() - begun
        await self.home.look(families)
        return seconds

    async def _kept(self) -> tuple[list[Any], Any]:
        """The screens of one walk through the form, and its draft before it is sent."""
        family = (await self.home.families(1))[0]
        screens, draft = [], None
        for answer in STEPS:
            draft = await self.home.app.db.read(lambda db: drafts.top(db, self.home.app.turns.seal, family.address_id))
            await self._heard([family], answer)
            screens.append(family.screen)
        await self.home.tidy([family])
        return screens * 4, draft.state if draft else {}


def _commit(db: sqlite3.Connection, number: int) -> None:
    db.execute("BEGIN IMMEDIATE")
    meta.put(db, "bench", str(number))
    db.execute("COMMIT")


