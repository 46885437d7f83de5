"""Where each key of a TOML text stands, so that a mistake can name its line; the standard reader does not tell.

Only for a text that the standard reader has accepted: what is left to do is to follow headings, keys and brackets.
"""

import re
import tomllib

from bot.kinds import Path

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?""""*|' r"'''.*?''''*|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'|" r"#[^\n]*|"
    r"[\[\]{},=.\n]|[ \t\r]+|[^\s\[\]{},=.#\"']+",
    re.DOTALL,
)
END = ""


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every table, key and list item, by its path, such as ("resources", 0, "capacity")."""
    return _Scan(text).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, int]] = []
        self._next = 0
        self._lines: dict[Path, int] = {}
        self._sizes: dict[Path, int] = {}
        line = 1
        for word in TOKEN.findall(text):
            if word == "\n" or (word.strip() and word[0] != "#"):
                self._tokens.append((word, line))
            line += word.count("\n")

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_newlines() != END:
            if self._peek() == "[":
                table = self._heading()
            else:
                self._pair(table)
        return self._lines

    def _peek(self) -> str:
        return self._tokens[self._next][0] if self._next < len(self._tokens) else END

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1][0]

    def _skip_newlines(self) -> str:
        while self._peek() == "\n":
            self._next += 1
        return self._peek()

    def _mark(self, path: Path) -> None:
        line = self._tokens[min(self._next, len(self._tokens) - 1)][1]
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], line)

    def _key(self) -> list[str]:
        parts = [_unquoted(self._take())]
        while self._peek() == ".":
            self._take()
            parts.append(_unquoted(self._take()))
        return parts

    def _heading(self) -> Path:
        self._take()
        listed = self._peek() == "["
        if listed:
            self._take()
        *before, last = self._key()
        path: Path = ()
        for part in before:
            path = self._inside((*path, part))
        path = (*path, last)
        if listed:
            self._sizes[path] = self._sizes.get(path, 0) + 1
        path = self._inside(path)
        self._mark(path)
        while self._peek() == "]":
            self._take()
        return path

    def _inside(self, path: Path) -> Path:
        """The last item of a list of tables, which a heading below it belongs to; any other path as it is."""
        return (*path, self._sizes[path] - 1) if path in self._sizes else path

    def _pair(self, table: Path) -> None:
        start = self._next
        path = (*table, *self._key())
        after, self._next = self._next, start
        self._mark(path)
        self._next = after + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        match self._take():
            case "[":
                index = 0
                while self._skip_newlines() != "]":
                    self._mark((*path, index))
                    self._value((*path, index))
                    index += 1
                    if self._skip_newlines() == ",":
                        self._take()
                self._take()
            case "{":
                while self._skip_newlines() != "}":
                    self._pair(path)
                    if self._skip_newlines() == ",":
                        self._take()
                self._take()
            case _:
                while self._peek() not in (",", "]", "}", "\n", END):  # a date and its time, the parts of a number
                    self._take()


def _unquoted(token: str) -> str:
    return str(tomllib.loads(f"key = {token}")["key"]) if token[0] in "\"'" else token
