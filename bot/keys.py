"""The key that seals what is private: 32 bytes from a setting, or from a file beside the data folder.

Never inside the data folder, so that a copy of the data does not carry what opens it.
"""

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

from bot.mistakes import Mistake, SettingsMistakes
from bot.text import _

KEY_BYTES = 32


def key_file_of(data: Path) -> Path:
    """The key file of a data folder: beside it."""
    return data.with_name(f"{data.name}.key")


def key_of(written: str, place: str = "RAMP_KEY") -> bytes:
    """The 32 bytes written in hex or base64. Raises SettingsMistakes."""
    try:
        key = bytes.fromhex(written) if len(written) == 2 * KEY_BYTES else _base64(written)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        what = _("the key is not 32 bytes long.")
        raise SettingsMistakes([Mistake(place, what, _("Write 64 hex digits or 44 characters of base64."))])
    return key


def key_in(path: Path, data: Path, *, make: bool) -> bytes:
    """The key in the file `path`; if absent and `make`, a new one is made there, unless `data` was sealed with another.

    Raises SettingsMistakes.
    """
    if not path.exists():
        if not make:  # other mistakes keep the program from starting anyway
            return b""
        _check_unsealed(path, data)
        _write_key(path)
    try:
        mode = path.stat().st_mode
        written = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        what, mend = _("the key file cannot be read."), _("Let this user read it, and nobody else.")
        raise SettingsMistakes([Mistake(str(path), what, mend)]) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        what = _("others on this machine can read the key file.")
        mend = _("Type this once: {command}", command=f"chmod 600 {path}")
        raise SettingsMistakes([Mistake(str(path), what, mend)])
    return key_of(written, str(path))


def _check_unsealed(path: Path, data: Path) -> None:
    """A new key would open nothing of a database that is already there."""
    if any(data.glob("*.db")) or any(data.glob("*.sqlite*")):
        what = _("the key file is missing, and the data in {folder} opens with no other key.", folder=str(data))
        mend = _("Put it back from where you keep it, or write the key of your recovery sheet into RAMP_KEY.")
        raise SettingsMistakes([Mistake(str(path), what, mend)])


def _write_key(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        mend = _("Let this user write in the folder, or set RAMP_KEY.")
        raise SettingsMistakes([Mistake(str(path), _("the key file cannot be made."), mend)]) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())  # what is sealed from now on opens with nothing else


def _base64(written: str) -> bytes:
    padded = written.replace("-", "+").replace("_", "/")
    return base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
