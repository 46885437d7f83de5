"""The READMEs say what is there: every flow, every setting, only commands that exist; the same in both languages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")


def read(name: str) -> str:
    path = ROOT / name
    assert path.exists(), f"{name} is still to be written"
    return path.read_text("utf-8")


def flows() -> set[str]:
    files = {path.stem for path in (ROOT / "handlers").glob("*.py")} - {"__init__"}
    return files | {path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")}


def headings(name: str) -> list[str]:
    prose = re.sub(r"^```.*?^```", "", read(name), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ ", prose, flags=re.MULTILINE)


def table_rows(name: str) -> list[str]:
    return [line for line in read(name).splitlines() if line.startswith("|")]


def make_commands(name: str) -> set[str]:
    code = "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`", read(name), flags=re.MULTILINE | re.DOTALL))
    return set(re.findall(r"\bmake ([a-z]+)\b", code))


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.* ## ", read("Makefile"), flags=re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_every_flow_has_its_line_in_the_readme(readme):
    rows = "\n".join(table_rows(readme))

    missing = {flow for flow in flows() if f"`{flow}`" not in rows and f"handlers/{flow}.py" not in rows}
    assert missing == set(), f"{readme} has a table with a row for every flow"


def test_both_readmes_have_the_same_shape():
    assert headings("README.zh.md") == headings("README.md")
    assert make_commands("README.zh.md") == make_commands("README.md")


def test_the_readme_names_commands_that_exist():
    assert make_commands("README.md") - make_targets() == set()


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_lists_every_setting(readme):
    from bot.settings import SETTINGS  # here, so that a broken bot.settings fails this rule alone

    told = {name for row in table_rows(readme) for name in re.findall(r"RAMP_[A-Z_]+", row.split("|")[1])}

    assert told == {str(getattr(setting, "name", setting)) for setting in SETTINGS}


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_prints_the_whole_tables_of_moves(readme):
    from storage import moves, volunteers

    tables = {**moves.MOVES, **volunteers.MOVES}

    printed = {
        (found[1], to, who.count(",") + who.count("、") + 1)
        for line in table_rows(readme)
        if (found := re.match(r"\| `([a-z_]+)` [^|]+\| (`.*) \|$", line))
        for to, who in re.findall(r"`([a-z_]+)` \(([^)]+)\)", found[2])
    }

    assert printed == {(one, to, len(who)) for one, steps in tables.items() for to, who in steps.items()}


@pytest.mark.parametrize("readme", READMES)
def test_what_the_readme_says_people_may_type_leads_somewhere(readme):
    from bot.app import make_door

    typed = {word for line in table_rows(readme) for word in re.findall(r"`/([a-z]+)`", line)}

    door = make_door()
    assert typed
    assert {word for word in typed if door.leads_to(word) is None} == set()


def test_the_readme_lists_every_command():
    from bot.__main__ import COMMANDS

    assert set(re.findall(r"^\| `python -m bot ([a-z]+)", read("README.md"), flags=re.MULTILINE)) == set(COMMANDS)
