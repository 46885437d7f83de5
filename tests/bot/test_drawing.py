"""The draw on the command line: anybody works an order out again from the published file; the home takes it out."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import DATABASE
from storage import camps, draws
from storage import db as storage_db
from storage.camps import NewCamp
from storage.seal import Seal

KEY = bytes(range(32))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a home was opened once, with one week whose draw is over and one without a draw."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAMP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RAMP_KEY", KEY.hex())
    (tmp_path / "data").mkdir()
    week = {"last_day": "2027-01-29", "starts_at": 100, "ends_at": 200, "opens_at": 1, "closes_at": 50}
    with closing(storage_db.connect(tmp_path / "data" / DATABASE)) as db:
        storage_db.migrate(db)
        camp = camps.open_week(db, NewCamp("second", "2027-01-25", draw_at=60, **week))  # type: ignore[arg-type]
        camps.open_week(db, NewCamp("first", "2027-01-25", draw_at=None, **week))  # type: ignore[arg-type]
        assert camp is not None
        draws.open_draw(db, Seal(KEY), camp)
        draws.freeze(db, camp, 50)
        draws.draw(db, Seal(KEY), camp, 60)
        (tmp_path / "ref").write_text(camp.ref)
    return tmp_path


def test_what_was_taken_out_can_be_checked(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["draw", "--export", "--week", (here / "ref").read_text()]) == 0
    assert main(["draw", "--verify", "draw-2027-01-25.json"]) == 0

    assert "都对得上：0份报名" in capsys.readouterr().out


def test_a_week_must_be_named_and_the_drawn_ones_are_told(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["draw", "--export"]) == 2

    said = capsys.readouterr().err
    assert (here / "ref").read_text() in said
    assert "first" not in said


def test_a_bent_order_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    seed, entrants = "ab" * 32, ["A", "B", "C"]
    told = {
        "draw": draws.FORM, "entrants": entrants, "list_hash": draws.list_hash(entrants), "seed": seed,
        "seed_hash": draws.seed_hash(seed), "order": list(reversed(draws.shuffled(entrants, seed))),
    }  # fmt: skip
    (tmp_path / "draw.json").write_text(json.dumps(told))

    assert main(["draw", "--verify", str(tmp_path / "draw.json")]) == 2
    assert "次序不是" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_what_is_no_published_file_is_said_to_be_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
):
    if content is not None:
        (tmp_path / "draw.json").write_text(content)

    assert main(["draw", "--verify", str(tmp_path / "draw.json")]) == 2
    assert "文件" in capsys.readouterr().err
