"""A drawing is kept until it is sent, on no device, and nobody who comes later finds it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Comes
from tests.browser.drawing import ACROSS, BLACK, DOWN, WHITE, child, draws, pixel, sheet, takes
from tests.browser.speaking import button

pytestmark = pytest.mark.browser
KEPT = "() => JSON.stringify([Object.assign({}, localStorage), Object.assign({}, sessionStorage)])"
WIPES = "() => { const parse = JSON.parse; JSON.parse = (text) => Object.assign(parse(text), { clears: true }); }"


def test_put_away_and_turned_round_the_drawing_is_still_there(somebody: Comes) -> None:
    girl = child(somebody, viewport={"width": 360, "height": 740})
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)

    girl.page.set_viewport_size({"width": 740, "height": 360})
    turned = pixel(girl, (0.3, 0.5))
    draws(girl, *DOWN)
    takes(girl, "先不画了")

    expect(button(girl, "画画")).to_be_focused()
    expect(girl.live).to_be_visible()
    takes(girl, "画画")
    assert [turned, pixel(girl, (0.3, 0.5)), pixel(girl, (0.5, 0.3))] == [BLACK] * 3
    assert "points" not in girl.page.evaluate(KEPT), "nothing is kept on the device"


def test_once_sent_it_is_forgotten(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)
    takes(girl, "送出")
    expect(sheet(girl)).to_be_hidden()

    takes(girl, "画画")

    assert pixel(girl, (0.5, 0.5)) == WHITE
    expect(button(girl, "细笔")).to_have_attribute("aria-pressed", "true")


def test_whoever_goes_to_another_page_and_back_finds_an_empty_sheet(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)

    girl.page.goto(girl.house.url + "/bye")
    girl.page.go_back()

    expect(girl.live).to_be_visible()
    takes(girl, "画画")
    assert pixel(girl, (0.5, 0.5)) == WHITE


def test_whoever_leaves_quickly_leaves_no_drawing(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)

    girl.page.locator("#tool-leave").click()

    girl.page.wait_for_url("**/bye")
    girl.comes()
    takes(girl, "画画")
    assert pixel(girl, (0.5, 0.5)) == WHITE


def test_a_visit_that_has_ended_takes_the_drawing_along(somebody: Comes) -> None:
    girl = child(somebody)
    girl.forgive("status of 401")
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)

    girl.context.clear_cookies()
    girl.page.locator("#tool-home").click()

    expect(girl.page.get_by_role("button", name="重新开始")).to_be_focused()
    expect(sheet(girl)).to_have_count(0)


def test_what_is_wiped_off_the_screen_takes_the_drawing_along(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)

    girl.page.evaluate(WIPES)
    with girl.answered():
        girl.page.locator("#tool-home").click()

    expect(sheet(girl)).to_have_count(0)
    takes(girl, "画画")
    assert pixel(girl, (0.5, 0.5)) == WHITE
