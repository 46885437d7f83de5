"""The home's values: its weekly spans on the calendar, and the hours in which people are awake."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.home import Home, Quiet, Resource, Retention, Weekly
from bot.text import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
NAME = Words({"zh": "示例"})
BEDS = Weekly((5, 6, 7, 1), time(15), time(12), closed_before_holidays=True)
MORNINGS = Weekly((1, 2, 3, 4, 5, 6), time(8, 30), time(12))


def home_with(*weekly: Weekly, zone: ZoneInfo = SHANGHAI, capacity: int = 4) -> Home:
    room = Resource("room", NAME, "joy", capacity, weekly)
    return Home(
        name=NAME, brand=NAME, phone="000", address=NAME, directions=NAME, zone=zone, quiet=Quiet(time(21), time(8)),
        hotlines=(), buildings={}, resources={"room": room}, duty={}, retention=Retention(30, 30, 365, 1095),
        horizon_days=60,
    )


def instant(text: str, zone: ZoneInfo = SHANGHAI) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def days(home: Home, first: str, last: str) -> list[str]:
    return [span.day for span in home.spans(date.fromisoformat(first), date.fromisoformat(last))]


def test_a_weekly_span_becomes_one_span_a_day_with_times_in_utc():
    home = home_with(MORNINGS)

    [span] = home.spans(date(2026, 12, 5), date(2026, 12, 6))

    assert (span.resource, span.day, span.capacity) == ("room", "2026-12-05", 4)
    assert (span.starts_at, span.ends_at) == (instant("2026-12-05 08:30"), instant("2026-12-05 12:00"))


def test_a_night_ends_on_the_next_day_and_belongs_to_the_day_it_starts():
    [span] = home_with(BEDS).spans(date(2026, 12, 4), date(2026, 12, 4))

    assert span.day == "2026-12-04"
    assert (span.starts_at, span.ends_at) == (instant("2026-12-04 15:00"), instant("2026-12-05 12:00"))


def test_a_span_may_have_a_capacity_of_its_own():
    home = home_with(replace(MORNINGS, capacity=2))

    assert {span.capacity for span in home.spans(date(2026, 12, 1), date(2026, 12, 5))} == {2}


def test_spans_come_by_day_and_by_their_start():
    home = home_with(Weekly((1,), time(14), time(15)), Weekly((1,), time(9), time(10)))

    spans = list(home.spans(date(2026, 12, 7), date(2026, 12, 14)))

    assert spans == sorted(spans, key=lambda span: span.starts_at)
    assert len(spans) == 4


def test_nothing_opens_on_a_law_day_off_unless_the_template_says_so():
    holidays = frozenset({date(2027, 1, 1)})

    closed = replace(home_with(MORNINGS), holidays=holidays)
    opened = replace(home_with(replace(MORNINGS, closed_on_holidays=False)), holidays=holidays)

    assert days(closed, "2026-12-31", "2027-01-02") == ["2026-12-31", "2027-01-02"]
    assert days(opened, "2026-12-31", "2027-01-02") == ["2026-12-31", "2027-01-01", "2027-01-02"]


def test_no_night_starts_on_the_evening_before_a_law_day_off():
    home = replace(home_with(replace(BEDS, days=(1, 2, 3, 4, 5, 6, 7))), holidays=frozenset({date(2027, 1, 1)}))

    assert days(home, "2026-12-30", "2027-01-02") == ["2026-12-30", "2027-01-02"]


def test_a_closed_day_closes_its_spans_and_the_night_that_runs_into_it():
    closed = frozenset({date(2026, 12, 5)})

    nights = replace(home_with(BEDS), closed=closed)
    mornings = replace(home_with(MORNINGS), closed=closed)

    assert days(nights, "2026-12-04", "2026-12-06") == ["2026-12-06"]
    assert days(mornings, "2026-12-04", "2026-12-06") == ["2026-12-04"]


def test_an_evening_that_ends_at_midnight_does_not_run_into_the_next_day():
    home = replace(home_with(Weekly((5,), time(18), time(0))), closed=frozenset({date(2026, 12, 5)}))

    [span] = home.spans(date(2026, 12, 4), date(2026, 12, 4))

    assert span.ends_at == instant("2026-12-05 00:00")


@pytest.mark.parametrize(("night", "hours"), [("2027-03-27", 20), ("2027-10-30", 22), ("2027-05-01", 21)])
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_really_is(night, hours):
    home = home_with(replace(BEDS, days=(6,)), zone=LONDON)

    [span] = home.spans(date.fromisoformat(night), date.fromisoformat(night))

    assert span.ends_at - span.starts_at == hours * 3600


def test_a_span_that_the_clocks_skip_is_left_out():
    home = home_with(Weekly((7,), time(1), time(2)), zone=LONDON)

    assert days(home, "2027-03-28", "2027-04-04") == ["2027-04-04"]


def test_a_home_offers_only_the_services_its_profile_describes():
    home = replace(home_with(MORNINGS), sections={Retention: "kept"})

    assert home.offers(Retention)
    assert home[Retention] == "kept"
    assert not home.offers(Quiet)
    with pytest.raises(KeyError):
        home[Quiet]


@pytest.mark.parametrize(
    ("at", "wakes"),
    [
        ("2026-12-04 20:59:59", "2026-12-04 20:59:59"),
        ("2026-12-04 21:00", "2026-12-05 08:00"),
        ("2026-12-05 03:00", "2026-12-05 08:00"),
        ("2026-12-05 08:00", "2026-12-05 08:00"),
    ],
)
def test_what_falls_due_at_night_waits_for_the_morning(at, wakes):
    home = home_with(MORNINGS)

    assert home.next_waking(instant(at)) == instant(wakes)
    assert home.is_quiet(instant(at)) == (at != wakes)


def test_the_clock_of_an_offer_does_not_run_at_night():
    home = home_with(MORNINGS)

    assert home.waking_end(instant("2026-12-04 19:00"), 12) == instant("2026-12-05 18:00")
    assert home.waking_end(instant("2026-12-04 23:00"), 1) == instant("2026-12-05 09:00")
    assert home.waking_end(instant("2026-12-04 20:00"), 1) == instant("2026-12-04 21:00")
    assert home.waking_end(instant("2026-12-04 23:00"), 0) == instant("2026-12-04 23:00")


def test_waking_time_between_two_instants_leaves_the_nights_out():
    home = home_with(MORNINGS)

    assert home.waking_between(instant("2026-12-04 20:00"), instant("2026-12-05 09:00")) == 2 * 3600
    assert home.waking_between(instant("2026-12-04 22:00"), instant("2026-12-05 07:00")) == 0
    assert home.waking_between(instant("2026-12-05 09:00"), instant("2026-12-04 20:00")) == 0


@pytest.mark.parametrize(("clock", "quiet"), [(time(13), True), (time(14), False), (time(3), False)])
def test_quiet_hours_may_be_at_noon(clock, quiet):
    assert Quiet(time(13), time(14)).covers(clock) is quiet


# Zones whose clocks change by an hour, by half an hour, and never.
ZONES = st.sampled_from([ZoneInfo(name) for name in ("Europe/London", "Australia/Lord_Howe", "Asia/Shanghai")])
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
QUIETS = st.builds(Quiet, CLOCKS, CLOCKS).filter(lambda quiet: quiet.starts != quiet.ends)
INSTANTS = st.integers(instant("2027-01-01"), instant("2028-01-01"))
SOON = st.integers(0, 5 * 24 * 3600)


@given(ZONES, QUIETS, INSTANTS, st.integers(0, 60))
def test_as_much_waking_time_passes_as_was_promised(zone, quiet, at, hours):
    home = replace(home_with(zone=zone), quiet=quiet)

    end = home.waking_end(at, hours)

    assert home.waking_between(at, end) == hours * 3600
    assert hours == 0 or home.waking_between(at, end - 1) == hours * 3600 - 1


@given(ZONES, QUIETS, INSTANTS)
def test_the_next_waking_moment_is_awake_and_nothing_before_it_is(zone, quiet, at):
    home = replace(home_with(zone=zone), quiet=quiet)

    wakes = home.next_waking(at)

    assert not home.is_quiet(wakes)
    assert home.waking_between(at, wakes) == 0


@given(ZONES, QUIETS, INSTANTS, SOON, SOON)
def test_waking_time_adds_up(zone, quiet, start, first, second):
    home = replace(home_with(zone=zone), quiet=quiet)
    middle, end = start + first, start + first + second

    assert home.waking_between(start, end) == home.waking_between(start, middle) + home.waking_between(middle, end)


@given(QUIETS, INSTANTS)
def test_where_clocks_never_change_the_wall_clock_says_whether_it_is_quiet(quiet, at):
    home = replace(home_with(), quiet=quiet)

    assert home.is_quiet(at) == quiet.covers(datetime.fromtimestamp(at, UTC).astimezone(SHANGHAI).time())


@given(ZONES, st.integers(0, 365), st.sets(st.integers(1, 7), min_size=1), CLOCKS, CLOCKS)
def test_spans_have_a_length_and_follow_one_another(zone, offset, weekdays, starts, ends):
    first = date(2027, 1, 1) + timedelta(days=offset)

    spans = list(home_with(Weekly(tuple(weekdays), starts, ends), zone=zone).spans(first, first + timedelta(days=14)))

    assert all(span.starts_at < span.ends_at for span in spans)
    assert {date.fromisoformat(span.day).isoweekday() for span in spans} <= weekdays
