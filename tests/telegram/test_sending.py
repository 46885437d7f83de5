"""Sending: each chat in its order, nobody behind the bulk, and never faster than Telegram takes it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat import local
from tests.telegram.a_line import Line, a_line, said


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with a_line(tmp_path) as opened:
        yield opened


async def test_an_answer_overtakes_a_thousand_news(line: Line):
    asking, *readers = [line.api.user(f"{number}") for number in range(251)]
    for reader in (asking, *readers):
        reader.starts()
    await line.hears()
    await line.drains(step=0.125)
    for _news in range(4):
        await line.tells((reader, "停电通知") for reader in readers)
    await line.passes(4)

    asking.writes("菜单")
    await line.hears()
    await line.passes(0.4)

    assert len(said(asking)) == 2
    assert sum("停电通知" in said(reader) for reader in readers) < 130  # of a thousand


async def test_news_written_at_night_wait_for_the_morning_while_answers_go_at_once(tmp_path: Path):
    async with a_line(tmp_path, now="2026-12-01 23:30") as line:
        mother = await line.somebody()
        await line.tells([(mother, "有空位了")])
        await line.tells([(mother, "请今晚回电")], purpose="desk")
        mother.writes("菜单")
        await line.hears()
        await line.drains()

        assert "请今晚回电" in said(mother)
        assert "有空位了" not in said(mother)
        line.clock.instant = local("2026-12-02 07:59")
        await line.drains()
        assert len(said(mother)) == 3
        line.clock.instant = local("2026-12-02 08:00")
        await line.drains()
        assert said(mother)[-1] == "有空位了"


async def test_news_kept_for_the_morning_are_not_late_before_it(tmp_path: Path):
    async with a_line(tmp_path, now="2026-12-01 23:30") as line:
        mother = await line.somebody()
        await line.tells([(mother, "有空位了")])

        line.clock.instant = local("2026-12-02 08:00")
        _channel, at_eight = await line.app.db.read(line.telegram.health)
        line.clock.instant = local("2026-12-02 08:16")
        _channel, undelivered = await line.app.db.read(line.telegram.health)

        assert (at_eight["oldest_letter_seconds"], at_eight["well"]) == (0, True)
        assert (undelivered["oldest_letter_seconds"], undelivered["well"]) == (960, False)


async def test_what_cannot_be_changed_any_more_is_said_anew(line: Line):
    mother = await line.somebody()

    for refusal in ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"):
        line.api.faults["editMessageText"].append((400, f"Bad Request: {refusal}"))
        before = len(said(mother))
        mother.forges("door.menu::", on=mother.last)
        await line.hears()
        await line.drains()
        assert len(said(mother)) == before + 1


async def test_a_tap_on_what_the_person_deleted_is_answered_below(line: Line):
    mother = await line.somebody()
    menu = mother.last
    label = menu.rows[0][0]["callback_data"]
    mother.deletes(menu)

    mother.forges(label, on=menu)
    await line.hears()
    await line.drains()

    assert len(said(mother)) == 1


async def test_what_says_so_already_counts_as_said(line: Line):
    mother = await line.somebody()
    menu = mother.last
    for _twice in range(2):
        mother.forges("door.menu::", on=menu)
    await line.hears()
    await line.drains()

    assert len(said(mother)) == 1
    assert await line.rows("SELECT state FROM outbox WHERE edits IS NOT NULL") == [("sent",)] * 2


async def test_who_blocked_us_is_rung_and_writing_again_heals(line: Line):
    mother = await line.somebody()
    mother.room.closed = "bot was blocked by the user"  # and the news of it has not come yet
    await line.tells([(mother, "一"), (mother, "二")])
    await line.tells([(mother, "三")], purpose="respite.offer")
    await line.drains()

    assert await line.rows("SELECT state FROM addresses") == [("unreachable",)]
    assert await line.rows("SELECT reason, object FROM calls ORDER BY object") == [
        ("unreachable", "news"), ("unreachable", "respite.offer"),
    ]  # fmt: skip
    await line.tells([(mother, "四")], purpose="camp.place")
    assert ("camp.place",) in await line.rows("SELECT object FROM calls")

    mother.room.closed = ""
    mother.writes("菜单")
    await line.hears()
    await line.tells([(mother, "五")])
    await line.drains()

    assert said(mother)[-1] == "五"


async def test_news_that_waited_for_somebody_who_blocks_us_are_calls_to_make(tmp_path: Path):
    async with a_line(tmp_path, now="2026-12-01 23:30") as line:
        mother = await line.somebody()
        await line.tells([(mother, "有空位了")], purpose="respite.offer")

        mother.blocks()
        await line.hears()

        assert await line.rows("SELECT object FROM calls") == [("respite.offer",)]


async def test_who_left_telegram_is_rung(line: Line):
    mother = await line.somebody()
    mother.deactivates()
    await line.tells([(mother, "一")])

    await line.drains()

    assert await line.rows("SELECT reason FROM calls") == [("unreachable",)]
    assert await line.rows("SELECT count(*) FROM outbox WHERE state = 'waiting'") == [(0,)]


async def test_a_long_screen_goes_whole_when_it_is_cleared_away(line: Line):
    mother = await line.somebody()
    await line.tells([(mother, "长" * 6000)])
    await line.drains()

    (remote,) = await line.rows("SELECT remote FROM outbox ORDER BY id DESC LIMIT 1")
    bots = [str(message.message_id) for message in mother.chat if message.by_bot][1:]
    assert str(remote[0]).split() == [bots[-1], *bots[:-1]]


async def test_an_empty_line_between_two_full_messages_holds_nothing_up(line: Line):
    mother = await line.somebody()
    await line.tells([(mother, "&" * 780 + "\n \n" + "&" * 780)])
    await line.drains()

    assert said(mother)[1:] == ["&" * 780, "&" * 780]


@pytest.mark.slow
async def test_a_morning_with_ten_thousand_reminders_goes_out_in_order_while_answers_go_at_once(line: Line):
    readers = [line.api.user(f"{number}") for number in range(1000)]
    for reader in readers:
        reader.starts()
    await line.hears()
    await line.app.turns.write(lambda db: db.execute("UPDATE outbox SET state = 'seen'"))
    begun = line.pace.now
    reminders = [f"提醒{number}" for number in range(10)]
    for text in reminders:
        await line.tells((reader, text) for reader in readers)
    await line.passes(60)

    newcomer = line.api.user("新人")
    newcomer.starts()
    await line.hears()
    await line.passes(0.4)
    assert len(said(newcomer)) == 1
    await line.drains(step=0.125)

    assert line.pace.now - begun < 10_001 / 24 + 2
    assert all(said(reader) == reminders for reader in readers)
