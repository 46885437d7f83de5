"""Settings of one installation, from the environment or a `.env` file: addresses, folders, the key.

What a home says of itself stands in home.toml; here is only what the machine needs to know. All mistakes are found at
once, and each says how to mend it.
"""

import ipaddress
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.dotenv import read_dotenv
from bot.keys import key_file_of, key_in, key_of
from bot.mistakes import Mistake, SettingsMistakes, suggestion
from bot.text import Text, _

SAMPLE_HOME = Path(__file__).parent / "sample" / "home.toml"
PREFIX = "RAMP_"
YES_OR_NO = {"yes": True, "no": False, "1": True, "0": False, "true": True, "false": False}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Setting(NamedTuple):
    """One line of the table of settings in the README."""

    name: str
    default: str
    purpose: str


SETTINGS = (
    Setting(
        "RAMP_TELEGRAM_TOKEN",
        "",
        "the bot's token from BotFather; without it the web page is the only door",
    ),
    Setting("RAMP_TELEGRAM_API", "", "the base URL of a self-hosted Bot API server, such as `http://127.0.0.1:8081`"),
    Setting(
        "RAMP_TELEGRAM_WEBHOOK", "no", "`yes`: Telegram brings messages to `RAMP_URL`, instead of being asked for them"
    ),
    Setting("RAMP_URL", "", "the public address of the web chat, such as `https://chat.example.org`"),
    Setting("RAMP_DATA", "./data", "the folder of the database (the sample home uses `./sample-data`)"),
    Setting("RAMP_HOME", "", "the path of your home.toml; without it the sample home opens"),
    Setting("RAMP_HOST", "127.0.0.1", "the address that the web chat listens on"),
    Setting("RAMP_PORT", "8080", "the port that the web chat listens on"),
    Setting("RAMP_KEY", "", "32 bytes in hex or base64 that seal what is private; default: a file beside `RAMP_DATA`"),
    Setting("RAMP_LOG", "INFO", "how much is logged: DEBUG, INFO, WARNING or ERROR; never what people wrote"),
)
NAMES = tuple(setting.name for setting in SETTINGS)
DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


@dataclass(frozen=True)
class Settings:
    """The settings, checked. `key` and `token` never show in a repr; `url` has no slash at its end, "" if unset."""

    token: str = field(repr=False)
    api: str
    url: str
    data: Path
    home: Path
    host: str
    port: int
    key: bytes = field(repr=False)
    key_file: Path | None
    log: str
    sample: bool
    webhook: bool = False

    @property
    def log_level(self) -> int:
        """The level as the logging module counts it."""
        return logging.getLevelNamesMapping()[self.log]


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """The settings in `environment` (default: this process's), then in `folder`/.env (default: the current folder).

    Makes the data folder and, at the first start, the key file. Raises SettingsMistakes.
    """
    folder = folder or Path.cwd()
    written, mistakes = read_dotenv(folder / ".env")
    values = written | dict(os.environ if environment is None else environment)
    ours = {name: value.strip() for name, value in values.items() if name.startswith(PREFIX) and value.strip()}
    return _Check(ours, folder, mistakes).settings()


class _Check:
    """Looks at each setting in turn and keeps what is wrong."""

    def __init__(self, values: Mapping[str, str], folder: Path, mistakes: list[Mistake]) -> None:
        self._values = values
        self._folder = folder
        self._mistakes = mistakes

    def settings(self) -> Settings:
        for name in sorted(self._values.keys() - set(NAMES)):
            self._wrong(name, _("there is no such setting."), suggestion(name, NAMES))
        host, sample = self._host(), self._is_sample()
        token, api, url = self._token(), self._address("RAMP_TELEGRAM_API"), self._public_url()
        webhook = self._webhook(url)
        home, port, log = self._home(), self._port(), self._log()
        data = self._data(sample=sample)
        key, key_file = self._key(data)
        if self._mistakes:
            raise SettingsMistakes(self._mistakes)
        return Settings(token, api, url, data, home, host, port, key, key_file, log, sample, webhook)

    def _value(self, name: str) -> str:
        return self._values.get(name) or DEFAULTS[name]

    def _wrong(self, name: str, what: Text, mend: Text) -> None:
        self._mistakes.append(Mistake(name, what, mend))

    def _is_sample(self) -> bool:
        used = {"RAMP_TELEGRAM_TOKEN", "RAMP_URL", "RAMP_HOME"} & self._values.keys()
        return not used and is_loopback(self._value("RAMP_HOST"))

    def _token(self) -> str:
        token = self._value("RAMP_TELEGRAM_TOKEN")
        if token and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
            mend = _("Copy the whole line that BotFather gave: digits, a colon, then letters and digits.")
            self._wrong("RAMP_TELEGRAM_TOKEN", _("this is not a token."), mend)
        return token

    def _webhook(self, url: str) -> bool:
        written = self._value("RAMP_TELEGRAM_WEBHOOK").lower()
        if written not in YES_OR_NO:
            what = _("“{found}” is neither yes nor no.", found=written)
            self._wrong("RAMP_TELEGRAM_WEBHOOK", what, _("Write yes or no."))
        if YES_OR_NO.get(written) and not url:
            mend = _("Set RAMP_URL to the public address, or leave this setting out: then Telegram is asked.")
            self._wrong("RAMP_TELEGRAM_WEBHOOK", _("Telegram would not know where to bring messages."), mend)
        return YES_OR_NO.get(written, False)

    def _address(self, name: str) -> str:
        address = self._value(name).rstrip("/")
        if address and not _is_address(address):
            self._wrong(name, _("this is not a web address."), _("Write it like this: {example}", example="https://…"))
        return address

    def _public_url(self) -> str:
        url = self._address("RAMP_URL")
        if not _is_address(url):
            return url
        parts = urlsplit(url)
        if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
            what = _("people would talk with the home over http, where others can read along.")
            self._wrong("RAMP_URL", what, _("Put https in front, with a certificate on the server."))
        if parts.path:
            mend = _("Write it like this: {example}", example=f"{parts.scheme}://{parts.netloc}")
            self._wrong("RAMP_URL", _("the web chat needs an address of its own, without a path."), mend)
        return url

    def _host(self) -> str:
        host = self._value("RAMP_HOST")
        if not re.fullmatch(r"[A-Za-z0-9.:-]+", host):
            what = _("“{found}” is not the address of a machine.", found=host)
            self._wrong("RAMP_HOST", what, _("Write it like this: {example}", example="127.0.0.1"))
        return host

    def _home(self) -> Path:
        written = self._values.get("RAMP_HOME")
        path = self._folder / written if written else SAMPLE_HOME
        if not path.is_file():
            mend = _("Copy the sample home there and change it, or correct the path.")
            self._wrong("RAMP_HOME", _("there is no file {path}.", path=str(path)), mend)
        return path

    def _port(self) -> int:
        written = self._value("RAMP_PORT")
        if not re.fullmatch("[0-9]{1,5}", written) or not 1 <= int(written) <= 65535:
            mend = _("Write a number from {least} to {most}.", least=1, most=65535)
            self._wrong("RAMP_PORT", _("“{found}” is not a port.", found=written), mend)
            return 0
        return int(written)

    def _log(self) -> str:
        level = self._value("RAMP_LOG").upper()
        if level not in LEVELS:
            self._wrong("RAMP_LOG", _("“{found}” is not a level.", found=level), suggestion(level, LEVELS))
        return level

    def _data(self, *, sample: bool) -> Path:
        path = self._folder / (self._values.get("RAMP_DATA") or ("./sample-data" if sample else DEFAULTS["RAMP_DATA"]))
        path = Path(os.path.normpath(path))
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            writable = os.access(path, os.W_OK | os.X_OK)
        except OSError:
            writable = False
        if not writable:
            mend = _("Choose another folder, or let this user write there.")
            self._wrong("RAMP_DATA", _("the folder {path} cannot be written.", path=str(path)), mend)
        return path

    def _key(self, data: Path) -> tuple[bytes, Path | None]:
        written = self._values.get("RAMP_KEY")
        path = None if written else key_file_of(data)
        try:
            key = key_of(written) if written else key_in(key_file_of(data), data, make=not self._mistakes)
        except SettingsMistakes as error:
            self._mistakes.extend(error.mistakes)
            key = b""
        return key, path


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(written: str) -> bool:
    try:
        parts = urlsplit(written)
        return bool(parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
                    and re.fullmatch(r"[^\s?#@]+", written))
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False
