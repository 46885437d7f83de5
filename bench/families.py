"""A home with families who fill in the respite form: the real turns, door, form and file that a home runs on."""

import asyncio
import json
import sqlite3
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import app
from bot.app import App
from bot.chat import Event, Tap
from bot.clock import Clock
from bot.settings import SAMPLE_HOME, Settings
from bot.turns import Arrival
from handlers.notice import CARE, WORDINGS
from storage import children, consents, outbox, people, places, staff
from storage.places import NewBooking

KEY = bytes(range(32))
NOW = int(datetime(2026, 12, 1, 1, tzinfo=UTC).timestamp())  # a Tuesday morning: every run fills in the same month
TODAY = "2026-12-01"
CHANNEL, READER = "web", "care_lead"


class StoppedClock(Clock):
    """A clock that stands still."""

    def now(self) -> int:
        return NOW


@dataclass
class Family:
    """A family at the front door: its key, the newest screen it sees and that screen's number."""

    number: int
    key: str
    address_id: int
    screen: dict[str, Any] = field(default_factory=dict)
    seq: int = 0

    def button(self, start: str) -> str:
        """What the first button carries whose tap begins like this."""
        buttons = (each for row in self.screen["rows"] for each in row)
        return next(str(each["data"]) for each in buttons if each["data"].startswith(start))

    def free_day(self) -> str:
        """A day with room, not the same for everyone."""
        free = [day["data"] for day in self.screen["calendar"]["days"] if day["state"] == "free" and day["data"]]
        return str(free[self.number % len(free)])


Answer = Callable[[Family], dict[str, Any]]


def _tap(start: str) -> Answer:
    return lambda family: {"kind": "tap", "data": family.button(start)}


A_MOBILE = "13" + "0" * 9  # made here: whatever number is written down may be somebody's
# The respite form from its first question until it is sent, one event a line.
STEPS: tuple[Answer, ...] = (
    lambda _family: {"kind": "open", "text": "respite"},
    _tap("respite.tick"),
    _tap("respite.done"),
    _tap("respite.set:half"),
    lambda family: {"kind": "tap", "data": family.free_day()},
    lambda _family: {"kind": "text", "text": "吃饭慢一点，怕打雷，睡前要听一首歌。"},
    _tap("respite.done:none"),
    lambda _family: {"kind": "text", "text": A_MOBILE},
    _tap("respite.send"),
)
# A child's letter of the same kind, off the record, until its five pictures are shown.
LETTER: tuple[Answer, ...] = (
    lambda _child: {"kind": "open", "text": "board"},
    _tap("board.start"),
    _tap("board.set:food"),
    _tap("board.set:write"),
    lambda _child: {"kind": "text", "text": "晚饭的肉太硬了，我咬不动。"},
    _tap("board.send"),
)


@dataclass
class OpenHome:
    """A home that is open, its families made as they are needed."""

    app: App
    made: int = 0

    async def families(self, number: int) -> list[Family]:
        """Families who have agreed to the notice, have told of a child and asked for its first visit."""
        return await self.app.turns.write(lambda db: [self._family(db) for _ in range(number)])

    async def hear(self, family: Family, raw: bytes) -> None:
        """One event as its bytes arrive, until it is on the disk."""
        await self.app.turns.hear(arrival(family, raw))

    async def look(self, families: list[Family]) -> None:
        """Every family sees its newest screen."""

        def read(db: sqlite3.Connection) -> None:
            for family in families:
                family.screen = outbox.last_screen(db, self.app.turns.seal, family.address_id)
                family.seq = outbox.last_seq(db, family.address_id)

        await self.app.db.read(read)

    async def tidy(self, families: list[Family]) -> None:
        """What was asked for is called off, so that the next round finds the same room."""
        await asyncio.gather(*(self.hear(each, self._call_off(each)) for each in families if "files" in each.screen))

    def _call_off(self, family: Family) -> bytes:
        return body({"kind": "tap", "data": f"bookings.drop:{family.screen['files'][0]['ref']}:1"}, family)

    def _family(self, db: sqlite3.Connection) -> Family:
        self.made += 1
        seal, key = self.app.turns.seal, f"family {self.made}"
        person_id = people.new_person(db, "zh", TODAY)
        address = people.new_address(
            db, seal, person_id=person_id, channel=CHANNEL, door="family", key=key, now=NOW
        )
        consents.record(
            db, person_id=person_id, purpose=CARE, wording=WORDINGS[CARE], answer="given", channel=CHANNEL, now=NOW
        )
        details = {"nickname": "小晴", "age": "a4", "needs": ["speech"], "high_support": False}
        children.add(db, seal, person_id=person_id, details=details, role="parent", day=TODAY)
        child = children.of_guardian(db, seal, person_id)[0]
        visit = NewBooking(
            service="respite", kind="visit", person_id=person_id, children=(child.id,), starts_at=NOW,
            ends_at=NOW + 3600, first_day=TODAY, details=b"",
        )  # fmt: skip
        places.request(db, visit, (), NOW, waitlist=False)
        return Family(self.made, key, address.id)


def body(answer: dict[str, Any], family: Family) -> bytes:
    """An event as the page sends it."""
    on = family.seq if answer["kind"] == "tap" else None
    return json.dumps({"id": str(uuid.uuid4()), "on": on, **answer}, ensure_ascii=False).encode()


def arrival(family: Family, raw: bytes) -> Arrival:
    """The same bytes, read."""
    read = json.loads(raw)
    tap = Tap.parse(read["data"]) if read["kind"] == "tap" else None
    return Arrival(CHANNEL, family.key, read["id"], Event(read["kind"], read.get("text", ""), tap, read["on"]), raw)


def settings(folder: Path) -> Settings:
    """The sample home in a folder of its own."""
    return Settings(
        token="", api="", url="", data=folder, home=SAMPLE_HOME, host="127.0.0.1", port=0, key=KEY, key_file=None,
        log="ERROR", sample=True,
    )  # fmt: skip


@asynccontextmanager
async def open_home(folder: Path) -> AsyncIterator[OpenHome]:
    """Open the sample home with the one colleague who reads the requests; its scheduler does not tick."""
    async with app.opened(settings(folder), clock=StoppedClock()) as opened:
        await opened.turns.write(lambda db: _employ(db, opened))
        yield OpenHome(opened)


def _employ(db: sqlite3.Connection, opened: App) -> None:
    seal = opened.turns.seal
    person_id = people.new_person(db, "zh", TODAY)
    people.new_address(db, seal, person_id=person_id, channel=CHANNEL, door="staff", key="reader", now=NOW)
    staff.appoint(db, person_id=person_id, role=READER, sealed_name=seal.close("示例护士C", "staff.name"))
