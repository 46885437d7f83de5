"""Reads home.toml into a Home: syntax first, then every table and key, all mistakes with their lines.

The services' own sections are dataclasses that their flows declare; a section that is absent is a service that the home
does not offer.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from bot.home import Apps, Building, Duty, Home, Hotline, Reminder, Resource, Retention, Spot, Year
from bot.hours import Quiet
from bot.kinds import Between, Field
from bot.mistakes import HomeMistakes, Mistake
from bot.reading import FAILED, Reader
from bot.text import Message, Words, _
from bot.toml_lines import lines_of

HOLIDAYS = Path(__file__).parent / "holidays.toml"
LONGEST_HORIZON = 400

Value = TypeVar("Value")

# What the standard reader says about a text it cannot read, and the mend in plain words.
SYNTAX = {
    "Expected '='": _("Write the name, an equals sign and the value, such as: horizon_days = 60"),
    "Illegal character '\\n'": _("A text starts and ends with a straight quote \" on the same line."),
    "Unterminated string": _("A text is never closed; add the quotes that are missing at its end."),
    "Unescaped": _("Write / in place of \\ in a text."),
    "Cannot": _("This name or heading is there twice; delete one of them."),
    "Unclosed": _("A bracket is opened here and not closed, or a comma is missing."),
    "Expected ']'": _("Close the heading with ], or ]] if it opened with [[."),
    "Invalid value": _("Texts and times stand in straight quotes: \"08:30\"; yes and no are true and false."),
    "Expected newline": _("Texts and times stand in straight quotes: \"08:30\"; each setting has its own line."),
    "Invalid statement": _("A line starts with a small English name, a heading in [ ] or a # for a note."),
}
WIDE = re.compile("[“”‘’，：＝［］｛｝＃]")
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')


@dataclass(frozen=True)
class Basics:
    """The table [home]."""

    name: Words
    brand: Words
    phone: str
    address: Words
    directions: Words
    zone: ZoneInfo
    horizon_days: Annotated[int, Between(1, LONGEST_HORIZON)]
    closed: tuple[date, ...] = ()


TABLES = {
    "home": Field(Basics, required=True),
    "map": Field(Spot, required=False),
    "apps": Field(Apps, required=False),
    "quiet": Field(Quiet, required=True),
    "retention": Field(Retention, required=True),
    "hotlines": Field(tuple[Hotline, ...], required=True),
    "buildings": Field(tuple[Building, ...], required=True),
    "resources": Field(tuple[Resource, ...], required=False),
    "duty": Field(tuple[Duty, ...], required=True),
    "holidays": Field(tuple[Year, ...], required=False),
}


def load_home(path: Path, sections: Mapping[str, type]) -> Home:
    """The home described in the file `path`, with the `sections` (name -> dataclass) it offers. Raises HomeMistakes."""
    reader = _reader(path)
    known = TABLES | {name: Field(kind, required=False) for name, kind in sections.items()}
    values = reader.table(reader.tree, known, ())
    _check_reminders(reader)
    _check_hotlines(reader, values.get("hotlines"))
    if reader.mistakes:
        raise HomeMistakes(sorted(reader.mistakes, key=lambda mistake: mistake.line))
    basics: Basics = values["home"]
    years = {year.year: year for year in (*_shipped_holidays(), *values.get("holidays", ()))}
    return Home(
        **{name: getattr(basics, name) for name in ("name", "brand", "phone", "address", "directions", "zone")},
        horizon_days=basics.horizon_days,
        map=values.get("map"),
        apps=values.get("apps", Apps()),
        closed=frozenset(basics.closed),
        quiet=values["quiet"],
        retention=values["retention"],
        hotlines=tuple(sorted(values["hotlines"], key=lambda hotline: hotline.level != "danger")),
        buildings={each.id: each for each in values["buildings"]},
        resources={each.id: each for each in (*values.get("resources", ()), *_brought(values, sections))},
        duty={each.role: each for each in values["duty"]},
        holidays=frozenset(day for year in years.values() for day in year.off),
        workdays=frozenset(day for year in years.values() for day in year.work),
        official_years=frozenset(year.year for year in years.values() if year.official),
        sections={kind: values[name] for name, kind in sections.items() if name in values},
    )


def _brought(values: Mapping[str, Any], sections: Mapping[str, type]) -> Iterator[Resource]:
    """What a section itself makes scarce, such as the places of a volunteers' post: it has a method `resources()`."""
    for name in sections:
        if hasattr(values.get(name), "resources"):
            yield from values[name].resources()


def _reader(path: Path) -> Reader:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        mend = _("Save it again with the encoding UTF-8.")
        raise HomeMistakes([Mistake(path.name, _("The file is not in UTF-8."), mend)]) from None
    except OSError:
        what = _("There is no file {path} that can be read.", path=str(path))
        raise HomeMistakes([Mistake(path.name, what, _("Check the path in RAMP_HOME."))]) from None
    try:
        return Reader(tomllib.loads(text), lines_of(text), path.name)
    except tomllib.TOMLDecodeError as error:
        raise HomeMistakes([_syntax_mistake(str(error), text, path.name)]) from None


def _syntax_mistake(complaint: str, text: str, file: str) -> Mistake:
    lines = text.split("\n")
    found = re.search(r"at line (\d+), column (\d+)", complaint)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), 1)
    line = min(line, len(lines))
    what = _("From character {column} on, this line cannot be understood.", column=column)
    return Mistake(_("{file}, line {line}", file=file, line=line), what, _syntax_mend(complaint, lines[line - 1]), line)


def _syntax_mend(complaint: str, line: str) -> Message:
    if WIDE.search(QUOTED.sub("", line)):
        return _("There is Chinese punctuation outside a text; type \" , = [ ] with the English keyboard.")
    mends = (mend for start, mend in SYNTAX.items() if complaint.startswith(start))
    return next(mends, _("Compare it with the lines around it, or with the sample home."))


def _check_reminders(reader: Reader) -> None:
    quiet = next((built for path, built in reader.built if path == ("quiet",)), None)
    for path, built in reader.built:
        if isinstance(built, Reminder) and isinstance(quiet, Quiet) and quiet.covers(built.at):
            what = _("The reminder “{id}” would go out in the quiet hours.", id=built.id)
            starts, ends = quiet.ends.isoformat("minutes"), quiet.starts.isoformat("minutes")
            reader.wrong((*path, "at"), what, _("Choose a time from {start} to {end}.", start=starts, end=ends))


def _check_hotlines(reader: Reader, hotlines: Any) -> None:
    if hotlines and hotlines is not FAILED and all(hotline.level != "danger" for hotline in hotlines):
        what = _("No hotline has level = \"danger\".")
        reader.wrong(("hotlines",), what, _("Name at least one number to ring when someone is in danger, such as 110."))


def _shipped_holidays() -> tuple[Year, ...]:
    reader = _reader(HOLIDAYS)
    years = reader.table(reader.tree, {"holidays": TABLES["holidays"]}, ())["holidays"]
    if reader.mistakes:
        raise HomeMistakes(reader.mistakes)
    return tuple(years)
