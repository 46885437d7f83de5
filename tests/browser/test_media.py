"""Speaking or showing instead of writing: a recording that is listened to first, a photo that is looked at first."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.asking import asks
from tests.browser.conftest import SMALL_PHONE, TALL, Comes
from tests.browser.test_accessible import breaches
from tests.browser.test_looks import ugly
from tests.browser.visitor import UNREACHABLE, Visitor
from tests.some_media import a_photo

pytestmark = pytest.mark.browser
QUESTION = "孩子坐轮椅来吗？"
ANSWERS = "SELECT count(*) FROM attachments WHERE object IS NOT NULL"
IS_PLAYING = "player => player.duration > 0.5 && !player.error"
WIDTH = "image => image.naturalWidth"


def asked(somebody: Comes, nurse: Visitor, **kwargs: Any) -> Visitor:
    """A grandmother with a question of the nurse before her, ready to answer."""
    grandmother = somebody(**({"permissions": ["microphone"]} | kwargs))
    asks(grandmother)
    nurse.comes("/staff?open=desk")
    nurse.taps("喘息照料", "问家里人")
    nurse.types(QUESTION)
    grandmother.taps("回答")
    grandmother.sees(QUESTION)
    return grandmother


def button(who: Visitor, name: str) -> Locator:
    """A button beside the line to write on."""
    return who.page.locator("#composer").get_by_role("button", name=name, exact=True)


def records(who: Visitor, seconds: int = 1) -> None:
    """Press, speak until the clock shows it, press."""
    button(who, "说话").click()
    expect(who.page.get_by_text("正在录音")).to_be_visible()
    expect(who.page.locator(".media-clock")).to_have_text(f"0:0{seconds}")
    button(who, "说完了").click()


def chooses(who: Visitor, photo: bytes, name: str = "photo.jpg") -> None:
    with who.page.expect_file_chooser() as chooser:
        button(who, "照片").click()
    chooser.value.set_files({"name": name, "mimeType": "image/jpeg", "buffer": photo})


def opens_the_card(nurse: Visitor) -> None:
    nurse.comes("/staff?open=desk")
    nurse.taps("喘息照料")


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


def test_without_network_a_voice_message_waits_and_is_sent_once(
    somebody: Comes, nurse: Visitor, pictures: Path
) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.forgive(UNREACHABLE)
    records(grandmother)

    grandmother.context.set_offline(True)
    button(grandmother, "送出").click()
    expect(grandmother.page.locator("#pending .said-voice")).to_contain_text("一段语音（1秒）")
    expect(grandmother.page.get_by_text("没有网络")).to_be_visible()
    grandmother.page.screenshot(path=pictures / "media-offline.png")
    with grandmother.answered():
        grandmother.context.set_offline(False)

    grandmother.sees("您的回答我们收到了")
    expect(grandmother.page.locator("#pending")).to_be_empty()
    assert grandmother.house.count(ANSWERS) == 1


def test_a_lost_acknowledgement_is_not_a_second_voice_message(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.forgive(UNREACHABLE)
    heard = []

    def lose(route: Route) -> None:
        heard.append(route.fetch().status)
        route.abort()

    records(grandmother)
    grandmother.page.route("**/family/media*", lose, times=1)
    with grandmother.page.expect_response("**/family/media*") as again, grandmother.answered():
        button(grandmother, "送出").click()

    assert (heard, again.value.status) == ([200], 200)
    expect(grandmother.page.locator("#talk .said-voice")).to_have_count(1)


def test_a_page_that_was_closed_too_early_says_what_may_be_lost(
    somebody: Comes, nurse: Visitor, pictures: Path
) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.forgive(UNREACHABLE)
    records(grandmother)
    grandmother.page.route("**/family/media*", lambda route: route.abort())
    button(grandmother, "送出").click()
    expect(grandmother.page.locator("#pending .said-voice")).to_be_visible()

    grandmother.comes()

    expect(grandmother.page.locator("#pending")).to_contain_text("上面没有的话，请再发一次")
    expect(grandmother.page.locator("#pending .is-lost")).to_contain_text("一段语音（1秒）")
    expect(grandmother.page.locator("#pending .is-lost p")).to_be_in_viewport()
    grandmother.page.screenshot(path=pictures / "media-lost.png")
    grandmother.page.unroute("**/family/media*")
    records(grandmother)
    with grandmother.answered():
        button(grandmother, "送出").click()
    expect(grandmother.page.locator("#pending")).to_be_empty()


def test_leaving_quickly_lets_go_of_the_microphone(somebody: Comes, nurse: Visitor) -> None:
    grandmother = asked(somebody, nurse)
    button(grandmother, "说话").click()
    expect(grandmother.page.get_by_text("正在录音")).to_be_visible()

    grandmother.page.get_by_role("button", name="快速离开").click()

    grandmother.page.wait_for_url("**/bye")
    assert grandmother.house.count("SELECT count(*) FROM attachments") == 0


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
