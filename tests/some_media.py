"""Photos and voice messages, made while the tests run: what phones and browsers send, and what nobody should send."""

import io
import math
import struct
import zipfile
import zlib
from array import array

import av
from PIL import Image

WHERE = "Seeweg 7"  # stands for everything in a photo that says where and by whom it was taken
RATE = 48_000
CODECS = {"ogg": "libopus", "webm": "libopus", "mp4": "aac", "wav": "pcm_s16le", "mp3": "libmp3lame"}


def a_photo(form: str = "JPEG", size: tuple[int, int] = (640, 480), *, turned: int = 1, mode: str = "RGB") -> bytes:
    """A photo, its left half red and its right half blue, with a place, a camera and a comment in it."""
    image = Image.new(mode, size, "blue")
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "red"))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = WHERE
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 40.0, 50.0), 3: "E", 4: (120.0, 10.0, 5.0), 29: WHERE})
    made = io.BytesIO()
    more = {"comment": WHERE.encode()} if form == "JPEG" else {}
    image.save(made, form, exif=exif, **more)
    return made.getvalue()


def a_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is very large."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    packed = [struct.pack(">I", len(c)) + name + c + struct.pack(">I", zlib.crc32(name + c)) for name, c in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def a_zip() -> bytes:
    """An archive, whatever its name says."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("photo.jpg", a_photo())
    return made.getvalue()


def a_voice(form: str = "ogg", seconds: float = 2, *, video: bool = False) -> bytes:
    """Somebody hums, in stereo; the file says who."""
    made = io.BytesIO()
    with av.open(made, "w", format=form) as told:
        told.metadata["title"] = told.metadata["comment"] = WHERE
        track = told.add_stream(CODECS[form], rate=RATE, layout="stereo")
        seen = told.add_stream("mpeg4", rate=1, width=64, height=64) if video else None
        if seen is not None:
            told.mux(seen.encode(av.VideoFrame(64, 64, "yuv420p")))
            told.mux(seen.encode(None))
        for frame in _hum(int(seconds * RATE)):
            told.mux(track.encode(frame))
        told.mux(track.encode(None))
    return made.getvalue()


def a_film() -> bytes:
    """Pictures without a sound."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as told:
        track = told.add_stream("mpeg4", rate=1, width=64, height=64)
        told.mux(track.encode(av.VideoFrame(64, 64, "yuv420p")))
        told.mux(track.encode(None))
    return made.getvalue()


def _hum(samples: int):  # type: ignore[no-untyped-def]
    """A low tone, in frames of a fiftieth of a second."""
    step = RATE // 50
    one = array("h", (int(6000 * math.sin(2 * math.pi * 200 * i / RATE)) for i in range(step) for _side in "lr"))
    for at in range(0, samples, step):
        frame = av.AudioFrame("s16", "stereo", step)
        frame.planes[0].update(one.tobytes())
        frame.sample_rate, frame.pts = RATE, at
        yield frame
