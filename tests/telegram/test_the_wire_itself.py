"""The fake Telegram itself, with python-telegram-bot's own Bot at its two doors: in this process, and over HTTP."""

from io import BytesIO

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.doors import in_process, over_http
from tests.telegram.over_http import read_body, serve

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("好", callback_data="a.yes:1"), InlineKeyboardButton("不", callback_data="a.no:1")]]
)


DOORS = pytest.mark.parametrize("door", [in_process, over_http])


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@DOORS
async def test_what_the_bot_sends_is_what_the_person_sees(api, door):
    mother = api.user("小晴妈妈")
    mother.starts()

    async with door(api) as bot:
        await bot.send_message(mother.id, "<b>两晚</b> &amp; 早餐", parse_mode="HTML", reply_markup=YES_NO)
        await bot.send_document(mother.id, b"BEGIN:VCALENDAR\r\n", filename="预约.ics", caption="日历")
        await bot.send_venue(mother.id, 31.2, 121.4, "彩虹坡道", "坡道路1号")

    text, document, venue = mother.chat[1:]
    assert (text.text, text.html, text.labels) == ("两晚 & 早餐", "<b>两晚</b> &amp; 早餐", ["好", "不"])
    assert (document.text, document.file.name, document.file.content) == ("日历", "预约.ics", b"BEGIN:VCALENDAR\r\n")
    assert venue.venue["title"] == "彩虹坡道"


@DOORS
async def test_a_tap_comes_up_and_is_answered_and_its_message_edited(api, door):
    mother = api.user("小晴妈妈")
    mother.starts("stay_1")

    async with door(api) as bot:
        await bot.send_message(mother.id, "来吗？", reply_markup=YES_NO)
        mother.taps("好")
        start, tap = await bot.get_updates()
        await tap.callback_query.answer("记下了", show_alert=True)
        await tap.callback_query.edit_message_text("记下了。")

    assert (start.message.text, tap.callback_query.data) == ("/start stay_1", "a.yes:1")
    assert mother.popups[0].text == "记下了"
    assert mother.popups[0].alert
    assert (mother.last.text, mother.last.labels, api.unanswered) == ("记下了。", [], [])


@DOORS
async def test_a_picture_can_be_fetched(api, door):
    mother = api.user("小晴妈妈")
    mother.sends_photo(b"\xff\xd8\xff\x00\r\n--")

    async with door(api) as bot:
        (update,) = await bot.get_updates()
        file = await bot.get_file(update.message.photo[-1].file_id)
        content = await file.download_as_bytearray()

    assert bytes(content) == b"\xff\xd8\xff\x00\r\n--"


@DOORS
async def test_the_wrong_token_opens_nothing(api, door):
    with pytest.raises(InvalidToken):
        async with door(api, token="1:another"):
            pass


@DOORS
async def test_refusals_arrive_as_python_telegram_bot_knows_them(api, door, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else RetryAfter warns as it is made
    stranger, friend = api.user("陌生人"), api.user("小晴妈妈")
    friend.starts()
    api.faults["sendMessage"].extend([(429, "Too Many Requests: retry after 7"), (502, "Bad Gateway")])

    async with door(api) as bot:
        with pytest.raises(RetryAfter) as late:
            await bot.send_message(friend.id, "你好")
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(friend.id, "你好")
        with pytest.raises(Forbidden, match="can't initiate conversation"):
            await bot.send_message(stranger.id, "你好")
        with pytest.raises(BadRequest, match="unsupported start tag"):
            await bot.send_message(friend.id, "<p>你好</p>", parse_mode="HTML")

    assert late.value.retry_after.total_seconds() == 7


@DOORS
async def test_an_answer_that_is_lost_was_still_given(api, door):
    mother = api.user("小晴妈妈")
    mother.starts()
    api.faults["sendMessage"].extend(["timeout before", "timeout after", "cut"])

    async with door(api) as bot:
        for text, lost in (("一", TimedOut), ("二", TimedOut), ("三", NetworkError)):
            with pytest.raises(lost):
                await bot.send_message(mother.id, text, read_timeout=0.2)

    assert [message.text for message in mother.chat] == ["/start", "二", "三"]


async def test_the_server_takes_json_forms_and_queries(api):
    mother = api.user("小晴妈妈")
    mother.starts()

    async with serve(api) as base, httpx.AsyncClient(base_url=f"{base}/bot{TOKEN}") as client:
        said = {"chat_id": mother.id, "text": "一", "reply_markup": YES_NO.to_dict()}
        answers = [
            await client.post("/sendMessage", json=said),
            await client.post("/sendmessage", data={"chat_id": mother.id, "text": "二"}),
            await client.get("/sendMessage", params={"chat_id": mother.id, "text": "三"}),
            await client.post("/sendMessage", content=b"{", headers={"Content-Type": "application/json"}),
            await client.post("/sendMessage", json=["x"]),
            await client.post("/sendTelepathy"),
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 400, 400, 404]
    assert answers[-1].json() == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert [message.text for message in mother.chat[1:]] == ["一", "二", "三"]


@given(content=st.binary(), name=st.text("预约ab.-", min_size=1), text=st.text())
def test_a_file_goes_through_a_form_unharmed(content, name, text):
    request = httpx.Request("POST", "http://x", data={"caption": text}, files={"document": (name, BytesIO(content))})

    params, files = read_body(request.headers["Content-Type"], request.read())

    assert params["caption"] == text
    assert files["document"][:2] == (name, content)


def test_a_name_that_was_coded_stays_so_as_on_the_real_server():
    written = b"--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"%E9.ics\"\r\n\r\nx\r\n--b--\r\n"

    _params, files = read_body("multipart/form-data; boundary=b", written)
    params, none = read_body("multipart/form-data; boundary=b", written.replace(b'filename="', b"filename*=\"utf-8''"))

    assert files["document"][:2] == ("%E9.ics", b"x")
    assert (params, none) == ({"document": "x"}, {})
