"""Files, maps and voices over Telegram: sent as what they are, and taken where a question asks for them."""

import asyncio
from typing import Any

import pytest

from tests.chat import OpenHome, open_home
from tests.handlers.a_family import asks
from tests.handlers.booked import books
from tests.handlers.colleagues import opens_the_card
from tests.some_media import a_voice
from tests.telegram.in_process import Wire
from tests.telegram.visitor import Texter


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


@pytest.fixture
async def family(home: OpenHome) -> Texter:
    return await home.family()


async def test_the_calendar_file_comes_as_a_file(home: OpenHome, family: Texter):
    await asks(home, family, "半天")

    await family.taps("放进手机日历")

    [document] = [message for message in family.person.chat if message.document]
    assert document.document["file_name"].endswith(".ics")
    assert document.file.content.startswith(b"BEGIN:VCALENDAR")
    assert "喘息" not in document.file.content.decode()


async def test_nobody_else_gets_the_calendar_file(home: OpenHome, family: Texter):
    booking = await asks(home, family, "半天")
    stranger = await home.family()

    await stranger.taps_data(f"door.file:bookings-{booking.ref}:")

    assert not any(message.document for message in stranger.person.chat)
    assert not stranger.has_seen("小晴")


async def test_what_is_kept_can_be_taken_along(home: OpenHome, family: Texter):
    await asks(home, family, "半天")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("存成文件带走")
    await home.app.ticks.catch_up()
    await family.look()

    await family.taps("📎 存成文件带走")

    [document] = [message for message in family.person.chat if message.document]
    assert "小晴" in document.file.content.decode()


async def test_the_way_comes_with_a_place_on_the_map(home: OpenHome, family: Texter):
    await asks(home, family, "半天")

    await family.taps("怎么来")

    [place] = [message for message in family.person.chat if message.venue]
    assert place.venue["address"] == "某市某区某路1号"


async def test_whoever_cannot_type_answers_a_question_by_voice_right_below_it(home: OpenHome):
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await therapist.taps("问家里人")
    await therapist.types("孩子坐轮椅来吗？")
    await family.look()
    family.sees("也可以发语音、发照片")

    await family.sends_media("voice", a_voice("ogg", 3))

    family.sees("您的回答我们收到了")


async def test_a_network_that_is_slow_keeps_nothing_else_waiting(home: OpenHome, monkeypatch: pytest.MonkeyPatch):
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await therapist.taps("问家里人")
    await therapist.types("孩子坐轮椅来吗？")
    await family.look()
    begun, at_last, calls = asyncio.Event(), asyncio.Event(), Wire.do_request

    async def slow(wire: Wire, url: str, method: str, *more: Any, **most: Any) -> tuple[int, bytes]:
        if method == "GET":
            begun.set()
            await at_last.wait()
        return await calls(wire, url, method, *more, **most)

    monkeypatch.setattr(Wire, "do_request", slow)
    family.person.sends_voice(a_voice("ogg", 3))
    await family.look()
    fetching = asyncio.create_task(home.app.ticks.fetch())
    await begun.wait()

    async with asyncio.timeout(60):
        assert await home.app.ticks.catch_up()
    at_last.set()
    await fetching
    await family.look()

    family.sees("您的回答我们收到了")


async def test_what_is_no_voice_at_all_is_answered_with_a_reason(home: OpenHome):
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await therapist.taps("问家里人")
    await therapist.types("孩子坐轮椅来吗？")
    await family.look()

    await family.sends_media("voice", b"no sound at all")

    family.sees("语音")
    family.sees_no("收到了")
