"""One call as it arrived: its parameters, its files, and how the Bot API says no to it.

A parameter may come as itself (a JSON body) or written out as JSON (a form), and the real server takes both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Upload = tuple[str, bytes, str]  # its name, what is in it, its kind


class RefusalError(Exception):
    """The Bot API says no: an HTTP status, and a sentence that programs out there compare."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description

    def body(self) -> Json:
        """The answer; what to do about it, as the real one adds it, can be read off the sentence."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if " retry after " in self.description:
            body["parameters"] = {"retry_after": int(self.description.split()[-1])}
        return body


def bad(description: str) -> RefusalError:
    """What is wrong with the call itself."""
    return RefusalError(400, f"Bad Request: {description}")


def forbidden(description: str) -> RefusalError:
    """What the person or the chat does not want."""
    return RefusalError(403, f"Forbidden: {description}")


def too_many(seconds: int) -> RefusalError:
    """Flood control: come back in so many seconds."""
    return RefusalError(429, f"Too Many Requests: retry after {seconds}")


@dataclass(frozen=True)
class Asked:
    """What a call asks for."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        """A text; nothing is an empty one."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise bad(f"can't parse {name}: expected an Integer") from None

    def decimal(self, name: str) -> float | None:
        """A number with a point in it."""
        try:
            return float(self.text(name)) if self.text(name) else None
        except ValueError:
            raise bad(f"can't parse {name}: expected a Number") from None

    def flag(self, name: str) -> bool:
        """Yes or no, in every spelling that the real server takes for a yes."""
        return self.text(name).lower() in ("true", "yes", "1")

    def structure(self, name: str) -> Any:
        """An object or a list; None if it is not there."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """A file that came along, under its own name or as attach://another."""
        return self.files.get(self.text(name).removeprefix("attach://") or name)
