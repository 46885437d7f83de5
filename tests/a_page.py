"""The web page as a program: it repeats an event under its own id until the home has it, and reads its stream.

Here the home is another process, reached over a real socket, which may be gone at any moment.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

PROGRAM = Path(__file__).parent / "killable.py"
PATIENCE_SECONDS = 20


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class House:
    """A home in a process of its own; whoever finds it gone opens it again."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    line: tuple[str, ...] = ()  # its token and whom it speaks with, see killable.py

    @property
    def log(self) -> Path:
        """What it wrote on standard error."""
        return self.folder.parent / f"{self.folder.name}.log"

    def opens(self, point: str = "none") -> None:
        """Start the process; it listens a moment later."""
        with self.log.open("ab") as log:
            command = [sys.executable, str(PROGRAM), str(self.folder), str(self.port), point, *self.line]
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)

    def arms(self) -> None:
        """The next event meets the point."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGUSR1)

    def dies(self) -> None:
        """The power goes, now."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)

    def is_opened_again(self) -> None:
        """What a watchman does who finds it dead."""
        if self.process is not None and self.process.poll() is not None:
            assert self.process.returncode == -signal.SIGKILL, self.log.read_text()
            self.deaths += 1
            self.opens()

    def closes(self) -> int:
        """Stop in order; the exit status."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def __enter__(self) -> "House":
        return self

    def __exit__(self, _kind: type[BaseException] | None, _f: BaseException | None, _t: TracebackType | None) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@dataclass
class Page:
    """One open page of a family."""

    house: House
    client: httpx.AsyncClient
    messages: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    on_message: Callable[[], None] = lambda: None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def posts(self, what: str, body: Any) -> httpx.Response:
        """The same bytes again and again, until the home takes them."""
        content = json.dumps(body).encode()
        while True:
            try:
                answer = await self.client.post(f"/family/{what}", content=content, headers=JSON)
            except httpx.TransportError:
                self.house.is_opened_again()
                await asyncio.sleep(0.02)
                continue
            if answer.status_code < 400:
                return answer
            self.refused.append(answer.status_code)
            assert answer.status_code in (429, 503), answer.text
            assert answer.json()["message"]
            await asyncio.sleep(0.05)

    async def sends(self, **event: Any) -> None:
        """An event under an id of its own; back when the answer stands on the page."""
        before = self.newest
        self.sent.append(str(uuid.uuid4()))
        await self.posts("events", {"id": self.sent[-1], **event})
        await self.until(lambda: self.newest > before and self.messages[-1]["from"] == "home")

    async def taps(self, label: str) -> None:
        """Tap a button of the newest screen."""
        button = next(each for row in self.live["rows"] for each in row if label in each["label"])
        await self.sends(kind="tap", data=button["data"], on=self.live["seq"])

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to be on the page."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not true():
                self.news.clear()
                await self.news.wait()

    @property
    def newest(self) -> int:
        """The newest number on the page."""
        return max(self.numbers, default=0)

    @property
    def live(self) -> dict[str, Any]:
        """The newest screen of the home."""
        return next(each for each in reversed(self.messages) if each["from"] == "home")

    async def reads(self) -> None:
        """Read the stream, and connect again whenever it ends."""
        while True:
            headers = {"Last-Event-ID": str(self.newest)} if self.newest else {}
            with contextlib.suppress(httpx.TransportError):
                async with self.client.stream("GET", "/family/stream?after=0", headers=headers) as stream:
                    async for line in stream.aiter_lines():
                        if line.startswith("data:"):
                            self._shows(json.loads(line[5:]))
            self.house.is_opened_again()
            await asyncio.sleep(0.02)

    def _shows(self, message: dict[str, Any]) -> None:
        self.numbers.append(message["seq"])
        self.messages = [old for old in self.messages if old["seq"] != message["edits"]]
        self.messages.append(message)
        self.on_message()
        self.news.set()


JSON = {"Content-Type": "application/json"}


@contextlib.asynccontextmanager
async def open_page(house: House) -> AsyncIterator[Page]:
    """A family opens the page; it begins to read."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{house.port}", timeout=PATIENCE_SECONDS) as client:
        page = Page(house, client)
        await page.posts("visit", {"language": "zh-CN", "open": None})
        reading = asyncio.create_task(page.reads())
        try:
            await page.until(lambda: bool(page.messages))
            yield page
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading
