"""Drawing instead of writing: a sheet that holds every line, and gives each up again when it is taken back."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, TALL, Comes
from tests.browser.drawing import ACROSS, BLACK, DOWN, WHITE, child, draws, pixel, sheet, takes, told
from tests.browser.speaking import asked, button, opens_the_card
from tests.browser.test_accessible import breaches
from tests.browser.test_looks import LEAST_TARGET, TOO_SMALL, ugly
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
RED, BLUE = (217, 47, 47), (31, 111, 209)
SIZES = {"phone": (360, 740), "tablet": (1024, 768), "upright": (768, 1024), "lying": (740, 360), "zoomed": (640, 384)}
SCROLLED = "() => Math.round(window.pageYOffset)"


def test_a_drawing_arrives_in_its_colours(somebody: Comes, nurse: Visitor, pictures: Path) -> None:
    takes_drawings = {"ask": {"kind": "long", "label": "", "most": 500, "accepts": ["voice", "photo", "drawing"]}}
    girl = asked(lambda **kwargs: told(somebody, takes_drawings, **kwargs), nurse)

    takes(girl, "画画", "红色", "粗笔")
    draws(girl, *ACROSS)
    takes(girl, "蓝色")
    draws(girl, (0.2, 0.8), (0.8, 0.8))
    with girl.answered():
        button(girl, "送出").click()

    girl.sees("您的回答我们收到了")
    expect(girl.page.locator("#talk .said-photo")).to_be_in_viewport()
    opens_the_card(nurse)
    shown = nurse.live.get_by_role("img", name="一张照片")
    expect(shown).to_have_js_property("naturalWidth", 1200)
    nurse.page.screenshot(path=pictures / "pad-card.png", full_page=True)
    answer = nurse.context.request.get(nurse.house.url + str(shown.get_attribute("src")))
    arrived = Image.open(io.BytesIO(answer.body())).convert("RGB")
    assert [near(arrived.getpixel((600, y)), colour) for y, colour in ((600, RED), (960, BLUE), (200, WHITE))] == [
        True, True, True,
    ]  # fmt: skip


def near(one: object, other: tuple[int, ...]) -> bool:
    """The same colour to the eye, after it was made smaller for the way."""
    assert isinstance(one, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_each_line_can_be_taken_back_and_a_new_sheet_too(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "红色", "粗笔")
    draws(girl, *ACROSS)
    takes(girl, "蓝色")
    draws(girl, *DOWN)
    seen = [pixel(girl, (0.5, 0.5))]

    for way in ("退一步", "换张纸", "退一步", "退一步"):
        takes(girl, way)
        seen.append(pixel(girl, (0.5, 0.5)))

    assert seen == [BLUE, RED, WHITE, RED, WHITE]
    expect(button(girl, "退一步")).to_have_attribute("aria-disabled", "true")


def test_thirty_lines_are_taken_back_one_by_one(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画")
    places = [(0.1 + 0.08 * (number % 10), 0.2 + 0.2 * (number // 10)) for number in range(30)]
    for place in places:
        draws(girl, place)
    assert {pixel(girl, place) for place in places} == {BLACK}, "a tap is a dot"

    for _line in range(29):
        takes(girl, "退一步")

    assert [pixel(girl, place) for place in places] == [BLACK] + [WHITE] * 29


def test_the_rubber_rubs_out_until_a_colour_is_taken_again(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "粗笔")
    draws(girl, *ACROSS)
    expect(button(girl, "黑色")).to_have_attribute("aria-pressed", "true")

    takes(girl, "橡皮")
    draws(girl, *DOWN)

    assert (pixel(girl, (0.5, 0.5)), pixel(girl, (0.25, 0.5))) == (WHITE, BLACK)
    expect(button(girl, "黑色")).to_have_attribute("aria-pressed", "false")
    takes(girl, "红色")
    expect(button(girl, "橡皮")).to_have_attribute("aria-pressed", "false")
    expect(button(girl, "粗笔")).to_have_attribute("aria-pressed", "true")
    draws(girl, *DOWN)
    assert pixel(girl, (0.5, 0.5)) == RED


def test_an_empty_sheet_is_not_sent(somebody: Comes) -> None:
    girl = child(somebody)
    takes(girl, "画画", "送出")
    said = girl.page.get_by_role("alert").filter(has_text="纸上还什么都没有")
    expect(said).to_be_visible()

    draws(girl, *ACROSS)
    expect(said).to_be_hidden()
    takes(girl, "橡皮")
    draws(girl, *ACROSS)
    takes(girl, "送出")

    expect(said).to_be_visible()
    expect(sheet(girl)).to_be_visible()


def test_two_fingers_draw_two_lines_and_none_across(somebody: Comes) -> None:
    girl = child(somebody, has_touch=True, is_mobile=True)
    takes(girl, "画画", "粗笔")
    box = sheet(girl).bounding_box()
    assert box is not None
    touch = girl.context.new_cdp_session(girl.page)

    for kind, y in (("touchStart", 0.2), ("touchMove", 0.5), ("touchMove", 0.8), ("touchEnd", None)):
        fingers = [] if y is None else [
            {"id": number, "x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
            for number, x in enumerate((0.2, 0.8))
        ]  # fmt: skip
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    assert [pixel(girl, (x, 0.5)) for x in (0.2, 0.5, 0.8)] == [BLACK, WHITE, BLACK]
    assert girl.page.evaluate(SCROLLED) == 0, "the page stays where it is"


def test_all_of_it_is_reached_by_keyboard(somebody: Comes) -> None:
    girl = child(somebody)
    keyboard = girl.page.keyboard
    button(girl, "画画").focus()

    keyboard.press("Enter")
    reached = [girl.focused()]
    while reached[-1] != "先不画了" and len(reached) < 30:
        keyboard.press("Tab")
        reached.append(girl.focused())

    colours = ["黑色", "红色", "橙色", "黄色", "绿色", "蓝色", "紫色", "咖啡色"]
    assert reached == [*colours, "细笔", "粗笔", "橡皮", "退一步", "换张纸", "送出", "先不画了"]
    keyboard.press("Enter")
    expect(button(girl, "画画")).to_be_focused()


def test_the_pad_keeps_the_rules_for_everybody(somebody: Comes) -> None:
    girl = child(somebody, viewport=TALL)
    takes(girl, "画画")
    broken = {"open": breaches(girl)}

    takes(girl, "送出")
    broken["empty"] = breaches(girl)
    draws(girl, *ACROSS)
    takes(girl, "橡皮")
    broken["drawn"] = breaches(girl)
    girl.page.get_by_role("button", name="大字").click()
    broken["large"] = breaches(girl)

    assert {name: found for name, found in broken.items() if found} == {}


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_and_all_that_belongs_to_it_fit(somebody: Comes, pictures: Path, size: str) -> None:
    width, height = SIZES[size]
    girl = child(somebody, viewport={"width": width, "height": height}, device_scale_factor=2, has_touch=True)
    girl.page.screenshot(path=pictures / f"pad-{size}-choices.png")
    takes(girl, "画画", "红色", "粗笔")
    draws(girl, (0.2, 0.6), (0.3, 0.2), (0.5, 0.5), (0.7, 0.2), (0.8, 0.6))
    takes(girl, "绿色", "细笔")
    draws(girl, (0.1, 0.9), (0.9, 0.9))
    girl.page.evaluate("() => window.scrollTo(0, 0)")

    girl.page.screenshot(path=pictures / f"pad-{size}.png")

    box = sheet(girl).bounding_box()
    assert box is not None
    assert box["width"] >= 240
    assert abs(box["width"] - box["height"]) < 1
    if size in ("phone", "tablet", "upright"):
        expect(button(girl, "先不画了")).to_be_in_viewport(ratio=1)
    assert ugly(girl) == []
    assert girl.page.evaluate(TOO_SMALL, LEAST_TARGET) == []


def test_with_large_text_on_320_pixels_it_all_fits(somebody: Comes, pictures: Path) -> None:
    girl = child(somebody, viewport=SMALL_PHONE, is_mobile=True, has_touch=True)
    girl.page.get_by_role("button", name="大字").click()
    found = [ugly(girl)]
    girl.page.screenshot(path=pictures / "pad-large-choices.png")

    takes(girl, "画画")
    found.append(ugly(girl))
    girl.page.screenshot(path=pictures / "pad-large.png", full_page=True)

    assert found == [[], []]
