"""Photos and voice messages are taken for what they are, lose what they say of their maker, and cannot do harm."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from bot import media
from bot.media import Clean, NotMedia, clean
from tests.some_media import CODECS, WHERE, a_bomb, a_film, a_photo, a_voice, a_zip

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
IN_THE_CHILD = (
    f"import sys; sys.path.insert(0, {str(media.WORKER.parent)!r}); import media_worker; "
    "media_worker.MOST_CPU_SECONDS = {seconds}; media_worker.keep_small(); {wants}"
)


@pytest.fixture
def works_as(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Let another program stand where the decoders work: one that was taken over, or that looks about."""

    def works(program: str) -> None:
        (tmp_path / "worker.py").write_text(program)
        monkeypatch.setattr("bot.media.WORKER", tmp_path / "worker.py")

    return works


def in_the_child(wants: str, seconds: int = 15) -> "subprocess.CompletedProcess[str]":
    """What comes of something that a decoder would do within its limits."""
    program = IN_THE_CHILD.format(seconds=seconds, wants=wants)
    return subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)


def opened(cleaned: Clean) -> Image.Image:
    return Image.open(io.BytesIO(cleaned.content))


def looks_like(found: object, colour: tuple[int, int, int]) -> bool:
    """JPEG does not keep a colour to the last bit."""
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))  # type: ignore[call-overload]


async def why_not(kind: str, content: bytes) -> str:
    with pytest.raises(NotMedia) as refused:
        await clean(kind, content)  # type: ignore[arg-type]
    assert refused.value.message
    return refused.value.reason


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_a_photo_loses_where_and_by_whom_it_was_taken(form: str):
    taken = a_photo(form)
    assert WHERE.encode() in taken

    cleaned = await clean("photo", taken)

    assert (cleaned.kind, cleaned.media_type, cleaned.seconds) == ("photo", "image/jpeg", 0)
    assert WHERE.encode() not in cleaned.content
    assert dict(opened(cleaned).getexif()) == {}
    assert set(opened(cleaned).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


async def test_a_photo_taken_sideways_stands_upright():
    cleaned = await clean("photo", a_photo(turned=6))

    picture = opened(cleaned)
    assert picture.size == (480, 640)
    assert looks_like(picture.getpixel((240, 40)), RED)
    assert looks_like(picture.getpixel((240, 600)), BLUE)


@pytest.mark.parametrize(
    ("size", "made"), [((4000, 3000), (1600, 1200)), ((100, 3000), (53, 1600)), ((90, 70), (90, 70))]
)
async def test_a_large_photo_is_made_smaller_and_a_small_one_is_not_made_larger(
    size: tuple[int, int], made: tuple[int, int]
):
    assert opened(await clean("photo", a_photo(size=size))).size == made


async def test_what_one_can_see_through_becomes_white():
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")

    assert looks_like(opened(await clean("photo", made.getvalue())).getpixel((20, 20)), WHITE)


@pytest.mark.parametrize("form", CODECS)
async def test_a_voice_message_is_played_by_every_phone_and_says_nothing_of_whose_it_is(form: str):
    cleaned = await clean("voice", a_voice(form, 2))

    assert (cleaned.media_type, cleaned.seconds) == ("audio/mp4", 2)
    assert WHERE.encode() not in cleaned.content
    assert b"Lavf" not in cleaned.content
    with av.open(io.BytesIO(cleaned.content)) as heard:
        (track,) = heard.streams
        assert (track.codec_context.name, track.codec_context.layout.name) == ("aac", "mono")
        assert heard.metadata.keys() <= {"major_brand", "minor_version", "compatible_brands"}
        assert max(max(memoryview(frame.planes[0]).cast("f")) for frame in heard.decode(track)) > 0.1, "silence"


async def test_of_a_film_only_its_sound_is_kept():
    cleaned = await clean("voice", a_voice("mp4", 2, video=True))

    with av.open(io.BytesIO(cleaned.content)) as heard:
        assert [track.type for track in heard.streams] == ["audio"]


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("photo", b"", "empty"), ("voice", b"", "empty"),
        ("photo", b"x" * (media.MOST_BYTES + 1), "too large"),
        ("photo", a_bomb(), "too large"), ("photo", a_bomb(8000), "too large"),
        ("photo", a_zip(), "not this kind"), ("photo", a_photo("GIF"), "not this kind"),
        ("photo", a_voice("mp3"), "not this kind"), ("photo", b"<svg onload='alert(1)'/>", "not this kind"),
        ("photo", a_photo()[:3000], "broken"), ("photo", a_bomb(100), "broken"),
        ("voice", a_photo(), "not this kind"), ("voice", a_zip(), "not this kind"),
        ("voice", a_film(), "not this kind"),
        ("voice", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "not this kind"),
        ("voice", a_voice("mp4")[:5000], "broken"), ("voice", b"OggS" + bytes(range(256)) * 40, "broken"),
    ],
    ids=lambda each: each if isinstance(each, str) else "sent",
)  # fmt: skip
async def test_what_is_no_photo_or_no_voice_message_is_refused_with_its_reason(kind: str, content: bytes, reason: str):
    assert await why_not(kind, content) == reason


async def test_three_minutes_are_heard_out_and_more_are_too_long():
    assert (await clean("voice", a_voice("ogg", 180))).seconds == 180
    assert await why_not("voice", a_voice("ogg", 183)) == "too long"


async def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.media.PATIENCE_SECONDS", 0.01)

    assert await why_not("photo", a_photo()) == "broken"

    with pytest.raises(ChildProcessError):  # there is none left, not even a dead one
        os.waitpid(-1, os.WNOHANG)  # noqa: ASYNC222 - it does not wait


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit(3)", "import os; os.kill(os.getpid(), 9)", "print('ok 1')", "print('no such reason')",
        "print('ok many'); print('x')", "import sys; sys.stdout.write('ok 1\\n' + 'x' * (20 << 20))",
        "import sys; sys.stdout.write('ok 1\\nx'); sys.exit(1)",
    ],
)  # fmt: skip
async def test_a_child_that_was_made_to_misbehave_is_not_believed(works_as: Callable[[str], None], program: str):
    works_as(program)

    assert await why_not("photo", a_photo()) == "broken"


async def test_the_child_gets_neither_the_environment_nor_the_files_of_the_house(
    works_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("RAMP_KEY", "a secret")
    works_as("import os; print('ok 1'); print(sorted(os.environ), os.getcwd(), os.listdir('/proc/self/fd'))")

    with (tmp_path / "ours").open("w"):
        seen = (await clean("photo", a_photo())).content.decode()

    assert "RAMP" not in seen
    assert seen == "['LANG'] / ['0', '1', '2', '3']\n", "the fourth is the list of files itself"


async def test_no_more_than_two_are_cleaned_at_once(works_as: Callable[[str], None], tmp_path: Path):
    works_as(
        f"""
import os, sys
mine = os.path.join({str(tmp_path)!r}, f"{{os.getpid()}}.at")
open(mine, "w").close()
sys.stdin.buffer.read()
many = sum(name.endswith(".at") for name in os.listdir({str(tmp_path)!r}))
os.remove(mine)
print(f"ok {{many}}\\nx")
"""
    )

    cleaned = await asyncio.gather(*(clean("photo", a_photo()) for _ in range(8)))

    assert max(one.seconds for one in cleaned) <= 2


@pytest.mark.parametrize(
    ("wants", "complaint"),
    [
        ("bytearray(2 << 30)", "MemoryError"),
        ("open('{folder}/left-behind', 'w', 1).write('x\\n')", "File too large"),
        ("[open('/dev/null') for _ in range(200)]", "Too many open files"),
    ],
)
def test_the_child_gets_little_memory_and_can_leave_nothing_behind(wants: str, complaint: str, tmp_path: Path):
    done = in_the_child(wants.format(folder=tmp_path))

    assert done.returncode == 1
    assert complaint in done.stderr


def test_the_child_is_ended_when_its_time_is_over():
    done = in_the_child("exec('while True: pass')", seconds=1)

    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
