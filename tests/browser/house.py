"""The home as families and staff reach it: a server with its own data, that can be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from bot.app import DATABASE
from bot.clock import OFFSET
from bot.settings import read_settings
from storage import db as storage_db
from storage import meta

REPOSITORY = Path(__file__).parents[2]
OPENS_AT = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PATIENCE_SECONDS = 30
TELEPHONE = "000-0000-0000（示例）"


class House:
    """`python -m bot` on a free port. Its sample clock begins on Tuesday 2026-12-01 at 9:00, whatever day it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None
        read_settings(self._env(), folder)  # the key first: a database without one would be somebody else's
        with closing(storage_db.connect(self.data / DATABASE)) as db:
            storage_db.migrate(db)
            meta.put(db, OFFSET, str(int(OPENS_AT.timestamp() - time.time())))

    def start(self) -> None:
        """Open the doors, and wait until somebody answers."""
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen([sys.executable, "-m", "bot"], cwd=self.folder, env=self._env(), stderr=log)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert self._server.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def kill(self) -> None:
        """The power fails: nothing is finished, nothing is said."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Close in order."""
        self._end(signal.SIGTERM)

    def advance(self, hours: int) -> None:
        """Move the sample clock, through everything that becomes due on the way."""
        answer = httpx.post(f"{self.url}/sample/clock", json={"hours": hours}, timeout=PATIENCE_SECONDS)
        assert answer.status_code == 200, answer.text

    def invite(self, role: str, name: str) -> str:
        """What the command line prints when a colleague is invited."""
        command = [sys.executable, "-m", "bot", "invite", "--role", role, "--name", name]
        done = subprocess.run(command, cwd=self.folder, env=self._env(), capture_output=True, text=True, check=True)
        return done.stdout

    def count(self, query: str) -> int:
        """A number from the database, read beside the running server."""
        with closing(storage_db.connect(self.data / DATABASE)) as db:
            return int(db.execute(query).fetchone()[0])

    def log(self) -> str:
        """What the server has written down."""
        return (self.folder / "server.log").read_text()

    def _env(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("RAMP_", "COV_"))}
        paths = {"PYTHONPATH": str(REPOSITORY), "RAMP_DATA": str(self.data), "RAMP_PORT": str(self.port)}
        return ours | paths | {"PYTHONUTF8": "1"}

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def _end(self, how: signal.Signals) -> None:
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(PATIENCE_SECONDS)
            self._server = None


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
