"""Days: tapped on a calendar, typed as people say them, each impossible one with its own sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Calendar, Tap
from bot.fields import DayField
from bot.fields.typed_days import NoSuchDayError, typed_day
from tests.bot.a_turn import Filler, answer, asked, spoken

TODAY = date(2026, 12, 2)  # a Wednesday
SAID = {
    "2026-11-30": "11月30日",
    "2026-12-01": "昨天 | 本周二 | this Tuesday",
    "2026-12-02": "今天 | 周三 | 2号",
    "2026-12-03": "明天 | tomorrow",
    "2026-12-04": "后天 | 这周五 | Friday",
    "2026-12-05": "2026-12-05 | 2026/12/5 | 2026年12月5日 | 20261205 | 12月5日 | 12月5号 | 12/5 | 12.5 | １２月５日",
    "2026-12-05 ": "十二月五日 | 12月5日（周六） | 5号 | 5 | 大后天 | 周6 | 5 December | Sat 5 December | dec 5",
    "2026-12-06": "星期天 | 礼拜日",
    "2026-12-08": "周二",
    "2026-12-09": "下周三 | 下个星期三",
    "2026-12-11": "next fri",
    "2026-12-16": "下下周三",
    "2026-12-20": "这个月20号",
    "2026-12-25": "十二月二十五号",
    "2027-01-01": "1号",
    "2027-01-03": "1月3日 | 下个月三号",
    "2027-12-05": "December 5, 2027",
}


@pytest.mark.parametrize(("day", "text"), [(day, text) for day, texts in SAID.items() for text in texts.split(" | ")])
def test_days_are_read_as_people_say_them(day: str, text: str):
    assert typed_day(text, TODAY) == date.fromisoformat(day.strip())


@pytest.mark.parametrize("text", ["", "随便", "monkey", "5 monkeys", "周八", "2026", "12月", "👍", "1" * 5000])
def test_what_is_no_day_is_no_day(text: str):
    assert typed_day(text, TODAY) is None


@pytest.mark.parametrize("text", ["2月30日", "2026-02-29", "13/1", "99", "0号", "2026-13-01", "31 april", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_known_for_one(text: str):
    with pytest.raises(NoSuchDayError):
        typed_day(text, TODAY)


@given(st.text(max_size=60), st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_is_a_day_or_none(text: str, today: date):
    try:
        found = typed_day(text, today)
    except NoSuchDayError:
        found = None

    assert found is None or isinstance(found, date)


def december(turn: Any, answers: Any, month: date) -> Mapping[date, Any]:
    if month != date(2026, 12, 1):
        return {}
    return {
        date(2026, 12, 1): ("free", None), date(2026, 12, 4): ("free", None), date(2026, 12, 5): ("few", None),
        date(2026, 12, 7): ("full", None), date(2026, 12, 8): ("closed", "全院休整"), date(2026, 12, 9): ("past", None),
    }  # fmt: skip


def a_day(**more: Any) -> DayField:
    return DayField("day", label="日子", question="哪一天？", **({"days": december} | more))


def test_the_calendar_says_each_days_state_in_a_word():
    family = asked(a_day())
    shown = spoken(family.now_on)["calendar"]

    assert shown["title"] == "2026年12月"
    assert [day["state"] for day in shown["days"][:9]] == [
        "past", "closed", "closed", "free", "few", "closed", "full", "closed", "past",
    ]  # fmt: skip
    assert shown["days"][7]["word"] == "全院休整"
    assert shown["days"][4]["label"] == "12月5日（周六），不多了"
    assert [day["date"] for day in shown["days"] if day["data"]] == ["2026-12-04", "2026-12-05"]
    assert shown["earlier"] is None


def test_a_full_day_can_be_asked_for_where_there_is_a_waitlist():
    family = asked(a_day(pick_full=True))
    family.taps("2026-12-07")

    assert family.state["answers"] == {"day": "2026-12-07"}


REFUSALS = {
    "昨天": "2026年12月1日已经过去了，请选后面的日子。",
    "9号": "2026年12月9日已经过去了，请选后面的日子。",
    "2027-06-01": "2027年6月1日还太远，现在能约到2027年1月31日。请选早一点的。",
    "12月8日": "12月8日（周二）不能选（全院休整），请换一天。",
    "12月6日": "12月6日（周日）不开放，请换一天。",
    "12月7日": "12月7日（周一）已经满了，请换一天。",
    "2月30日": "日历上没有这一天，请再看一下。",
    "随便": "没看懂是哪一天。请点日历上的日子，或者这样写：12月5日、明天、下周三。",
}


@pytest.mark.parametrize("text", REFUSALS)
def test_each_impossible_day_has_its_own_sentence(text: str):
    assert answer(a_day(), text) == REFUSALS[text]


def shown_to(family: Filler) -> Calendar:
    assert family.now_on.calendar is not None
    return family.now_on.calendar


def test_months_are_turned_within_the_horizon():
    family = asked(a_day(days=lambda turn, answers, month: {month.replace(day=10): ("free", None)}))
    later = shown_to(family).later
    assert later
    family.sends(later)

    assert shown_to(family).month == date(2027, 1, 1)
    assert shown_to(family).later is None

    earlier = shown_to(family).earlier
    assert earlier
    family.sends(earlier)

    assert shown_to(family).month == date(2026, 12, 1)


@pytest.mark.parametrize("ref", ["9999-12", "0001-01", "2026-13", "zzz", "20261207"])
def test_a_forged_month_shows_nothing_beyond_the_horizon(ref: str):
    family = asked(a_day())
    family.sends(Tap("try", "month", ref, family.state["n"]))

    assert shown_to(family).month in (date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize("ref", ["2026-13-01", "zzz", ""])
def test_a_forged_day_is_refused(ref: str):
    family = asked(a_day())
    family.sends(Tap("try", "day", ref, family.state["n"]))

    assert family.notice
    assert family.state["answers"] == {}


def test_the_calendar_opens_where_the_first_day_can_be_chosen():
    def january(turn: Any, answers: Any, month: date) -> Mapping[date, Any]:
        return {month.replace(day=4): ("free", None)} if month.month == 1 else {}

    family = asked(a_day(days=january))

    assert shown_to(family).month == date(2027, 1, 1)


def test_a_calendar_without_any_day_says_so():
    family = asked(a_day(days=lambda turn, answers, month: {}, last=lambda turn, answers: date(2026, 12, 20)))

    assert "这里暂时没有能选的日子。请点“返回”换一换，或者写“人工”找我们。" in family.sees


def test_days_beyond_the_last_one_are_closed():
    family = asked(a_day(last=lambda turn, answers: date(2026, 12, 4)))

    assert [day["state"] for day in spoken(family.now_on)["calendar"]["days"][3:5]] == ["free", "closed"]


@pytest.mark.parametrize("value", [7, "2026-99-99", None])
def test_a_day_given_from_elsewhere_must_be_a_day(value: Any):
    family = asked(a_day(), day=value)

    assert "哪一天？" in family.sees


