"""Pictures to choose from, and words in pictures to remember: large, equal, numbered, read out."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.chat import Button, PictureWord, Screen, Tap, row
from tests.browser.conftest import SMALL_PHONE, TALL, Comes
from tests.browser.drawing import told
from tests.browser.test_accessible import RECORDER, breaches
from tests.browser.test_looks import ugly
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 1024, "height": 768}
COLOURS = {
    "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色",
    "blue": "蓝色", "purple": "紫色", "pink": "粉色", "brown": "咖啡色",
}  # fmt: skip
TAP = Tap("door", "menu")
ASKS = Screen(
    title="你的鱼是什么颜色？",
    text="点一个。",
    rows=(
        tuple(Button(label, TAP, picture=f"word-{name}") for name, label in COLOURS.items()),
        tuple(Button(f"{label}的鱼", TAP, picture=f"word-fish-{name}") for name, label in COLOURS.items()),
        tuple(Button(each, TAP, picture=f"face-{each}") for each in ("happy", "okay", "sad", "angry", "worried")),
        row(Button("好", TAP, picture="yes"), Button("不好", TAP, picture="no")),
    ),
)
SHOWS = Screen(
    title="这是你的秘密",
    text="记住这五个，下次就能回来。",
    words=(
        PictureWord("word-fish-red", "红色的鱼"), PictureWord("word-star-yellow", "黄色的星星"),
        PictureWord("word-rabbit-pink", "粉色的兔子"), PictureWord("word-star", "星星"),
        PictureWord("word-blue", "蓝色"),
    ),
    rows=(row(Button("我记住了", TAP, "primary")),),
)  # fmt: skip
FILLED = """(picture) => new Promise((done) => {
    const box = picture.getBoundingClientRect();
    const inked = () => picture.querySelector("use, circle").getBoundingClientRect().width;
    const look = () => inked() > box.width / 2 ? done(getComputedStyle(picture).color) : setTimeout(look, 50);
    look();
})"""


def asked_in_pictures(somebody: Comes, screen: Screen, **kwargs: object) -> Visitor:
    """Somebody before this screen."""
    return told(somebody, screen.pack(), **kwargs)


@pytest.mark.parametrize(("window", "a_row"), [(PHONE, 3), (TABLET, 4)])
def test_eight_pictures_stand_in_rows_of_equal_tiles(
    somebody: Comes, pictures: Path, window: dict[str, int], a_row: int
) -> None:
    girl = asked_in_pictures(somebody, ASKS, viewport=window, device_scale_factor=2)
    girl.live.scroll_into_view_if_needed()
    girl.page.screenshot(path=pictures / f"tiles-{window['width']}.png", full_page=True)

    boxes = [tile.bounding_box() for tile in girl.live.locator(".tiles").first.locator("button").all()]

    assert len(boxes) == 8
    assert len({round(box["y"]) for box in boxes if box}) == -(-8 // a_row)
    assert len({(round(box["width"]), round(box["height"])) for box in boxes if box}) == 1
    assert min(box["width"] for box in boxes if box) >= 88
    assert ugly(girl) == []


def test_a_picture_wears_its_colour(somebody: Comes) -> None:
    girl = asked_in_pictures(somebody, SHOWS, viewport=PHONE)

    drawn = girl.live.locator(".picture-words svg")
    expect(drawn).to_have_count(5)

    colours = [drawn.nth(number).evaluate(FILLED) for number in range(5)]
    assert colours == [
        "rgb(217, 47, 47)", "rgb(249, 207, 28)", "rgb(245, 138, 184)", "rgb(48, 42, 36)", "rgb(31, 111, 209)",
    ]  # fmt: skip
    assert all((box := each.bounding_box()) and box["width"] >= 72 for each in drawn.all())


def test_words_to_remember_are_numbered_and_read_out(somebody: Comes, pictures: Path) -> None:
    girl = somebody(None, viewport=PHONE, device_scale_factor=2)
    girl.page.add_init_script(RECORDER)
    girl = asked_in_pictures(lambda *_: girl, SHOWS)
    girl.live.scroll_into_view_if_needed()
    girl.page.screenshot(path=pictures / "words-360.png", full_page=True)

    girl.page.get_by_role("button", name="朗读").click()

    assert girl.live.get_by_role("listitem").all_inner_texts() == [
        "1\n红色的鱼", "2\n黄色的星星", "3\n粉色的兔子", "4\n星星", "5\n蓝色",
    ]  # fmt: skip
    said = girl.page.evaluate("said.filter(Boolean).map((one) => one.text)")
    assert [line for line in said if "：" in line][:5] == [
        "1：红色的鱼", "2：黄色的星星", "3：粉色的兔子", "4：星星", "5：蓝色",
    ]  # fmt: skip


def test_words_on_a_tablet(somebody: Comes, pictures: Path) -> None:
    girl = asked_in_pictures(somebody, SHOWS, viewport=TABLET)
    girl.live.scroll_into_view_if_needed()

    girl.page.screenshot(path=pictures / "words-1024.png", full_page=True)

    tops = {round(box["y"]) for each in girl.live.get_by_role("listitem").all() if (box := each.bounding_box())}
    assert len(tops) == 1


@pytest.mark.parametrize("screen", [ASKS, SHOWS], ids=["asks", "shows"])
def test_pictures_keep_the_rules_and_fit_in_large_text(somebody: Comes, pictures: Path, screen: Screen) -> None:
    girl = asked_in_pictures(somebody, screen, viewport=TALL)
    broken = breaches(girl)

    girl.page.set_viewport_size(SMALL_PHONE)
    girl.page.get_by_role("button", name="大字").click()
    girl.page.screenshot(path=pictures / f"pictures-large-{len(screen.words)}.png", full_page=True)

    assert (broken, ugly(girl)) == ([], [])
