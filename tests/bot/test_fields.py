"""What choices and ticks understand, and how they refuse."""

from typing import Any

import pytest

from bot.chat import Open, Refused, Tap
from bot.fields import Choice, Option, Ticks, choose, squash
from bot.text import Words, _
from tests.bot.a_turn import a_turn, answer, asked, spoken


def a_choice(*labels: Any) -> Choice:
    options = [Option(f"R{i}", label) for i, label in enumerate(labels, 1)]
    return Choice("one", label="一个", question="哪个？", options=lambda turn, answers: options)


@pytest.mark.parametrize(
    "text",
    ["2", "２", "二", "第2个", "2.", "太阳楼", "太阳", "☀️太阳楼!", "阳楼", "sun house", "SUN"],
)
def test_a_choice_is_understood_by_number_name_or_part(text: str):
    kinds = a_choice("希望楼", Words({"zh": "☀️ 太阳楼", "en": "Sun House"}), _("Keep it for later"))

    assert answer(kinds, text) == "R2"


def test_a_sentence_of_ours_is_understood_as_it_is_read():
    assert answer(a_choice("甲", _("Keep it for later")), "先保留") == "R2"


def test_a_word_for_two_choices_is_asked_back():
    assert answer(a_choice("小晴", "小安", "大宝"), "小") == "“小”可能是这几个：小晴、小安。您说的是哪一个？"


@pytest.mark.parametrize("text", ["9", "0", "十", "丁", "😀"])
def test_what_is_no_choice_is_refused(text: str):
    assert "没找到" in answer(a_choice("甲", "乙"), text)


def test_a_long_story_is_refused_in_short_words():
    assert answer(a_choice("甲"), "从前有座山" * 100) == (
        "没找到“从前有座山从前有座山从前有座山从前有座山…”。请点下面的按钮，也可以写它的名字。"
    )


def test_a_number_means_what_the_labels_say_where_they_are_numbers():
    nights = a_choice("2 晚", "3 晚", "10 晚")

    assert answer(nights, "2") == "R1"
    assert answer(nights, "３") == "R2"
    assert "没找到" in answer(nights, "1")


def test_a_choice_without_choices_says_so():
    family = asked(a_choice())

    assert "这里暂时没有能选的。请点“返回”，或者写“人工”找我们。" in family.sees


def test_a_hint_and_a_style_stand_on_the_button():
    options = [Option("a", "甲", hint="很近", style="danger", wide=False), Option("b", "乙")]
    family = asked(Choice("x", label="x", question="x", options=lambda turn, answers: options))
    rows = spoken(family.now_on)["rows"]

    assert [(button["label"], button["style"], button.get("hint")) for button in rows[0]] == [("甲", "danger", "很近")]


def some_ticks(**more: Any) -> Ticks:
    options = [Option("a", "管饲"), Option("b", "needs a lift"), Option("c", "安抚")]
    options.append(Option("+", "别的", opens=Open("more")))
    return Ticks("some", label="几个", question="哪些？", options=lambda turn, answers: options, **more)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 3", ["a", "c"]), ("三、一", ["a", "c"]), ("安抚和管饲", ["a", "c"]), ("管饲，安抚", ["a", "c"]), ("2", ["b"]),
     ("needs a lift", ["b"]), ("a lift", ["b"]), ("1 1", ["a"]), ("选好了", []), ("完成", [])],
)  # fmt: skip
def test_ticks_are_understood_by_numbers_and_names(text: str, value: list[str]):
    assert answer(some_ticks(), text) == value


def test_none_of_them_is_an_answer_of_its_own():
    needs = some_ticks(none_label="都没有")

    assert answer(needs, "没有") == []
    assert answer(needs, "完成") == "请点上符合的，或者点“都没有”。"
    assert answer(needs, "1 都没有") == "请点上符合的，或者点“都没有”。"

    family = asked(needs)
    family.taps("管饲")
    family.taps("都没有")

    assert spoken(family.now_on)["facts"] == [["几个", "都没有"]]


def test_no_ticks_at_all_are_shown_as_none():
    family = asked(some_ticks())
    family.taps("选好了")

    assert spoken(family.now_on)["facts"] == [["几个", "都没有"]]


def test_ticks_have_a_least_and_a_most():
    family = asked(some_ticks(least=1, most=2))
    family.taps("选好了")

    assert family.notice == "请至少点上1项。"

    family.taps("管饲")
    family.taps("安抚")
    family.taps("needs a lift")

    assert family.notice == "这里最多点2项，请去掉几项。"

    family.types("1 2 3")

    assert family.notice == "这里最多点2项，请去掉几项。"

    family.taps("管饲")
    family.taps("选好了")

    assert spoken(family.now_on)["facts"] == [["几个", "安抚"]]


def test_a_forged_tick_is_refused():
    family = asked(some_ticks())
    family.sends(Tap("try", "tick", "zzz", family.state["n"]))

    assert family.notice == "刚才那一项已经没有了，请重新选一下。"


def test_a_forged_verb_on_ticks_is_refused():
    family = asked(some_ticks())
    family.sends(Tap("try", "set", "a", family.state["n"]))

    assert family.notice == "这个按钮是别处的。请点下面的按钮。"


def test_ticks_may_open_a_flow_and_take_what_comes_back():
    family = asked(some_ticks())
    family.taps("安抚")
    family.taps("别的")

    assert family.step.opens == Open("more")

    family.comes_back_with("a")
    family.taps("选好了")

    assert spoken(family.now_on)["facts"] == [["几个", "管饲、安抚"]]

    family = asked(some_ticks())
    family.types("别的")

    assert family.step.opens == Open("more")


def test_ticks_without_choices_say_so():
    nothing = Ticks("x", label="x", question="x", options=lambda turn, answers: [], none_label="没有")
    family = asked(nothing)

    assert "这里暂时没有能选的。请点“返回”，或者写“人工”找我们。" in family.sees
    assert "选好了" not in family.buttons()


def test_a_ticked_option_that_is_gone_is_asked_again_with_the_others_ticked():
    options = [Option("a", "甲"), Option("b", "乙")]
    family = asked(Ticks("x", label="x", question="哪些？", options=lambda turn, answers: options))
    family.types("1 2")
    del options[0]
    family.taps("送出")

    assert "哪些？" in family.sees
    assert spoken(family.now_on)["rows"][0][0]["picked"] is True


def test_a_value_that_is_no_list_is_no_answer_to_ticks():
    assert asked(some_ticks(), some="a").notice == "刚才那一项已经没有了，请重新选一下。"


def test_only_letters_and_digits_are_compared():
    assert squash(" ☀️ Ｓｕｎ-Ｈｏｕｓｅ！２ ") == "sunhouse2"


def test_choosing_among_nothing_is_refused():
    with pytest.raises(Refused):
        choose(a_turn(), [], "1")
