"""Every sentence of the code is spoken in Chinese, with the same slots and in words that hurt nobody."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
SPOKEN = ("bot", "handlers")  # the folders that make sentences
KEYWORDS = {"_": None, "_n": (1, 2)}  # the same as in `make texts`
CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/messages.po"))
CHINESE = ROOT / "locales" / "zh_CN" / "LC_MESSAGES" / "messages.po"
SAMPLE_HOME = ROOT / "bot" / "sample" / "home.toml"

Msgid = str | tuple[str, ...]


@cache
def sentences() -> dict[str, tuple[Msgid, str]]:
    """Every sentence in the code, by what a catalog finds it by, and where it stands first."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found: dict[str, tuple[Msgid, str]] = {}
    for folder in SPOKEN:
        for name, line, msgid, *_ in extract_from_dir(ROOT / folder, methods, keywords=KEYWORDS):
            found.setdefault(key(msgid), (msgid, f"{folder}/{name}:{line}"))
    return found


@cache
def catalog(path: Path) -> Catalog:
    assert path.exists(), f"{path.relative_to(ROOT)} is missing: make texts"
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def entries(path: Path) -> list[Entry]:
    return [entry for entry in catalog(path) if entry.id]


def key(msgid: Msgid) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """One sentence, or one for each grammatical number."""
    return [text] if isinstance(text, str) else list(text)


def slots(text: str | tuple[str, ...] | list[str]) -> set[str]:
    return {slot for form in forms(text) for _, slot, _, _ in string.Formatter().parse(form) if slot is not None}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `_` and `_n`, with where it stands."""
    for path in (path for folder in SPOKEN for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def texts_of(tree: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a profile, with the key that it stands under."""
    if isinstance(tree, dict):
        for part, value in tree.items():
            yield from texts_of(value, f"{name}.{part}".strip("."))
    elif isinstance(tree, list):
        for value in tree:
            yield from texts_of(value, name)
    elif isinstance(tree, str):
        yield name, tree


def shipped_texts() -> Iterator[tuple[str, str]]:
    """Every text that people may read, with where it stands."""
    for place, text in texts_of(tomllib.loads(SAMPLE_HOME.read_text("utf-8"))):
        if place.split(".")[-1] != "legal_name":  # what the law calls the home is not ours to choose
            yield f"home.toml {place}", text
    for msgid, where in sentences().values():
        yield from ((where, form) for form in forms(msgid))
    for path in CATALOGS:
        for entry in entries(path):
            yield from ((f"{path.parts[-3]}: {key(entry.id)}", form) for form in forms(entry.string))


def _is_sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _how_many(call: ast.Call) -> int:
    return 2 if isinstance(call.func, ast.Name) and call.func.id == "_n" else 1


def _given(call: ast.Call) -> set[str | None]:
    return {word.arg for word in call.keywords} | ({"number"} if _how_many(call) == 2 else set())


def _asked(call: ast.Call) -> set[str]:
    return slots([argument.value for argument in call.args[: _how_many(call)] if isinstance(argument, ast.Constant)])


def test_a_sentence_in_the_code_is_written_out():
    hidden = [where for where, call in calls() if not all(map(_is_sentence, call.args[: _how_many(call)] or [call]))]

    assert hidden == [], "a sentence that is put together by code is in no catalog"


def test_a_sentence_stands_in_no_f_string():
    """Babel does not look into them on every Python, and the sentence would stay English for ever."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (path for folder in SPOKEN for path in sorted((ROOT / folder).rglob("*.py")))
        for outer in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS
    ]

    assert hidden == []


def test_a_sentence_gets_the_values_that_its_slots_name():
    wrong = {
        where: (sorted(_asked(call)), sorted(map(str, _given(call))))
        for where, call in calls()
        if None not in _given(call) and _given(call) - {"number"} != _asked(call) - {"number"}
    }

    assert wrong == {}, "the sentence asks for the first, the code gives the second"


def test_slots_are_plain_names():
    wrong = {where: slot for msgid, where in sentences().values() for slot in slots(msgid) if not slot.isidentifier()}

    assert wrong == {}


def test_every_sentence_is_spoken_in_chinese():
    spoken = {key(entry.id) for entry in entries(CHINESE) if all(forms(entry.string)) and not entry.fuzzy}

    silent = {msgid: where for msgid, (_, where) in sentences().items() if msgid not in spoken}
    assert silent == {}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_no_catalog_keeps_what_the_code_no_longer_says(path):
    orphans = {key(entry.id) for entry in entries(path)} - set(sentences())

    assert orphans == set(), "make texts takes them out"
    assert list(catalog(path).obsolete) == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_slots_of_its_sentence(path):
    wrong = {
        key(entry.id): (sorted(slots(entry.id)), sorted(slots(entry.string)))
        for entry in entries(path)
        if any(forms(entry.string)) and slots(entry.id) != slots(entry.string)
    }

    assert wrong == {}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_catalog_counts_where_the_code_counts(path):
    wrong = {
        key(entry.id): (msgid, entry.id)
        for entry in entries(path)
        for msgid, _ in [sentences().get(key(entry.id), (entry.id, ""))]
        if forms(msgid) != forms(entry.id)
    }

    assert wrong == {}, "one sentence, or a pair for one and many, in both"


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_catalog_changes_only_where_its_texts_do(path):
    assert re.findall(r"^#: .*", path.read_text("utf-8"), flags=re.MULTILINE) == [], "no line numbers: make texts"


def test_our_words_hurt_nobody():
    assert SAMPLE_HOME.exists(), "bot/sample/home.toml is still to be written"
    rules = tomllib.loads((ROOT / "tests" / "wording.toml").read_text("utf-8"))["never"]

    hurting = [
        f"{where}: “{word}”, say {rule['instead']} ({rule['why']})"
        for where, text in shipped_texts()
        for rule in rules
        for word in rule["words"]
        if word in text.lower()
    ]
    assert hurting == []
