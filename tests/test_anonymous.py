"""Whoever has everything, the key as well, cannot tell who wrote which letter better than by guessing.

Two hundred children write, over the page and in chats, one in the other's midst; some do other things, before and
after. The attacker (tests/an_attacker.py) gets the data folder at once after the last letter and once more after the
night, a backup that was made while they wrote, and the logs. What he may learn: that somebody used the letter box on a
day; whoever writes in a language of few is one of few; until the night, on which page of the file a row was put.
"""

import logging
from pathlib import Path

import pytest

from bot import app, backup
from tests import a_letter_writer as writers
from tests.a_letter_writer import Crowd
from tests.an_attacker import STRATEGIES, Seized, links, seize
from tests.chat import ZONE, OpenHome, open_home
from tests.in_haste import in_haste
from tests.matching import by_chance, likenesses

LETTERS = 200
SURE = 0.001  # what is less likely than this by chance is no chance; shared by all that is looked at


def right(guesses: dict[str, int], truth: dict[str, int]) -> int:
    """How many of the guesses are right."""
    return sum(truth[letter] == address for letter, address in guesses.items())


def told(seized: Seized, truth: dict[str, int]) -> list[str]:
    """The strategies that know more than chance allows."""
    found = []
    for name, strategy in STRATEGIES.items():
        guesses = strategy(seized)
        chance = by_chance(right(guesses, truth), len(guesses), len(seized.everybody))
        print(f"{name}: {right(guesses, truth)} of {len(guesses)}, p = {chance:.2g}")
        if chance * len(STRATEGIES) < SURE:
            found.append(name)
    return found


def goes_together(seized: Seized, truth: dict[str, int], *, places: bool) -> list[str]:
    """What of a letter goes with what of an address, more than chance allows over all that was compared."""
    found = sorted(likenesses(seized, truth, places=places))
    print(f"{len(found)} pairs, the likest: {found[0]}")
    return [what for chance, what in found if chance * len(found) < SURE]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged with RAMP_LOG=DEBUG."""
    app.set_up_logging(logging.DEBUG)
    caplog.set_level(logging.DEBUG)
    return caplog


def copied(home: OpenHome, to: Path) -> Path:
    """A backup, made while the home is open."""
    to.mkdir(exist_ok=True)
    database, seal = home.app.settings.data / app.DATABASE, home.app.turns.seal
    return backup.back_up(database, to, seal, ZONE, ("board", "box")).path


@pytest.mark.slow
async def test_nobody_can_tell_who_wrote_which_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
):
    in_haste(monkeypatch)
    data, made = tmp_path / "home", []
    data.mkdir()
    async with open_home(data, channel="telegram") as home:
        crowd = Crowd(home, LETTERS)

        async def midway() -> None:
            assert await home.app.db.read(lambda db: db.execute("SELECT count(*) FROM drafts").fetchone()[0])
            made.append(copied(home, tmp_path / "usb"))

        truth = await crowd.writes(midway)
        assert len(truth) == len(set(truth.values())) == LETTERS
        at_once = seize(data, tmp_path / "at once", log.text)
        backups = [seize(data, tmp_path / f"backup {number}", database=one) for number, one in enumerate(made)]
        await home.passes("2026-12-02 04:00")
        after_the_night = seize(data, tmp_path / "after the night", log.text)

    assert {one.kind for one in crowd.writers} == set(writers.KINDS)
    assert len(at_once.rows["concerns"]) > LETTERS / 6
    assert len([row for row in at_once.rows["audit"] if row["act"] == "concern.read"]) > LETTERS / 10
    for seized in (at_once, after_the_night):
        assert told(seized, truth) == []
        assert goes_together(seized, truth, places=seized is after_the_night) == []
    for seized in backups:
        seized.letters = at_once.letters  # he knows by now which letters came of what was half written
        seized.addresses = at_once.addresses
        assert links(seized) == {}
        assert goes_together(seized, truth, places=True) == []
    assert [row for row in after_the_night.rows["outbox"] if row["purpose"] == "unrecorded"] == []


@pytest.mark.slow
async def test_what_lies_on_a_page_of_the_file_lies_there_as_it_came_until_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The limit: few letters of a day, who all came on that day, and somebody who has the disk on that very day."""
    in_haste(monkeypatch)
    data = tmp_path / "home"
    data.mkdir()
    async with open_home(data, channel="telegram") as home:
        truth = await Crowd(home, 40).writes()
        order = goes_together(seize(data, tmp_path / "at once"), truth, places=True)

        await home.passes("2026-12-02 04:00")

        assert "place of letter on its page ~ place of address on its page (40)" in order
        assert all("place of" in what for what in order)
        assert goes_together(seize(data, tmp_path / "after the night"), truth, places=True) == []


@pytest.mark.slow
async def test_who_stands_before_the_five_pictures_can_be_found_for_minutes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """They open the letter: as long as they are shown they must lie somewhere."""
    in_haste(monkeypatch)
    data = tmp_path / "home"
    data.mkdir()
    async with open_home(data, channel="telegram") as home:
        crowd = Crowd(home, 4, afters=("walks away",), kinds=("words",), at_once=4)
        truth = await crowd.writes()
        found = links(seize(data, tmp_path / "at once"))

        for _minute in range(writers.TIRED_SECONDS // 60):
            home.clock.instant += 60
            await home.app.ticks.catch_up()

        assert found == truth
        assert links(seize(data, tmp_path / "later")) == {}
