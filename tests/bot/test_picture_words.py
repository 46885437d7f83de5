"""Words in pictures: packed with a screen, told line by line where there is room for emoji only."""

import pytest

from bot.chat import Button, PictureWord, Screen, Tap, row
from bot.telegram.keyboards import keyboard
from bot.telegram.pictures import sign
from bot.telegram.words import blocks
from tests.written import written

WORDS = Screen("你的秘密", words=(PictureWord("word-fish-red", "红色的鱼"), PictureWord("word-star", "<星星>")))


def test_a_screen_keeps_its_words_in_their_order():
    assert WORDS.pack()["words"] == [
        {"picture": "word-fish-red", "label": "红色的鱼"},
        {"picture": "word-star", "label": "<星星>"},
    ]
    assert written(WORDS.pack()).splitlines() == ["你的秘密", "  1. 红色的鱼", "  2. <星星>"]


def test_a_screen_without_words_does_not_speak_of_them():
    assert "words" not in Screen("好").pack()


def test_telegram_tells_each_word_on_a_line_of_its_own():
    assert blocks(WORDS.pack())[-1] == "1. 🔴 红色的鱼\n2. &lt;星星&gt;"


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("word-red", "🔴"), ("word-orange", "🟠"), ("word-yellow", "🟡"), ("word-green", "🟢"), ("word-blue", "🔵"),
        ("word-purple", "🟣"), ("word-pink", "🌸"), ("word-brown", "🟤"), ("word-fish-blue", "🔵"), ("word-fish", ""),
        ("face-sad", "😢"), ("fish-red", ""), (None, ""),
    ],
)  # fmt: skip
def test_a_colour_has_a_sign_of_its_own(picture: str | None, shown: str):
    assert sign(picture) == shown


def test_a_button_with_a_colour_wears_it_on_telegram():
    screen = Screen("哪种颜色？", rows=(row(Button("蓝色", Tap("board", "say", "blue"), picture="word-blue")),))

    [[button]] = keyboard(screen.pack(), str)

    assert button["text"] == "🔵 蓝色"
