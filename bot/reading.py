"""From a table of TOML to a frozen dataclass, with every mistake on the way collected in plain words.

What a field may hold is said where it is declared: by its type, and by `Annotated[int, AtLeast(1)]` or
`Annotated[str, Names("buildings")]`. A list without a default needs at least one item; a number is at least 0. A
dataclass may have a method `wrongs()` that says what is wrong with the whole of it.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, is_dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from bot.kinds import (
    LEAVES,
    AtLeast,
    Between,
    Field,
    Names,
    Path,
    as_written,
    example_of,
    fields_of,
    heading_of,
    name_of,
)
from bot.mistakes import Mistake, Wrong, nearest, suggestion
from bot.text import FIRST_LANGUAGE, LANGUAGES, Message, Text, Words, _

FAILED: Any = object()
IDENTITIES = ("id", "role", "year")


class Reader:
    """Reads one tree. `mistakes` is all that was found wrong; `built` is every dataclass that came of it, by path."""

    def __init__(self, tree: Mapping[str, Any], lines: Mapping[Path, int], file: str) -> None:
        self.mistakes: list[Mistake] = []
        self.built: list[tuple[Path, Any]] = []
        self.tree = tree
        self._lines = lines
        self._file = file

    def wrong(self, path: Path, what: Message, mend: Text) -> Any:
        """Notes a mistake at `path`, or at the nearest line above it."""
        line = next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 0)
        place = _("{file}, line {line}", file=self._file, line=line) if line else self._file
        self.mistakes.append(Mistake(place, what, mend, line))
        return FAILED

    def table(self, found: Any, known: Mapping[str, Field], path: Path) -> dict[str, Any]:
        """The known keys of a table that are there; FAILED stands where a value is missing or wrong."""
        if not isinstance(found, dict):
            self._unlike(found, path, _("a table of settings"), f"[{name_of(path)}]")
            return {key: FAILED for key, field in known.items() if field.required}
        unknown = found.keys() - known.keys()
        for key in unknown:
            self._unknown(key, known, path)
        meant = {nearest(key, known) for key in unknown}  # a misspelt key is one mistake, not also a missing one
        values = {
            key: FAILED if key in meant and key not in found else self._member(found, key, field, (*path, key))
            for key, field in known.items()
        }
        return {key: value for key, value in values.items() if value is not MISSING}

    def _member(self, found: Mapping[str, Any], key: str, field: Field, path: Path) -> Any:
        if key in found:
            value = self.read(found[key], field.kind, path)
            if value == () and field.required:
                return self.wrong(path, _("“{key}” is an empty list.", key=key), _("Write at least one."))
            return value
        if not field.required:
            return MISSING
        line = _("Add it like this: {example}", example=f"{key} = {example_of(field.kind)}")
        heading = heading_of(field.kind, path)
        mend = _("Add the heading {heading} and its lines.", heading=heading) if heading else line
        return self.wrong(path, _("“{key}” is missing.", key=key), mend)

    def read(self, found: Any, kind: Any, path: Path) -> Any:
        """`found` as a value of the type `kind`, or FAILED."""
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._obey(self._leaf(found, inner[0], path), inner[1:], path)
        if kind is int:
            return self._obey(self._leaf(found, int, path), (AtLeast(0),), path)
        if origin in (Union, types.UnionType):
            return self.read(found, next(each for each in inner if each is not type(None)), path)
        if origin is Literal:
            return found if found in inner else self._not_one_of(found, inner, path)
        if origin is tuple:
            return self._list(found, inner[0], path)
        if origin in (dict, Mapping):
            return self._dict(found, inner[0], inner[1], path)
        if kind is Words:
            return self._words(found, path)
        return self._dataclass(found, kind, path) if is_dataclass(kind) else self._leaf(found, kind, path)

    def _leaf(self, found: Any, kind: Any, path: Path) -> Any:
        try:
            return LEAVES[kind].value(found)
        except ValueError:
            return self._unlike(found, path, LEAVES[kind].wanted, f"{name_of(path)} = {LEAVES[kind].example}")

    def _obey(self, value: Any, rules: Iterable[Any], path: Path) -> Any:
        for rule in rules:
            if value is FAILED:
                break
            match rule:
                case AtLeast(least) if value < least:
                    value = self._out_of_bounds(value, _("Write {least} or more.", least=least), path)
                case Between(least, most) if not least <= value <= most:
                    mend = _("Write a number from {least} to {most}.", least=least, most=most)
                    value = self._out_of_bounds(value, mend, path)
                case Names(where) if value not in self._declared(where):
                    value = self._undeclared(value, where, path)
        return value

    def _dataclass(self, found: Any, kind: Any, path: Path) -> Any:
        values = self.table(found, fields_of(kind), path)
        if any(value is FAILED for value in values.values()):
            return FAILED
        built = kind(**values)
        wrongs: Iterable[Wrong] = built.wrongs() if hasattr(built, "wrongs") else ()
        for wrong in wrongs:
            self.wrong((*path, wrong.key), wrong.what, wrong.mend)
        self.built.append((path, built))
        return built

    def _list(self, found: Any, kind: Any, path: Path) -> Any:
        if not isinstance(found, list):
            example = f"[[{name_of(path, whole=True)}]]" if is_dataclass(kind) else f"{name_of(path)} = [ … ]"
            return self._unlike(found, path, _("a list"), example)
        values = tuple(self.read(item, kind, (*path, index)) for index, item in enumerate(found))
        self._unique(found, path)
        return FAILED if any(value is FAILED for value in values) else values

    def _unique(self, found: list[Any], path: Path) -> None:
        seen: set[Any] = set()
        for index, item in enumerate(found):
            key = next((key for key in IDENTITIES if isinstance(item, dict) and key in item), None)
            if key is None or not isinstance(item[key], (str, int)):
                continue
            if item[key] in seen:
                what = _("“{id}” is used twice in [[{where}]].", id=item[key], where=name_of(path, whole=True))
                self.wrong((*path, index, key), what, _("Give each one its own “{key}”.", key=key))
            seen.add(item[key])

    def _dict(self, found: Any, key_kind: Any, kind: Any, path: Path) -> Any:
        if not isinstance(found, dict):
            example = f"{name_of(path)} = {{ … = {example_of(kind)} }}"
            return self._unlike(found, path, _("names and values in curly brackets"), example)
        values = {
            self.read(key, key_kind, (*path, key)): self.read(value, kind, (*path, key)) for key, value in found.items()
        }
        return FAILED if FAILED in values or any(value is FAILED for value in values.values()) else values

    def _words(self, found: Any, path: Path) -> Any:
        if type(found) is str and found.strip():
            return Words({FIRST_LANGUAGE: found})
        if isinstance(found, dict) and found:
            known = {language: Field(str, required=language == FIRST_LANGUAGE) for language in LANGUAGES}
            values = self.table(found, known, path)
            return FAILED if any(value is FAILED for value in values.values()) else Words(values)
        example = f'{name_of(path)} = "…" / {{ zh = "…", en = "…" }}'
        return self._unlike(found, path, _("a text, or one text for each language"), example)

    def _declared(self, where: str) -> set[Any]:
        items: Any = self.tree
        for part in where.split("."):
            items = items.get(part) if isinstance(items, dict) else None
        tables = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        return {item[key] for item in tables for key in IDENTITIES if isinstance(item.get(key), str)}

    def _unlike(self, found: Any, path: Path, wanted: Message, example: str) -> Any:
        what = _("“{key}” should be {wanted}, not {found}.", key=name_of(path), wanted=wanted, found=as_written(found))
        return self.wrong(path, what, _("Write it like this: {example}", example=example))

    def _unknown(self, key: str, known: Iterable[str], path: Path) -> None:
        what = _("There is no setting called “{key}” here.", key=key)
        self.wrong((*path, key), what, suggestion(key, known))

    def _out_of_bounds(self, found: int, mend: Message, path: Path) -> Any:
        return self.wrong(path, _("“{key}” cannot be {found}.", key=name_of(path), found=found), mend)

    def _not_one_of(self, found: Any, known: Iterable[Any], path: Path) -> Any:
        what = _("“{key}” cannot be {found}.", key=name_of(path), found=as_written(found))
        return self.wrong(path, what, suggestion(str(found), [str(each) for each in known]))

    def _undeclared(self, found: str, where: str, path: Path) -> Any:
        what = _("“{found}” is named here, but there is none under [[{where}]].", found=found, where=where)
        return self.wrong(path, what, suggestion(found, self._declared(where)))
