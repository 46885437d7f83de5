"""The poster, printed: one page of A4, and everything on it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bot import app, poster
from bot.poster import Poster
from bot.text import Words
from tests.small_home import sample_home, the_texts

pytestmark = pytest.mark.browser

LONG = Words({"zh": "很长很长的家园名字" * 3, "en": "A Home with a Very Long Name " * 3})
A4 = {"width": 794, "height": 1122}
CUT_OFF = "sheet => [sheet.scrollHeight - sheet.clientHeight, sheet.scrollWidth - sheet.clientWidth]"


@pytest.mark.parametrize(
    ("changed", "more"),
    [
        ({}, {"sample": True}),
        ({}, {"username": "ramp_bot", "flow": "respite"}),
        ({"name": LONG, "address": LONG}, {"username": "ramp_bot", "flow": "concerns"}),
    ],
    ids=["sample", "a service and a bot", "long names"],
)
def test_it_fits_on_one_page(
    chromium: Browser, tmp_path: Path, pictures: Path, changed: dict[str, Any], more: dict[str, Any]
):
    home, flows = replace(sample_home(), **changed), app.make_door().flows
    flow = flows[more.pop("flow")] if "flow" in more else None
    made = Poster(home, the_texts(), "https://chat.example.org", poster.services(flows, home).values(), flow, **more)
    (tmp_path / "poster.html").write_text(made.html(), "utf-8")
    page = chromium.new_page(viewport=A4)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "poster.html").as_uri())
    page.emulate_media(media="print")
    page.screenshot(path=pictures / f"poster-{'-'.join([*changed, *more])}.png")

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    assert page.locator(".sheet").evaluate(CUT_OFF) == [0, 0]
    expect(page.locator(".code")).to_have_count(2 if "username" in more else 1)
    assert len(asked) == 1
    page.close()
