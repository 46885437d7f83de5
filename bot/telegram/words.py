"""A screen as Telegram's HTML: what stood on a page in boxes and lines stands here in one message, top to bottom."""

from html import escape

from bot.telegram.pictures import sign
from bot.text import Json

LONGEST = 3900  # Telegram takes 4,096 UTF-16 units after its entities are read; some are left for a safe cut
ITEM = "· "
LONGEST_CAPTION = 1000


def blocks(screen: Json) -> list[str]:
    """The screen's paragraphs, each escaped on its own."""
    found = [f"👉 <b>{escape(screen['notice'])}</b>"] if screen.get("notice") else []
    found += _heading(screen)
    for paragraph in screen.get("text", []):
        if paragraph.startswith(ITEM) and found:  # the things of a list stand close together
            found[-1] += f"\n{escape(paragraph)}"
        elif paragraph.strip():
            found.append(escape(paragraph))
    found += _picture_words(screen)
    facts = [f"<b>{escape(str(name))}</b>：{escape(str(value))}" for name, value in screen.get("facts", [])]
    found += ["\n".join(facts)] if facts else []
    found += _hints(screen)
    phones = [f"☎️ {escape(phone['number'])}　{escape(phone['label'])}" for phone in screen.get("phones", [])]
    found += ["\n".join(phones)] if phones else []
    return found


def _heading(screen: Json) -> list[str]:
    step = " ({}/{})".format(*screen["progress"]) if screen.get("progress") else ""
    face = sign(screen.get("picture"))
    title = f"<b>{escape(screen['title'])}</b>" if screen.get("title") else ""
    line = " ".join(filter(None, (face if title else "", title + step if title else step.strip())))
    return [line] if line else []


def _picture_words(screen: Json) -> list[str]:
    lines = [
        " ".join(filter(None, (f"{number}.", sign(word["picture"]), escape(word["label"]))))
        for number, word in enumerate(screen.get("words", []), start=1)
    ]
    return ["\n".join(lines)] if lines else []


def _hints(screen: Json) -> list[str]:
    """What stands in smaller letters under a button has no place on one here."""
    lines = [
        f"· <b>{escape(button['label'])}</b>　{escape(button['hint'])}"
        for buttons in screen.get("rows", [])
        for button in buttons
        if button.get("hint")
    ]
    return ["\n".join(lines)] if lines else []


def messages(screen: Json) -> list[str]:
    """The screen's text in as few messages as Telegram takes; at least one, and none empty."""
    made: list[str] = []
    for block in blocks(screen):
        for piece in _cut(block):
            if made and units(made[-1]) + units(piece) + 2 <= LONGEST:
                made[-1] += "\n\n" + piece
            else:
                made.append(piece)
    return made or ["·"]


def _cut(block: str) -> list[str]:
    """A block that is too long for one message, line by line; a line that is too long loses its markup and is cut.

    Empty lines go: one that stood between two full messages would be a message of its own, which Telegram refuses.
    """
    if units(block) <= LONGEST:
        return [block]
    lines = block.split("\n")
    if len(lines) > 1:
        return [piece for line in lines if line.strip() for piece in _cut(line)]
    plain = block.replace("<b>", "").replace("</b>", "")
    pieces: list[str] = []
    while plain:
        at = _safe_end(plain)
        pieces.append(plain[:at])
        plain = plain[at:]
    return pieces


def _safe_end(text: str) -> int:
    """Where to cut: at most LONGEST / 2 characters (each at most two units), and never inside an entity."""
    at = min(len(text), LONGEST // 2)
    started = text.rfind("&", max(0, at - 8), at)
    return started if started > 0 and ";" not in text[started:at] and at < len(text) else at


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units; markup included, so rather too much than too little."""
    return len(text.encode("utf-16-le")) // 2
