"""How old a child is on the first day: birthdays, leap days, the home's own zone, and birthdays as people type them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Refused
from handlers.camp.ages import age_on, typed_birthday
from handlers.camp.profile import Camp, Week
from handlers.camp.weeks import first_day_of, planned
from storage.camps import NewCamp
from tests.chat import OpenHome, Visitor, local
from tests.handlers.a_camper import PURPOSES, YES, begins, registers
from tests.small_home import sample_home

TODAY = date(2026, 12, 1)
days = st.dates(date(2005, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2020-01-11", "2027-01-10", 6),
        ("2020-01-11", "2027-01-11", 7),
        ("2020-02-29", "2027-02-28", 6),
        ("2020-02-29", "2027-03-01", 7),
        ("2020-02-29", "2028-02-28", 7),
        ("2020-02-29", "2028-02-29", 8),
        ("2020-03-01", "2028-02-29", 7),
        ("2019-12-31", "2027-01-01", 7),
    ],
)
def test_an_age_counts_from_the_birthday_itself(born: str, day: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


def birthday_in(born: date, year: int) -> date:
    """The day on which a birthday falls; that of 29 February on 1 March where there is none."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@given(born=days, after=st.integers(0, 9000))
def test_an_age_is_the_number_of_birthdays_that_were(born: date, after: int) -> None:
    day = born + timedelta(days=after)

    years = range(born.year + 1, day.year + 1)
    assert age_on(born, day) == sum(birthday_in(born, year) <= day for year in years)


@given(today=days)
def test_a_numbered_monday_is_a_monday_of_the_month_that_it_is(today: date) -> None:
    first, second = (first_day_of(week, today) for week in sample_home_weeks())

    assert first.weekday() == second.weekday() == 0
    assert second - first == timedelta(weeks=2)
    assert first == first_day_of(sample_home_weeks()[0], today.replace(day=1))
    assert timedelta(0) <= first - today.replace(day=1) - timedelta(weeks=5) < timedelta(weeks=1)


def sample_home_weeks() -> tuple[Week, ...]:
    return sample_home()[Camp].weeks


def test_the_first_day_is_the_homes_own_day_whatever_the_hour_is_elsewhere() -> None:
    """9:00 in Shanghai is still the day before in London: the week belongs to its local day."""
    week: NewCamp = planned(sample_home(), sample_home_weeks()[0], date(2027, 1, 11))

    assert week.first_day == "2027-01-11"
    assert datetime.fromtimestamp(week.starts_at, UTC) == datetime(2027, 1, 11, 1, tzinfo=UTC)
    assert week.ends_at == local("2027-01-15 16:30")
    assert (week.opens_at, week.closes_at) == (local("2026-11-12 09:00"), local("2027-01-04 18:00"))


@pytest.mark.parametrize("text", ["2018-06-01", "2018年6月1日", "2018/6/1", "20180601", "２０１８．６．１", "2018.6.1"])
def test_a_birthday_is_understood_as_people_type_it(text: str) -> None:
    assert typed_birthday(text, TODAY) == "2018-06-01"


@pytest.mark.parametrize("text", ["6月1日", "8岁", "明天", "2018", "2019-02-29", "昨天 2018"])
def test_what_is_no_birthday_is_asked_again(text: str) -> None:
    with pytest.raises(Refused):
        typed_birthday(text, TODAY)


@pytest.mark.parametrize("born", ["2026-12-02", "1990-01-01"])
async def test_a_slip_of_the_year_is_said_and_asked_again(family: Visitor, born: str):
    await begins(family, "小晴")
    await family.taps("小晴")
    for _purpose in PURPOSES:
        await family.taps(YES)
    await family.types(born)

    family.sees("这不像孩子的生日", "孩子是哪年哪月哪天生的")


@pytest.mark.parametrize(("born", "flags"), [("2020-01-11", ()), ("2020-01-12", ("age",)), ("2012-01-12", ()),
                                             ("2012-01-11", ("age",))])  # fmt: skip
async def test_the_limits_are_those_of_the_first_day(
    home: OpenHome, family: Visitor, born: str, flags: tuple[str, ...]
):
    booking = await registers(home, family, born=born)

    assert booking.flags == flags
    assert booking.state == "held"
