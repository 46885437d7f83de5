"""For whoever hears the page, enlarges it or reads another language: axe's rules, what is told and read aloud."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.a_number import grouped
from tests.browser.asking import PHONE_NUMBER, asks, comes_to, walk
from tests.browser.conftest import PHONE, TALL, Comes
from tests.browser.house import TELEPHONE
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TRANSCRIPTS = Path(__file__).parent / "transcripts"
CHANGING = (
    (r"[0-9A-Z]{4}-[0-9A-Z]{4}(?=（换手机)", "XXXX-XXXX"),
    (r"/bookings/[0-9A-Z]{10}/", "/bookings/XXXXXXXXXX/"),
    (r"上午9:\d\d$", "上午9:00"),
    (f"{PHONE_NUMBER}|{grouped(PHONE_NUMBER)}", "〈电话〉"),
)  # fmt: skip
RECORDER = """
    window.said = [];
    const voice = {speak: (one) => said.push(one), cancel: () => said.push(null)};
    Object.defineProperty(window, "speechSynthesis", {value: voice});
"""
VOICELESS = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;"


def breaches(who: Visitor) -> list[str]:
    """The rules that the page breaks as it is now, each with what breaks it."""
    found = Axe().run(who.page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def test_every_screen_of_a_booking_keeps_the_rules(somebody: Comes) -> None:
    mother = somebody(viewport=TALL)

    assert {name: found for name in walk(mother) if (found := breaches(mother))} == {}


def test_what_follows_a_booking_keeps_the_rules(somebody: Comes) -> None:
    mother = somebody(viewport=TALL)
    asks(mother)
    broken = {}

    for label in ("我的预约", "喘息照料", "取消", "不取消", "我的预约", "取回码"):
        mother.taps(label)
        broken[label] = breaches(mother)
    for label in ("我的资料", "现在有危险"):
        with mother.answered():
            mother.page.get_by_role("navigation").get_by_role("button", name="首页").click()
        mother.taps(label)
        broken[label] = breaches(mother)

    assert {label: found for label, found in broken.items() if found} == {}


def test_large_text_and_the_sample_bar_keep_the_rules(somebody: Comes) -> None:
    mother = somebody(viewport={"width": 390, "height": 3000})
    mother.page.locator("#sample summary").click()
    mother.page.get_by_role("button", name="大字").click()

    comes_to(mother, "calendar")

    assert breaches(mother) == []


def test_the_desk_keeps_the_rules(somebody: Comes, nurse: Visitor) -> None:
    asks(somebody())
    nurse.page.set_viewport_size({"width": 1280, "height": 3000})
    broken = {"news": breaches(nurse)}

    for label in ("打开", "回值班台"):
        nurse.taps(label)
        broken[label] = breaches(nurse)

    assert {label: found for label, found in broken.items() if found} == {}


def test_a_visit_that_ended_and_the_page_after_leaving_keep_the_rules(mother: Visitor) -> None:
    mother.forgive("status of 401")
    mother.context.clear_cookies()
    mother.button("预约喘息照料").click()
    expect(mother.page.get_by_role("button", name="重新开始")).to_be_focused()
    ended = breaches(mother)
    mother.page.goto(mother.house.url + "/bye")

    assert (ended, breaches(mother)) == ([], [])


def test_the_transcript_of_what_a_screen_reader_is_told(mother: Visitor) -> None:
    told = [f"# page\n{mother.page.locator('body').aria_snapshot()}"]

    told += [f"# {name}\n{mother.live.aria_snapshot()}" for name in walk(mother)]

    agrees("respite", "\n\n".join(told) + "\n")


def agrees(name: str, told: str) -> None:
    """Compare with the transcript that was read and found good; RAMP_TRANSCRIPTS=write writes it anew."""
    for pattern, instead in CHANGING:
        told = re.sub(pattern, instead, told, flags=re.MULTILINE)
    path = TRANSCRIPTS / f"{name}.zh.txt"
    if os.environ.get("RAMP_TRANSCRIPTS") == "write":
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


def test_the_newest_message_is_read_aloud_and_a_second_tap_stops_it(somebody: Comes) -> None:
    mother = somebody(None, viewport=PHONE)
    mother.page.add_init_script(RECORDER)
    comes_to(mother.comes(), "kind")
    aloud = mother.page.get_by_role("button", name="朗读")

    aloud.click()

    expect(aloud).to_have_attribute("aria-pressed", "true")
    said = mother.page.evaluate("said.filter(Boolean).map((one) => [one.lang, one.text])")
    assert {language for language, _text in said} == {"zh-CN"}
    assert "预约喘息照料" in said[0][1]
    assert any("过夜" in text for _language, text in said)
    aloud.click()
    expect(aloud).to_have_attribute("aria-pressed", "false")
    assert mother.page.evaluate("said[said.length - 1]") is None


def test_the_voice_falls_silent_when_the_next_question_comes(somebody: Comes) -> None:
    mother = somebody(None, viewport=PHONE)
    mother.page.add_init_script(RECORDER)
    comes_to(mother.comes(), "kind")
    aloud = mother.page.get_by_role("button", name="朗读")
    aloud.click()

    mother.taps("过夜")

    expect(aloud).to_have_attribute("aria-pressed", "false")
    assert mother.page.evaluate("said[said.length - 1]") is None


def test_without_a_voice_there_is_no_button_for_it(somebody: Comes) -> None:
    mother = somebody(None, viewport=PHONE)
    mother.page.add_init_script(VOICELESS)

    mother.comes()

    expect(mother.page.locator("#tool-aloud")).to_be_hidden()


def test_in_english_everything_is_english(mother: Visitor) -> None:
    comes_to(mother, "calendar")

    with mother.answered():
        mother.page.get_by_role("button", name="English").click()
    mother.taps("English")
    expect(mother.page.get_by_role("button", name="Leave quickly")).to_be_visible()
    mother.taps("Back to where I was")

    mother.sees("December 2026", "On which day")
    expect(mother.page.locator("html")).to_have_attribute("lang", "en")
    expect(mother.live.get_by_role("columnheader", name="Monday")).to_have_count(1)
    mother.page.locator("#tool-language").evaluate("(tool) => tool.remove()")  # it says 中文, as it should
    expect(mother.page.locator("#sample-now")).to_contain_text("1 December")
    chinese = re.findall(r"\S*[\u4e00-\u9fff]\S*", mother.page.locator("body").aria_snapshot())
    assert chinese == [TELEPHONE, "小晴"]


def test_a_visitor_whose_browser_is_english_is_welcomed_in_english(somebody: Comes) -> None:
    visitor = somebody(locale="en-GB")

    visitor.sees("Welcome to Child-Friendly Home")


def test_a_refusal_is_an_alert_and_the_answer_can_be_mended(mother: Visitor) -> None:
    comes_to(mother, "phone")

    mother.types("12")

    expect(mother.live.get_by_role("alert")).to_be_visible()
