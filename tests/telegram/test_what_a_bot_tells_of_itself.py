"""Files, places, commands, webhooks and the rest of what the Bot API weighs, and HTML as its server reads it."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.bot_api import BotApi
from tests.telegram.formatting import LOOKS, parsed, units

MEGABYTE = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
LETTERS = st.characters(exclude_categories=["Cs"])


@pytest.fixture
def api() -> BotApi:
    return BotApi()


def refused(api: BotApi, method: str, files: dict[str, Any] | None = None, **params: Any) -> str:
    _status, body = api.call(method, params, files or {})
    return body.get("description", "")


@pytest.mark.parametrize(
    ("method", "part", "content", "why"),
    [
        ("sendDocument", "document", b"x", ""),
        ("sendDocument", "document", b"", "Bad Request: file must be non-empty"),
        ("sendDocument", "document", bytes(50 * MEGABYTE), ""),
        ("sendDocument", "document", bytes(50 * MEGABYTE + 1), "Request Entity Too Large"),
        ("sendDocument", "another", b"x", "Bad Request: there is no document in the request"),
        ("sendPhoto", "photo", PNG, ""),
        ("sendPhoto", "photo", b"<svg/>", "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendPhoto", "photo", PNG + bytes(10 * MEGABYTE),
         "Bad Request: file is too big for a photo; the maximum size is 10485760 bytes"),
        ("sendVoice", "voice", b"OggS", ""),
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else None,
)  # fmt: skip
def test_files(api, method, part, content, why):
    mother = api.user("小晴妈妈")
    mother.starts()
    files = {part: ("a.bin", content, "application/octet-stream")}

    assert refused(api, method, files, chat_id=mother.id) == why
    assert refused(api, method, files, chat_id=mother.id, caption="x" * 1025) != ""


def test_a_file_that_telegram_has_need_not_be_sent_again(api):
    mother = api.user("小晴妈妈")
    mother.sends_document("a.pdf", b"%PDF")
    known = mother.chat[0].document["file_id"]

    assert refused(api, "sendDocument", chat_id=mother.id, document=known) == ""
    assert mother.last.file.content == b"%PDF"
    assert refused(api, "sendDocument", chat_id=mother.id, document="no-such") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )


def test_a_file_that_is_too_big_cannot_be_fetched(api):
    mother = api.user("小晴妈妈")
    document = mother.sends_document("film.mp4", bytes(20 * MEGABYTE + 1)).document

    assert refused(api, "getFile", file_id=document["file_id"]) == "Bad Request: file is too big"
    assert refused(api, "getFile", file_id="no-such") == "Bad Request: invalid file_id"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ({"latitude": 31.2, "longitude": 121.4}, ""),
        ({"latitude": "-90", "longitude": "180"}, ""),
        ({"latitude": 90.1, "longitude": 121.4}, "Bad Request: wrong location specified"),
        ({"latitude": 31.2, "longitude": -180.1}, "Bad Request: wrong location specified"),
        ({"latitude": 31.2}, "Bad Request: longitude is empty"),
        ({"latitude": "north", "longitude": 1}, "Bad Request: can't parse latitude: expected a Number"),
        ({"latitude": 31.2, "longitude": 121.4, "title": " "}, "Bad Request: title is empty"),
    ],
)
def test_places(api, place, why):
    mother = api.user("小晴妈妈")
    mother.starts()
    named = {"title": "彩虹坡道", "address": "坡道路1号", **place}

    assert refused(api, "sendVenue", chat_id=mother.id, **named) == why


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ({"command": "my_stays", "description": "我的预约"}, ""),
        ({"command": "myStays", "description": "我的预约"}, "BOT_COMMAND_INVALID"),
        ({"command": "预约", "description": "我的预约"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "我的预约"}, "command length must not exceed 32"),
        ({"command": "x", "description": "x" * 257}, "command description length must not exceed 256"),
        ({"command": "x", "description": ""}, "command description must be non-empty"),
        ({"command": "x"}, 'can\'t parse BotCommand: Can\'t find field "description"'),
    ],
)
def test_commands(api, command, why):
    assert refused(api, "setMyCommands", commands=[command]) == (why and f"Bad Request: {why}")


def test_a_menu_for_everybody_and_one_for_a_language(api):
    general, chinese = [{"command": "help", "description": "Help"}], [{"command": "stay", "description": "喘息"}]
    mother, father = api.user("小晴妈妈"), api.user("Dad", language_code="en")

    assert refused(api, "setMyCommands", commands=general) == ""
    assert refused(api, "setMyCommands", commands=chinese, language_code="zh") == ""
    assert refused(api, "setMyCommands", commands=chinese, language_code="zh-hans") == (
        "Bad Request: invalid language code specified"
    )
    assert refused(api, "setMyCommands", commands=general, scope={"type": "chat"}) != ""
    assert refused(api, "setMyCommands", commands=general * 101) == "Bad Request: BOT_COMMANDS_TOO_MUCH"

    assert (api.menu(mother), api.menu(father)) == (["stay"], ["help"])
    api.call("deleteMyCommands", {"language_code": "zh"})
    assert api.menu(mother) == ["help"]


def test_descriptions(api):
    assert refused(api, "setMyShortDescription", short_description="x" * 121) != ""
    assert refused(api, "setMyDescription", description="x" * 513) != ""
    assert refused(api, "setMyDescription", description="免费的喘息照料", language_code="zh") == ""

    assert api.call("getMyDescription", {"language_code": "zh"})[1]["result"] == {"description": "免费的喘息照料"}


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("https://home.example/hook", "Az09_-", ""),
        ("http://127.0.0.1:8090/hook", "", ""),
        ("http://home.example/hook", "", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://home.example:8090/", "",
         "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ("https://home.example/hook", "open sesame", "secret token contains unallowed characters"),
        ("https://home.example/hook", "x" * 257, "secret token is too long"),
    ],
)  # fmt: skip
def test_webhooks(api, url, secret, why):
    assert refused(api, "setWebhook", url=url, secret_token=secret) == (why and f"Bad Request: {why}")


def test_reactions(api):
    mother = api.user("小晴妈妈")
    message = mother.writes("谢谢")

    def react(*emojis: str, on: int = message.message_id) -> str:
        reaction = [{"type": "emoji", "emoji": each} for each in emojis]
        return refused(api, "setMessageReaction", chat_id=mother.id, message_id=on, reaction=reaction)

    assert react("❤") == ""
    assert message.reactions == ["❤"]
    assert react("🌈") == "Bad Request: REACTION_INVALID"
    assert react("❤", "👍") == "Bad Request: REACTIONS_TOO_MANY"
    assert react("❤", on=1) == "Bad Request: message to react not found"


@given(st.text(LETTERS))
def test_escaped_text_comes_out_as_it_went_in(text):
    assert parsed(html.escape(text)) == (text, [])


@given(st.text(LETTERS), st.text(LETTERS, min_size=1), st.sampled_from(sorted(set(LOOKS) - {"a", "span", "tg-emoji"})))
def test_a_tag_marks_exactly_what_it_holds(before, within, tag):
    text, entities = parsed(f"{html.escape(before)}<{tag}>{html.escape(within)}</{tag}>")

    assert text == before + within
    assert entities == [{"type": LOOKS[tag], "offset": units(before), "length": units(within)}]


@given(st.text(LETTERS, min_size=1))
def test_a_link_keeps_its_address(address):
    _text, (entity,) = parsed(f'<a href="{html.escape(address)}">x</a>')

    assert entity == {"type": "text_link", "offset": 0, "length": 1, "url": address}


@given(st.text(st.sampled_from("<>/&;ablt \"=彩🌈")))
def test_whatever_comes_is_read_or_refused(source):
    _status, body = BotApi().call("sendMessage", {"chat_id": 1, "text": source, "parse_mode": "HTML"})

    assert body["description"].startswith(("Bad Request: can't parse entities: ", "Bad Request: chat not found",
                                           "Bad Request: message text is empty"))  # fmt: skip
