"""Checks hold for so many days, the first included, over leap days and the ends of years; they are never rewritten."""

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import checks
from storage.checks import Check, last_day
from tests.storage.a_person import SEAL
from tests.storage.a_volunteer import NOW, a_volunteer

YEAR = 365


@pytest.mark.parametrize(
    ("passed", "last"),
    [
        ("2026-12-01", "2027-11-30"),
        ("2026-01-01", "2026-12-31"),
        ("2026-12-31", "2027-12-30"),
        ("2027-03-01", "2028-02-28"),  # a leap day lies behind it, and a year of 365 days ends before
        ("2027-12-31", "2028-12-29"),
        ("2028-02-29", "2029-02-27"),
        ("2028-03-01", "2029-02-28"),
    ],
)
def test_a_year_of_days_ends_where_the_calendar_says(passed: str, last: str):
    until = last_day(date.fromisoformat(passed), YEAR)
    found = Check("record", "passed", passed, until.isoformat(), None, NOW)

    assert until.isoformat() == last
    assert found.holds(until)
    assert not found.holds(until + timedelta(days=1))


@given(st.dates(date(2024, 1, 1), date(2060, 1, 1)), st.integers(1, YEAR), st.integers(0, 800))
def test_it_holds_for_exactly_so_many_days(passed: date, days: int, later: int):
    found = Check("record", "passed", passed.isoformat(), last_day(passed, days).isoformat(), None, NOW)

    assert found.holds(passed + timedelta(days=later)) == (later < days)


@pytest.mark.parametrize("result", ["asked", "failed"])
def test_only_what_was_passed_holds(result: str):
    assert not Check("record", result, "2026-12-01", None, None, NOW).holds(date(2026, 12, 1))


def test_the_latest_counts_and_none_is_rewritten(db: sqlite3.Connection):
    somebody, today = a_volunteer(db), date(2026, 12, 1)
    for result in ("asked", "passed", "failed"):
        checks.add(db, somebody.id, checks.RECORD, result, day=today, by=None, now=NOW)

    assert [one.result for one in checks.of_volunteer(db, somebody.id)] == ["asked", "passed", "failed"]
    assert checks.latest(db, somebody.id)[checks.RECORD].result == "failed"
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE checks SET result = 'passed'")


def test_of_a_check_no_content_can_be_kept(db: sqlite3.Connection):
    columns = {row["name"] for row in db.execute("PRAGMA table_info(checks)")}

    assert columns == {"id", "volunteer_id", "kind", "result", "day", "until", "by_person", "at"}
    assert SEAL is not None
