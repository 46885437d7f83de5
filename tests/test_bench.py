"""The benchmarks still run on the home as it is; how fast they are is no test's business."""

from pathlib import Path

import pytest

from bench import busy, crowd
from bench.durable import Durable
from bench.families import open_home
from storage.db import connect
from tests.in_haste import any_id


@pytest.mark.parametrize("waiting", [1, 8])
async def test_families_and_children_walk_all_the_way(tmp_path: Path, waiting: int):
    async with open_home(tmp_path) as home:
        timed = {name: await contender() for name, contender in Durable(home, waiting).rounds().items()}

    assert min(timed.values()) > 0


def test_a_crowd_is_known_to_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("storage.people._any_id", any_id)
    for what, number in (("PEOPLE", 20), ("BOOKINGS", 10), ("DUE", 20)):
        monkeypatch.setattr(crowd, what, number)

    crowd.fill(tmp_path)

    db = connect(tmp_path / crowd.DATABASE)
    found = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("people", "bookings", "due")]  # noqa: S608
    db.close()
    assert found == [20, 10, 20]


async def test_a_book_that_is_full_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for what, number in (("BOOKINGS", 100), ("WAITING", 5), ("ROUNDS", 1)):
        monkeypatch.setattr(busy, what, number)

    found = await busy.measured(tmp_path)

    assert {len(rounds) for rounds in found.values()} == {1}
