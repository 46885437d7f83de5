"""What people type, before any flow looks at it."""

import pytest

from bot.heard import word_key


@pytest.mark.parametrize(
    ("typed", "key"), [("／Ｍｅｎｕ！", "menu"), ("🌙 预约 喘息", "预约喘息"), ("a_b", "ab"), ("①", "1")]
)
def test_words_are_compared_as_people_mean_them(typed: str, key: str):
    assert word_key(typed) == key
