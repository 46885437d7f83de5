"""A voice message on a bad line: it waits, it arrives once, and a page that was closed says what may be lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Comes
from tests.browser.speaking import ANSWERS, asked, button, records
from tests.browser.visitor import UNREACHABLE, Visitor

ABOUT_A_SECOND = re.compile("一段语音（[1-9]秒）")  # a busy machine lets go of the button late

pytestmark = pytest.mark.browser


def test_without_network_a_voice_message_waits_and_is_sent_once(
    somebody: Comes, nurse: Visitor, pictures: Path
) -> None:
    grandmother = asked(somebody, nurse)
    grandmother.forgive(UNREACHABLE)
    records(grandmother)

    grandmother.context.set_offline(True)
    button(grandmother, "送出").click()
    expect(grandmother.page.locator("#pending .said-voice")).to_contain_text(ABOUT_A_SECOND)
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
    expect(grandmother.page.locator("#pending .is-lost")).to_contain_text(ABOUT_A_SECOND)
    expect(grandmother.page.locator("#pending .is-lost p")).to_be_in_viewport()
    grandmother.page.screenshot(path=pictures / "media-lost.png")
    grandmother.page.unroute("**/family/media*")
    records(grandmother)
    with grandmother.answered():
        button(grandmother, "送出").click()
    expect(grandmother.page.locator("#pending")).to_be_empty()
