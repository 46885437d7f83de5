"""The way back to a letter: five picture-words that can be said, typed and pointed at."""

from hypothesis import given
from hypothesis import strategies as st

from bot.board import way_back
from bot.board.way_back import lists, picture_words, read
from bot.text import Message

codes = st.text("01234567", min_size=15, max_size=15)


def said(code: str, language: str, joint: str, apart: str) -> str:
    """A code as somebody would type it."""
    words = []
    for word in picture_words(code):
        assert isinstance(word.label, Message)
        colour, thing = (word.label.values[name].by_language[language] for name in ("colour", "thing"))
        words.append(f"{colour}{joint}{thing}")
    return apart.join(words)


def test_there_are_five_words_of_nine_bits():
    groups, colours = lists()

    assert len(groups) == len(colours) == 8
    assert {len(group.things) for group in groups} == {8}
    assert len({thing.id for group in groups for thing in group.things}) == 64
    assert (len(colours) * 64) ** way_back.WORDS >= 2**45


@given(codes, st.sampled_from([("zh", "的", "，"), ("zh", "", " "), ("zh", "的", ""), ("en", " ", ", ")]))
def test_what_is_shown_can_be_typed(code: str, way: tuple[str, str, str]):
    assert read(said(code, *way)) == code


@given(codes)
def test_a_drawn_code_is_as_long_as_every_other(code: str):
    assert len(picture_words(code)) == way_back.WORDS
    assert way_back.CODE.fullmatch(way_back.new_code())


def test_people_call_a_colour_what_they_like():
    usual = read("咖啡色的鱼 橙色的鱼 粉色的鱼 红色的鱼 绿色的鱼")

    assert usual is not None
    assert read("棕色的鱼 橘色的鱼 粉红色的鱼 红鱼 绿色鱼") == usual


def test_four_words_or_others_are_no_code():
    texts = ("红色的鱼", "红色的鱼" * 4, "红色的鱼" * 6, "", "晚饭太硬了，红色的鱼", "1234567")

    assert [read(text) for text in texts] == [None] * 6
