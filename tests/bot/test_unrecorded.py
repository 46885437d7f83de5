"""A conversation off the record, left by every door there is: nothing half written, nothing said, no hour is left."""

import random
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.scheduler import HEARD_SECONDS
from handlers.board import writing
from storage import attachments, inbox, meta
from tests.a_letter_writer import Writer
from tests.a_page import House, open_page
from tests.chat import OpenHome, open_home
from tests.some_media import a_voice
from tests.test_kill import KILLS, kept
from tests.web.a_request import rows, sends_media

WORDS = "晚饭太硬了，我咬不动"
ON_PAGE = pytest.mark.parametrize("channel", ["web"])


@pytest.fixture(params=["web", "telegram"])
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def home(channel: str, tmp_path: Path) -> AsyncIterator[OpenHome]:
    async with open_home(tmp_path, channel=channel) as opened:
        yield opened


async def at_a_letter(home: OpenHome, words: str = WORDS) -> Writer:
    """A child that has written a letter and not put it in."""
    child = Writer(home, await home.family(), "words", "food", "bye", False, random.Random(1))  # noqa: S311
    for data in ("door.open:board", "board.start", "board.set:food", "board.set:write"):
        await child.presses(data)
    await child.visitor.types(words)
    return child


async def left(home: OpenHome) -> list[object]:
    """Everything of this child that lies anywhere."""
    found = [await rows(home, f"SELECT * FROM {table}") for table in ("attachments", "jobs", "inbox")]  # noqa: S608
    found.append(await rows(home, "SELECT flow FROM drafts WHERE flow IN ('board', 'box')"))
    found.append(await rows(home, "SELECT seq, state, at FROM outbox WHERE purpose = 'unrecorded' OR origin = 'me'"))
    found.append(await rows(home, "SELECT seq, state, at FROM outbox WHERE id > 0"))
    midnight = home.clock.instant // 86400 * 86400 - 8 * 3600
    found.append(await rows(home, f"SELECT * FROM addresses WHERE used_at > {midnight} AND state = 'open'"))  # noqa: S608
    return [each for each in found if each]


@pytest.mark.parametrize("way_out", ["respite", "assessment"])
async def test_who_goes_elsewhere_leaves_nothing(home: OpenHome, way_out: str):
    child = await at_a_letter(home)

    await child.visitor.opens(way_out)

    assert await left(home) == []
    if home.channel == "web":
        assert child.visitor.last["clears"]
        assert "private" not in child.visitor.last
        assert "clock" not in child.visitor.last


@pytest.mark.parametrize("beside", ["language", "privacy", "concerns"])
async def test_what_stands_beside_a_letter_leads_back_to_it_and_is_off_the_record_as_well(home: OpenHome, beside: str):
    child = await at_a_letter(home)

    await child.visitor.opens(beside)

    assert await rows(home, "SELECT * FROM inbox") == []
    assert await rows(home, "SELECT * FROM outbox WHERE id > 0") == []
    await child.presses("door.resume")
    child.visitor.sees(WORDS, "放进信箱")


@pytest.mark.parametrize("way_out", ["menu", "door.menu", "/start"])
async def test_who_goes_to_the_menu_is_asked_first_and_leaves_nothing(home: OpenHome, way_out: str):
    child = await at_a_letter(home)

    await (child.visitor.taps_data("door.menu::") if way_out == "door.menu" else child.visitor.types(way_out))
    assert await rows(home, "SELECT flow FROM drafts") == [("board",)]
    await child.presses("board.leave:drop")

    child.visitor.sees("欢迎来到")
    assert await left(home) == []


@ON_PAGE
async def test_who_leaves_quickly_leaves_nothing_but_that_a_visit_was_left(home: OpenHome, channel: str):
    child = await at_a_letter(home)

    await child.visitor.post("leave", {})

    assert await left(home) == []
    ((at,),) = await rows(home, "SELECT at FROM tombstones")
    assert (at + 8 * 3600) % 86400 == 0
    assert await rows(home, "SELECT payload FROM outbox WHERE payload IS NOT NULL") == []


async def test_the_numbers_to_ring_lead_back_to_the_letter(home: OpenHome):
    child = await at_a_letter(home, "有人打我")

    await child.presses("door.resume")

    child.visitor.sees("有人打我", "放进信箱")
    assert await rows(home, "SELECT person_id, (at + 28800) % 86400 FROM concerns") == [(None, 0)]


async def test_two_children_who_press_for_a_person_bring_somebody_twice(home: OpenHome):
    for _child in range(2):
        child = await at_a_letter(home)
        await child.visitor.opens("concerns")
        await child.presses("concerns.tell")

    assert await rows(home, "SELECT person_id, source FROM concerns") == [(None, "board")] * 2


async def test_a_voice_that_was_recorded_anew_is_not_kept(home: OpenHome):
    child = await at_a_letter(home)
    await child.presses("board.leave")
    await child.presses("board.leave:drop")
    for data in ("door.open:board", "board.start", "board.set:food", "board.set:voice"):
        await child.presses(data)
    await sends_media(child.visitor, "voice", a_voice())
    await child.presses("board.change:voice")
    await sends_media(child.visitor, "voice", a_voice(seconds=3))

    assert await rows(home, "SELECT count(*) FROM attachments") == [(1,)]
    await child.presses("board.send")

    assert await rows(home, "SELECT count(*) FROM attachments") == [(0,)]
    assert await rows(home, "SELECT * FROM jobs") == []


async def test_words_that_were_tried_in_vain_are_not_kept(home: OpenHome, monkeypatch: pytest.MonkeyPatch):
    child = await at_a_letter(home)
    await child.presses("board.leave")
    await child.presses("board.leave:drop")
    await child.presses("door.open:board")
    monkeypatch.setattr(writing.flow, "typed", lambda _turn, _event: 1 / 0)

    await child.visitor.types(WORDS)  # right below the first screen: there is no form yet
    for seconds in (*inbox.RETRY_SECONDS, 1):
        home.clock.instant += seconds
        await home.app.ticks.catch_up()

    assert await rows(home, "SELECT * FROM inbox") == []


@ON_PAGE
async def test_the_same_event_is_heard_once(tmp_path: Path, home: OpenHome, channel: str):
    child = await at_a_letter(home)
    send = {"id": str(uuid.uuid4()), "kind": "tap", "data": next(
        button["data"] for row in child.visitor.last["rows"] for button in row if "send" in button["data"]
    ), "on": child.visitor.last["seq"]}  # fmt: skip

    for _time in range(3):
        await child.visitor.post("events", send)
    heard = await rows(home, "SELECT count(*) FROM heard_once")
    await child.visitor.post("events", send)

    assert await rows(home, "SELECT count(*) FROM posts") == [(1,)]
    assert await rows(home, "SELECT count(*) FROM heard_once") == heard


async def test_a_clock_that_was_set_back_does_not_remember_for_longer(home: OpenHome):
    await at_a_letter(home)
    ahead = str(home.clock.now() + 100 * HEARD_SECONDS)
    await home.app.turns.write(lambda db: meta.put(db, "heard turned over", ahead))

    for _time in range(3):
        home.clock.instant += HEARD_SECONDS
        await home.app.ticks.catch_up()

    assert await rows(home, "SELECT * FROM heard_once") == []


async def test_a_colleague_who_is_called_goes_on_where_they_were(home: OpenHome):
    duty = await home.staff("duty")
    await duty.opens("desk")

    await at_a_letter(home, "我不想活了")
    await duty.look()
    duty.sees("马上看的话")
    await duty.taps_data("desk.today::")

    assert "clears" not in duty.last
    assert await rows(home, "SELECT count(*) FROM inbox") != [(0,)]


@ON_PAGE
async def test_a_page_that_was_left_lying_shows_the_menu_when_it_is_opened_again(home: OpenHome, channel: str):
    child = await at_a_letter(home)
    await child.presses("board.send")
    for _minute in range(25):
        home.clock.instant += 60
        await home.app.ticks.catch_up()

    await child.visitor.comes()

    child.visitor.sees("欢迎来到")


async def test_old_buttons_after_the_night_lead_to_the_menu(home: OpenHome):
    child = await at_a_letter(home)
    await home.passes("2026-12-02 09:00")

    await child.presses("board.send")

    child.visitor.sees("欢迎来到")
    assert await left(home) == []
    assert await rows(home, "SELECT * FROM posts") == []


async def test_what_was_loose_on_an_earlier_day_is_let_go_at_night(home: OpenHome):
    await home.family()
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: attachments.keep(
        db, seal, "LOOSE", kind="voice", media_type="audio/mp4", content=b"x", seconds=1, person_id=1, day="2026-12-01"
    ))  # fmt: skip

    await home.passes("2026-12-02 04:00")

    assert await rows(home, "SELECT * FROM attachments") == []


@pytest.mark.slow
@pytest.mark.parametrize("point", KILLS)
async def test_a_home_that_is_killed_has_the_letter_once_and_nothing_else(tmp_path: Path, point: str):
    with House(tmp_path / "home") as house:
        house.folder.mkdir()
        house.opens(point)
        async with open_page(house) as page:
            for label in ("童声留言板", "写一封信", "吃的", "写字"):
                await page.taps(label)
            await page.sends(kind="text", text=WORDS)
            house.arms()
            await page.taps("放进信箱")

            assert house.deaths == 1
            db = kept(house.folder)
            for table, number in (("posts", 1), ("post_lines", 1), ("drafts", 0), ("inbox", 0), ("outbox", 1)):
                assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == number, table  # noqa: S608
            db.close()
