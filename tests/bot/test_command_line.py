"""The command line as it is typed: a process of its own, its exit status and what it says."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from bot import __main__ as command_line
from storage import audit, meta, people, staff
from storage.db import connect, migrate
from storage.seal import Seal
from tests.a_page import free_port

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))
PATIENCE_SECONDS = 20


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A sample home in a folder, and nothing of this machine's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RAMP_")}
    ours = {"RAMP_DATA": str(folder), "RAMP_KEY": KEY.hex(), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return kept | ours | more


def types(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` and some words, until it ends."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], env=environment(folder, **more), cwd=folder, capture_output=True,
        encoding="utf-8", timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip


@contextmanager
def running(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`python -m bot`, open."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot"], env=environment(folder, RAMP_PORT=str(port)), cwd=folder, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=0)) as client:
            for _ in range(PATIENCE_SECONDS * 20):
                try:
                    client.get(f"http://127.0.0.1:{port}/healthz")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_home_opens_keeps_others_out_invites_and_closes_in_order(tmp_path: Path):
    port = free_port()
    with running(tmp_path, port) as process:
        health = httpx.get(f"http://127.0.0.1:{port}/healthz")
        second = types(tmp_path, RAMP_PORT=str(free_port()))
        invite = types(tmp_path, "invite", "--role", "duty", "--name", "王")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert health.json()["well"] is True
    assert (second.returncode, second.stdout) == (command_line.commands.EXIT_MISTAKE, "")
    assert len(second.stderr.splitlines()) == 1
    assert invite.returncode == 0
    assert (process.returncode, err) == (0, "")
    assert f"http://127.0.0.1:{port}" in out
    code = re.findall("[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", invite.stdout)[0].replace("-", "")
    with closing(connect(tmp_path / "rainbow.db")) as db:
        person = people.new_person(db, "zh", "2026-12-01")
        assert staff.accept(db, Seal(KEY), code=code, person_id=person, now=0)
        assert audit.verify(db) is None


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        ended = types(tmp_path, RAMP_PORT=str(taken.getsockname()[1]))

    assert ended.returncode == command_line.commands.EXIT_MISTAKE
    assert "RAMP_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command line in this very process, in a folder of its own."""
    for name in list(os.environ):
        if name.startswith("RAMP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("RAMP_DATA", str(tmp_path))
    monkeypatch.setenv("RAMP_KEY", KEY.hex())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_invite_made_with_another_key_is_none(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    with closing(connect(folder / "rainbow.db")) as db:
        migrate(db)
        meta.put(db, meta.KEY_FINGERPRINT, Seal(KEY).fingerprint)
    assert command_line.main(["invite", "--role", "duty", "--name", "王"]) == 0
    monkeypatch.setenv("RAMP_KEY", bytes(range(1, 33)).hex())

    assert command_line.main(["invite", "--role", "duty", "--name", "李"]) == command_line.commands.EXIT_MISTAKE

    assert "RAMP_KEY" in capsys.readouterr().err
    with closing(connect(folder / "rainbow.db")) as db:
        assert db.execute("SELECT count(*) FROM invites").fetchone()[0] == 1


def test_data_of_a_newer_version_is_said_in_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]):
    with closing(connect(folder / "rainbow.db")) as db:
        db.execute("PRAGMA user_version = 9999")

    for words in ([], ["invite", "--role", "duty", "--name", "王"]):
        assert command_line.main(words) == command_line.commands.EXIT_MISTAKE
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_that_is_no_database_is_said_in_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "rainbow.db").write_bytes(b"no database at all " * 100)

    assert command_line.main([]) == command_line.commands.EXIT_MISTAKE

    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--role", "king", "--name", "王"], ["--role", "", "--name", "王"]])
def test_a_role_that_is_none_gets_no_invite(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]):
    assert command_line.main(["invite", *words]) == command_line.commands.EXIT_MISTAKE

    assert "care_lead" in capsys.readouterr().err
