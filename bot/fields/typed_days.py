"""Days as people type them: 2026-12-05, 12月5日, 12/5, 5号, 明天, 后天, 下周三, "5 December"."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

NEXT_DAYS = {
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "昨天": -1, "前天": -2,
    "today": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
WEEKDAY_NAMES = ("一1", "二2", "三3", "四4", "五5", "六6", "日天7")
WEEKDAYS = {name: day for day, names in enumerate(WEEKDAY_NAMES) for name in names}
ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMERALS = "〇一二三四五六七八九"
DIGIT = f"[{NUMERALS[1:]}]"

FULL = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})")
MONTH_DAY = re.compile(r"(\d{1,2})(?:[-/.]|月份?)(\d{1,2})[日号]?")
DAY_ALONE = re.compile(r"(这个?月|本月|下个?月)?(\d{1,2})[日号]?")
WEEKDAY = re.compile(r"(这个?|本|下下个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天1-7])")
ENGLISH = re.compile(r"(?:(\d{1,2})([a-z]{3,9})|([a-z]{3,9})(\d{1,2}))(\d{4})?")
ENGLISH_WEEKDAY = re.compile(r"(this|next)?([a-z]{3,9})")
SPOKEN_NUMBER = re.compile(rf"(?<![周期拜])({DIGIT}?十{DIGIT}?|{DIGIT})(?=[月日号])")
WEEKDAY_BESIDE = re.compile(
    r"(?<=[\d日号])\(?(?:周|星期|礼拜)[一二三四五六日天]\)?$|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?=\d)"
)
JUST_PAST = timedelta(days=90)


class NoSuchDayError(ValueError):
    """A day that no calendar has: 30 February."""


def typed_day(text: str, today: date) -> date | None:
    """The day that `text` means, seen from `today`; None if it is no day at all. Raises NoSuchDayError."""
    said = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text).casefold())[:40]
    said = WEEKDAY_BESIDE.sub("", SPOKEN_NUMBER.sub(_in_digits, said))
    if said in NEXT_DAYS:
        return today + timedelta(days=NEXT_DAYS[said])
    if found := FULL.fullmatch(said):
        year, month, day = (int(part) for part in found.groups() if part)
        return _day(year, month, day)
    if found := MONTH_DAY.fullmatch(said):
        return _nearest(int(found[1]), int(found[2]), today)
    if found := DAY_ALONE.fullmatch(said):
        return _in_month(found[1] or "", int(found[2]), today)
    if found := WEEKDAY.fullmatch(said):
        return _weekday(WEEKDAYS[found[2]], (found[1] or "").rstrip("个"), today)
    return _english(said, today)


def _english(said: str, today: date) -> date | None:
    found = ENGLISH.fullmatch(said)
    if found and (name := (found[2] or found[3])[:3]) in ENGLISH_MONTHS:
        month, day = ENGLISH_MONTHS.index(name) + 1, int(found[1] or found[4])
        return _day(int(found[5]), month, day) if found[5] else _nearest(month, day, today)
    found = ENGLISH_WEEKDAY.fullmatch(said)
    if found and found[2][:3] in ENGLISH_DAYS and found[2].endswith(("day", found[2][:3])):
        return _weekday(ENGLISH_DAYS.index(found[2][:3]), {"this": "本", "next": "下"}.get(found[1] or "", ""), today)
    return None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError from error


def _nearest(month: int, day: int, today: date) -> date:
    """A day without its year: the coming one, unless it has only just gone by and is more likely a slip."""
    for year in (today.year, today.year + 1):
        with suppress(NoSuchDayError):  # 29 February may still come next year
            if (found := _day(year, month, day)) >= today - JUST_PAST:
                return found
    raise NoSuchDayError


def _in_month(month: str, day: int, today: date) -> date:
    if month.startswith("下") or (not month and day < today.day):
        following = today.replace(day=1) + timedelta(days=31)
        return _day(following.year, following.month, day)
    return _day(today.year, today.month, day)


def _weekday(weekday: int, week: str, today: date) -> date:
    """周三 is the coming one, 本周三 this week's even if it has passed, 下周三 the one of the week after this."""
    weeks = {"下": 1, "下下": 2}.get(week, 0)
    day = today - timedelta(days=today.weekday()) + timedelta(days=weekday, weeks=weeks)
    return day + timedelta(weeks=1) if not week and day < today else day


def _in_digits(found: re.Match[str]) -> str:
    tens, ten, ones = found[1].rpartition("十")
    return str((NUMERALS.index(tens) if tens else 1) * 10 * bool(ten) + (NUMERALS.index(ones) if ones else 0))
