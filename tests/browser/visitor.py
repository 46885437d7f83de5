"""Somebody in front of a screen: taps, types, looks; and everything that the browser complained about meanwhile."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.browser.house import House

UNREACHABLE = "net::ERR_"
TURNED_AWAY = "status of 401"
TOO_QUICK = "status of 429"  # hands of a machine; the page waits and goes on by itself


@dataclass
class Visitor:
    """One page in one browser. `faults` and `strangers` must stay empty: the fixture looks at the end."""

    house: House
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = (TOO_QUICK,)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("request", self._request)

    def comes(self, path: str = "/") -> "Visitor":
        """Open the page and wait for the first screen."""
        self.page.goto(self.house.url + path)
        expect(self.live).to_be_visible()
        return self

    @property
    def live(self) -> Locator:
        """The newest screen of the home."""
        return self.page.locator("article.is-live")

    @property
    def line(self) -> Locator:
        """Where one writes."""
        return self.page.locator("#composer .line:visible")

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What happens inside is answered by a new screen."""
        before = self.live.get_attribute("data-seq") or ""
        yield
        expect(self.live).not_to_have_attribute("data-seq", before)

    def button(self, label: str) -> Locator:
        """A button of the newest screen: by its whole label, or else by a part of it."""
        whole = self.live.locator("button.choice").filter(
            has=self.page.locator(".choice-label").filter(has_text=re.compile(f"^{re.escape(label)}$"))
        )
        part = self.live.locator("button.choice").filter(has_text=label)
        return whole.or_(part) if whole.count() == 0 else whole

    def taps(self, *labels: str) -> None:
        """Tap one button after the other, each on the answer to the one before."""
        for label in labels:
            with self.answered():
                self.button(label).first.click()

    def types(self, text: str) -> None:
        """Write on the line and send it."""
        with self.answered():
            self.line.fill(text)
            self.page.locator("#send").click()

    def picks(self, day: str) -> None:
        """Tap an ISO day on the calendar."""
        with self.answered():
            self.live.locator(f"[data-day='{day}']").click()

    def sees(self, *texts: str) -> None:
        """The newest screen says all of this, now or in a moment."""
        for text in texts:
            expect(self.live).to_contain_text(text)

    def focused(self) -> str:
        """What a screen reader would say of the place where the focus is."""
        return str(self.page.evaluate(
            "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.innerText || e.id }"
        ))  # fmt: skip

    def forgive(self, *complaints: str) -> None:
        """The test itself brings this about: the browser may complain of it."""
        self.forgiven += complaints

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(each in message.text for each in self.forgiven):
            self.faults.append(f"{message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.house.url + "/", "data:", "blob:" + self.house.url)):
            self.strangers.append(request.url)
