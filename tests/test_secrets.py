"""What people entrust to us is in no log and nowhere in the clear on the disk.

Secrets are planted through whole conversations while everything logs at DEBUG, then logs, standard error and the raw
bytes of every file in the data folder are searched for them, in every spelling that a machine may give them.
"""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from bot import app
from storage import staff
from tests.a_number import OTHER_MOBILE, grouped
from tests.a_page import House, open_page
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import describes
from tests.test_kill import picks_a_day

CHILD, NOTES, DANGER = "晴空万里宝", "对花生过敏会休克，请放松", "爸爸打我打得很疼"
PHONE, PIN, INVITE, NAME = OTHER_MOBILE, "739154", "QWERTYPASDFG", "钱护理长阿姨"
TYPED = "这是一句谁也不该看见的话"
PLANTED = (CHILD, NOTES, DANGER, PHONE, grouped(OTHER_MOBILE), PIN, INVITE, "QWER-TYPA-SDFG", NAME, TYPED)


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything logs as `python -m bot` logs with RAMP_LOG=DEBUG."""
    levels = {name: logging.getLogger(name).level for name in app.QUIET_LOGGERS}
    for name in levels:
        logging.getLogger(name).setLevel(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    app.set_up_logging(logging.DEBUG)
    logging.getLogger().setLevel(logging.DEBUG)
    yield caplog
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def spellings(secret: str) -> set[bytes]:
    """A secret as it may lie in a file or a log."""
    escaped = json.dumps(secret)[1:-1]
    words = {secret, escaped, escaped.upper(), quote(secret), quote(secret).lower(), repr(secret.encode())[2:-1]}
    return {word.encode() for word in words} | {secret.encode("utf-16-le"), secret.encode("utf-16-be")}


def found_in(content: bytes, secrets: tuple[str, ...] = PLANTED) -> list[str]:
    """The secrets that are in there, in any spelling."""
    return [secret for secret in secrets if any(spelling in content for spelling in spellings(secret))]


def on_the_disk(folder: Path) -> bytes:
    """Every byte of every file under a folder, the write-ahead log included."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def tells_everything(family: Visitor) -> str:
    """A family books with a child, notes and a number, says words of danger; the return code they got."""
    await family.opens("respite")
    await family.taps("同意")
    await family.taps("＋ 加")
    await describes(family, CHILD)
    await family.taps("选好了")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.picks("2026-12-11")
    await family.types(NOTES)
    await family.taps("都没有")
    await family.types(PHONE)
    await family.taps("送出申请")
    code = next(value for name, value in family.last["facts"] if "取回码" in name)
    await family.types(DANGER)
    await family.types(TYPED)
    return str(code)


async def works(home: OpenHome) -> Visitor:
    """A colleague signs in with an invite, chooses a PIN and opens the newest booking."""
    seal, later = home.app.turns.seal, home.clock.now() + 3600
    await home.app.turns.write(
        lambda db: staff.invite(db, seal, code=INVITE, role="care_lead", name=NAME, expires_at=later)
    )
    nurse = Visitor(home, "staff", home.client())
    await nurse.comes()
    await nurse.types("qwer-typa-sdfg")
    await nurse.taps("设一个密码")
    await nurse.types(PIN)
    await nurse.types(PIN)
    (ref,) = await home.app.db.read(lambda db: [row["ref"] for row in db.execute("SELECT ref FROM bookings")])
    await nurse.taps_data(f"desk.card:{ref}:")
    return nurse


async def test_no_secret_is_in_a_log_or_in_the_clear_on_the_disk(
    tmp_path: Path, home: OpenHome, loud: pytest.LogCaptureFixture
):
    family = await home.family()
    code = await tells_everything(family)
    nurse = await works(home)
    tokens = tuple(cookie.value for who in (family, nurse) for cookie in who.client.cookies.jar if cookie.value)
    more = (code, re.sub(r"[\W_]", "", code), *tokens)
    assert found_in(on_the_disk(tmp_path), PLANTED + more) == []
    assert (tmp_path / "rainbow.db-wal").stat().st_size > 100_000  # the night cuts it short
    await home.passes("2026-12-02 12:00")

    assert nurse.has_seen(CHILD)
    assert nurse.has_seen(NOTES)
    assert family.has_seen(TYPED)
    assert found_in(loud.text.encode(), PLANTED + more) == []
    assert found_in(repr([record.__dict__ for record in loud.records]).encode(), PLANTED + more) == []
    assert found_in(on_the_disk(tmp_path), PLANTED + more) == []
    assert (tmp_path / "rainbow.db").stat().st_size > 100_000


async def test_a_turn_that_fails_says_nothing_of_its_words(
    home: OpenHome, family: Visitor, loud: pytest.LogCaptureFixture
):
    await family.opens("respite")
    await family.taps("同意")
    await home.app.turns.write(lambda db: db.execute("UPDATE drafts SET state = zeroblob(60)").rowcount)

    for _ in range(2):
        await family.post("events", {"id": "an-event-of-mine", "kind": "text", "text": TYPED})
        await home.passes("2026-12-01 09:30")

    assert "failed: WrongKey" in loud.text
    assert found_in(loud.text.encode()) == []


@pytest.mark.slow
async def test_the_real_process_writes_no_secret_anywhere(tmp_path: Path):
    with House(tmp_path / "home") as house:
        house.folder.mkdir()
        house.opens()
        async with open_page(house) as page:
            await page.sends(kind="open", text="respite")
            for step in ("同意", "＋ 加"):
                await page.taps(step)
            await page.sends(kind="text", text=CHILD)
            for step in ("爸爸或妈妈", "4–6岁", "孤独症", "选好了", "对，就这样", "选好了", "半天", "直接申请"):
                await page.taps(step)
            await picks_a_day(page)
            await page.sends(kind="text", text=NOTES)
            await page.taps("都没有")
            await page.sends(kind="text", text=PHONE)
            assert CHILD in str(page.live)
            await page.taps("送出申请")
            await page.sends(kind="text", text=TYPED)

            assert found_in(on_the_disk(house.folder)) == []
            token = page.client.cookies["visit"]
        assert house.closes() == 0
        assert found_in(on_the_disk(house.folder), (*PLANTED, token)) == []
        assert found_in(house.log.read_bytes(), (*PLANTED, token)) == []


def test_the_search_finds_what_it_looks_for():
    for spelling in (TYPED.encode(), TYPED.encode("utf-16-le"), json.dumps(TYPED).encode(), quote(TYPED).encode()):
        assert found_in(b"..." + spelling + b"...") == [TYPED]
