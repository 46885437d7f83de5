"""What goes through a conversation: events in, screens out, and the turn between them.

Everything here is a plain value, except the Turn, which a flow is handed and speaks through. No flow touches the
network.
"""

from bot.chat.events import LONGEST_TEXT, TAP_PATTERN, Event, Other, Refused, Tap, plain
from bot.chat.screens import (
    Ask,
    AskKind,
    Button,
    Calendar,
    CalendarDay,
    DayState,
    File,
    Phone,
    PictureWord,
    Place,
    Screen,
    Style,
    column,
    row,
)
from bot.chat.turn import Open, Saying, Turn
from bot.text import Message

__all__ = [
    "LONGEST_TEXT", "TAP_PATTERN", "Ask", "AskKind", "Button", "Calendar", "CalendarDay", "DayState", "Event", "File",
    "Message", "Open", "Other", "Phone", "PictureWord", "Place", "Refused", "Saying", "Screen", "Style", "Tap", "Turn",
    "column", "plain", "row",
]
