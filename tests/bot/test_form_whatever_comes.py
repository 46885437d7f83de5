"""Whatever people do and whatever happens meanwhile: a form answers, and believes nothing untrue."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import Tap
from bot.form.state import Draft, walk
from tests.a_number import MOBILE, grouped
from tests.bot.a_form import World, start
from tests.bot.a_turn import Filler, spoken

TYPED = f"""
1 ２ 1、3 一、三 小 小晴 半天 过夜 都没有 选好了 返回 退出 跳过 为什么 发送 先保留 不要了 接着填 明天 下周三 12月7日
２０２６-１２-０７ 2月30日 9999-12-31 0000-00-00 {MOBILE} +86{grouped(MOBILE, '-')} 王奶奶 👍 改：孩子 孩子 ① ² ٣
"""
ODD = ["", "1 3", "\x00", "\ud800", "👨\u200d👩\u200d👧", "长" * 5000, "9" * 5000, "1 " * 1000]
VERBS = """set tick untick done day month skip back leave stay why change send open fly"""
REFS = """QING AN half tube none keep drop 2026-12-07 2026-13 0001-01 9999-12 20261207 child day zzz -"""
WORDS = st.sampled_from([*TYPED.split(), *ODD])
FLOWS = st.sampled_from(["respite", "camp"])
FORGED = st.builds(Tap, FLOWS, st.sampled_from(VERBS.split()), st.sampled_from(["", *REFS.split()]))
DEEDS = st.one_of(
    st.tuples(st.just("button"), st.integers(0, 99)),
    st.tuples(st.just("button"), st.integers(0, 99)),
    st.tuples(st.just("old button"), st.integers(0, 99)),
    st.tuples(st.just("forged"), st.tuples(FORGED, st.integers(-2, 2))),
    st.tuples(st.just("text"), st.one_of(WORDS, WORDS, st.text(max_size=30))),
    st.tuples(st.just("result"), st.sampled_from([None, "AN", "GHOST", 7, [], {"a": 1}])),
    st.tuples(st.just("event"), st.sampled_from(["due", "job", "open"])),
    st.tuples(st.just("world"), st.sampled_from(["child gone", "child back", "day full", "tomorrow", "comes back"])),
)


def changes(family: Filler, world: World, what: str) -> None:
    match what:
        case "child gone":
            world.children.pop("QING", None)
        case "child back":
            world.children["QING"] = "小晴"
        case "day full":
            world.full.add(date(2026, 12, 7))
        case "tomorrow":
            family.turn.now += 86_400
        case _:
            family.screen = family.form.show(family.turn, family.state)


def does(family: Filler, world: World, deed: tuple[str, Any], seen: list[Tap]) -> None:
    kind, what = deed
    buttons = list(family.buttons().values()) if family.screen else []
    seen.extend(buttons)
    match kind:
        case "button":
            family.sends(buttons[what % len(buttons)])
        case "old button":
            family.sends(seen[what % len(seen)])
        case "forged":
            family.sends(replace(what[0], version=max(0, family.state["n"] + what[1])))
        case "text":
            family.types(what)
        case "result":
            family.comes_back_with(what)
        case "event":
            family.gets(what)
        case _:
            changes(family, world, what)


@settings(max_examples=150, deadline=None)
@given(st.lists(DEEDS, max_size=25))
def test_whatever_people_do_they_get_an_answer(deeds: list[tuple[str, Any]]):
    world = World()
    family = start(world)
    seen: list[Tap] = []
    for deed in deeds:
        if family.step.state is None:
            family = start(world)
        does(family, world, deed, seen)

        assert family.step.screen is not None or family.step.opens is not None
        if family.step.screen is not None and (progress := family.step.screen.progress):
            assert 1 <= progress[0] <= progress[1]
        assert spoken(family.now_on)["text"]
        if family.step.state is not None:
            assert_what_was_walked_holds(family)


def assert_what_was_walked_holds(family: Filler) -> None:
    """Every answer up to the first open question is an answer today; what lies behind it is not believed."""
    draft = Draft.load(family.state)
    course = walk(family.turn, family.form.fields, draft)
    for name, place in course.places.items():
        if name in draft.answers:
            place.field.verify(family.turn, place.answers, draft.answers[name])
    assert set(draft.answers) <= {field.name for field in family.form.fields}
