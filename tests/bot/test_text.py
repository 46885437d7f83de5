"""Several texts in one line: joined so that one can still be told from the next."""

import pytest

from bot.text import Several, Texts
from tests.chat import ZONE
from tests.test_locales import ROOT

TEXTS = Texts(ROOT / "locales")


@pytest.mark.parametrize(
    ("items", "language", "said"),
    [
        (("小晴", "小雨"), "zh", "小晴、小雨"),
        (("单亲，或只有一个人照顾", "今年还没来过"), "zh", "单亲，或只有一个人照顾；今年还没来过"),
        (("Lucy", "Ann"), "en", "Lucy, Ann"),
        (("On assistance, or alone", "Not used yet"), "en", "On assistance, or alone; Not used yet"),
    ],
)
def test_texts_with_commas_of_their_own_are_kept_apart(items: tuple[str, ...], language: str, said: str):
    assert TEXTS.say(Several(items), language, ZONE) == said
