"""The command line, as somebody types it at a machine: what it says, and the status it ends with."""

import asyncio
import os
from pathlib import Path

import pytest

from bot import app, commands
from bot.__main__ import main
from bot.app import DATABASE
from bot.settings import SAMPLE_HOME, Settings, read_settings
from storage.seal import Seal
from tests.bot.a_backup import adds_a_child, asked, kept, lies_there
from tests.chat import KEY, open_home


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder somebody works in, on a machine where nothing is set but where the home's profile lies."""
    for name in [name for name in os.environ if name.startswith("RAMP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAMP_HOME", str(SAMPLE_HOME))
    monkeypatch.setenv("RAMP_KEY", KEY.hex())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def data(here: Path) -> Path:
    """The data of a home that has a child and is closed for the night."""
    folder = here / "data"
    folder.mkdir()

    async def one_day() -> None:
        async with open_home(folder) as home:
            await adds_a_child(await home.family())

    asyncio.run(one_day())
    return folder


def starts(settings: Settings) -> None:
    """The home opens, says so, and closes."""

    async def start() -> None:
        async with app.opened(settings) as home:
            commands.started(home)

    asyncio.run(start())


def test_a_backup_says_where_it_is_and_that_the_key_is_not_in_it(data: Path, capsys: pytest.CaptureFixture[str]):
    status = main(["backup"])

    (name,) = lies_there(data / "backups")
    said = capsys.readouterr().out
    assert status == 0
    assert str(data / "backups" / name) in said
    assert Seal(KEY).fingerprint in said
    assert (data / "backups").stat().st_mode & 0o777 == 0o700


def test_a_restore_says_what_to_do_next(data: Path, capsys: pytest.CaptureFixture[str]):
    main(["backup"])
    (name,) = lies_there(data / "backups")
    status = main(["restore", f"data/backups/{name}"])

    assert status == 0
    assert len(kept(data, "SELECT 1 FROM children")) == 1
    said = capsys.readouterr()
    assert "放回来了" in said.out
    assert "rainbow-before-" in said.out
    assert said.err == ""


def test_nothing_left_to_tell_who_was_forgotten_is_said_aloud(data: Path, capsys: pytest.CaptureFixture[str]):
    main(["backup", "--to", "."])
    (name,) = {name for name in lies_there(Path()) if name.endswith(".db")}
    (data / DATABASE).unlink()
    status = main(["restore", name])

    assert status == 0
    assert "同事" in capsys.readouterr().err


def test_another_key_is_refused_in_plain_words(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    main(["backup"])
    (name,) = lies_there(data / "backups")
    monkeypatch.setenv("RAMP_KEY", "00" * 32)
    status = main(["restore", f"data/backups/{name}"])

    said = capsys.readouterr().err
    assert status == 2
    assert Seal(KEY).fingerprint in said
    assert Seal(bytes(32)).fingerprint in said
    assert "RAMP_KEY" in said
    assert main(["backup"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "nowhere.db"], "没有这个文件"),
        (["restore", "noise.db"], "不是家园的备份"),
        (["restore", "half.db"], "只写了一半"),
        (["restore", "data"], "不是家园的备份"),
        (["backup", "--to", "usb"], "硬盘插好了吗"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_mend(
    data: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
):
    Path("noise.db").write_bytes(b"noise" * 99)
    Path("half.db").write_bytes((data / DATABASE).read_bytes()[:50_000])

    assert main(arguments) == 2
    assert said in capsys.readouterr().err
    assert len(kept(data, "SELECT 1 FROM children")) == 1


def test_a_home_that_was_never_open_has_nothing_to_back_up(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["backup"]) == 2

    assert "还没有打开过" in capsys.readouterr().err


def test_a_damaged_database_is_not_backed_up(data: Path, capsys: pytest.CaptureFixture[str]):
    (data / DATABASE).write_bytes(b"noise" * 999)

    assert main(["backup"]) == 2
    assert "数据库坏了" in capsys.readouterr().err
    assert lies_there(data / "backups") == set()


async def test_nothing_is_put_back_while_the_home_is_open(here: Path, capsys: pytest.CaptureFixture[str]):
    (here / "data").mkdir()
    async with open_home(here / "data"):
        assert await asyncio.to_thread(main, ["backup", "--to", "."]) == 0
        (name,) = {name for name in lies_there(here) if name.endswith(".db")}
        assert await asyncio.to_thread(main, ["restore", name]) == 2

    assert "已经开着" in capsys.readouterr().err
    assert asked(here / name, "PRAGMA integrity_check") == [("ok",)]


def test_the_first_start_prints_a_recovery_sheet_once(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("RAMP_KEY")
    settings = read_settings()
    starts(settings)
    sheet = capsys.readouterr().out
    starts(settings)

    assert str(here / "data") in sheet
    assert str(here / "data.key") in sheet
    assert Seal(settings.key).fingerprint in sheet
    assert settings.key.hex() not in sheet
    assert "恢复单" in sheet
    assert "恢复单" not in capsys.readouterr().out


def test_the_sample_home_prints_none(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("RAMP_HOME")
    starts(read_settings())

    assert "恢复单" not in capsys.readouterr().out


def test_with_a_token_it_says_that_it_speaks_over_telegram(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RAMP_TELEGRAM_TOKEN", "1:" + "A" * 35)

    starts(read_settings())

    assert "也通过 Telegram 说话" in capsys.readouterr().out
