"""Speaking or showing instead of writing: a recording that is listened to first, a photo that is looked at first."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, TALL, Comes
from tests.browser.speaking import ANSWERS, QUESTION, asked, button, chooses, opens_the_card, records
from tests.browser.test_accessible import breaches
from tests.browser.test_looks import ugly
from tests.browser.visitor import Visitor
from tests.some_media import a_photo

pytestmark = pytest.mark.browser
IS_PLAYING = "player => player.duration > 0.5 && !player.error"
KEEPS_WHAT_IT_HEARS = """() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (what) => ask(what).then((sound) => (window.heard = sound));
}"""
WIDTH = "image => image.naturalWidth"


def test_she_records_listens_and_sends_and_the_nurse_hears_it(
    somebody: Comes, nurse: Visitor, pictures: Path
) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.page.screenshot(path=pictures / "media-question.png")

    button(grandmother, "说话").click()
    expect(grandmother.page.locator(".media-clock")).to_have_text("0:02")
    grandmother.page.screenshot(path=pictures / "media-recording.png")
    button(grandmother, "说完了").click()

    player = grandmother.page.locator("audio.media-player")
    expect(player).to_be_visible()
    grandmother.page.wait_for_function(IS_PLAYING, arg=player.element_handle())
    grandmother.page.screenshot(path=pictures / "media-listen.png")
    with grandmother.answered():
        button(grandmother, "送出").click()
    grandmother.sees("您的回答我们收到了")
    mine = grandmother.page.locator("#talk .said-voice")
    expect(mine).to_contain_text(re.compile(r"一段语音（[23]秒）"))
    expect(button(grandmother, "说话")).to_be_hidden()
    grandmother.page.screenshot(path=pictures / "media-sent.png")
    opens_the_card(nurse)
    nurse.sees("请把语音听完")
    heard = nurse.live.locator("audio")
    nurse.page.wait_for_function(IS_PLAYING, arg=heard.element_handle())
    nurse.page.screenshot(path=pictures / "media-card.png", full_page=True)


def test_she_throws_a_recording_away_and_writes_instead(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.line.fill("坐，")

    records(grandmother)
    button(grandmother, "这个不要").click()

    expect(button(grandmother, "说话")).to_be_focused()
    expect(grandmother.line).to_have_value("坐，")
    grandmother.types("坐，折叠的。")
    grandmother.sees("您的回答我们收到了")
    assert grandmother.house.count(ANSWERS) == 0


def test_she_shows_a_photo_and_the_nurse_sees_it(somebody: Comes, nurse: Visitor, pictures: Path) -> None:
    grandmother = asked(somebody, nurse)

    chooses(grandmother, a_photo(size=(4000, 3000), turned=6))

    preview = grandmother.page.locator("img.media-preview")
    expect(preview).to_be_visible()
    assert preview.evaluate(WIDTH) == 1500, "made smaller before it is sent, and upright"
    expect(grandmother.live.get_by_text(QUESTION)).to_be_in_viewport()
    grandmother.page.screenshot(path=pictures / "media-photo.png")
    with grandmother.answered():
        button(grandmother, "送出").click()
    expect(grandmother.page.locator("#talk .said-photo")).to_contain_text("一张照片")
    opens_the_card(nurse)
    shown = nurse.live.get_by_role("img", name="一张照片")
    expect(shown).to_have_js_property("naturalWidth", 1200)
    nurse.page.screenshot(path=pictures / "media-photo-card.png", full_page=True)


def test_it_all_works_by_keyboard(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse)
    keyboard = grandmother.page.keyboard

    button(grandmother, "说话").focus()
    keyboard.press("Enter")
    expect(button(grandmother, "说完了")).to_be_focused()
    expect(grandmother.page.locator(".media-clock")).to_have_text("0:01")
    keyboard.press("Space")
    expect(button(grandmother, "送出")).to_be_focused()
    with grandmother.answered():
        keyboard.press("Enter")

    grandmother.sees("您的回答我们收到了")


def test_a_microphone_that_is_refused_is_said_in_a_sentence(somebody: Comes, nurse: Visitor, pictures: Path) -> None:
    grandmother = asked(somebody, nurse, permissions=[])

    button(grandmother, "说话").click()

    expect(grandmother.page.get_by_role("alert").filter(has_text="这里用不了话筒")).to_be_visible()
    grandmother.page.screenshot(path=pictures / "media-refused.png")
    grandmother.types("坐，折叠的。")
    grandmother.sees("您的回答我们收到了")


def test_speaking_and_showing_keep_the_rules_for_everybody(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse, viewport=TALL)
    broken = {"question": breaches(grandmother)}

    button(grandmother, "说话").click()
    expect(grandmother.page.locator(".media-clock")).to_have_text("0:01")
    broken["recording"] = breaches(grandmother)
    button(grandmother, "说完了").click()
    expect(button(grandmother, "送出")).to_be_focused()
    broken["listening"] = breaches(grandmother)
    with grandmother.answered():
        button(grandmother, "送出").click()
    broken["sent"] = breaches(grandmother)
    nurse.page.set_viewport_size(TALL)
    opens_the_card(nurse)
    broken["card"] = breaches(nurse)

    assert {name: found for name, found in broken.items() if found} == {}


def test_what_is_no_photo_is_said_in_a_sentence(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse)

    chooses(grandmother, b"not a photo at all")

    expect(grandmother.page.get_by_role("alert").filter(has_text="打不开")).to_be_visible()


def test_the_microphone_is_let_go_as_soon_as_nobody_wants_it(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.page.evaluate(KEEPS_WHAT_IT_HEARS)
    button(grandmother, "说话").click()
    expect(grandmother.page.get_by_text("正在录音")).to_be_visible()
    assert grandmother.page.evaluate("heard.getTracks()[0].readyState") == "live"

    button(grandmother, "这个不要").click()

    grandmother.page.wait_for_function("heard.getTracks()[0].readyState === 'ended'")
    expect(button(grandmother, "说话")).to_be_focused()
    expect(grandmother.page.locator("audio.media-player")).to_have_count(0)


def test_on_a_phone_of_320_pixels_with_large_text_everything_fits(
    somebody: Comes, nurse: Visitor, pictures: Path
) -> None:
    grandmother = asked(somebody, nurse, viewport=SMALL_PHONE, is_mobile=True, has_touch=True)
    grandmother.page.get_by_role("button", name="大字").click()
    found = [ugly(grandmother)]
    grandmother.page.screenshot(path=pictures / "media-small-question.png")

    records(grandmother)
    found.append(ugly(grandmother))
    grandmother.page.screenshot(path=pictures / "media-small-listen.png")
    button(grandmother, "这个不要").click()
    chooses(grandmother, a_photo())
    expect(grandmother.page.locator("img.media-preview")).to_be_visible()
    found.append(ugly(grandmother))
    grandmother.page.screenshot(path=pictures / "media-small-photo.png")

    assert found == [[], [], []]
