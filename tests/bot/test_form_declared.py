"""How a form begins with what is given, what may be declared, and how a later kind of question joins it."""

from dataclasses import replace

import pytest

from bot.chat import Event, Screen
from bot.fields import Answered, Asking, Field, Option, Outcome, TextField
from bot.form import Form
from tests.bot.a_form import World, a_form, at_the_summary, start
from tests.bot.a_turn import Filler, spoken


def test_what_is_given_need_not_be_asked():
    family = start(child="AN", note="从菜单来")

    assert "小安想来多久？" in family.sees
    assert family.state["given"] == {"child": "AN", "note": "从菜单来"}


def test_what_is_given_and_wrong_is_asked_with_the_reason():
    family = start(child="GHOST")

    assert family.notice == "刚才那一项已经没有了，请重新选一下。"


def test_a_form_with_everything_given_begins_at_its_summary():
    form = Form("yes", "好吗", (), send=lambda turn, answers: Screen(f"好：{answers['what']}"))
    family = Filler(form, given={"what": "茶"})

    assert "返回" not in family.buttons()

    family.types("送出")

    assert "好：茶" in family.sees


def test_other_events_show_where_we_are():
    family = start()
    family.gets("due")

    assert "给哪个孩子？" in family.sees

    family.gets("job")

    assert family.notice == "这一步请写几个字，或者点按钮。"

    family = at_the_summary(World())
    family.gets("job")

    assert "请再看一遍" in family.sees


def test_a_heading_may_depend_on_the_answers():
    form = replace(a_form(World()), heading=lambda turn, answers: f"喘息·{answers.get('kind', '')}")
    family = Filler(form, given={"child": "QING"})
    family.types("过夜")

    assert spoken(family.now_on)["title"] == "喘息·night"


class Photo(Field):
    """A later kind of field, as far as the engine is concerned."""

    def received(self, asking: Asking, event: Event) -> Outcome:
        return Answered("picture-7")


def test_a_later_kind_of_answer_comes_with_an_event_of_its_own():
    photo = Photo("photo", label="照片", question="拍一张？")
    form = Form("album", "相册", (photo,), send=lambda turn, answers: Screen("好"))
    family = Filler(form)
    family.types("给你")

    assert family.notice == "请点下面的按钮。"

    family.gets("job")

    assert spoken(family.now_on)["facts"] == [["照片", "picture-7"]]


def test_a_state_from_another_version_of_the_form_still_opens():
    family = at_the_summary(World())
    state = family.state | {"at": "a question that is gone", "unknown": 1}

    assert "请再看一遍" in str(spoken(family.form.show(family.turn, state)))


def test_a_step_never_changes_the_state_it_was_given():
    family = start()
    before = family.state
    copy = {key: value.copy() if hasattr(value, "copy") else value for key, value in before.items()}
    family.types("小晴")

    assert before == copy


@pytest.mark.parametrize("names", [("a", "a"), ("summary",)])
def test_a_form_with_confusing_names_cannot_be_declared(names: tuple[str, ...]):
    fields = tuple(TextField(name, label="x", question="x") for name in names)

    with pytest.raises(ValueError, match="name of its own"):
        Form("x", "x", fields, send=lambda turn, answers: Screen())


def test_names_that_cannot_travel_on_a_button_cannot_be_declared():
    with pytest.raises(ValueError, match="travels on buttons"):
        TextField("您的称呼", label="x", question="x")

    with pytest.raises(ValueError, match="travels on its button"):
        Option("+", "x")
