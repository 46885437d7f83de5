"""A child that draws, told once for the tests of it: the pad is opened, lines are drawn, pixels are looked at."""

import json

from playwright.sync_api import Locator

from bot.chat import Ask, Screen
from bot.text import Json
from tests.browser.conftest import Comes
from tests.browser.speaking import button
from tests.browser.visitor import Visitor

Point = tuple[float, float]  # from 0 to 1, across and down
Colour = tuple[int, ...]

WHITE, BLACK = (255, 255, 255), (43, 38, 34)
ACROSS = ((0.2, 0.5), (0.8, 0.5))
DOWN = ((0.5, 0.2), (0.5, 0.8))
TELLS = """(() => {
    const more = %s;
    const parse = JSON.parse;
    JSON.parse = (...given) => {
        const told = parse(...given);
        return told && told.from === "home" ? Object.assign(told, more) : told;
    };
})()"""
PIXEL = """(sheet, [x, y]) => {
    const look = new OffscreenCanvas(1, 1).getContext("2d");
    look.drawImage(sheet, -Math.round(x * sheet.width), -Math.round(y * sheet.height));
    return Array.from(look.getImageData(0, 0, 1, 1).data).slice(0, 3);
}"""


def told(somebody: Comes, more: Json, **kwargs: object) -> Visitor:
    """Somebody whose page hears more on each of the home's screens than this home says by now."""
    visitor = somebody(None, **kwargs)
    visitor.page.add_init_script(TELLS % json.dumps(more))
    return visitor.comes()


def child(somebody: Comes, **kwargs: object) -> Visitor:
    """A child before a screen that takes a drawing."""
    return told(somebody, Screen(ask=Ask("long", "想说什么？", accepts=("voice", "photo", "drawing"))).pack(), **kwargs)


def sheet(who: Visitor) -> Locator:
    """The sheet of paper."""
    return who.page.locator("canvas.pad-sheet")


def draws(who: Visitor, *points: Point) -> None:
    """A line by mouse, from point to point."""
    sheet(who).scroll_into_view_if_needed()
    box = sheet(who).bounding_box()
    assert box is not None
    for number, (x, y) in enumerate(points):
        who.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=5)
        if number == 0:
            who.page.mouse.down()
    who.page.mouse.up()


def pixel(who: Visitor, point: Point) -> Colour:
    """The colour of the sheet at a point."""
    return tuple(sheet(who).evaluate(PIXEL, point))


def takes(who: Visitor, *names: str) -> None:
    """Tap what lies beside the sheet."""
    for name in names:
        button(who, name).click()
