"""The word list measured from the command line: what it prints, what it shows, and what it must never show."""

from pathlib import Path

import pytest

from bot import measuring
from bot.__main__ import main
from bot.danger import Lists, Watcher
from bot.measuring import read_set
from bot.settings import SAMPLE_HOME

SAID = """
[[said]]
text = "爸爸正在打我"
level = "now"
by = "child"

[[said]]
text = "我想死"
level = "today"
by = "child"

[[said]]
text = "月亮不说话的那一种"
level = "today"
by = "child"

[[said]]
text = "我好想家"
level = "soon"
by = "child"

[[said]]
text = "昨天有人在天上画云"
level = "soon"
by = "adult"

[[said]]
text = "周六上午来画画"
level = "none"
by = "adult"

[[said]]
text = "我的日记本上了锁，里面写着我想死，是抄来的歌词"
level = "none"
by = "child"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small set of sentences, on a machine where only the home's profile is set."""
    monkeypatch.setenv("RAMP_HOME", str(SAMPLE_HOME))
    monkeypatch.setenv("RAMP_KEY", bytes(32).hex())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "said.toml").write_text(SAID, "utf-8")
    return tmp_path


def test_the_numbers_of_a_set_are_printed(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["danger", "said.toml"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("said.toml\n")
    assert "66.7%" in said  # two of the three that must be seen the same day
    assert "50.0%" in said  # one of the two that may wait
    assert "25.0%" in said  # one false alarm among the four others
    assert "想死" not in said


def test_what_was_missed_is_shown_when_asked_for(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["danger", "said.toml", "--missed"]) == 0

    said = capsys.readouterr().out
    assert "today  月亮不说话的那一种" in said
    assert "soon  昨天有人在天上画云" in said
    assert "想死  我的日记本" in said
    assert "正在打我" not in said


def test_without_a_file_both_sets_that_ship_are_measured(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["danger"]) == 0

    said = capsys.readouterr().out
    assert str(measuring.SEEN) in said
    assert str(measuring.UNSEEN) in said


def test_no_sentence_of_the_unseen_set_is_ever_shown(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(measuring, "SEEN", here / "said.toml")
    monkeypatch.setattr(measuring, "UNSEEN", here / "unseen.toml")
    (here / "unseen.toml").write_text(SAID.replace("月亮", "星光"), "utf-8")

    assert main(["danger", "--missed"]) == 0
    assert main(["danger", "unseen.toml", "--missed"]) == 0

    said = capsys.readouterr().out
    assert "月亮" in said
    assert "星光" not in said


@pytest.mark.parametrize(
    "text", ["no toml [", "", "said = 3", "[[said]]\nlevel = 'now'", "[[said]]\ntext = '啊'\nlevel = 'soonest'"]
)
def test_a_file_that_is_no_set_is_said_in_a_sentence(here: Path, capsys: pytest.CaptureFixture[str], text: str):
    (here / "other.toml").write_text(text, "utf-8")

    assert main(["danger", "other.toml"]) == 2

    assert "other.toml" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_in_a_sentence(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["danger", "nothing.toml"]) == 2

    assert "nothing.toml" in capsys.readouterr().err


def test_the_words_that_a_home_adds_are_measured_with_the_others(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    ours = SAMPLE_HOME.read_text("utf-8") + '\n[danger]\ntoday = ["月亮不说话"]\n'
    (here / "home.toml").write_text(ours, "utf-8")
    monkeypatch.setenv("RAMP_HOME", str(here / "home.toml"))

    assert main(["danger", "said.toml"]) == 0

    assert "100.0%" in capsys.readouterr().out


def test_a_set_without_danger_misses_nothing_and_alarms_nobody(here: Path):
    (here / "calm.toml").write_text('[[said]]\ntext = "你好"\nlevel = "none"\n', "utf-8")
    (here / "hot.toml").write_text('[[said]]\ntext = "你好"\nlevel = "now"\n', "utf-8")
    silent = Watcher(Lists(), {}, {})

    assert read_set(here / "calm.toml", silent).recall == 1
    assert read_set(here / "hot.toml", silent).recall == 0
    assert read_set(here / "hot.toml", silent).false_alarms == []
