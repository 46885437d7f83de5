"""The home as a whole: what could not be opened leaves nothing open."""

import threading
from pathlib import Path

import pytest

from bot import app
from storage import meta
from tests.chat import open_home

PATIENCE_SECONDS = 5


def still_running() -> list[str]:
    """The threads beside this one that do not end, though they are given a while."""
    for thread in (others := [each for each in threading.enumerate() if each is not threading.main_thread()]):
        thread.join(PATIENCE_SECONDS)
    return [each.name for each in others if each.is_alive()]


async def test_a_home_that_cannot_be_opened_lets_go_of_its_data(tmp_path: Path):
    async with open_home(tmp_path) as home:
        await home.app.turns.write(lambda db: meta.put(db, meta.KEY_FINGERPRINT, "another key"))

    with pytest.raises(Exception, match="another key"):
        async with open_home(tmp_path):
            pass

    assert still_running() == []


async def test_a_clock_that_cannot_be_read_lets_go_of_its_data(tmp_path: Path):
    async with open_home(tmp_path) as home:
        settings = home.app.settings
        await home.app.turns.write(lambda db: meta.put(db, "clock offset", "no number"))

    with pytest.raises(ValueError, match="no number"):
        async with app.opened(settings):
            pass

    assert still_running() == []
