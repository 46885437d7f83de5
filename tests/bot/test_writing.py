"""Answers that are typed: texts and telephone numbers."""

import pytest

from bot.chat import plain
from bot.fields import PhoneField, TextField
from bot.fields.asking import brief
from bot.text import _
from tests.a_number import MOBILE, grouped, landline, wide
from tests.bot.a_turn import answer, asked


def test_a_text_that_is_too_long_says_how_long_and_stays():
    note = TextField("note", label="说明", question="说？", most=10)

    assert answer(note, "长" * 5000) == "您写了5000个字，这里最多10个字。请写短一点。"


def test_a_long_text_keeps_its_lines_and_a_short_one_is_one_line():
    long = TextField("note", label="说明", question="说？")
    short = TextField("note", label="说明", question="说？", long=False)

    assert answer(long, "一\n二") == "一\n二"
    assert answer(short, "一\n二") == "一 二"
    assert asked(long).now_on.ask.kind == "long"
    assert asked(short).now_on.ask.kind == "text"


def test_nobodys_words_turn_round_what_stands_beside_them():
    assert plain("小晴\u202e\u2067") == "小晴"
    assert plain("ئالما\u200f 👨\u200d👩\u200d👧") == "ئالما\u200f 👨\u200d👩\u200d👧"


def test_a_text_given_from_elsewhere_must_be_a_text():
    assert asked(TextField("note", label="x", question="x"), note=7).notice == "没有收到文字，请写几个字告诉我们。"


def test_a_long_answer_is_kept_by_its_first_words():
    assert brief("很" * 30) == "很" * 20 + "…"
    assert brief(_("Skip")) == _("Skip")


PHONE = PhoneField("phone", label="电话", question="电话？")


@pytest.mark.parametrize(
    "text",
    [MOBILE, grouped(MOBILE), f"+86 {grouped(MOBILE, '-')}", wide(MOBILE), f"0086{MOBILE}", f"86{MOBILE}",
     f"我的电话是{MOBILE}。"],
)  # fmt: skip
def test_mobile_numbers_are_read_as_people_write_them(text: str):
    assert answer(PHONE, text) == MOBILE


@pytest.mark.parametrize("text", [landline("010-"), landline("(0371) ", 7), landline("0371")])
def test_landlines_are_read_with_their_area_code(text: str):
    assert answer(PHONE, text) == "".join(c for c in text if c.isdigit())


UNRINGABLE = {
    "没看到电话号码": ["没有", "👍"],
    "您写的是10位": [MOBILE[:-1], landline("+8610")],
    "您写的是12位": [f"{MOBILE}1"],
    "您写的是5000位": ["1" * 5000],
    "内地": ["+1 202 555 0100", "00441234567"],
    "座机": ["0101234"],
    "13到19": ["12345678901", "88886666", "⑤"],
}


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in UNRINGABLE.items() for text in texts])
def test_what_cannot_be_rung_is_refused_with_the_reason(reason: str, text: str):
    assert reason in answer(PHONE, text)


def test_a_phone_given_from_elsewhere_must_be_a_text():
    assert asked(PHONE, phone=1).notice == "没有收到文字，请写几个字告诉我们。"
