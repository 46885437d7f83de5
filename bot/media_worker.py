"""Cleans one photo or one voice message in a process of its own: what it reads may have been made to do harm.

It stands alone. It imports nothing of ours, holds no key, can write no file and gets little memory and time. The
content comes on standard input; back goes a line, "ok" with a number of seconds or "no" with a reason, and after "ok"
what was made of the content: decoded and encoded anew, so that nothing is left of where and by whom it was taken.
`media.py` starts it.
"""

import io
import resource
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time only the library is loaded that this one message needs
    from av import AudioFrame
    from av.container import InputContainer

MOST_MEMORY = 1024 * 1024 * 1024  # addresses, not pages: the libraries alone map an eighth of it
MOST_CPU_SECONDS = 15
MOST_OPEN_FILES = 64

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
QUALITY = 82
PICTURES = ("JPEG", "PNG", "WEBP")

MOST_SECONDS = 182  # three minutes, and what a recorder takes to stop
RATE = 24_000
BITS_A_SECOND = 40_000
CODECS = frozenset({"opus", "vorbis", "aac", "mp3", "mp3float", "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le"})

class No(Exception):  # noqa: N818 - an answer, with the reason in a word or two
    """It is refused."""


def keep_small() -> None:
    """Give up what cleaning does not need. What is over the limit fails or is killed, here and not in the house."""
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_CPU_SECONDS,
        resource.RLIMIT_NOFILE: MOST_OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def photo(content: bytes) -> tuple[int, bytes]:
    """The picture upright, on white, at most LONGEST_SIDE, as JPEG. Raises No."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=PICTURES) as seen:
            if seen.width * seen.height > MOST_PIXELS:
                raise No("too large")
            seen.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded small in the first place
            upright = ImageOps.exif_transpose(seen)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            clear = upright.convert("RGBA")
    except UnidentifiedImageError:
        raise No("not this kind") from None
    except Image.DecompressionBombError:
        raise No("too large") from None
    fresh = Image.new("RGB", clear.size, "white")  # a new picture knows nothing of the old one but its colours
    fresh.paste(clear, mask=clear)
    made = io.BytesIO()
    fresh.save(made, "JPEG", quality=QUALITY, optimize=True)
    return 0, made.getvalue()


def voice(content: bytes) -> tuple[int, bytes]:
    """The first sound in it, mono, as AAC in MP4: what every phone plays, and Telegram takes. Raises No."""
    import av

    form = container_of(content)
    if form is None:
        raise No("not this kind")
    made, samples = io.BytesIO(), 0
    with (
        av.open(io.BytesIO(content), "r", format=form, io_open=nothing_else) as heard,
        av.open(made, "w", format="ipod", options={"fflags": "+bitexact"}) as told,
    ):
        track = told.add_stream("aac", rate=RATE, layout="mono", bit_rate=BITS_A_SECOND)
        for frame in frames(heard):
            samples += frame.samples
            if samples > MOST_SECONDS * RATE:
                raise No("too long")
            told.mux(track.encode(frame))
        told.mux(track.encode(None))
    if not samples:
        raise No("broken")
    return max(1, round(samples / RATE)), made.getvalue()


def frames(heard: "InputContainer") -> "Iterator[AudioFrame]":
    """The first sound in a file, frame by frame, mono and at our rate. Raises No."""
    import av

    track = next(iter(heard.streams.audio), None)
    if track is None or track.codec_context.name not in CODECS:
        raise No("not this kind")
    evened = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    for frame in heard.decode(track):
        yield from evened.resample(frame)
    yield from evened.resample(None)


def nothing_else(*_wanted: object) -> None:
    """A file may name others that belong to it. Raises No."""
    raise No("not this kind")


def container_of(content: bytes) -> str | None:
    """What wraps the sound, by its first bytes: the library is never left to guess, some of its guesses open files."""
    if content.startswith(b"OggS"):
        return "ogg"
    if content.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if content[4:8] == b"ftyp":
        return "mov"
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return "wav"
    starts_a_frame = len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2
    return "mp3" if starts_a_frame or content.startswith(b"ID3") else None


def answer(kind: str, content: bytes) -> bytes:
    """What goes back."""
    try:
        seconds, made = photo(content) if kind == "photo" else voice(content)
    except No as no:
        return f"no {no}".encode()
    except MemoryError:
        return b"no too large"
    except Exception:  # whatever a library says of bytes that it cannot read
        return b"no broken"
    return f"ok {seconds}\n".encode() + made


if __name__ == "__main__":
    keep_small()
    sys.stdout.buffer.write(answer(sys.argv[1], sys.stdin.buffer.read()))
