"""A visitor at one of the page's doors: what they tap and type goes over the real web application."""

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from tests.written import written

if TYPE_CHECKING:
    from tests.chat import OpenHome


@dataclass
class Visitor:
    """Somebody at a door of the home, with what they have seen so far."""

    home: "OpenHome"
    door: str
    client: httpx.AsyncClient
    language: str = "zh-CN"
    seen: list[dict[str, Any]] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    async def comes(self, wish: str | None = None) -> "Visitor":
        """Open the page, perhaps with a deep link."""
        await self.post("visit", {"language": self.language, "open": wish})
        await self.look()
        return self

    async def post(self, what: str, body: Any) -> httpx.Response:
        return await self.client.post(f"/{self.door}/{what}", json=body)

    async def sends(self, body: dict[str, Any]) -> httpx.Response:
        """An event as the page sends it; a repeated id is the same event."""
        response = await self.post("events", {"id": str(uuid.uuid4()), **body})
        await self.look()
        return response

    async def taps(self, label: str) -> None:
        """Tap the button with this label (or the start of it) on the newest screen that has one."""
        message, button = self.button(label)
        self.spoken.append(f"> [{button['label']}]")
        response = await self.sends({"kind": "tap", "data": button["data"], "on": message["seq"]})
        assert response.status_code == 200, f"{response.text}\n{self.transcript()}"

    async def taps_data(self, data: str) -> None:
        """Tap a forged or an old button by what it carries."""
        self.spoken.append(f"> [{data}]")
        await self.sends({"kind": "tap", "data": data, "on": self.last["seq"]})

    async def picks(self, day: str) -> None:
        """Tap an ISO day on the calendar, turning its pages as needed."""
        while self.calendar["month"] < day[:7]:
            await self._data(self.calendar["later"])
        found = next(each for each in self.calendar["days"] if each["date"] == day)
        assert found["data"], f"{day} cannot be tapped: {found}\n{self.transcript()}"
        self.spoken.append(f"> [{found['label']}]")
        await self._data(found["data"])

    async def types(self, text: str) -> None:
        """Type a text and send it."""
        self.spoken.append(f"> {text}")
        response = await self.sends({"kind": "text", "text": text})
        assert response.status_code == 200, response.text

    async def opens(self, flow: str) -> None:
        """A deep link, or the toolbar."""
        await self.sends({"kind": "open", "text": flow})

    async def look(self) -> list[dict[str, Any]]:
        """Read what is new, as the stream would bring it."""
        after = self.seen[-1]["seq"] if self.seen else 0
        new = await self.home.read(self, after)
        for message in new:
            self.seen = [old for old in self.seen if old["seq"] != message["edits"]]
            self.seen.append(message)
            if message["from"] == "home":
                self.spoken.append(written(message))
        return new

    @property
    def last(self) -> dict[str, Any]:
        """The newest screen of the home."""
        return next(message for message in reversed(self.seen) if message["from"] == "home")

    @property
    def calendar(self) -> dict[str, Any]:
        """The newest calendar."""
        found: dict[str, Any] = next(message["calendar"] for message in reversed(self.seen) if "calendar" in message)
        return found

    def day(self, iso: str) -> dict[str, Any]:
        """How a day looks on the calendar."""
        found: dict[str, Any] = next(day for day in self.calendar["days"] if day["date"] == iso)
        return found

    def offered(self) -> list[str]:
        """The labels of the newest screen's buttons."""
        return [button["label"] for buttons in self.last.get("rows", []) for button in buttons]

    def button(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        for message in reversed(self.seen):
            for buttons in message.get("rows", []):
                for button in buttons:
                    if button["label"] == label or (len(label) > 1 and label in button["label"]):
                        return message, button
        raise AssertionError(f"no button “{label}”\n{self.transcript()}")

    def sees(self, *texts: str) -> None:
        """The newest screen says all of this."""
        shown = written(self.last)
        for text in texts:
            assert text in shown, f"“{text}” is not on the screen\n{shown}\n\n{self.transcript()}"

    def sees_no(self, *texts: str) -> None:
        """The newest screen says none of this."""
        for text in texts:
            assert text not in written(self.last), f"“{text}” is on the screen\n{written(self.last)}"

    def has_seen(self, text: str) -> bool:
        """Whether anything still on the page says this."""
        return any(text in written(message) for message in self.seen)

    def transcript(self) -> str:
        """The whole conversation, as golden transcripts keep it."""
        return "\n\n".join(self.spoken) + "\n"

    async def _data(self, data: str) -> None:
        response = await self.sends({"kind": "tap", "data": data, "on": self.last["seq"]})
        assert response.status_code == 200, response.text
