"""Telegram's HTML, read as strictly as its server reads it: what is left to see, and where it looks how.

Offsets count UTF-16 units, as everywhere in the Bot API; the refusals name bytes, as the server does.
"""

import html
import re

from tests.telegram.asked import Json, RefusalError, bad

LOOKS = {
    "a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code",
    "pre": "pre", "blockquote": "blockquote", "span": "spoiler", "tg-spoiler": "spoiler", "tg-emoji": "custom_emoji",
}  # fmt: skip
SPELT = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|(?:lt|gt|amp|quot)(?![A-Za-z]));?")
NAME = re.compile(r"<([^\s>]*)(?=[\s>])")
ATTRIBUTES = re.compile(r"""((?:\s+[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>""")
END = re.compile(r"</([^\s>]*)\s*>")
ATTRIBUTE = re.compile(r"""([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")


def units(text: str) -> int:
    """How long Telegram finds a text: an emoji outside the first plane is two."""
    return len(text.encode("utf-16-le")) // 2


def parsed(source: str) -> tuple[str, list[Json]]:
    """The text that people will see, and its entities."""
    return _Reading(source).read()


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the white space around it, which the server takes away; entities move along or shrink."""
    shown = text.strip()
    before, length = units(text[: len(text) - len(text.lstrip())]), units(shown)
    kept = []
    for entity in entities:
        start, end = entity["offset"] - before, entity["offset"] + entity["length"] - before
        start, end = max(start, 0), min(end, length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return shown, kept


class _Reading:
    """One pass over a source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown: list[str] = []
        self.length = 0
        self.open: list[tuple[str, Json, int, int]] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        position = 0
        while position < len(self.source):
            following = self.source.find("<", position)
            following = len(self.source) if following < 0 else following
            self._show(SPELT.sub(lambda spelt: html.unescape(spelt[0]), self.source[position:following]))
            position = self._tag(following) if following < len(self.source) else following
        if self.open:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.shown), self.entities

    def _show(self, text: str) -> None:
        self.shown.append(text)
        self.length += units(text)

    def _tag(self, position: int) -> int:
        """Read the tag that begins here; the place after it."""
        return self._end(position) if self.source.startswith("</", position) else self._start(position)

    def _start(self, position: int) -> int:
        name = NAME.match(self.source, position)
        if name is None:
            raise self._wrong("Unclosed start tag", position)
        tag = name[1].lower()
        if tag not in LOOKS:
            raise self._wrong(f'Unsupported start tag "{tag}"', position)
        attributes = ATTRIBUTES.match(self.source, name.end())
        if attributes is None:
            raise self._wrong("Unclosed start tag", position)
        self.open.append((tag, self._given(tag, attributes[1], position), self.length, len(self.shown)))
        return attributes.end()

    def _given(self, tag: str, attributes: str, position: int) -> Json:
        given = {name.lower(): html.unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(attributes)}
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"', position)
        if tag == "tg-emoji" and not given.get("emoji-id", "").isdecimal():
            raise _unreadable("Invalid custom emoji identifier specified")
        return given

    def _end(self, position: int) -> int:
        if not self.open:
            raise self._wrong("Unexpected end tag", position)
        found = END.match(self.source, position)
        if found is None:
            raise self._wrong("Unclosed end tag", position)
        self._close(found[1].lower(), position)
        return found.end()

    def _close(self, tag: str, position: int) -> None:
        opened, given, offset, piece = self.open.pop()
        if tag not in ("", opened):
            raise self._wrong("Unmatched end tag", position, f', expected "</{opened}>", found "</{tag}>"')
        if self.length > offset:
            more = _more(opened, given, "".join(self.shown[piece:]))
            self.entities.append({"type": LOOKS[opened], "offset": offset, "length": self.length - offset, **more})

    def _wrong(self, what: str, position: int, more: str = "") -> RefusalError:
        return _unreadable(f"{what} at byte offset {len(self.source[:position].encode())}{more}")


def _unreadable(why: str) -> RefusalError:
    return bad(f"can't parse entities: {why}")


def _more(tag: str, given: Json, shown: str) -> Json:
    """What an entity of this kind carries besides its place."""
    if tag == "a":
        return {"url": given.get("href") or shown}
    if tag == "tg-emoji":
        return {"custom_emoji_id": given["emoji-id"]}
    if tag == "code" and given.get("class", "").startswith("language-"):
        return {"language": given["class"].removeprefix("language-")}
    return {}
