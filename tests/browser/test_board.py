"""The letter box on a tablet that many share: written, drawn and spoken, and nothing left for the next child."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, TALL, Comes
from tests.browser.drawing import ACROSS, DOWN, draws, takes
from tests.browser.speaking import button, records
from tests.browser.test_accessible import breaches
from tests.browser.test_booking import Keyboard
from tests.browser.test_looks import ugly
from tests.browser.visitor import UNREACHABLE, Visitor

pytestmark = pytest.mark.browser
WORDS = "晚饭的肉太硬了，我咬不动"
STORED = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"


def begins(child: Visitor, *labels: str) -> Visitor:
    child.taps("童声留言板", "写一封信", *labels)
    return child


def goes_home(child: Visitor) -> None:
    with child.answered():
        child.page.locator("#tool-home").click()


def five_words(child: Visitor) -> list[str]:
    return [re.sub(r"\s|^\d", "", text) for text in child.live.locator(".picture-words li").all_inner_texts()]


def test_a_child_writes_and_finds_the_answer_box_by_pointing(somebody: Comes, pictures: Path) -> None:
    child = begins(somebody(), "吃的", "写字")
    child.types(WORDS)
    child.taps("放进信箱")
    child.page.screenshot(path=pictures / "board-code.png", full_page=True)
    said = five_words(child)
    assert len(said) == 5
    child.taps("我记好了", "记住了")
    assert WORDS not in child.page.locator("body").inner_text()
    assert said[0] not in child.page.locator("body").inner_text()

    child.taps("看我的回信")
    child.types("，".join(said))

    child.sees("收到了", WORDS)
    child.page.screenshot(path=pictures / "board-box.png", full_page=True)


def test_a_drawing_is_seen_once_more_and_goes_into_the_box(somebody: Comes, pictures: Path) -> None:
    child = begins(somebody(), "玩的", "画一画")
    takes(child, "画画", "红色", "粗笔")
    draws(child, *ACROSS)
    draws(child, *DOWN)
    with child.answered():
        button(child, "送出").click()

    shown = child.live.locator(".sent img")
    expect(shown).to_have_js_property("naturalWidth", 1200)
    child.page.screenshot(path=pictures / "board-drawing.png", full_page=True)
    child.taps("放进信箱")
    child.sees("信放进信箱了")


def test_a_spoken_letter_is_heard_once_more_and_goes_into_the_box(somebody: Comes) -> None:
    child = begins(somebody(permissions=["microphone"]), "我的心情", "说话")
    records(child)
    with child.answered():
        button(child, "送出").click()

    expect(child.live.locator(".sent audio")).to_be_visible()
    child.taps("放进信箱")
    child.sees("信放进信箱了")


def test_a_letter_is_laid_in_cards_by_keyboard_alone(somebody: Comes) -> None:
    child = somebody()
    keys = Keyboard(child)

    for label in ("童声留言板", "写一封信", "住的", "摆图卡", "别的小朋友", "生气", "睡的地方", "放进信箱", "我记好了"):
        keys.chooses(label)

    child.sees("小声再念一遍")


def test_what_is_half_written_is_not_kept_by_the_browser(somebody: Comes) -> None:
    child = begins(somebody(), "吃的", "写字")

    child.line.fill(WORDS)

    assert WORDS not in child.page.evaluate(STORED)
    child.page.reload()
    expect(child.line).to_have_value("")


def test_what_is_on_its_way_is_not_kept_by_the_browser(somebody: Comes) -> None:
    child = begins(somebody(), "吃的", "写字")
    child.forgiven += (UNREACHABLE,)
    child.context.set_offline(True)

    child.line.fill(WORDS)
    child.page.locator("#send").click()

    expect(child.page.locator("#pending")).to_contain_text(WORDS)
    assert WORDS not in child.page.evaluate(STORED)
    child.context.set_offline(False)
    expect(child.live).to_contain_text("放进信箱")
    child.taps("放进信箱")
    child.context.set_offline(True)
    child.button("我记好了").click()
    assert "board.known" not in child.page.evaluate(STORED)
    child.context.set_offline(False)
    expect(child.live).to_contain_text("小声再念一遍")


def test_a_drawing_that_is_on_its_way_leaves_no_trace_in_the_browser(somebody: Comes) -> None:
    child = begins(somebody(), "玩的", "画一画")
    child.forgiven += (UNREACHABLE,)
    takes(child, "画画", "粗笔")
    draws(child, *ACROSS)
    stored = child.page.evaluate(STORED)
    child.context.set_offline(True)

    button(child, "送出").click()

    expect(child.page.locator("#pending")).not_to_be_empty()
    assert child.page.evaluate(STORED) == stored
    child.context.set_offline(False)
    expect(child.live).to_contain_text("放进信箱")


def test_whoever_goes_home_is_asked_first_and_leaves_nothing(somebody: Comes) -> None:
    child = begins(somebody(), "吃的", "写字")
    child.types(WORDS)

    goes_home(child)
    child.sees("还没有寄出")
    child.taps("不写了，不留下")

    child.sees("欢迎来到")
    expect(child.button("接着填")).to_have_count(0)
    assert WORDS not in child.page.locator("body").inner_text()
    child.page.reload()
    expect(child.live).to_be_visible()
    assert WORDS not in child.page.locator("body").inner_text()


def test_a_page_that_lies_there_is_put_away(somebody: Comes) -> None:
    child = somebody(None)
    child.page.clock.install()
    child.comes()
    begins(child, "吃的", "写字")
    child.types(WORDS)
    key = child.context.cookies()[0]["value"]

    child.page.clock.run_for(4 * 60_000 + 40_000)
    expect(child.page.locator("#refusal")).to_contain_text("还有人在吗")
    child.page.clock.run_for(30_000)

    expect(child.page.locator("article")).to_have_count(1)
    assert WORDS not in child.page.locator("body").inner_text()
    assert child.context.cookies()[0]["value"] != key


def test_a_touch_keeps_the_page_awake(somebody: Comes) -> None:
    child = somebody(None)
    child.page.clock.install()
    child.comes()
    begins(child, "吃的", "写字")

    child.page.clock.run_for(4 * 60_000 + 40_000)
    child.line.click()
    child.page.clock.run_for(2 * 60_000)

    expect(child.page.locator("#refusal")).to_be_empty()
    child.sees("你想告诉我们什么")


@pytest.mark.parametrize("way", ["write", "cards", "box"])
def test_every_screen_of_the_letter_box_keeps_the_rules(somebody: Comes, way: str) -> None:
    child = somebody(viewport=TALL)
    broken = {}
    for label in PATHS[way]:
        if label.startswith("“"):
            child.types(label)
        else:
            child.taps(label)
        broken[label] = breaches(child)

    assert {label: found for label, found in broken.items() if found} == {}


@pytest.mark.parametrize("large", [False, True])
def test_it_is_readable_on_the_smallest_phone(somebody: Comes, large: bool) -> None:
    child = somebody(viewport=SMALL_PHONE)
    if large:
        child.page.locator("#tool-large").click()
    faults = {}
    for label in PATHS["cards"]:
        child.taps(label)
        faults[label] = ugly(child)

    assert {label: found for label, found in faults.items() if found} == {}


PATHS = {
    "write": ("童声留言板", "写一封信", "吃的", "写字", f"“{WORDS}”", "放进信箱", "我记好了", "记住了"),
    "cards": (
        "童声留言板", "写一封信", "我的心情", "摆图卡", "我自己", "害怕", "好疼", "放进信箱", "我记好了",
        "看看我的信箱",
    ),
    "box": ("童声留言板", "看我的回信", "动物", "鱼", "红色", "好吃的"),
}  # fmt: skip


def test_a_colleague_who_looks_at_the_childrens_page_is_not_signed_out(somebody: Comes, nurse: Visitor) -> None:
    colleague = nurse
    colleague.page.clock.install()
    colleague.page.reload()
    colleague.line.fill("你说了我们做了")
    with colleague.answered():
        colleague.page.locator("#send").click()

    colleague.page.clock.run_for(6 * 60_000)

    expect(colleague.live).to_contain_text("你说了，我们做了")
    assert "/staff" in colleague.page.url
