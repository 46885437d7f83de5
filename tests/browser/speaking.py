"""A grandmother who answers by voice or with a photo, told once for the tests of it."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.asking import asks
from tests.browser.conftest import Comes
from tests.browser.visitor import Visitor

QUESTION = "孩子坐轮椅来吗？"
ANSWERS = "SELECT count(*) FROM attachments WHERE object IS NOT NULL"


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
