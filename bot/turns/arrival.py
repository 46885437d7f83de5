"""Arrivals: events as a channel brings them, and how the inbox keeps one that must wait."""

from dataclasses import dataclass

from bot.chat import Event, Tap
from bot.media import Clean
from bot.text import Json

REST = ("attachment", "media", "seconds", "what", "file")  # kept where they say something


@dataclass(frozen=True)
class Arrival:
    """An event as a channel brings it: `key` names the address on `channel`, `raw` is what makes it this one event.

    `language` is set by a channel whose addresses come by themselves: whoever is not known yet is made known.
    `tapped` is what the channel calls the message that was tapped.
    """

    channel: str
    key: str
    event_id: str
    event: Event
    raw: bytes
    secret: bool = False
    language: str | None = None
    tapped: str = ""
    media: Clean | None = None


def packed(arrival: Arrival, on: int | None, ref: str) -> Json:
    """As JSON; `ref` is what the media that came with it is kept as."""
    event, media = arrival.event, arrival.media
    tap = str(event.tap) if event.tap else None
    rest = {name: value for name in REST if (value := getattr(event, name))}
    if media is not None:
        rest |= {"attachment": ref, "media": media.kind, "seconds": media.seconds}
    return {"kind": event.kind, "text": event.text, "tap": tap, "on": on, "secret": arrival.secret} | rest


def unpacked(payload: Json) -> Event:
    """The event of a packed arrival."""
    tap = Tap.parse(payload["tap"]) if payload["tap"] else None
    rest = {name: payload[name] for name in REST if name in payload}
    return Event(payload["kind"], payload["text"], tap, payload["on"], **rest)
