"""What each command does and says, in the home's first language: mistakes go to standard error."""

import asyncio
import sys
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import app, backup, poster
from bot.app import DATABASE, App
from bot.backup import Restored
from bot.booking import DETAILS
from bot.clock import Clock
from bot.poster import Poster
from bot.settings import Settings
from bot.text import FIRST_LANGUAGE, Moment, Text, Texts, _, _n
from bot.turns import flows_of
from storage import audit, staff
from storage import db as storage_db
from storage.seal import Seal, new_ref

INVITE_SECONDS = 7 * 24 * 3600
INVITE_LENGTH = 12
EXIT_MISTAKE = 2
ANY_ZONE = ZoneInfo("UTC")
NOBODY_TOLD = _(
    "Nothing was left here that says who asked to be forgotten after this backup. Please ask your colleagues, and have "
    "it forgotten again."
)


def complain(*lines: Text) -> int:
    """Say what to mend; the exit status."""
    texts = Texts(app.LOCALES)
    for line in lines:
        print(texts.say(line, FIRST_LANGUAGE, ANY_ZONE), file=sys.stderr)
    return EXIT_MISTAKE


def say(*lines: Text, zone: ZoneInfo = ANY_ZONE) -> None:
    """One line each; `zone` is that of the moments in them."""
    texts = Texts(app.LOCALES)
    for line in lines:
        print(texts.say(line, FIRST_LANGUAGE, zone), flush=True)


def started(home: App) -> None:
    """Where to go now; at the very first start of a home that is not the sample, what to write down."""
    say(_("The home is open: {address}", address=home.settings.url or _local_address(home.settings)))
    if home.settings.sample:
        say(_("This is the sample home, on this machine only. Staff come in at {address}",
              address=f"{_local_address(home.settings)}/staff"))  # fmt: skip
    elif home.new:
        say(*recovery_sheet(home.settings))
    if home.settings.token:
        say(_("It speaks over Telegram, too, as soon as Telegram answers."))


def _local_address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def recovery_sheet(settings: Settings) -> tuple[Text, ...]:
    """What a stranger would need to bring this home back. The key itself is written in by hand."""
    return (
        "",
        _("═══ Recovery sheet. Please print this page: it is shown only now. ═══"),
        _("The data lies here: {path}", path=str(settings.data.resolve())),
        _("The key lies here: {path}", path=_key_place(settings)),
        _("The key's fingerprint: {fingerprint}", fingerprint=Seal(settings.key).fingerprint),
        _("The key, copied by hand: {line}", line="_" * 64),
        _(
            "Keep this page and the key in a second place, away from this machine and the backups. Without the "
            "key nobody can read the data, not even you."
        ),
        _("Make a backup every night, onto another disk: {command}", command="python -m bot backup --to …"),
        "",
    )


def _key_place(settings: Settings) -> str:
    return str(settings.key_file.resolve()) if settings.key_file else "RAMP_KEY"


def check(settings: Settings) -> int:
    """Read everything that `run` would read, and say that it is fine."""
    home = app.read_home(settings)
    say(_("Everything is in order: {home}.", home=home.name))
    return 0


def make_invite(settings: Settings, role: str, name: str) -> int:
    """Print an invite. It works while the home is open, too: the home itself only reads it when it is used."""
    home = app.read_home(settings)
    if role not in home.duty:
        return complain(
            _("There is no role “{role}” in home.toml. There are: {roles}.", role=role, roles=", ".join(home.duty))
        )
    code = new_ref(INVITE_LENGTH)
    seal = Seal(settings.key)
    with closing(storage_db.connect(settings.data / DATABASE)) as db:
        storage_db.migrate(db)
        app.knows_key(db, seal)
        now = Clock.of(db).now()
        db.execute("BEGIN IMMEDIATE")
        staff.invite(db, seal, code=code, role=role, name=name, expires_at=now + INVITE_SECONDS)
        audit.record(db, at=now, actor="command line", act="invite.made", what=role, why="invite")
        db.execute("COMMIT")
    grouped = "-".join(code[at : at + 4] for at in range(0, INVITE_LENGTH, 4))
    say(_("Invite for {name}: {code} (works once, within seven days, at /staff)", name=name, code=grouped))
    username = _username(settings)
    if username:
        say(_("Or by Telegram: {link}", link=f"https://t.me/{username}?start=signin-{code}"))
    return 0


def make_poster(settings: Settings, wish: str | None, to: Path) -> int:
    """Write a poster with the codes that open the web chat and, where there is one, the chat with the bot."""
    if not settings.url and not settings.sample:
        return complain(
            _("The code on the poster leads to the web chat. Please set RAMP_URL to its public address: {example}",
              example="https://chat.example.org")
        )  # fmt: skip
    home, texts = app.read_home(settings), Texts(app.LOCALES)
    services = poster.services(app.make_door().flows, home)
    if wish is not None and wish not in services:
        names = (f"  {name:<12} {texts.say(flow.title, FIRST_LANGUAGE, home.zone)}" for name, flow in services.items())
        return complain(_("A poster cannot open “{wish}”. It can open one of these:", wish=wish), *names)
    web, flow = settings.url or _local_address(settings), services[wish] if wish else None
    made = Poster(home, texts, web, services.values(), flow, _username(settings), settings.sample)
    to.write_text(made.html(), "utf-8")
    say(_("The poster lies here: {path}. Open it in a browser, and print it on A4.", path=str(to.resolve())))
    return 0


def _username(settings: Settings) -> str:
    """The bot's name; "" without a bot, or with a sentence where Telegram would not say it."""
    if not settings.token:
        return ""
    from bot.telegram import identity  # here, so that a home without a bot does not load Telegram's library

    try:
        return asyncio.run(identity.username_of(settings.token, settings.api))
    except identity.WrongToken:
        complain(_("Telegram knows no bot with the token in RAMP_TELEGRAM_TOKEN, so there is no link to it."))
    except identity.Unreachable:
        complain(_("Telegram does not answer, so there is no link to the bot. Please try again later."))
    return ""


def make_backup(settings: Settings, to: str | None) -> int:
    """Copy the data, sealed as it is; the folder beside the database is made, any other must be there."""
    folder = Path(to) if to else settings.data / backup.FOLDER
    if not to:
        folder.mkdir(mode=0o700, exist_ok=True)
    seal, zone = Seal(settings.key), app.read_home(settings).zone
    try:
        made = backup.back_up(settings.data / DATABASE, folder, seal, zone, flows_of(app.make_door()))
    except backup.NothingYet:
        return complain(_("There is nothing to back up yet: this home was never open."))
    except backup.NoFolder:
        return complain(_("There is no folder {path}. Is the disk plugged in?", path=str(folder)))
    except (backup.Damaged, backup.NotOurs):
        return complain(_("The database is damaged, so no backup was made. Keep earlier ones, and see to the disk."))
    except backup.OtherKey as other:
        return complain(_wrong_key(settings, other))
    say(_("The backup lies here: {path}", path=str(made.path.resolve())))
    say(_("The key is not in it. Keep it in another place than the backup: nobody can read it without the key with the "
          "fingerprint {fingerprint}.", fingerprint=seal.fingerprint))  # fmt: skip
    return complain(_broken_audit(made.gap)) if made.gap is not None else 0


def restore(settings: Settings, file: Path) -> int:
    """Put a backup in the place of the present data, which is kept aside."""
    seal, zone = Seal(settings.key), app.read_home(settings).zone
    try:
        done = backup.restore(file, settings.data / DATABASE, seal, zone, DETAILS)
    except FileNotFoundError:
        return complain(_("There is no file {path}.", path=str(file)))
    except (backup.NotOurs, IsADirectoryError):
        return complain(_("This file is not a backup of a home: {path}. Nothing was changed.", path=str(file)))
    except backup.Damaged:
        return complain(_("This backup is damaged or only half written. Please take another one. Nothing was changed."))
    except backup.OtherKey as other:
        return complain(_wrong_key(settings, other))
    say(*_what_was_restored(done), zone=zone)
    warnings = [_broken_audit(done.gap)] if done.gap is not None else []
    if not done.could_tell:
        warnings.append(NOBODY_TOLD)
    if warnings:
        complain(*warnings)
    return 0


def _what_was_restored(done: Restored) -> list[Text]:
    lines: list[Text] = [
        _("The backup of {when} is in its place. Open the home as usual.", when=Moment(done.made_at)),
        _("What was said and decided after that is not in it: please ring the families whom it may touch."),
    ]
    if done.forgotten:
        lines.append(
            _n("{number} thing that was forgotten after it was forgotten again.",
               "{number} things that were forgotten after it were forgotten again.", done.forgotten)
        )  # fmt: skip
    if done.called_off:
        lines.append(_("These bookings were called off with it: {bookings}", bookings=", ".join(done.called_off)))
    if done.aside:
        lines.append(
            _("The data that was here before lies in {path}. Delete it once all is well.", path=str(done.aside))
        )
    return lines


def _wrong_key(settings: Settings, other: backup.OtherKey) -> Text:
    return _(
        "This data was sealed with the key {theirs}, and the key here is {ours}. Put the right one here: {place}. "
        "Nothing was changed.",
        theirs=str(other), ours=Seal(settings.key).fingerprint, place=_key_place(settings),
    )  # fmt: skip


def _broken_audit(entry: int) -> Text:
    return _(
        "The audit log is not whole from entry {entry} on: the data was changed from outside the program.",
        entry=str(entry),
    )
