"""On a small old phone, with large text, at 200 % zoom: nothing is cut off, nothing scrolls sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.asking import asks, walk
from tests.browser.conftest import DESK, SMALL_PHONE, Comes
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
LEAST_TARGET = 44
TOO_SMALL = """(least) => Array.from(document.querySelectorAll("button, a[href], summary, select, .line"))
    .filter((each) => each.checkVisibility() && !each.classList.contains("skip"))
    .map((each) => [each.innerText || each.id, each.getBoundingClientRect()])
    .filter(([words, box]) => box.width < least || box.height < least)
    .map(([words, box]) => words + " " + Math.round(box.width) + "x" + Math.round(box.height))"""
CUT_OFF = """() => Array.from(document.querySelectorAll(".choice, .tool, .day, .title, .words, .small-button, h1"))
    .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
    .map((each) => each.innerText)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sideways(who: Visitor) -> int:
    """By how many pixels the page is wider than its window."""
    return int(who.page.evaluate(SIDEWAYS))


def ugly(who: Visitor) -> list[str]:
    """What does not fit as it is now."""
    wide = [f"{sideways(who)} px too wide"] if sideways(who) > 0 else []
    return [*wide, *who.page.evaluate(CUT_OFF)]


def shoot(who: Visitor, picture: Path) -> None:
    """Keep what the screen shows."""
    who.page.screenshot(path=picture, animations="disabled")


def test_on_a_phone_of_320_pixels_everything_fits(somebody: Comes, pictures: Path) -> None:
    """320 CSS pixels at two device pixels each are also a window of 640 pixels at 200 % zoom."""
    grandmother = somebody(viewport=SMALL_PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    found = {}

    for number, name in enumerate(walk(grandmother)):
        shoot(grandmother, pictures / f"small-{number:02}-{name}.png")
        found[name] = ugly(grandmother)
    for label in ("我的预约", "喘息照料", "取消"):
        grandmother.taps(label)
        shoot(grandmother, pictures / f"small-after-{label}.png")
        found[label] = ugly(grandmother)

    assert {name: what for name, what in found.items() if what} == {}


def test_with_large_text_on_320_pixels_everything_fits(somebody: Comes, pictures: Path) -> None:
    grandmother = somebody(viewport=SMALL_PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    grandmother.page.get_by_role("button", name="大字").click()
    found = {}

    for number, name in enumerate(walk(grandmother)):
        shoot(grandmother, pictures / f"large-{number:02}-{name}.png")
        found[name] = ugly(grandmother)

    assert {name: what for name, what in found.items() if what} == {}


def test_large_text_is_remembered(mother: Visitor) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.words')).fontSize)"
    before = mother.page.evaluate(size)

    mother.page.get_by_role("button", name="大字").click()
    mother.comes()

    expect(mother.page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    assert mother.page.evaluate(size) >= 24 > before


def test_what_is_tapped_is_as_large_as_a_finger(somebody: Comes) -> None:
    grandmother = somebody(viewport=SMALL_PHONE, is_mobile=True, has_touch=True)
    grandmother.page.locator("#sample summary").click()

    found = {name: small for name in walk(grandmother) if (small := grandmother.page.evaluate(TOO_SMALL, LEAST_TARGET))}

    assert found == {}


def test_the_newest_question_is_in_sight_and_not_under_a_bar(somebody: Comes) -> None:
    """The beginning of each new screen is below the tools, and above the line to write on."""
    grandmother = somebody(viewport=SMALL_PHONE, is_mobile=True, has_touch=True)

    for name in walk(grandmother):
        if name.endswith("-ticked"):  # the same question, wherever it had been scrolled to
            continue
        start = grandmother.live.locator("[data-start]")
        expect(start, name).to_be_in_viewport()
        tools, line = (grandmother.page.locator(each).bounding_box() for each in (".tools", ".composer"))
        box = start.bounding_box()
        assert box is not None
        assert tools is not None
        assert line is not None
        if name != "welcome":
            assert tools["y"] + tools["height"] <= box["y"] <= line["y"], name


def test_the_desk_on_a_wide_and_on_a_small_screen(somebody: Comes, nurse: Visitor, pictures: Path) -> None:
    asks(somebody())
    found = {}

    for size in (DESK, SMALL_PHONE):
        nurse.page.set_viewport_size(size)
        for label in ("打开", "回值班台"):
            nurse.taps(label if nurse.button(label).count() else "喘息照料")
            shoot(nurse, pictures / f"desk-{size['width']}-{label}.png")
            found[f"{label} {size['width']}"] = ugly(nurse)

    assert {name: what for name, what in found.items() if what} == {}
