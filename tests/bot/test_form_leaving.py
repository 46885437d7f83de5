"""Leaving a form: asked once, kept or thrown away, or thought better of."""

from dataclasses import replace

import pytest

from bot.chat import Open
from tests.bot.a_form import NEEDS, World, a_form, start
from tests.bot.a_turn import Filler, spoken


def test_leaving_an_untouched_form_asks_nothing():
    family = start()
    family.taps("退出填写")

    assert family.step.state is None
    assert not family.step.sent
    assert family.step.opens == Open("menu")


def test_leaving_asks_once_whether_to_keep():
    family = start()
    family.types("小晴")
    family.taps("退出填写")

    assert "要不要先保留" in family.sees

    family.taps("先保留")

    assert family.step.opens == Open("menu")
    assert family.step.screen is None
    assert family.state["answers"] == {"child": "QING"}
    assert "想来多久" in str(spoken(family.form.show(family.turn, family.state)))


def test_ticked_boxes_are_asked_about_too():
    family = Filler(replace(a_form(World()), fields=(NEEDS,)), given={"kind": "night"})
    family.taps("管饲")
    family.types("退出")

    assert "要不要先保留" in family.sees


def test_leaving_twice_keeps():
    family = start()
    family.types("小晴")
    family.types("退出")
    family.types("退出填写")

    assert family.step.opens == Open("menu")
    assert family.state["answers"] == {"child": "QING"}


def test_throwing_away_ends_the_form():
    family = start()
    family.types("小晴")
    family.types("退出")
    family.types("嗯？")

    assert "要不要先保留" in family.sees
    assert family.notice == "这一步请写几个字，或者点按钮。"

    family.types("不要了")

    assert family.step.state is None
    assert family.step.opens == Open("menu")


@pytest.mark.parametrize("how", ["tap", "type"])
def test_leaving_can_be_thought_better_of(how: str):
    family = start()
    family.types("小晴")
    family.types("退出")
    family.taps("接着填") if how == "tap" else family.types("接着")

    assert "想来多久" in family.sees


def test_leaving_what_was_only_given_asks_nothing():
    family = start(child="QING")
    family.types("退出")

    assert family.step.state is None
