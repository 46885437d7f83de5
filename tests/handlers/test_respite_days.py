"""Days as people type them, and the days that cannot be."""

from datetime import date
from pathlib import Path

import pytest

from tests.chat import Visitor, open_home
from tests.handlers.a_family import begins, comes_from_the_notes


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-11", 11), ("12月11日", 11), ("12/11", 11), ("11号", 11), ("明天", 2), ("后天", 3), ("下周三", 9),
        ("１２月１１日", 11), ("十二月十一号", 11), ("周五", 4), ("11 December", 11),
    ],
)  # fmt: skip
async def test_a_day_may_be_typed_as_people_say_it(family: Visitor, typed: str, day: int):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.types(typed)
    await comes_from_the_notes(family)

    family.sees(f"哪天：12月{day}日")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-30", "已经过去"), ("昨天", "已经过去"), ("2027-06-01", "太远"), ("12月13日", "不开放"),
        ("2月30日", "没有这一天"), ("随便", "没看懂"), ("2027-01-01", "不开放"),
    ],
)  # fmt: skip
async def test_a_day_that_cannot_be_is_refused_with_its_reason(family: Visitor, typed: str, said: str):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.types(typed)

    family.sees(said, "哪天来？")


async def test_the_night_before_a_holiday_is_closed(tmp_path: Path):
    async with open_home(tmp_path, now="2026-12-20 09:00") as home:
        family = await home.family()
        await begins(family, "小晴")
        await family.taps("过夜")
        await family.taps("直接申请")
        await family.types("2026-12-31")

        family.sees("不开放")
        assert date(2027, 1, 1) in home.app.home.holidays
