"""What a form does when buttons are old or forged, when flows nest, and when the world changes meanwhile."""

from datetime import date

import pytest

from bot.chat import Open, Refused, Screen, Tap, Turn
from bot.fields import Answers, AskAgain, Choice, Option
from bot.form import Form
from tests.bot.a_form import World, at_the_summary, start
from tests.bot.a_turn import Filler, a_turn, spoken


def test_an_old_button_gets_todays_state_and_a_kind_word():
    family = start()
    old = family.buttons()["小安"]
    family.types("小晴")
    family.sends(old)

    assert family.notice == "这个按钮是之前的。请看下面，我们现在在这里。"
    assert family.state["answers"] == {"child": "QING"}


def test_a_double_tap_passes_quietly():
    family = start()
    tap = family.buttons()["小晴"]
    family.sends(tap)
    family.sends(tap)

    assert family.notice is None
    assert "想来多久" in family.sees
    assert family.state["answers"] == {"child": "QING"}


def test_a_double_tap_on_a_box_ticks_it_once():
    family = start(child="QING", kind="night")
    tap = family.buttons()["管饲"]
    family.sends(tap)
    family.sends(tap)
    family.taps("安抚")

    assert [row[0].get("picked") for row in spoken(family.now_on)["rows"][:3]] == [True, False, True]


def test_a_button_of_an_earlier_filling_does_not_fit_a_later_one():
    family = start()
    old = family.buttons()["小安"]
    later = Filler(family.form, a_turn("2026-12-03 09:00"))
    later.sends(old)

    assert later.state["answers"] == {}


FORGED = (
    "respite.set:NOBODY respite.fly respite.open:x respite.change:day respite.tick:QING respite.send respite.done "
    "camp.set:QING"
)


@pytest.mark.parametrize("forged", FORGED.split())
def test_a_forged_button_does_nothing(forged: str):
    family = start()
    before = family.state
    flow, verb, ref = (*forged.replace(":", ".").split("."), "")[:3]
    family.sends(Tap(flow, verb, ref, before["n"]))

    assert family.notice
    assert family.state == before


def test_a_nested_flow_opens_and_its_result_is_the_answer():
    world = World()
    family = start(world)
    family.taps("＋ 添加孩子")

    assert family.step.opens == Open("children", {"then": "respite"})
    assert family.step.screen is None

    world.children["YUE"] = "小月"
    family.comes_back_with("YUE")

    assert "小月想来多久？" in family.sees


def test_a_nested_flow_that_was_left_leads_back_to_the_question():
    family = start()
    family.types("添加孩子")

    assert family.step.opens

    family.comes_back_with(None)

    assert "给哪个孩子？" in family.sees


def test_a_result_that_is_no_choice_is_refused():
    family = start()
    family.comes_back_with("GHOST")

    assert family.notice == "刚才那一项已经没有了，请重新选一下。"


def test_a_result_that_comes_to_the_summary_changes_nothing():
    family = at_the_summary(World())
    family.comes_back_with("YUE")

    assert "请再看一遍" in family.sees


def test_a_child_that_was_removed_is_asked_for_again():
    world = World()
    family = at_the_summary(world)
    del world.children["QING"]
    family.taps("送出")

    assert family.notice == "刚才那一项已经没有了，请重新选一下。"
    assert "给哪个孩子？" in family.sees
    assert world.sent == []

    family.taps("小安")

    assert "请再看一遍" in family.sees


def test_a_day_that_has_passed_meanwhile_is_asked_for_again():
    world = World()
    family = at_the_summary(world)
    family.turn = a_turn("2026-12-08 00:01")
    family.taps("送出")

    assert family.notice == "2026年12月7日已经过去了，请选后面的日子。"
    assert "2026-12-08" in family.buttons()


def test_a_day_that_filled_up_is_asked_for_again_on_any_event():
    world = World()
    family = start(world)
    for answer in ("小晴", "半天", "12月7日"):
        family.types(answer)
    world.full.add(date(2026, 12, 7))
    family.types("王奶奶")

    assert family.notice == "12月7日（周一）已经满了，请换一天。"
    assert "who" not in family.state["answers"]


def test_coming_back_shows_where_the_form_stands_today_and_its_buttons_work():
    world = World()
    family = at_the_summary(world)
    del world.children["QING"]
    family.screen = family.form.show(family.turn, family.state)

    assert family.notice == "刚才那一项已经没有了，请重新选一下。"

    family.taps("小安")

    assert "请再看一遍" in family.sees


def test_coming_back_with_a_word_on_top():
    family = start()

    assert spoken(family.form.show(family.turn, family.state, "您回来啦"))["notice"] == "您回来啦"


def test_a_nested_flow_that_returns_to_a_changed_world_asks_what_broke():
    world = World()
    family = start(world)
    family.types("小晴")
    del world.children["QING"]
    family.comes_back_with("night")

    assert "给哪个孩子？" in family.sees


def test_an_answer_that_an_earlier_change_put_wrong_is_asked_again():
    def cheap(turn: Turn, answers: Answers, value: str) -> None:
        if answers["size"] == "small" and value == "big-box":
            raise Refused("小的放不进去")

    form = Form(
        "shop", "小店",
        (
            Choice("size", label="大小", question="多大？",
                   options=lambda turn, answers: [Option("small", "小"), Option("large", "大")]),
            Choice("box", label="盒子", question="什么盒子？", check=cheap,
                   options=lambda turn, answers: [Option("big-box", "大盒"), Option("bag", "袋子")]),
        ),
        send=lambda turn, answers: Screen("好"),
    )  # fmt: skip
    family = Filler(form)
    for answer in ("大", "大盒", "改 大小", "小"):
        family.types(answer)

    assert family.notice == "小的放不进去"
    assert "什么盒子？" in family.sees


def test_a_refusal_while_sending_is_read_on_the_summary():
    world = World(refusal=Refused("夜里照料员不够"))
    family = at_the_summary(world)
    family.taps("送出")

    assert family.notice == "夜里照料员不够"
    assert "请再看一遍" in family.sees


def test_a_refusal_about_one_answer_asks_it_again():
    world = World(refusal=AskAgain("day", "那天刚刚满了"))
    family = at_the_summary(world)
    family.taps("送出")

    assert family.notice == "那天刚刚满了"
    assert "哪一天？" in family.sees
    assert "day" not in family.state["answers"]

    world.refusal = AskAgain("needs", "再想想")
    family.types("12月8日")
    family.taps("送出")

    assert [row[0].get("picked") for row in spoken(family.now_on)["rows"][:3]] == [True, False, True]
