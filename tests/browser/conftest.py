"""What a browser test may ask for: a home that is really open, and people who come, each with their own browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.house import House
from tests.browser.visitor import Visitor

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
TALL = {"width": 900, "height": 7000}  # nothing sticky covers anything: for rules that look at what is on top

Comes = Callable[..., Visitor]
expect.set_options(timeout=10_000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: while Playwright runs, no other event loop can, and async tests may come next."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.start()
    yield house
    house.stop()


@pytest.fixture
def somebody(chromium: Browser, house: House) -> Iterator[Comes]:
    """Whoever comes has a browser of their own. In the end nothing was complained of, and nobody else was asked."""
    came: list[Visitor] = []

    def comes(path: str | None = "/", **kwargs: Any) -> Visitor:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "zh-CN", "reduced_motion": "reduce", **kwargs})
        context.set_default_timeout(15_000)
        visitor = Visitor(house, context, context.new_page())
        came.append(visitor)
        return visitor.comes(path) if path else visitor

    yield comes
    for visitor in came:
        visitor.context.close()
    assert [visitor.faults for visitor in came if visitor.faults] == []
    assert [visitor.strangers for visitor in came if visitor.strangers] == []


@pytest.fixture
def mother(somebody: Comes) -> Visitor:
    """A mother with her phone, at the family door."""
    return somebody()


@pytest.fixture
def nurse(house: House, somebody: Comes) -> Visitor:
    """The head nurse of respite care at her desk, come in by the sample home's door."""
    visitor = somebody(None, viewport=DESK)
    visitor.context.request.post(f"{house.url}/sample/staff", data={"role": "care_lead"})
    return visitor.comes("/staff")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go; RAMP_PICTURES names a folder to keep them in."""
    folder = Path(os.environ.get("RAMP_PICTURES") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
