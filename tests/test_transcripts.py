"""Golden conversations: what families and colleagues read, in Chinese, from the first tap to the last.

Whoever proof-reads our Chinese reads these files. When a change is meant: RAMP_TRANSCRIPTS=write pytest -k transcript
"""

import os
import re
from pathlib import Path

import pytest

from bot.board.way_back import lists
from storage.seal import REF_ALPHABET
from tests import conversations_board, conversations_camp
from tests.a_number import MOBILE, RESIDENT_ID, grouped
from tests.chat import OpenHome, open_home
from tests.conversations_volunteers import CONVERSATIONS

assert conversations_board and conversations_camp  # noqa: PT018 - they tell their conversations by being read
THINGS = [thing.name.by_language["zh"] for group in lists()[0] for thing in group.things]
COLOURS = [colour.name.by_language["zh"] for colour in lists()[1]]
FOLDER = Path(__file__).parent / "transcripts"
FOLDERS = {"web": FOLDER, "telegram": FOLDER / "telegram"}
CODE = re.compile(rf"\b[{REF_ALPHABET}]{{4}}-[{REF_ALPHABET}]{{4}}\b")
GUARDIANS = re.compile(rf"\b[{REF_ALPHABET}]{{5}}-[{REF_ALPHABET}]{{5}}\b")
WORDS = re.compile(rf"(?:[^\s\w.]+ )?(?:{'|'.join(COLOURS)})的(?:{'|'.join(THINGS)})")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
REFS = ("bookings", "children", "calls", "questions", "volunteers", "standins", "hours", "summaries", "teams", "camps")
NUMBERS = {MOBILE: "〈电话〉", grouped(MOBILE): "〈电话〉", RESIDENT_ID: "〈证件号〉"}


async def stable(home: OpenHome, text: str) -> str:
    """Without what chance made, refs and return codes, and without numbers, which stand nowhere in the tree."""
    for table in REFS:
        column = "number" if table == "summaries" else "ref"
        sql = f"SELECT {column} AS ref FROM {table} ORDER BY id"  # noqa: S608 - our own tables
        rows = await home.app.db.read(lambda db, sql=sql: db.execute(sql).fetchall())
        for number, row in enumerate(rows, 1):
            text = text.replace(row["ref"], f"〈{table} {number}〉")
    for row in await home.app.db.read(lambda db: db.execute("SELECT entrant FROM entrants").fetchall()):
        text = text.replace(row["entrant"], "〈抽签编号〉")
    for number, name in NUMBERS.items():
        text = text.replace(number, name)
    text = WORDS.sub("〈图词〉", text)
    text = GUARDIANS.sub("〈代码〉", HASH.sub("〈指纹〉", text))
    return CODE.sub("〈取回码〉", text)


@pytest.mark.parametrize("channel", FOLDERS)
@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_the_transcript_is_as_it_was_read_and_approved(tmp_path: Path, name: str, channel: str):
    async with open_home(tmp_path, channel=channel) as home:
        visitor = await CONVERSATIONS[name](home)
        said = await stable(home, visitor.transcript())
    path = FOLDERS[channel] / f"{name}.zh.txt"
    if os.environ.get("RAMP_TRANSCRIPTS") == "write":
        path.write_text(said, "utf-8")

    assert path.exists(), "RAMP_TRANSCRIPTS=write pytest -k transcript"
    assert said == path.read_text("utf-8")


def test_no_transcript_is_left_of_a_conversation_that_is_gone():
    for folder in FOLDERS.values():
        assert {path.name for path in folder.glob("*.zh.txt")} == {f"{name}.zh.txt" for name in CONVERSATIONS}
