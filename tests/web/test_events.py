"""Events over HTTP, as the page sends them and as somebody else might."""

import json
from typing import Any

import pytest

from tests.chat import OpenHome, Visitor
from tests.web.a_request import JSON, an_event, rows, sent


async def test_a_body_over_sixty_four_kilobytes_is_refused_unread(home: OpenHome, family: Visitor):
    answer = await family.client.post("/family/events", content=b"x" * 65_537, headers=JSON)

    assert answer.status_code == 413
    assert "message" in answer.json()


async def test_five_thousand_characters_get_a_kind_word_and_twenty_thousand_and_one_are_too_long(family: Visitor):
    assert (await family.sends({"kind": "text", "text": "长" * 5000})).status_code == 200
    family.sees("5000", "2000")

    answer = await family.sends({"kind": "text", "text": "长" * 20_001})

    assert answer.status_code == 413
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"7", b"null", b'"text"', b"\xff\xfe", b"[" * 60_000, b'{"id": ' + b"9" * 5000 + b"}",
        b'{"id": "12345678", "kind": "text", "text": "\xff"}',
        *(
            json.dumps(an_event(**more)).encode()
            for more in (
                {"kind": "due"}, {"kind": "job"}, {"kind": ""}, {"kind": None}, {"kind": 7}, {"kind": []}, {"kind": {}},
                {"id": None}, {"id": 12345678}, {"id": "short"}, {"id": "x" * 65}, {"id": "\ud800" * 8}, {"id": []},
                {"id": "no spaces"}, {"id": "名字名字名字名字"},
            )
        ),
    ],
    ids=lambda body: f"{len(body)} bytes",  # an event's id is another one each time
)  # fmt: skip
async def test_what_is_no_event_is_refused_and_changes_nothing(home: OpenHome, family: Visitor, body: bytes):
    before = await rows(home, "SELECT count(*) FROM inbox")

    answer = await family.client.post("/family/events", content=body, headers=JSON)

    assert answer.status_code == 400
    assert answer.json()["message"]
    assert await rows(home, "SELECT count(*) FROM inbox") == before


@pytest.mark.parametrize(
    "more",
    [
        {"text": None}, {"text": 7}, {"text": ["a"]}, {"text": "\ud800"}, {"text": "\0\x1b[31m"}, {"text": "   "},
        {"kind": "open", "text": "x" * 20_000}, {"kind": "open", "text": None}, {"kind": "open", "data": "\udfff"},
        {"kind": "tap"}, {"kind": "tap", "data": 7}, {"kind": "tap", "data": "door.open:"},
        {"kind": "tap", "data": "x" * 999},
        {"kind": "tap", "data": "none.such:AB:3"}, {"kind": "tap", "data": "respite.none:AB:3"},
        {"kind": "tap", "data": "door.open:nowhere:0"}, {"kind": "tap", "data": "desk.queue::"},
        {"kind": "tap", "data": "respite.set::999999999"}, {"kind": "tap", "data": "door.menu:\n:1"},
        {"secret": "yes"}, {"unknown": {"deep": [[[]]]}},
    ],
)  # fmt: skip
async def test_whatever_an_event_says_it_gets_an_answer(home: OpenHome, family: Visitor, more: dict[str, Any]):
    answer = await sent(family, an_event(**more))

    assert answer.status_code == 200
    assert family.last["seq"] > 1
    assert await rows(home, "SELECT DISTINCT state FROM inbox") == [("done",)]


@pytest.mark.parametrize("on", [True, False, 1.5, 1e400, -1, 0, 2**53, 10**30, "1", [1], {"a": 1}, 99])
async def test_a_message_number_that_is_none_edits_nothing(home: OpenHome, family: Visitor, on: Any):
    answer = await sent(family, an_event(kind="tap", data="door.menu::", on=on))

    assert answer.status_code == 200
    assert family.last["edits"] is None
    assert await rows(home, "SELECT DISTINCT payload IS NOT NULL FROM outbox") == [(1,)]


async def test_nobody_edits_a_message_of_someone_else_or_words_of_their_own(home: OpenHome, family: Visitor):
    other = await home.family()
    for _ in range(3):
        await other.types("您好")
    await family.types("您好")
    own_words = next(message["seq"] for message in family.seen if message["from"] == "me")

    await family.sends(an_event(kind="tap", data="door.menu::", on=other.last["seq"]))
    await family.sends(an_event(kind="tap", data="door.menu::", on=own_words))

    assert len(await home.read(other, 0)) == len(other.seen)
    assert any(message["seq"] == own_words for message in await home.read(family, 0))


async def test_the_same_event_sent_thrice_is_answered_thrice_and_handled_once(home: OpenHome, family: Visitor):
    event = an_event()

    answers = [await family.sends(event) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len([message for message in family.seen if message["from"] == "me"]) == 1


@pytest.mark.parametrize("seq", [True, 1.5, "1", None, [], -1, 0, 2**60])
async def test_a_number_that_no_message_has_is_seen_by_nobody(home: OpenHome, family: Visitor, seq: Any):
    answer = await family.post("seen", {"seq": seq})

    assert answer.status_code == 204
    assert await rows(home, "SELECT DISTINCT state FROM outbox") == [("stored",)]


async def test_what_the_page_has_shown_is_seen(home: OpenHome, family: Visitor):
    await family.types("您好")

    await family.post("seen", {"seq": 1})

    assert await rows(home, "SELECT state FROM outbox WHERE origin = 'home' ORDER BY seq") == [("seen",), ("stored",)]
