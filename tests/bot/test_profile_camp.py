"""The section [camp] of home.toml: what cannot be is told with its line and its mend."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.app import sections
from bot.profile import load_home
from handlers.camp.profile import Camp
from handlers.camp.weeks import first_day_of
from tests.bot.test_profile import BODY, HEAD, line_of, mistakes, written

SECOND = "opens_before = 60\ncloses_before = 28\ndraw_before = 26"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("monday = 6\n", "monday = 9\n", "“monday” cannot be 9. Write a number from 1 to 8."),
        ("monday = 6\n", "", "“first” needs a first day or a number of its Monday, and not both."),
        ("monday = 6\n", "monday = 6\nfirst_day = 2027-07-12\n", "“first” needs a first day or a number of its Monday"),
        (SECOND, SECOND.replace("= 60", "= 28"), "“second” would close before it opens."),
        (SECOND, SECOND.replace("= 26", "= 30"), "“second” would be drawn before the application period ends"),
        (SECOND, SECOND.replace("= 26", "= 0"), "“second” would be drawn before the application period ends"),
        ("oldest = 14", "oldest = 6", "Nobody is old enough and young enough."),
        ('who = "everyone"', 'who = "needs"', "Some children would belong to no quota."),
        ('id = "data"', 'id = "swimming"', "There is no purpose “data”: nothing about health could be kept."),
        ('id = "data"', 'id = "date"', "“id” cannot be \"date\". Did you mean “data”?"),
        ('ends = "16:30"\nopens_at', 'ends = "08:30"\nopens_at', "A day of camp would end before it starts."),
        ('kitchen = "cook"', 'kitchen = "chef"', "“chef” is named here, but there is none under [[duty]]."),
        ("valid_days = 180", "valid_days = 0", "“valid_days” cannot be 0. Write 1 or more."),
    ],
)
def test_a_mistake_in_the_camp_says_its_line_and_its_mend(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in BODY
    found = mistakes(written(tmp_path, HEAD + BODY.replace(old, new, 1)))

    assert any(said in sentence for sentence in found), found
    assert all(re.match(r"home\.toml, line \d+", sentence) for sentence in found), found
    assert line_of("[camp]") > line_of("[respite]")


def test_a_home_without_the_section_offers_no_camp(tmp_path: Path) -> None:
    start, end = BODY.index("# ───────── 夏令营"), BODY.index("# ───────── 急需照料")
    home = load_home(written(tmp_path, HEAD + BODY[:start] + BODY[end:]), sections())

    assert not home.offers(Camp)


def test_a_week_may_name_its_own_day(tmp_path: Path) -> None:

    path = written(tmp_path, HEAD + BODY.replace("monday = 6\n", "first_day = 2027-07-12\n", 1))
    week = load_home(path, sections())[Camp].weeks[0]

    assert first_day_of(week, date(2026, 12, 1)) == first_day_of(week, date(2027, 6, 1)) == date(2027, 7, 12)
