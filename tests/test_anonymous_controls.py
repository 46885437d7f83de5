"""The attacker of tests/test_anonymous.py is strong enough: with any one wall torn down he finds whoever wrote.

Some walls stand behind others, for what a letter says of its hour is no use to him who knows no hour of anybody: there
both are torn down, and it is said so.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.chat import Screen, Turn
from bot.desk import raising
from bot.door import Door
from bot.turns.saying import echo
from storage import audit, concerns, outbox, posts
from tests.a_letter_writer import Crowd
from tests.an_attacker import STRATEGIES, seize
from tests.chat import ZONE, open_home
from tests.in_haste import in_haste
from tests.matching import by_chance, likenesses
from tests.test_anonymous import copied, right

CERTAIN = 1e-6
NOW: list[Any] = [None]  # the clock that letters would have
Wall = Callable[[pytest.MonkeyPatch], None]
DANGER = ("now", "today", "card of danger")
STEPS = ("words", "cards")
MEDIA = ("words", "voice", "draw")


def nothing(*_any: Any, **_named: Any) -> None:
    """What a torn down wall does."""


def kept(*names: str) -> Wall:
    """These functions forget nothing any more."""

    def tear(patch: pytest.MonkeyPatch) -> None:
        for name in names:
            patch.setattr(name, nothing)

    return tear


def clocks(patch: pytest.MonkeyPatch) -> None:
    """Every trace of an address has its hour."""
    patch.setattr(Turn, "has_clock", True)
    patch.setattr("storage.unrecorded.clear_day", nothing)
    use = "UPDATE addresses SET used_at = ? WHERE id = ?"

    def forget_event(aside: Any, heard: Any) -> None:
        turn = aside._turn
        turn.db.execute(use, (turn.now, turn.address.id))

    patch.setattr("bot.turns.unrecorded.OffRecord.forget_event", forget_event)


def letters_with_an_hour(patch: pytest.MonkeyPatch) -> None:
    put_in = posts.put_in

    def put(db: sqlite3.Connection, *rest: Any, day: str, **more: Any) -> str:
        ref = put_in(db, *rest, day=day, **more)
        hour = datetime.fromtimestamp(NOW[0].instant, ZONE).strftime("%H:%M:%S")
        db.execute("UPDATE posts SET day = ? WHERE ref = ?", (f"{day} {hour}", ref))
        return ref

    patch.setattr(posts, "put_in", put)


def letters_in_order(patch: pytest.MonkeyPatch) -> None:
    numbers = count()
    patch.setattr(posts, "new_ref", lambda _length: f"LETTER{'ABCDEFGHJK'[next(numbers) // 1000]}{next(numbers):09d}")


def concerns_with_an_hour(patch: pytest.MonkeyPatch) -> None:
    raise_concern = concerns.raise_concern

    def raised(*rest: Any, now: int, **more: Any) -> str:
        return raise_concern(*rest, now=NOW[0].instant, **more)

    patch.setattr(concerns, "raise_concern", raised)
    concerns_in_order(patch)


def concerns_in_order(patch: pytest.MonkeyPatch) -> None:
    numbers = count(1)
    patch.setattr(concerns, "secrets", SimpleNamespace(randbelow=lambda _most: next(numbers)))


def raising_is_audited(patch: pytest.MonkeyPatch) -> None:
    def raise_off_record(turn: Turn, level: str, words: str, matched: str) -> bool:
        told = off_record(turn, level, words, matched)
        raised = concerns.in_the_box(turn.db, turn.seal, words)
        if raised is not None:
            audit.record(turn.db, at=turn.now, actor=turn.person.ref, act="raised", what=raised.ref, why=level)
        return told

    off_record = raising._raise_off_record
    patch.setattr(raising, "_raise_off_record", raise_off_record)


def echoes(patch: pytest.MonkeyPatch) -> None:
    hear = Door.hear

    def heard(door: Door, turn: Turn) -> None:
        if turn.event.kind == "text" and turn.address.channel == "web":
            echo(turn, secret=False)
        hear(door, turn)

    patch.setattr(Door, "hear", heard)
    kept("storage.outbox.unsay", "storage.unrecorded.clear_day")(patch)


def pages_with_a_ref(patch: pytest.MonkeyPatch) -> None:
    def told(turn: Turn, person_id: int, screen: Screen, **more: Any) -> None:
        raised = max(concerns.unfinished(turn.db, turn.seal), key=lambda one: one.id, default=None)
        at = people_address(turn.db, person_id)
        if raised is not None and at is not None:
            page = Screen(title=screen.title, rows=((screen.rows[0][0],),), text=raised.ref)
            outbox.put(turn.db, turn.seal, address_id=at, payload=page.pack(), now=turn.now, purpose="desk")

    def people_address(db: sqlite3.Connection, person_id: int) -> int | None:
        found = db.execute("SELECT id FROM addresses WHERE person_id = ?", (person_id,)).fetchone()
        return found["id"] if found else None

    concerns_in_order(patch)
    patch.setattr(Turn, "tell", told)


def all_of(*walls: Wall) -> Wall:
    def tear(patch: pytest.MonkeyPatch) -> None:
        for wall in walls:
            wall(patch)

    return tear


ROWS_KEPT = all_of(
    kept("storage.unrecorded.clear", "storage.unrecorded.clear_idle"),
    lambda patch: patch.setattr("storage.outbox.seen", lambda *_any: False),
    lambda patch: patch.setattr("storage.outbox._replace", lambda *_any: True),
)
GUESSED: dict[str, tuple[Wall, str, dict[str, Any]]] = {
    "outbox rows are kept": (ROWS_KEPT, "a row that links", {"telegram": 0.0}),
    "the echo is kept": (echoes, "a row that links", {"kinds": ("words",), "telegram": 0.2}),
    "attachments are kept": (
        kept("storage.attachments.drop"), "a row that links", {"kinds": ("voice", "draw")}
    ),
    "raising is audited": (raising_is_audited, "a row that links", {"kinds": ("now", "today")}),
    "five pictures stand for ever": (
        kept("storage.unrecorded.clear_idle"), "a row that links", {"afters": ("walks away",)}
    ),
    "the log is not cut": (kept("bot.turns.batches.empty_log"), "what was deleted", {}),
    "hours of use, and of letters": (all_of(clocks, letters_with_an_hour), "first after", {}),
    "inbox rows are kept, and hours of letters": (all_of(
        kept("storage.inbox.unrecord", "storage.unrecorded.clear_day"), letters_with_an_hour
    ), "nearest in time", {}),
    "hours of use, and of concerns": (
        all_of(clocks, concerns_with_an_hour), "nearest in time", {"kinds": DANGER}
    ),
    "hours of use, and colleagues who are quick": (clocks, "nearest in time", {"kinds": DANGER}),
    "hours of use, and calls that name the concern": (
        all_of(clocks, pages_with_a_ref), "nearest in time", {"kinds": ("now", "today")}
    ),
}  # fmt: skip
ALIKE: dict[str, tuple[Wall, str, dict[str, Any]]] = {
    "keys in order, and hours of use": (all_of(letters_in_order, clocks), "order of keys ~ last use", {}),
    "keys in order, and people in order": (
        all_of(letters_in_order, lambda patch: patch.setattr("storage.people._any_id", count(1).__next__)),
        "order of keys ~ id", {},
    ),
    "keys in order, and messages in order": (
        all_of(letters_in_order, kept("storage.unrecorded.clear_idle"), lambda patch: patch.setattr(
            "storage.unrecorded.no_order", count(-(10**9)).__next__
        )), "order of keys ~ id of outbox", {},
    ),
    "jobs are kept": (kept("storage.jobs.unrecord"), "is media ~ rows in jobs", {"kinds": MEDIA, "telegram": 1.0}),
    "messages are counted": (
        kept("storage.unrecorded.fold"), "is cards ~ count of messages", {"kinds": STEPS, "afters": ("bye",)}
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("torn", GUESSED)
async def test_without_a_wall_many_guesses_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: str):
    wall, strategy, more = GUESSED[torn]
    in_haste(monkeypatch)
    data = tmp_path / "home"
    data.mkdir()
    async with open_home(data, channel="telegram") as home:
        NOW[0] = home.clock
        wall(monkeypatch)
        truth = await Crowd(home, 24, at_once=6, **more).writes()
        seized = seize(data, tmp_path / "seized")

    guesses = STRATEGIES[strategy](seized)
    chance = by_chance(right(guesses, truth), len(guesses), len(seized.everybody))
    print(f"{torn}: {right(guesses, truth)} of {len(guesses)}, p = {chance:.2g}")
    assert chance < CERTAIN, (guesses, truth)


@pytest.mark.slow
@pytest.mark.parametrize("torn", ALIKE)
async def test_without_a_wall_what_is_counted_gives_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: str
):
    wall, pair, more = ALIKE[torn]
    in_haste(monkeypatch)
    data = tmp_path / "home"
    data.mkdir()
    async with open_home(data, channel="telegram") as home:
        wall(monkeypatch)
        truth = await Crowd(home, 48, at_once=6, **more).writes()
        seized = seize(data, tmp_path / "seized")

    found = {what.rpartition(" (")[0]: chance for chance, what in likenesses(seized, truth, places=False)}
    print(f"{torn}: {pair}, p = {found[pair]:.2g}")
    assert found[pair] < CERTAIN


@pytest.mark.slow
async def test_a_backup_that_left_nothing_out_would_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    in_haste(monkeypatch)
    monkeypatch.setattr("storage.unrecorded.leave_out", nothing)
    data, made = tmp_path / "home", []
    data.mkdir()
    async with open_home(data, channel="telegram") as home:

        async def midway() -> None:
            made.append(copied(home, tmp_path / "usb"))

        truth = await Crowd(home, 44, kinds=("words",), at_once=18).writes(midway)
        seized, last = seize(data, tmp_path / "backup", database=made[0]), seize(data, tmp_path / "last")

    seized.letters, seized.addresses = last.letters, last.addresses
    guesses = STRATEGIES["a row that links"](seized)
    print(f"backup: {right(guesses, truth)} of {len(guesses)}")
    assert by_chance(right(guesses, truth), len(guesses), len(seized.everybody)) < CERTAIN
