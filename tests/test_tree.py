"""What lies in the tree: nothing without a reason, no address of one workplace alone, nobody's telephone number."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a_number import MOBILE, OTHER_MOBILE, RESIDENT_ID, grouped, wide

ROOT = Path(__file__).parent.parent

TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "README.zh.md", "bench",
    "bot", "constraints.txt", "docs", "handlers", "locales", "pyproject.toml", "storage", "tests",
}  # fmt: skip
PLACES_THAT_PASS = re.compile(  # an address or a folder that only one workplace knows
    r"pypi\.[o]rg|pythonhosted\.[o]rg|npmjs\.(?:[o]rg|[c]om)|deb\.debian\.[o]rg|crates\.[i]o|proxy\.golang\.[o]rg"
    r"|(?<![\w.~])/(?:root|home|Users|work|tmp/spec|opt/(?:pypi|wheels))/(?=[\w.])"
)

GAP = r"[\s_()-]{0,2}"
SOMEBODYS_NUMBER = re.compile(  # a mainland mobile; the number of an identity card: place, birthday, four more
    r"(?<![0-9A-Za-z])(?<![0-9]\.)"  # hashes and fractions are neither
    rf"(?:(?:(?:\+|00)?86{GAP})?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}"
    rf"|[1-9]\d{{5}}{GAP}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){GAP}\d{{3}}[\dXx])"
    r"(?![0-9A-Za-z])",
)  # fmt: skip
PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ＋－‐‑‒–—−", "0123456789Xx+-------")


def texts_of_the_tree() -> Iterator[tuple[str, str]]:
    """Every text file that is, or is about to be, under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this copy is not under version control")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield name, content.decode("utf-8", "replace")


def test_the_migrations_are_numbered_without_a_gap():
    names = sorted(path.name for path in (ROOT / "storage" / "migrations").glob("*.sql"))
    numbers = [re.match(r"\d+(?=_[a-z0-9_]+\.sql$)", name) for name in names]

    assert all(numbers), names
    assert [int(number[0]) for number in numbers if number] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("path", sorted((ROOT / "storage" / "migrations").glob("*.sql")), ids=lambda path: path.name)
def test_a_migration_is_one_transaction(path):
    statements = re.sub(r"--.*", "", path.read_text("utf-8")).split()

    assert statements[0].upper().rstrip(";") == "BEGIN"
    assert statements[-1].upper() == "COMMIT;"


def test_nothing_new_lies_on_the_top_level():
    assert {name.split("/")[0] for name, _ in texts_of_the_tree()} - TOP_LEVEL == set()


def test_no_text_names_a_place_that_only_one_workplace_knows():
    found = [f"{name}: {place[0]}" for name, text in texts_of_the_tree() for place in PLACES_THAT_PASS.finditer(text)]

    assert found == []


def numbers_in(text: str) -> list[str]:
    """What may be somebody's telephone number or identity card, in any spelling."""
    return SOMEBODYS_NUMBER.findall(text.translate(PLAIN))


def test_no_text_holds_a_number_that_may_be_somebodys():
    found = [f"{name}: {number}" for name, text in texts_of_the_tree() for number in numbers_in(text)]

    assert found == [], "tests/a_number.py makes them while the tests run"


@pytest.mark.parametrize(
    "spelling",
    [
        MOBILE, OTHER_MOBILE, grouped(MOBILE), grouped(MOBILE, "-"), f"+86 {MOBILE}", f"0086{MOBILE}", f"86{MOBILE}",
        wide(MOBILE), wide(grouped(MOBILE, "－")), RESIDENT_ID, RESIDENT_ID[:-1] + "X", wide(RESIDENT_ID),
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(spelling: str):
    assert len(numbers_in(f"请打{spelling}。")) == 1


@pytest.mark.parametrize("digits", [MOBILE, RESIDENT_ID])
def test_digits_that_are_a_part_of_something_else_are_no_number(digits: str):
    for text in (f"{digits}1", f"9{digits}", f"a{digits}", f"{digits}f", f"0.{digits}"):
        assert numbers_in(text) == []


def test_every_pin_is_a_bare_version():
    pins = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]

    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", pin)] == []
