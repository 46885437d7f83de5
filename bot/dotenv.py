"""The file .env: settings written down beside the program, one NAME=value a line."""

import re
from pathlib import Path

from bot.mistakes import Mistake
from bot.text import _

LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def read_dotenv(path: Path) -> tuple[dict[str, str], list[Mistake]]:
    """What stands in the file by name, and the lines that are no settings; nothing where there is no file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:  # no such file: the environment alone decides
        return {}, []
    except UnicodeDecodeError:
        return {}, [Mistake(path.name, _("The file is not in UTF-8."), _("Save it again with the encoding UTF-8."))]
    values, mistakes = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        found = LINE.fullmatch(line.strip())
        if found:
            values[found[1]] = _unquoted(found[2])
        elif line.strip() and not line.strip().startswith("#"):
            place = _("{file}, line {line}", file=path.name, line=number)
            mend = _("Write it like this: {example}", example="RAMP_PORT=8080")
            mistakes.append(Mistake(place, _("this line is not a setting."), mend, number))
    return values, mistakes


def _unquoted(value: str) -> str:
    if value[:1] in ("'", '"'):
        closed = value.find(value[0], 1)
        return value[1:closed] if closed > 0 else value
    return re.split(r"\s#", value, maxsplit=1)[0].strip()
