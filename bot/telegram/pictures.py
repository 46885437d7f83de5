"""The page's drawings as the small pictures that Telegram can show within a text."""

FACES = {
    "assessment": "🧩",
    "bell": "🔔",
    "board": "💌",
    "bookings": "📅",
    "calendar": "📅",
    "camp": "⛺",
    "face-angry": "😠",
    "face-happy": "😊",
    "face-okay": "😐",
    "face-sad": "😢",
    "face-worried": "😟",
    "hands": "🤝",
    "no": "👎",
    "paper": "📄",
    "phone": "☎️",
    "ramp": "🌈",
    "respite": "🏡",
    "sun": "☀️",
    "tree-grow": "🌳",
    "tree-hope": "🌲",
    "tree-joy": "🌳",
    "tree-luck": "🌳",
    "tree-sun": "🌻",
    "unsure": "🤔",
    "volunteer": "🙋",
    "worry": "🆘",
    "yes": "👍",
}
COLOURS = {
    "red": "🔴",
    "orange": "🟠",
    "yellow": "🟡",
    "green": "🟢",
    "blue": "🔵",
    "purple": "🟣",
    "pink": "🩷",
    "brown": "🟤",
}


def sign(picture: str | None) -> str:
    """The small picture for a drawing's name, "" where there is none; of "word-fish-red" its colour remains."""
    name = picture or ""
    colour = name.rpartition("-")[2] if name.startswith("word-") else ""
    return FACES.get(name) or COLOURS.get(colour, "")
