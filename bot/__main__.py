"""The command line: run the home, check its settings, invite a colleague, print a poster, back up, and the like."""

import argparse
import asyncio
import errno
import sqlite3
import sys
from pathlib import Path

from bot import app, commands, drawing, measuring
from bot.app import WrongKeyForData
from bot.mistakes import Mistakes
from bot.settings import Settings, read_settings
from bot.text import Text, _
from storage.db import AlreadyRunning, NewerData

COMMANDS = {
    "run": "open the home (the default)",
    "check": "look over the settings and home.toml, and say what to mend",
    "invite": "print a single-use code with which a colleague signs in",
    "poster": "make a poster to print, with a code that opens the web chat",
    "draw": "check the draw of a camp week from its published file, or take that file out",
    "danger": "measure how well the words of danger are found, on sentences written for it",
    "backup": "copy the data, sealed as it is, also while the home is open",
    "restore": "put a backup in the place of the data, which is kept aside",
}


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0, or 2 when something must be mended first."""
    chosen = parser().parse_args(arguments)
    try:
        settings = read_settings()
        app.set_up_logging(settings.log_level)
        return obey(settings, chosen)
    except Mistakes as mistakes:
        return commands.complain(*mistakes.lines())
    except (AlreadyRunning, NewerData, WrongKeyForData, sqlite3.Error, OSError) as fault:
        return commands.complain(_mend(fault))


def parser() -> argparse.ArgumentParser:
    """What may be typed."""
    made = argparse.ArgumentParser(
        prog="python -m bot", description="Rainbow Ramp, the front door of a children's home"
    )
    under = made.add_subparsers(dest="command")
    parsers = {name: under.add_parser(name, help=what_for) for name, what_for in COMMANDS.items()}
    parsers["invite"].add_argument("--role", required=True, help="a role of home.toml, such as care_lead")
    parsers["invite"].add_argument("--name", required=True, help="how colleagues and families call the person")
    parsers["poster"].add_argument("--open", metavar="FLOW", help="what the code opens, such as respite (default: all)")
    parsers["poster"].add_argument("--to", metavar="FILE", type=Path, default="poster.html", help="the file to write")
    draw = parsers["draw"].add_mutually_exclusive_group(required=True)
    draw.add_argument("--verify", metavar="FILE", type=Path, help="work the order out again; needs no data")
    draw.add_argument("--export", action="store_true", help="write what is published of a week's draw")
    parsers["draw"].add_argument("--week", metavar="REF", help="which week to export")
    parsers["draw"].add_argument("--to", metavar="FILE", type=Path, help="the file to write (default: draw-DAY.json)")
    what_files = "sentences with their levels (default: the sets that ship with the program)"
    parsers["danger"].add_argument("files", metavar="FILE", type=Path, nargs="*", help=what_files)
    parsers["danger"].add_argument(
        "--missed", action="store_true", help="name what was missed and every false alarm; never of the unseen set"
    )
    parsers["backup"].add_argument("--to", metavar="FOLDER", help="a folder on another disk (default: beside the data)")
    parsers["restore"].add_argument("file", metavar="FILE", type=Path, help="the backup")
    return made


def obey(settings: Settings, chosen: argparse.Namespace) -> int:
    """Do what was typed."""
    match chosen.command:
        case "check":
            return commands.check(settings)
        case "invite":
            return commands.make_invite(settings, chosen.role, chosen.name)
        case "poster":
            return commands.make_poster(settings, chosen.open, chosen.to)
        case "draw" if chosen.verify is not None:
            return drawing.verify(chosen.verify)
        case "draw":
            return drawing.export(settings, chosen.week, chosen.to)
        case "danger":
            return measuring.measure(settings, chosen.files, missed=chosen.missed)
        case "backup":
            return commands.make_backup(settings, chosen.to)
        case "restore":
            return commands.restore(settings, chosen.file)
    asyncio.run(app.serve(settings, commands.started))
    return 0


def _mend(fault: Exception) -> Text:
    match fault:
        case AlreadyRunning():
            return _("The home is open already: another process works in this data folder. Stop it first.")
        case NewerData():
            return _(
                "This data was written by a newer version of the program. Please install that one. Nothing was changed."
            )
        case WrongKeyForData():
            return _(
                "This is not the key that the data was sealed with. Put the right one into RAMP_KEY or the key file."
            )
        case sqlite3.Error():
            return _(
                "The database cannot be used ({reason}). Is the disk full, or the folder read-only?", reason=str(fault)
            )
        case OSError(errno=errno.EADDRINUSE):
            return _("Somebody else listens on this port already. Stop it, or choose another one with RAMP_PORT.")
    return _("That did not work: {reason}.", reason=getattr(fault, "strerror", "") or type(fault).__name__)


if __name__ == "__main__":
    sys.exit(main())
