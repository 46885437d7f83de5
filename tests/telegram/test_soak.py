"""Ten thousand updates over a bad line: everything is answered once, and all stands as if the line had been good."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from telegram.error import TelegramError

from storage import audit, inbox
from storage.inbox import Heard
from tests.chat import TUESDAY, StoppedClock, local
from tests.telegram.a_crowd import Crowd, dice
from tests.telegram.a_line import Line, Pace, open_line
from tests.telegram.bot_api import BotApi
from tests.telegram.floods import FloodControl

PEOPLE, SEED, SHARE = 300, 20261201, 0.7
A_ROUND = 40  # seconds on the home's clock
FAULTS = ((429, "Too Many Requests: retry after 3"), (500, "Internal Server Error"), (502, "Bad Gateway"),
          "timeout before", "timeout after", "cut")  # fmt: skip
CONFLICT = (409, "Conflict: terminated by other getUpdates request")
STANDS = {
    "addresses": "SELECT id, person_id, door, state, last_seq FROM addresses ORDER BY id",
    "drafts": "SELECT address_id, depth, flow FROM drafts ORDER BY 1, 2",
    # Not which number is replaced: a second tap comes before or after the answer to the first, on the same message.
    "said": "SELECT address_id, seq, origin, edits IS NULL, purpose, state = 'failed' FROM outbox ORDER BY 1, 2",
    "bookings": "SELECT person_id, service, kind, state, version, starts_at, ends_at FROM bookings ORDER BY id",
    "consents": "SELECT person_id, purpose, answer, at FROM consents ORDER BY id",
    "calls": "SELECT person_id, reason, at, done_at FROM calls ORDER BY id",
    "concerns": "SELECT person_id, state FROM concerns ORDER BY person_id, at, state",
    "heard": "SELECT state, count(*) FROM inbox GROUP BY state",
}


@dataclass
class BadLine:
    """Every so many calls something goes wrong. `lost` are the taps whose answer did."""

    dice: Random
    one_in: int = 12
    lost: set[str] = field(default_factory=set)

    def __call__(self, method: str, params: Mapping[str, Any]) -> Any:
        if self.dice.randrange(self.one_in):
            return None
        fault = self.dice.choice((*FAULTS, CONFLICT) if method == "getUpdates" else FAULTS)
        if method == "answerCallbackQuery" and fault not in ("timeout after", "cut"):
            self.lost.add(params["callback_query_id"])
        return fault


@dataclass(repr=False)
class Soak:
    """A home that is opened again and again on the same folder, and the crowd at the other end of its line."""

    folder: Path
    api: BotApi
    clock: StoppedClock
    pace: Pace
    crowd: Crowd
    house: AsyncExitStack
    heard: int = 0

    def counting(self, keep: Callable[..., Heard | None]) -> Callable[..., Heard | None]:
        """Count what is heard for the first time: of what is said off the record no row tells it afterwards."""

        def counted(*args: Any, **more: Any) -> Heard | None:
            heard = keep(*args, **more)
            self.heard += heard is not None
            return heard

        return counted

    async def opens(self) -> Line:
        """Open the home, after closing it where it was open."""
        await self.house.aclose()
        return await self.house.enter_async_context(open_line(self.folder, self.api, self.clock, self.pace))

    async def goes_on(self, updates: int, restarts: int, *, is_bad: bool) -> Line:
        """Until there were so many updates; in the end all of them are answered.

        Only on a bad line does the home close. What comes then is brought in its order, on a good line as well: else
        some would hear their answers in another one, and do something else.
        """
        line, closes_at = await self.opens(), [updates * (one + 1) // (restarts + 1) for one in range(restarts)]
        while len(self.crowd.brought) < updates:
            self.crowd.acts(SHARE)
            out_of_order = self.crowd.dice.random() < 0.3
            if closes_at and len(self.crowd.brought) >= closes_at[0]:
                closes_at.pop(0)
                if is_bad:
                    await _hears(line, polls=1)  # some of it is handled, little of it sent, nothing of it confirmed
                    line = await self.opens()
            elif out_of_order:
                await line.telegram.receiver.take(self.crowd.hand_over())
            await _hears(line)
            await line.drains(step=0.125)
            await line.app.ticks.fetch()
            await line.app.ticks.catch_up()
            await line.drains(step=0.125)
            if self.crowd.dice.random() < 0.1:
                self.api.restart_ids(at=self.crowd.dice.randrange(1, 2**30))
            self.clock.instant += A_ROUND
            self.pace.now += A_ROUND
        return line


async def _hears(line: Line, polls: int = 0) -> None:
    """Ask until everything was heard, or for so many times until something was; what fails is asked again."""
    while True:
        try:
            if polls:
                await line.telegram.receiver.poll()
            else:
                await line.telegram.settle()
            return
        except TelegramError:
            continue


async def soaked(folder: Path, updates: int, restarts: int = 0, weather: Any = None) -> tuple[Soak, dict[str, Any]]:
    """What the home knows in the end, and what people see."""
    clock, pace = StoppedClock(local(TUESDAY)), Pace()
    api = BotApi(clock=clock.now, floods=FloodControl(pace))
    if weather:
        api.weather = weather
    with pytest.MonkeyPatch.context() as counts:
        async with AsyncExitStack() as house:
            soak = Soak(made(folder), api, clock, pace, Crowd.of(api, PEOPLE, SEED), house)
            counts.setattr(inbox, "keep", soak.counting(inbox.keep))
            line = await soak.goes_on(updates, restarts, is_bad=weather is not None)
            stands: dict[str, Any] = {what: await line.rows(sql) for what, sql in STANDS.items()}
            assert await line.rows("SELECT count(*) FROM outbox WHERE state = 'waiting'") == [(0,)]
            assert await line.app.db.read(audit.verify) is None
    return soak, stands | {"seen": [_seen(one.person) for one in soak.crowd.people]}


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _seen(person: Any) -> Any:
    """The bot's newest message with buttons, without what is drawn by chance."""
    newest = next((message for message in reversed(person.chat) if message.rows), None)
    return newest and (re.sub(r"[0-9A-Z-]{4,}", "…", newest.text), newest.labels)


@pytest.mark.slow
@pytest.mark.parametrize(("updates", "restarts"), [(10_000, 0), (3_000, 5)])
async def test_over_a_bad_line_all_is_answered_once_as_over_a_good_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, updates: int, restarts: int
):
    stray: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: stray.append(context))
    bad = BadLine(dice(SEED))

    good, expected = await soaked(tmp_path / "good", updates, restarts)
    soak, found = await soaked(tmp_path / "bad", updates, restarts, bad)

    for what, stands in expected.items():
        assert found[what] == stands, what
    assert soak.heard == soak.crowd.events == good.heard == good.crowd.events
    assert set(soak.api.unanswered) <= bad.lost  # a tap that is brought again after a restart is answered then
    assert soak.api.floods is not None
    assert soak.api.floods.violations == []
    assert stray == []
    assert {record.msg for record in caplog.records if record.levelname == "ERROR"} == {
        "an update cannot be read: %s", "event %s of %s cannot be read",
    }  # fmt: skip
    assert Counter(method for method, _params in soak.api.calls)["sendMessage"] > updates / 3
