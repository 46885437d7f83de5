"""The calendar file: what a phone's calendar reads in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.ics import Appointment, calendar_file

MIDNIGHT = int(datetime(2026, 12, 5, tzinfo=UTC).timestamp())
VISIT = Appointment(
    uid="ABCDEFGHJK@rainbow-ramp",
    starts_at=MIDNIGHT,
    ends_at=MIDNIGHT + 3600,
    changed_at=1_796_000_000,
    version=3,
    summary="儿童友好家园（示例），快乐树",
    location="某市某区某路1号",
    description="带上：\n一套换洗衣服; 药",
)


def unfolded(file: bytes) -> dict[str, str]:
    """The first value of each property."""
    values: dict[str, str] = {}
    for line in file.decode().replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        values.setdefault(name, value)
    return values


def test_times_are_utc():
    event = unfolded(calendar_file(VISIT))

    assert (event["DTSTART"], event["DTEND"]) == ("20261205T000000Z", "20261205T010000Z")


def test_every_line_ends_as_the_format_wants_it():
    file = calendar_file(VISIT)

    assert file.endswith(b"END:VCALENDAR\r\n")
    assert file.count(b"\n") == file.count(b"\r\n")


@pytest.mark.parametrize("length", [1, 24, 25, 26, 200])
def test_long_lines_are_folded_between_characters(length):
    file = calendar_file(replace(VISIT, description="喘🌈x" * length))

    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert unfolded(file)["DESCRIPTION"] == "喘🌈x" * length


def test_marks_that_mean_something_in_the_format_are_escaped():
    event = unfolded(calendar_file(replace(VISIT, summary="a,b;c\\d\ne")))

    assert event["SUMMARY"] == "a\\,b\\;c\\\\d\\ne"


def test_words_cannot_begin_a_line_of_their_own():
    file = calendar_file(replace(VISIT, description="x\r\nATTENDEE:mailto:a@b"))

    assert b"\r\nATTENDEE" not in file


def test_two_alarms_ring():
    file = calendar_file(VISIT).decode()

    assert file.count("BEGIN:VALARM") == 2
    assert "TRIGGER:-P1D\r\n" in file
    assert "TRIGGER:-PT2H\r\n" in file


def test_a_booking_nobody_has_confirmed_yet_is_tentative():
    assert unfolded(calendar_file(replace(VISIT, confirmed=False)))["STATUS"] == "TENTATIVE"
