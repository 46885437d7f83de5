"""The word list finds what must be seen the same day: on sentences it was improved with, and on those nobody looked at.

Only numbers are asserted, so that a failure shows no sentence of the unseen set: `python -m bot danger` prints them.
"""

from functools import cache
from pathlib import Path

import pytest

from bot.danger import LISTS, Danger, watcher
from bot.measuring import SEEN, UNSEEN, Measured, read_set, share

LEAST_RECALL = {
    SEEN: 0.95,
    # Nobody tuned the list on these, and it finds fewer: people hint at danger in more ways than words can list. This
    # is what was measured (79 %), rounded down. With the same sentences it may only rise; new ones are measured anew.
    UNSEEN: 0.75,
}
MOST_FALSE_ALARMS = 0.10  # more, and those on duty stop looking


@cache
def measured(path: Path) -> Measured:
    return read_set(path, watcher(LISTS, Danger()))


@pytest.mark.parametrize("path", LEAST_RECALL, ids=lambda path: path.stem)
def test_the_list_finds_what_must_be_seen_the_same_day(path: Path):
    recall = measured(path).recall

    assert recall >= LEAST_RECALL[path]


@pytest.mark.parametrize("path", LEAST_RECALL, ids=lambda path: path.stem)
def test_the_list_calls_nobody_for_nothing_too_often(path: Path):
    calm = measured(path).of("soon", "none")
    alarms = share(len(measured(path).false_alarms), len(calm))

    assert alarms <= MOST_FALSE_ALARMS


@pytest.mark.parametrize("path", LEAST_RECALL, ids=lambda path: path.stem)
def test_a_set_has_enough_sentences_of_every_level(path: Path):
    counts = [len(measured(path).of(level)) for level in ("now", "today", "soon", "none")]

    assert min(counts) >= 50
