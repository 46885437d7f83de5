"""A grandmother who cannot type answers by voice or with a photo; whoever handles the booking hears and sees it."""

import json
from pathlib import Path

import pytest

from bot.chat import Event
from bot.media import clean
from bot.turns import Arrival
from storage import attachments
from tests.chat import OpenHome, Visitor, local
from tests.handlers.booked import books, ref_of, staff_decides
from tests.handlers.colleagues import acts, opens_the_card
from tests.some_media import WHERE, a_photo, a_voice
from tests.test_secrets import on_the_disk
from tests.web.a_request import rows, sends_media

QUESTION = "孩子坐轮椅来吗？"


async def asked(home: OpenHome) -> tuple[Visitor, Visitor, str]:
    """A family at the question of a colleague, ready to answer."""
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await therapist.taps("问家里人")
    await therapist.types(QUESTION)
    await family.look()
    ref = ref_of(family)
    await family.taps("回答")
    return family, therapist, ref


async def says(family: Visitor, seconds: float = 3) -> None:
    answer = await sends_media(family, "voice", a_voice("webm", seconds))
    assert answer is None or answer.status_code == 200, answer.text


async def fetched(visitor: Visitor, file: dict[str, str]) -> tuple[int, str, bytes]:
    """A file of a screen, as the page fetches it."""
    answer = await visitor.client.get(f"/{visitor.door}/files/{file['flow']}/{file['ref']}/{file['name']}")
    return answer.status_code, answer.headers["Content-Type"], answer.content


async def opens_again(home: OpenHome, colleague: Visitor) -> None:
    home.clock.instant += 60
    await opens_the_card(colleague)


@pytest.mark.page
async def test_the_question_says_that_it_may_be_answered_by_voice_or_with_a_photo(home: OpenHome):
    family, _therapist, _ref = await asked(home)

    assert family.last["ask"]["accepts"] == ["voice", "photo"]


async def test_an_answer_by_voice_is_played_on_the_card(home: OpenHome):
    family, therapist, ref = await asked(home)

    await says(family)

    family.sees("谢谢", "您的回答我们收到了")
    if home.channel == "web":  # in a chat app it stands in the chat anyway
        assert [message["text"] for message in family.seen if message["from"] == "me"][-1] == ["一段语音（3秒）"]
    await therapist.look()
    therapist.sees(f"家里人回话了：{ref}")
    await opens_again(home, therapist)
    therapist.sees(f"我们问：{QUESTION}", "家里人答：一段语音（3秒）", "🎤 一段语音（3秒）", "请把语音听完")
    (file,) = therapist.last["files"]
    status, media_type, content = await fetched(therapist, file)
    assert (status, media_type) == (200, "audio/mp4")
    assert content[4:8] == b"ftyp"
    assert "booking.answered" in await acts(home, ref)


async def test_a_photo_is_shown_on_the_card_and_does_not_say_where_it_was_taken(home: OpenHome):
    family, therapist, _ref = await asked(home)

    await sends_media(family, "photo", a_photo())

    family.sees("谢谢")
    await opens_again(home, therapist)
    therapist.sees("家里人答：一张照片", "📷 一张照片")
    therapist.sees_no("请把语音听完")
    status, media_type, content = await fetched(therapist, therapist.last["files"][0])
    assert (status, media_type) == (200, "image/jpeg")
    assert WHERE.encode() not in content


async def test_a_later_answer_in_words_takes_the_place_of_the_one_by_voice(home: OpenHome):
    family, therapist, _ref = await asked(home)
    await says(family)
    ((question,),) = await rows(home, "SELECT ref FROM questions")
    await family.taps_data(f"questions.answer:{question}:")

    await family.types("不坐了，抱着来。")

    await opens_again(home, therapist)
    therapist.sees("家里人答：不坐了，抱着来。")
    assert "files" not in therapist.last
    assert await rows(home, "SELECT * FROM attachments") == []


@pytest.mark.page
async def test_the_answer_is_for_the_family_and_for_whoever_handles_the_booking_alone(home: OpenHome):
    family, therapist, _ref = await asked(home)
    await says(family)
    await opens_again(home, therapist)
    (file,) = therapist.last["files"]

    for visitor, may in (
        (family, True), (therapist, True), (await home.staff("head"), True), (await home.family(), False),
        (await home.staff("coordinator"), False), (await home.staff("care_lead"), False),
    ):  # fmt: skip
        assert (await fetched(visitor, file))[0] == (200 if may else 404)


@pytest.mark.parametrize("ref", ["AAAAAAAAAA", "x", "' OR 1=1"])
async def test_a_file_that_is_none_is_no_file(home: OpenHome, ref: str):
    _family, therapist, _ref = await asked(home)

    status, _type, _content = await fetched(therapist, {"flow": "questions", "ref": ref, "name": "x"})

    assert status == 404


@pytest.mark.page
async def test_what_belongs_to_nothing_yet_is_shown_to_nobody(home: OpenHome):
    family, therapist, _ref = await asked(home)
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: attachments.keep(
        db, seal, "LOOSE", kind="photo", media_type="image/jpeg", content=b"x", seconds=0, person_id=1, day="2026-12-01"
    ))  # fmt: skip

    for visitor in (family, therapist):
        assert (await fetched(visitor, {"flow": "questions", "ref": "LOOSE", "name": "x"}))[0] == 404


@pytest.mark.page
async def test_outside_a_question_that_takes_it_nothing_is_kept_and_a_way_is_shown(home: OpenHome):
    family, _therapist, _ref = await asked(home)
    sent = [await sends_media(await home.family(), "voice", a_voice())]
    await family.opens("respite")
    await family.taps("小晴")

    sent.append(await sends_media(family, "photo", a_photo()))

    assert [answer.status_code for answer in sent] == [200, 200]
    family.sees("这一步收不了语音和照片", "打字", home.app.home.phone)
    family.sees("☑小晴", "选好了")
    assert await rows(home, "SELECT * FROM attachments") == []


@pytest.mark.page
async def test_words_that_came_with_a_photo_are_read_like_any_others(home: OpenHome):
    """A channel may bring both in one; what is typed there is not lost, and words of danger are seen."""
    family, therapist, _ref = await asked(home)
    token = next(cookie.value for cookie in family.client.cookies.jar)
    arrival = Arrival(
        "web", str(token), "with-words", Event("media", "轮椅是这样的，我不想活了"), b"raw",
        media=await clean("photo", a_photo()),
    )  # fmt: skip
    await home.app.turns.hear(arrival)

    await family.look()
    family.sees("这件事不用一个人扛")
    assert await rows(home, "SELECT count(*) FROM concerns") == [(1,)]
    await opens_again(home, therapist)
    therapist.sees("轮椅是这样的", "📷 一张照片")


@pytest.mark.page
async def test_an_answer_whose_turn_fails_is_kept_and_taken_with_the_next_try(home: OpenHome):
    family, therapist, _ref = await asked(home)
    broken = "CREATE TRIGGER broken BEFORE UPDATE ON questions BEGIN SELECT RAISE(ABORT, 'broken'); END"
    await home.app.turns.write(lambda db: db.execute(broken).rowcount)

    await says(family)

    assert await rows(home, "SELECT kind, object FROM attachments") == [("voice", None)]
    assert await rows(home, "SELECT state FROM inbox WHERE state <> 'done'") == [("failed",)]
    await home.app.turns.write(lambda db: db.execute("DROP TRIGGER broken").rowcount)
    await home.passes("2026-12-01 09:01")
    await family.look()
    family.sees("谢谢")
    await opens_again(home, therapist)
    therapist.sees("家里人答：一段语音（3秒）")


async def test_forgetting_takes_the_answer_with_it(home: OpenHome):
    family, _therapist, ref = await asked(home)
    await says(family)
    await staff_decides(home, ref, "declined")

    home.clock.instant = local("2028-01-01 12:00")
    await home.app.ticks.catch_up()

    assert await rows(home, "SELECT * FROM attachments") == []


@pytest.mark.page
async def test_the_family_reads_in_its_file_that_there_is_a_voice_message(home: OpenHome):
    family, _therapist, _ref = await asked(home)
    await says(family)
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("存成文件带走")
    await home.app.ticks.catch_up()
    await family.look()

    _status, _type, content = await fetched(family, family.last["files"][0])

    (question,) = json.loads(content)["bookings"][0]["questions"]
    assert question == {"question": QUESTION, "answer": "", "sent": [{"kind": "voice", "seconds": 3}]}


async def test_nothing_of_it_lies_in_the_clear_on_the_disk(home: OpenHome, tmp_path: Path):
    family, therapist, _ref = await asked(home)
    await says(family)
    await opens_again(home, therapist)
    _status, _type, content = await fetched(therapist, therapist.last["files"][0])

    kept = on_the_disk(tmp_path)

    assert [at for at in range(0, len(content) - 32, 500) if content[at : at + 32] in kept] == []
