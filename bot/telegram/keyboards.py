"""A screen's buttons as an inline keyboard: rows that a thumb can hit, and a month of days.

A day that cannot be chosen is a button all the same, or the weeks would not stand under one another; its tap asks
nothing of a turn and is answered at once (`NO_DAY`).
"""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.chat import Tap
from bot.telegram.pictures import sign
from bot.text import Json, Text, _

STYLES = {"primary": "primary", "danger": "danger"}
MOST_BUTTONS = 96  # Telegram takes 100
MOST_IN_A_ROW = 7
WIDEST_ROW = 34  # half-width columns that fit beside one another on a small phone, padding taken off
NO_DAY = "calendar.no::"
WEEKDAYS: tuple[Text, ...] = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
LEGEND = _("“–” cannot be chosen.")

Button = dict[str, Any]
Rows = list[list[Button]]
Say = Callable[[Text], str]


def keyboard(screen: Json, say: Say) -> Rows:
    """The rows under a message; [] for none. `say` speaks the channel's own few words."""
    rows = month(screen["calendar"], say) if screen.get("calendar") else []
    for buttons in screen.get("rows", []):
        rows += _fitting([_button(each) for each in buttons])
    if screen.get("rows"):  # a screen that is nothing but a file is sent as the file
        signs = {"photo": "📷", "voice": "🎤"}
        rows[:0] = [
            [{"text": f"{signs.get(file.get('media', ''), '📎')} {file['label']}", "callback_data": file_data(file)}]
            for file in screen.get("files", [])
        ]
    return _cut(rows)


def file_data(file: Json) -> str:
    """What the button of a file carries."""
    return str(Tap("door", "file", f"{file['flow']}-{file['ref']}"))


def _button(button: Json) -> Button:
    ticked = {True: "✅ ", False: "⬜ ", None: ""}[button.get("picked")]
    face = sign(button.get("picture"))
    made = {"text": f"{ticked}{face}{' ' if face else ''}{button['label']}", "callback_data": button["data"]}
    style = STYLES.get(button.get("style", ""))
    return made | ({"style": style} if style else {})


def _fitting(buttons: list[Button]) -> Rows:
    """Side by side if their words can be read so, else one under another."""
    widest = max(columns(button["text"]) for button in buttons)
    beside = min(MOST_IN_A_ROW, max(1, WIDEST_ROW // (widest + 2)))
    if len(buttons) > beside:
        beside = -(-len(buttons) // -(-len(buttons) // beside))  # rows of the same length
    return [buttons[at : at + beside] for at in range(0, len(buttons), beside)]


def _cut(rows: Rows) -> Rows:
    """No more than Telegram takes. What is left out can be typed, as everything can."""
    left, kept = MOST_BUTTONS, []
    for row in rows:
        left -= len(row)
        if left >= 0:
            kept.append(row)
    return kept


def columns(text: str) -> int:
    """How wide a text is, in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" or ord(c) > 0x1F000 else 1 for c in text)


def month(calendar: Json, say: Say) -> Rows:
    """A month: the names of the days, its weeks (those that are wholly past left out), and its turners."""
    days = calendar["days"]
    first = date.fromisoformat(days[0]["date"]).weekday()
    cells: list[Button] = [_blank() for _before in range(first)] + [_day(day, say) for day in days]
    cells += [_blank() for _after in range(-len(cells) % 7)]
    weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
    while len(weeks) > 1 and all(cell["callback_data"] == NO_DAY for cell in weeks[0]):
        weeks.pop(0)
    names = [{"text": say(name), "callback_data": NO_DAY} for name in WEEKDAYS]
    turners = [
        {"text": say(words), "callback_data": calendar[key]}
        for key, words in (("earlier", _("‹ Month before")), ("later", _("Month after ›")))
        if calendar.get(key)
    ]
    return [names, *weeks, *([turners] if turners else [])]


def _day(day: Json, say: Say) -> Button:
    if not day["data"]:
        return {"text": "–", "callback_data": NO_DAY}
    number = int(day["date"][8:])
    marked: dict[str, Text] = {"few": _("{day}few", day=number), "full": _("{day}full", day=number)}
    return {"text": say(marked.get(day["state"], number)), "callback_data": day["data"]}


def _blank() -> Button:
    return {"text": "·", "callback_data": NO_DAY}
