"""Photos and voice messages over HTTP, as the page sends them and as somebody else might; and files in parts."""

import uuid

import pytest

from bot.limits import Limits
from bot.media import MOST_BYTES
from bot.web.files import file_response
from bot.web.limits import MEDIA_OF_A_VISIT
from tests.chat import OpenHome, Visitor
from tests.some_media import a_photo, a_voice, a_zip
from tests.web.a_request import BYTES, Hand, rows, sends_media


async def test_the_same_voice_message_sent_twice_is_answered_twice_and_heard_once(home: OpenHome, family: Visitor):
    spoken, event_id = a_voice(), str(uuid.uuid4())

    answers = [await sends_media(family, "voice", spoken, id=event_id) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    mine = [message for message in family.seen if message["from"] == "me"]
    assert [(message["media"], message["text"]) for message in mine] == [("voice", ["一段语音（2秒）"])]
    assert await rows(home, "SELECT state FROM inbox WHERE event_id LIKE '%-%'") == [("done",)]


@pytest.mark.parametrize(
    ("kind", "content", "status", "words"),
    [
        ("photo", b"", 422, "没有收到"), ("photo", a_zip(), 422, "打不开"),
        ("photo", a_photo()[:900], 422, "没有传完整"),
        ("voice", b"", 422, "没有声音"), ("voice", a_photo(), 422, "播不出来"),
        ("photo", b"x" * (MOST_BYTES + 1), 413, "太大"), ("voice", b"x" * (MOST_BYTES + 1), 413, "太大"),
    ],
    ids=lambda each: f"{len(each)} bytes" if isinstance(each, bytes) else None,
)  # fmt: skip
async def test_what_cannot_be_taken_is_refused_in_a_sentence_and_leaves_nothing(
    home: OpenHome, family: Visitor, kind: str, content: bytes, status: int, words: str
):
    before = await rows(home, "SELECT count(*) FROM inbox")

    answer = await sends_media(family, kind, content)

    assert answer.status_code == status
    assert words in answer.json()["message"]
    assert await rows(home, "SELECT count(*) FROM inbox") == before


async def test_the_sentence_speaks_the_readers_language(family: Visitor):
    english = BYTES | {"Accept-Language": "en"}

    answer = await family.client.post("/family/media?kind=photo&id=12345678", content=b"", headers=english)

    assert answer.json()["message"].startswith("No photo arrived")


@pytest.mark.parametrize(
    "query", [{"kind": "film"}, {"kind": ""}, {"id": "short"}, {"id": "x" * 65}, {"id": "名字名字名字名字"}]
)
async def test_what_is_no_event_is_not_even_read(family: Visitor, query: dict[str, str]):
    answer = await sends_media(family, query.pop("kind", "photo"), a_photo(), **query)

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Content-Type": "image/jpeg"},
        {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data"}, {"Content-Type": ""},
    ],
)  # fmt: skip
async def test_another_sites_page_sends_nothing_in_a_visitors_name(family: Visitor, headers: dict[str, str]):
    path = "/family/media?kind=photo&id=12345678"

    answer = await family.client.post(path, content=a_photo(), headers=BYTES | headers)

    assert answer.status_code == 403


async def test_without_a_visit_there_is_nobody_to_send_it(home: OpenHome):
    answer = await home.client().post("/family/media?kind=photo&id=12345678", content=a_photo(), headers=BYTES)

    assert answer.status_code == 401


async def test_a_visit_sends_only_so_many_and_then_waits_a_moment(home: OpenHome, family: Visitor):
    hand = Hand()
    home.app.web.state.chat.limits = Limits(hand)
    for _ in range(int(MEDIA_OF_A_VISIT.burst)):
        assert (await sends_media(family, "photo", a_photo())).status_code == 200

    refused = await sends_media(family, "photo", a_photo())

    assert refused.status_code == 429
    hand.now += refused.json()["retry_after"]
    assert (await sends_media(family, "photo", a_photo())).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "status", "content", "named"),
    [
        (None, 200, b"0123456789", None), ("bytes=0-1", 206, b"01", "bytes 0-1/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"), ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"), ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 200, b"0123456789", None), ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None), ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None), ("bytes=-0", 200, b"0123456789", None),
    ],
)  # fmt: skip
def test_a_player_gets_the_part_it_asks_for(wanted: str | None, status: int, content: bytes, named: str | None):
    answer = file_response(b"0123456789", "audio/mp4", "inline", wanted=wanted)

    assert (answer.status_code, bytes(answer.body), answer.headers.get("content-range")) == (status, content, named)
    assert answer.headers["accept-ranges"] == "bytes"
