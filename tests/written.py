"""A screen as text: what a person reads, top to bottom. Golden transcripts are kept in it."""

from typing import Any

MARKS = {"": "📎", "photo": "📷", "voice": "🎤", "drawing": "🖍"}


def written(message: dict[str, Any]) -> str:
    """A screen as text: what a person reads, top to bottom."""
    lines = [f"! {message['notice']}"] if "notice" in message else []
    if "progress" in message:
        lines.append(f"({message['progress'][0]}/{message['progress'][1]})")
    lines += [f"# {message['title']}"] if "title" in message else []
    lines += message.get("text", [])
    lines += [f"  {name}：{value}" for name, value in message.get("facts", [])]
    lines += [f"  {number}. {word['label']}" for number, word in enumerate(message.get("words", []), start=1)]
    if "calendar" in message:
        days = [day for day in message["calendar"]["days"] if day["state"] not in ("past", "closed")]
        open_days = [f"{int(day['date'][8:])}{day['word']}" for day in days]
        lines.append(f"  {message['calendar']['title']}：{' '.join(open_days)}")
    if "ask" in message:
        marks = "".join(MARKS[media] for media in message["ask"].get("accepts", []))
        lines.append(f"  ____（{message['ask']['kind']}）{marks}")
    lines += [f"  ☎ {phone['number']} {phone['label']}" for phone in message.get("phones", [])]
    lines += [f"  {MARKS[file.get('media', '')]} {file['label']}" for file in message.get("files", [])]
    for buttons in message.get("rows", []):
        lines.append("  " + " ".join(_written_button(button) for button in buttons))
    return "\n".join(lines)


def _written_button(button: dict[str, Any]) -> str:
    mark = {True: "☑", False: "☐", None: ""}[button.get("picked")]
    hint = f"（{button['hint']}）" if button.get("hint") else ""
    return f"[{mark}{button['label']}{hint}]"
