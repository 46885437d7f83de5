"""The command line: run the home, check its settings, invite a colleague."""

import argparse
import asyncio
import errno
import sqlite3
import sys
from contextlib import closing
from zoneinfo import ZoneInfo

from bot import app
from bot.app import DATABASE, App, WrongKeyForData
from bot.clock import Clock
from bot.mistakes import Mistakes
from bot.settings import Settings, read_settings
from bot.text import FIRST_LANGUAGE, Text, Texts, _
from storage import audit, staff
from storage import db as storage_db
from storage.db import AlreadyRunning
from storage.seal import Seal, new_ref

INVITE_SECONDS = 7 * 24 * 3600
INVITE_LENGTH = 12
EXIT_MISTAKE = 2
COMMANDS = {
    "run": "open the home (the default)",
    "check": "look over the settings and home.toml, and say what to mend",
    "invite": "print a single-use code with which a colleague signs in",
}


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0, or 2 when something must be mended first."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Rainbow Ramp, the front door of a children's home")
    commands = parser.add_subparsers(dest="command")
    parsers = {name: commands.add_parser(name, help=what_for) for name, what_for in COMMANDS.items()}
    invite = parsers["invite"]
    invite.add_argument("--role", required=True, help="a role of home.toml, such as care_lead")
    invite.add_argument("--name", required=True, help="how colleagues and families call the person")
    chosen = parser.parse_args(arguments)
    try:
        settings = read_settings()
        app.set_up_logging(settings.log_level)
        if chosen.command == "check":
            return check(settings)
        if chosen.command == "invite":
            return make_invite(settings, chosen.role, chosen.name)
        asyncio.run(app.serve(settings, started))
    except Mistakes as mistakes:
        return complain(*mistakes.lines())
    except AlreadyRunning:
        return complain(_("The home is open already: another process works in this data folder. Stop it first."))
    except WrongKeyForData:
        return complain(_("This is not the key that the data was sealed with. Put the right one into RAMP_KEY or the key file."))
    except sqlite3.Error as fault:
        return complain(_("The database cannot be used ({reason}). Is the disk full, or the folder read-only?", reason=str(fault)))
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return complain(_("Somebody else listens on this port already. Stop it, or choose another one with RAMP_PORT."))
        return complain(_("That did not work: {reason}.", reason=fault.strerror or type(fault).__name__))
    return 0


def complain(*lines: Text) -> int:
    """Say on standard error, in the home's first language, what to mend."""
    texts = Texts(app.LOCALES)
    for line in lines:
        print(texts.say(line, FIRST_LANGUAGE, _any_zone()), file=sys.stderr)
    return EXIT_MISTAKE


def _any_zone() -> ZoneInfo:
    return ZoneInfo("UTC")


def say(text: Text) -> None:
    """A line on standard output, in the home's first language."""
    print(Texts(app.LOCALES).say(text, FIRST_LANGUAGE, _any_zone()), flush=True)


def started(home: App) -> None:
    """Where to go now."""
    host = f"[{home.settings.host}]" if ":" in home.settings.host else home.settings.host
    say(_("The home is open: {address}", address=home.settings.url or f"http://{host}:{home.settings.port}"))
    if home.settings.sample:
        say(_("This is the sample home, on this machine only. Staff come in at {address}",
              address=f"http://{host}:{home.settings.port}/staff"))  # fmt: skip


def check(settings: Settings) -> int:
    """Read everything that `run` would read, and say that it is fine."""
    home = app.read_home(settings)
    say(_("Everything is in order: {home}.", home=home.name))
    return 0


def make_invite(settings: Settings, role: str, name: str) -> int:
    """Print an invite. It works while the home is open, too: the home itself only reads it when it is used."""
    home = app.read_home(settings)
    if role not in home.duty:
        return complain(_("There is no role “{role}” in home.toml. There are: {roles}.", role=role, roles=", ".join(home.duty)))
    code = new_ref(INVITE_LENGTH)
    seal = Seal(settings.key)
    with closing(storage_db.connect(settings.data / DATABASE)) as db:
        storage_db.migrate(db)
        now = Clock.of(db).now()
        db.execute("BEGIN IMMEDIATE")
        staff.invite(db, seal, code=code, role=role, name=name, expires_at=now + INVITE_SECONDS)
        audit.record(db, at=now, actor="command line", act="invite.made", what=role, why="invite")
        db.execute("COMMIT")
    grouped = "-".join(code[at : at + 4] for at in range(0, INVITE_LENGTH, 4))
    say(_("Invite for {name}: {code} (works once, within seven days, at /staff)", name=name, code=grouped))
    return 0


if __name__ == "__main__":
    sys.exit(main())
