"""A home that dies at a chosen point: `python tests/killable.py FOLDER PORT POINT [TOKEN API [WEBHOOK]]`.

It is the real process, as `python -m bot` runs it. Once it got SIGUSR1, it handles one more event and kills itself at
POINT, as a power cut would, or (POINT "commit-fails") finds that the disk does not take the transaction, once. POINT
"none" lets it live. With a TOKEN it speaks over Telegram, at API; with a WEBHOOK it has its updates brought there.
"""

import asyncio
import logging
import os
import signal
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot import app
from bot.settings import SAMPLE_HOME, Settings
from bot.turns import Probe

KEY = bytes(range(32))


def probe(point: str) -> Probe:
    """What happens when the turns pass by a point."""
    armed = heard = False

    def arm(_signal: int, _frame: object) -> None:
        nonlocal armed
        armed = True

    def pass_by(where: str) -> None:
        nonlocal armed, heard
        heard = heard or (armed and where == "after-receipt")
        if heard and where == point:
            os.kill(os.getpid(), signal.SIGKILL)
        if heard and where == "before-commit" and point == "commit-fails":
            armed = heard = False
            raise sqlite3.OperationalError("disk I/O error")

    signal.signal(signal.SIGUSR1, arm)
    return pass_by


def main(folder: str, port: str, point: str, token: str = "", api: str = "", webhook: str = "") -> None:
    """Open the home, say so, and live until the end."""
    settings = Settings(
        token=token, api=api, url=webhook, data=Path(folder), home=SAMPLE_HOME, host="127.0.0.1", port=int(port),
        key=KEY, key_file=None, log="DEBUG", sample=True, webhook=bool(webhook),
    )  # fmt: skip
    app.set_up_logging(logging.DEBUG)
    asyncio.run(app.serve(settings, lambda _home: print("open", flush=True), probe=probe(point)))


if __name__ == "__main__":
    main(*sys.argv[1:])
