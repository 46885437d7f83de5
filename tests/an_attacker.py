"""Somebody who has the data folder, its backups, the logs and the key, and wants to know who wrote which letter.

Every strategy answers with guesses: a letter's ref and the address it is said to have come from.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from storage.seal import Seal
from tests.chat import KEY, ZONE, local

Guesses = dict[str, int]
SEAL = Seal(KEY)
INDEXES, OF_LETTERS = ("sqlite_", "meta"), ("posts", "post_lines", "post_media")
CODE = re.compile(r"(?<![0-9])[0-7]{15}(?![0-9])")
NAME = re.compile(r"(?<!\w)\d{6,20}(?!\w)|[A-Z2-9]{10,16}|[0-9a-f]{32}")
AROUND = 200  # bytes of a page before a sealed value, where its row begins


def opened(sealed: bytes) -> str:
    """What was sealed, or the beginning of it where the end is cut off: with the key no place need be known."""
    if sealed[:4] != SEAL.key_id:
        return ""
    key, counter = Seal._derive(KEY, "seal"), sealed[4:16] + b"\0\0\0\2"
    plain = Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor().update(sealed[16:-16])
    return plain.decode("utf-8", "replace")


@dataclass
class Seized:
    """What was taken away: a copy of everything, and what was in it."""

    folder: Path
    log: str = ""
    when: str = ""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with closing(sqlite3.connect(self.folder / "rainbow.db")) as db:
            db.row_factory = sqlite3.Row
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                self.rows[name] = [dict(row) for row in db.execute(f"SELECT * FROM {name}")]  # noqa: S608 - ours

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter's ref by every name of it: its own, those of its media and concerns, its words, its media."""
        found = {}
        for row in self.rows["posts"]:
            found |= {row["ref"]: row["ref"], (row["claim"] or b"").hex(): row["ref"]}
        for row in self.rows["post_lines"]:
            words = re.search(r'"words":"([^"]{8,})', opened(row["content"]))
            found |= {words[1]: row["post"]} if words and row["origin"] == "child" else {}
        for row in self.rows["post_media"]:
            found |= {row["ref"]: row["post"], opened(row["content"]): row["post"]}
        return found | {row["ref"]: row["post"] for row in self.rows["concerns"] if row["post"]}

    @cached_property
    def addresses(self) -> dict[str, int]:
        """Families' addresses by every name of them."""
        staff = {row["person_id"] for row in self.rows["staff"]}
        refs = {row["id"]: row["ref"] for row in self.rows["people"]}
        found: dict[str, int] = {}
        for row in self.rows["addresses"]:
            if row["person_id"] not in staff:
                names = (str(row["id"]), str(row["person_id"]), refs[row["person_id"]], (row["blind"] or b"").hex())
                found |= {name: row["id"] for name in names}
        return found

    @property
    def everybody(self) -> list[int]:
        return sorted(set(self.addresses.values()))

    def named(self, text: str) -> str | None:
        """The letter that a text speaks of."""
        for name in NAME.findall(text):
            if name in self.letters:
                return self.letters[name]
        for code in CODE.findall(text):
            claim = SEAL.slow(code, "posts.claim").hex()
            if claim in self.letters:
                return self.letters[claim]
        long = (name for name in self.letters if len(name) > 16 and not NAME.fullmatch(name))
        return next((self.letters[name] for name in long if name in text), None)

    def whose(self, text: str) -> int | None:
        """The address that a text speaks of."""
        return next((self.addresses[name] for name in NAME.findall(text) if name in self.addresses), None)


def seize(home: Path, to: Path, log: str = "", database: Path | None = None) -> Seized:
    """Copy everything as it lies there; a backup is looked at like a database."""
    shutil.copytree(home, to)
    if database is not None:
        for path in to.glob("rainbow.db*"):
            path.unlink()
        shutil.copy(database, to / "rainbow.db")
    raw = {path.name: path.read_bytes() for path in to.iterdir() if path.is_file()}
    shutil.copytree(to, to / "raw", ignore=lambda _at, names: [name for name in names if name == "raw"])
    assert raw
    return Seized(to, log)


def text_of(row: dict[str, Any]) -> str:
    """A row with everything opened that is sealed in it."""
    said = (opened(one) or one.hex() if isinstance(one, bytes) else str(one) for one in row.values())
    return " ".join(said)


def links(seized: Seized) -> Guesses:
    """A row, a line of the log or a file's name that speaks of a letter and of an address."""
    found: Guesses = {}
    texts = [text_of(row) for name, rows in seized.rows.items() if name not in OF_LETTERS for row in rows]
    names = [str(path.name) for path in seized.folder.rglob("*")]
    for text in (*texts, *seized.log.splitlines(), *names):
        whose = seized.whose(text)
        letter = seized.named(text) if whose else None
        if letter and whose:
            found.setdefault(letter, whose)
    return found


def remains(seized: Seized) -> Iterator[tuple[str, int | None]]:
    """(letter, address or None) of what lies in the files beside the letters themselves, deleted or in the log."""
    theirs = {
        one[4:16] for name in (*OF_LETTERS, "concerns") for row in seized.rows[name] for one in row.values()
        if isinstance(one, bytes) and one[:4] == SEAL.key_id
    }  # fmt: skip
    known = {number.to_bytes(8, "big"): number for number in seized.everybody}
    known |= {number.to_bytes(6, "big"): number for number in seized.everybody if number < 2**47}
    for path in sorted((seized.folder / "raw").rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        for at in (found.start() for found in re.finditer(re.escape(SEAL.key_id), content)):
            sealed = content[at : at + 1200]
            letter = seized.named(opened(sealed)) if sealed[4:16] not in theirs else None
            if letter:
                before = content[max(0, at - AROUND) : at]
                places = ((before.rfind(name), number) for name, number in known.items())
                nearest = max(places, default=(-1, 0))
                yield letter, nearest[1] if nearest[0] >= 0 else None


def leftovers(seized: Seized) -> Guesses:
    """What was deleted, or stands in the file's own log, with the row that it stood in."""
    return {letter: whose for letter, whose in remains(seized) if whose is not None}


# --- when ---


def hours_of_letters(seized: Seized) -> dict[str, int]:
    """When a letter is known to have been there: by itself, its concern, whoever read it, what they were shown."""
    found: dict[str, list[int]] = {}
    for row in seized.rows["posts"]:
        if len(row["day"]) > 10:
            found.setdefault(row["ref"], []).append(local(row["day"][:16]) + int(row["day"][17:19]))
    for name in ("concerns", "audit", "outbox"):
        for row in seized.rows[name]:
            letter = seized.named(text_of(row))
            if letter and is_an_hour(row["at"]):
                found.setdefault(letter, []).append(row["at"])
    return {letter: min(hours) for letter, hours in found.items()}


def is_an_hour(at: int) -> bool:
    return (at - local("2026-12-01 00:00")) % 86400 != 0


TRACES = (
    ("addresses", "used_at"), ("inbox", "received_at"), ("outbox", "at"), ("drafts", "updated_at"), ("jobs", "at"),
    ("consents", "at"), ("calls", "at"), ("tombstones", "at"), ("due", "at"),
)  # fmt: skip


def hours_of_addresses(seized: Seized) -> list[tuple[int, int]]:
    """(hour, address) of every trace that somebody left."""
    found = []
    of_person = {row["person_id"]: row["id"] for row in seized.rows["addresses"]}
    for table, column in TRACES:
        for row in seized.rows[table]:
            whose = row["id"] if table == "addresses" else row.get("address_id") or of_person.get(row.get("person_id"))
            if whose in seized.everybody and is_an_hour(row[column]):
                found.append((row[column], whose))
    return found


def nearest(weigh: Callable[[int, int], float]) -> Callable[[Seized], Guesses]:
    """For each letter with an hour the address whose trace weighs least beside it."""

    def strategy(seized: Seized) -> Guesses:
        traces, letters = hours_of_addresses(seized), hours_of_letters(seized)
        if not traces:
            return {}
        return {one: min(traces, key=lambda trace: weigh(letters[one], trace[0]))[1] for one in letters}

    return strategy


FAR = 10.0**9
STRATEGIES: dict[str, Callable[[Seized], Guesses]] = {
    "a row that links": links,
    "what was deleted": leftovers,
    "nearest in time": nearest(lambda letter, trace: abs(letter - trace)),
    "last before": nearest(lambda letter, trace: letter - trace if trace <= letter else FAR),
    "first after": nearest(lambda letter, trace: trace - letter if trace >= letter else FAR),
}
__all__ = ["STRATEGIES", "ZONE", "Guesses", "Seized", "seize"]
