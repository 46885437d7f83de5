"""Sending while things fail: nothing is lost, little is said twice, and nobody waits for what concerns another."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat import TUESDAY, StoppedClock, local
from tests.telegram.a_line import Line, Pace, a_line, open_line, said
from tests.telegram.bot_api import BotApi

BUSY = (429, "Too Many Requests: retry after 5")
BROKEN = (500, "Internal Server Error")


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with a_line(tmp_path) as opened:
        yield opened


async def test_what_is_said_in_a_chat_arrives_in_its_order_whatever_fails(line: Line):
    mother = await line.somebody()
    await line.tells((mother, f"{number}") for number in range(6))
    line.api.faults["sendMessage"].extend([BROKEN, "timeout before", BUSY, "cut", BUSY])

    await line.drains()

    assert said(mother)[1:] == ["0", "0", "1", "2", "3", "4", "5"]  # nobody knew whether the one cut off had arrived


async def test_too_many_requests_hold_up_that_chat_alone(line: Line):
    busy, other = await line.somebody(), await line.somebody()
    await line.passes(10)
    line.api.weather = lambda method, params: BUSY if params.get("chat_id") == str(busy.id) else None
    await line.tells([(busy, "一"), (other, "二"), (busy, "三")])

    await line.passes(4)
    assert (said(busy)[1:], said(other)[1:]) == ([], ["二"])

    line.api.weather = lambda _method, _params: None
    await line.passes(0.9)
    assert said(busy)[1:] == []
    await line.passes(3)
    assert said(busy)[1:] == ["一", "三"]


async def test_a_letter_that_telegram_never_takes_holds_up_nobody(line: Line):
    mother = await line.somebody()
    line.api.faults["sendMessage"].append((400, "Bad Request: message text is empty"))
    await line.tells([(mother, "一"), (mother, "二")])

    await line.drains()

    assert said(mother)[1:] == ["二"]
    assert await line.rows("SELECT object FROM calls") == [("news",)]


async def test_a_letter_that_breaks_the_sender_holds_up_nobody(line: Line, caplog: pytest.LogCaptureFixture):
    mother = await line.somebody()
    await line.tells([(mother, "一"), (mother, "二")])
    await line.app.turns.write(lambda db: db.execute("UPDATE outbox SET payload = x'01' WHERE id = 2"))

    await line.drains()

    assert said(mother)[1:] == ["二"]
    assert "message 2 cannot be shown" in caplog.text


async def test_while_the_line_is_down_nothing_is_given_up_and_then_nobody_waits_longer(line: Line):
    mother, father = await line.somebody(), await line.somebody()
    line.api.weather = lambda method, _params: (502, "Bad Gateway") if method != "getUpdates" else None
    await line.tells([(mother, "一"), (father, "二")])
    await line.passes(3600, step=30)
    assert await line.rows("SELECT count(*) FROM outbox WHERE state = 'waiting'") == [(2,)]

    line.api.weather = lambda _method, _params: None
    await line.passes(31, step=1)

    assert (said(mother)[1:], said(father)[1:]) == (["一"], ["二"])


async def test_a_letter_that_fails_for_minutes_while_others_arrive_holds_up_nobody(line: Line):
    mother, father = await line.somebody(), await line.somebody()
    line.api.weather = lambda _method, params: BROKEN if "坏" in str(params.get("text")) else None
    await line.tells([(mother, "坏的"), (mother, "好的")])
    for number in range(400):
        await line.tells([(father, f"{number}")])
        await line.passes(1, step=1)

    assert said(mother)[1:] == ["好的"]
    assert said(father)[1:] == [f"{number}" for number in range(400)]
    assert await line.rows("SELECT object FROM calls") == [("news",)]


async def test_a_long_rest_that_telegram_asked_for_is_kept_when_others_are_answered(line: Line):
    busy, other = await line.somebody(), await line.somebody()
    line.api.faults["sendMessage"].extend([BROKEN, (429, "Too Many Requests: retry after 30")])
    await line.tells([(busy, "一")])
    await line.passes(2)

    await line.tells([(other, "二")])
    await line.passes(20)
    assert (said(busy)[1:], said(other)[1:]) == ([], ["二"])

    await line.passes(10)
    assert said(busy)[1:] == ["一"]


async def test_of_a_screen_of_two_messages_only_what_did_not_arrive_is_sent_again(line: Line):
    mother = await line.somebody()
    mother.taps("door.open:urgent:")
    await line.hears()
    await line.drains()
    asks = line.api.calls.copy()
    line.api.faults["sendMessage"].extend([BROKEN, BUSY])

    mother.taps("urgent.set:now:" + mother.last.rows[0][0]["callback_data"].rpartition(":")[2])
    await line.hears()
    await line.drains()

    sent = [method for method, _params in line.api.calls[len(asks):] if method != "getUpdates"]
    assert sorted(sent) == ["answerCallbackQuery", "editMessageText", "sendMessage", "sendMessage", "sendMessage"]
    assert len(said(mother)) == 2


async def test_after_a_restart_what_had_begun_is_said_again_but_a_question_that_was_outrun(tmp_path: Path):
    clock, pace = StoppedClock(local(TUESDAY)), Pace()
    api = BotApi(clock=clock.now)
    async with open_line(tmp_path, api, clock, pace) as line:
        mother, father = await line.somebody("妈妈"), await line.somebody("爸爸")
        api.faults["sendMessage"].extend(["timeout after"] * 2)
        mother.writes("急")
        father.writes("菜单")
        await line.hears()
        await line.sender.settle()
        clock.instant += 60
        for somebody in (mother, father):
            somebody.writes("help")
        await line.hears()

    async with open_line(tmp_path, api, clock, pace) as line:
        await line.drains()

    assert [text[:4] for text in said(mother)] == ["🌈 欢迎", "急需照料", "找人帮忙"]
    assert [text[:4] for text in said(father)] == ["🌈 欢迎", "🌈 欢迎", "🌈 欢迎", "找人帮忙"]


async def test_two_answers_of_one_turn_do_not_outrun_one_another(line: Line):
    mother = await line.somebody()
    mother.taps("door.open:urgent:")
    await line.hears()
    await line.drains()
    line.api.faults["sendMessage"].append("timeout before")

    mother.writes("我想死")  # the form asks on, and there are numbers to ring
    await line.hears()
    await line.drains()

    asked, asked_again, alarm = said(mother)
    assert "什么时候" in asked
    assert "什么时候" in asked_again
    assert "110" in alarm
