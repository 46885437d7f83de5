"""Photos and voice messages made safe to keep and to show: checked by their content, encoded anew, nothing else left.

The decoders run in a child process (`media_worker.py`), never in the one that holds the key.
"""

import asyncio
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeGuard, get_args
from weakref import WeakKeyDictionary

from bot.text import Message, _

Kind = Literal["photo", "voice"]
Reason = Literal["empty", "too large", "not this kind", "too long", "broken"]

REASONS: tuple[Reason, ...] = get_args(Reason)
MEDIA_TYPES: dict[Kind, str] = {"photo": "image/jpeg", "voice": "audio/mp4"}  # what is made, whatever came
SUFFIXES = {"photo": "jpg", "voice": "m4a"}
OK = re.compile(rb"ok (\d{1,3})\n")

WORKER = Path(__file__).with_name("media_worker.py")
MOST_BYTES = 12 * 1024 * 1024
PATIENCE_SECONDS = 20
MOST_AT_ONCE = 2
PART_BYTES = 1024 * 1024

WHY_NOT: dict[Kind, dict[Reason, Message]] = {
    "photo": {
        "empty": _("No photo arrived. Please take it once more."),
        "too large": _("This photo is too large for us. Please send a smaller one."),
        "not this kind": _("This is no photo that we can open. Please take another one."),
        "broken": _("This photo arrived damaged. Please send it once more."),
    },
    "voice": {
        "empty": _("We heard nothing: the voice message was empty. Please say it once more."),
        "too large": _("This voice message is too large for us. Please say it in two shorter ones."),
        "not this kind": _("This is no voice message that we can play. Please record it here once more."),
        "too long": _("This voice message is longer than 3 minutes. Please say it in two shorter ones."),
        "broken": _("This voice message arrived damaged. Please say it once more."),
    },
}


class NotMedia(Exception):  # noqa: N818 - reads as the sentence it is
    """It cannot be taken; `reason` in a word or two, `message` for whoever sent it."""

    def __init__(self, kind: Kind, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = WHY_NOT[kind].get(reason, WHY_NOT[kind]["broken"])


@dataclass(frozen=True)
class Clean:
    """A photo or a voice message as it may be kept; `seconds` of a photo is 0."""

    kind: Kind
    media_type: str
    content: bytes
    seconds: int


def is_kind(word: str) -> TypeGuard[Kind]:
    """Whether a channel's word names a kind that we take."""
    return word in WHY_NOT


def named(kind: str, seconds: int = 0) -> Message:
    """What it is called wherever it cannot itself be shown or played."""
    return _("A voice message ({seconds} s)", seconds=seconds) if kind == "voice" else _("A photo")


async def clean(kind: Kind, content: bytes) -> Clean:
    """The photo or voice message as it may be kept. Raises NotMedia."""
    if not content:
        raise NotMedia(kind, "empty")
    if len(content) > MOST_BYTES:
        raise NotMedia(kind, "too large")
    async with _room():
        said = await _worked(kind, content)
    found = OK.match(said)
    if found is None or found.end() == len(said):
        raise NotMedia(kind, _reason(said))
    return Clean(kind, MEDIA_TYPES[kind], said[found.end() :], int(found[1]))


def _reason(said: bytes) -> Reason:
    return next((reason for reason in REASONS if said == f"no {reason}".encode()), "broken")


_ROOMS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def _room() -> asyncio.Semaphore:
    """So many at once, and no more: a small machine must still hear everybody else."""
    return _ROOMS.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MOST_AT_ONCE))


async def _worked(kind: Kind, content: bytes) -> bytes:
    """What the child says, nothing if it died or took too long. It gets neither our environment nor our files."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-B", str(WORKER), kind, cwd="/", env={"LANG": "C.UTF-8"},
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            said = await _said(child, content)
            return said if await child.wait() == 0 else b""
    except TimeoutError:
        return b""
    finally:
        await _ended(child)


async def _said(child: Process, content: bytes) -> bytes:
    """Its whole answer. One that is longer than any may be ends it: who knows what it was made to do."""
    assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - both are pipes
    with suppress(ConnectionError):  # it died already
        child.stdin.write(content)
        await child.stdin.drain()
    child.stdin.close()
    said = bytearray()
    while part := await child.stdout.read(PART_BYTES):
        said += part
        if len(said) > MOST_BYTES:
            child.kill()
            said.clear()
    return bytes(said)


async def _ended(child: Process) -> None:
    """No child is left behind. What it still says is read to the end: before that it does not count as ended."""
    if child.returncode is None:
        child.kill()
        while child.stdout is not None and await child.stdout.read(PART_BYTES):
            pass
        await child.wait()
