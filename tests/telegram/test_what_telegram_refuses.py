"""Every limit of the Bot API that our bot could run into, each refused in Telegram's own words."""

from typing import Any

import pytest

from tests.telegram.bot_api import BotApi, Person
from tests.telegram.floods import FloodControl

NEVER_STARTED = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
HOUR = 3600


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_764_550_800.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def api(clock: Clock) -> BotApi:
    return BotApi(clock=clock)


@pytest.fixture
def mother(api: BotApi) -> Person:
    person = api.user("小晴妈妈")
    person.starts()
    return person


def refused(api: BotApi, method: str, **params: Any) -> str:
    """Why a call is refused; an empty text if it is not."""
    status, body = api.call(method, params)
    assert body["ok"] == (status == 200)
    assert body.get("error_code", 200) == status
    return body.get("description", "")


def says(api: BotApi, person: Person, text: str = "你好", **more: Any) -> int:
    """Send a message that must go through; its number."""
    status, body = api.call("sendMessage", {"chat_id": person.id, "text": text, **more})
    assert status == 200, body
    return int(body["result"]["message_id"])


def inline(*buttons: dict[str, Any], a_row: int = 1) -> dict[str, Any]:
    rows = [list(buttons[start : start + a_row]) for start in range(0, len(buttons), a_row)]
    return {"inline_keyboard": rows}


def button(text: str = "好", **action: Any) -> dict[str, Any]:
    return {"text": text, **(action or {"callback_data": "a:1"})}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n ", "Bad Request: message text is empty"),
        ("<b></b>", "Bad Request: message text is empty"),
        ("x" * 4097, "Bad Request: message is too long"),
        ("🌈" * 2049, "Bad Request: message is too long"),
        ("<b>x</b>" + "x" * 4095, ""),
        ("&lt;" * 4096, ""),
        ("<b>x", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("彩<p>x</p>", "Bad Request: can't parse entities: Unsupported start tag \"p\" at byte offset 3"),
        ("x</b>", "Bad Request: can't parse entities: Unexpected end tag at byte offset 1"),
        ("3 < 4", "Bad Request: can't parse entities: Unsupported start tag \"\" at byte offset 2"),
        ("<3", "Bad Request: can't parse entities: Unclosed start tag at byte offset 0"),
        ("<b><i>x</b></i>",
         "Bad Request: can't parse entities: Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\""),
        ("<span>x</span>",
         "Bad Request: can't parse entities: Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
    ],
)  # fmt: skip
def test_texts(api, mother, text, why):
    assert refused(api, "sendMessage", chat_id=mother.id, text=text, parse_mode="HTML") == why


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (inline(button(callback_data="x" * 64)), ""),
        (inline(button(callback_data="x" * 65)), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="彩" * 22)), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="")), "BUTTON_DATA_INVALID"),
        (inline(button(text="")), "inline keyboard button text must be non-empty"),
        (inline({"text": "好"}),
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (inline(button(callback_data="a", url="https://home.example")),
         "can't parse inline keyboard button: url and callback_data are mutually exclusive"),
        (inline(button(url="http://localhost:8080/")),
         "inline keyboard button URL 'http://localhost:8080/' is invalid: Wrong HTTP URL"),
        (inline(button(web_app={"url": "http://home.example"})),
         "inline keyboard button Web App URL 'http://home.example' is invalid: Only HTTPS links are allowed"),
        (inline(button(copy_text={"text": "x" * 257})), "BUTTON_COPY_TEXT_INVALID"),
        (inline(button(callback_data="a", style="danger")), ""),
        (inline(button(callback_data="a", style="pink")),
         "can't parse inline keyboard button: invalid button style specified"),
        (inline(*[button()] * 100), ""),
        (inline(*[button()] * 101), "reply markup is too long"),
        (inline(*[button()] * 9, a_row=8), ""),
        (inline(*[button()] * 9, a_row=9), "reply markup is too long"),
        ({"keyboard": [["好", {"text": "号码", "request_contact": True}]]}, ""),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[{"text": "x", "request_contact": True, "request_location": True}]]},
         "can't parse keyboard button: request_contact and request_location are mutually exclusive"),
        ({"buttons": []}, "object expected as reply markup"),
        ('{"inline_keyboard": ', "can't parse reply_markup JSON object"),
    ],
)  # fmt: skip
def test_keyboards(api, mother, markup, why):
    wanted = why and f"Bad Request: {why}"

    assert refused(api, "sendMessage", chat_id=mother.id, text="来吗？", reply_markup=markup) == wanted


def test_edits(api, mother):
    own = mother.writes("二十")
    plain = says(api, mother, "来吗？", reply_markup=inline(button()))
    with_keys = says(api, mother, "号码？", reply_markup={"keyboard": [["好"]]})
    _, picture = api.call("sendPhoto", {"chat_id": mother.id}, {"photo": ("a.png", b"\x89PNG\r\n\x1a\n", "image/png")})

    def edit(message_id: int, text: str, **more: Any) -> str:
        return refused(api, "editMessageText", chat_id=mother.id, message_id=message_id, text=text, **more)

    assert edit(99_999, "x") == "Bad Request: message to edit not found"
    assert edit(own.message_id, "x") == "Bad Request: message can't be edited"
    assert edit(with_keys, "x", reply_markup=inline(button())) == "Bad Request: message can't be edited"
    assert edit(picture["result"]["message_id"], "x") == "Bad Request: there is no text in the message to edit"
    assert edit(plain, "x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    assert edit(plain, "x", reply_markup={"keyboard": [["好"]]}) == "Bad Request: inline keyboard expected"
    assert edit(plain, "来吗？", reply_markup=inline(button())).startswith("Bad Request: message is not modified: ")
    assert edit(plain, "来吗？") == "", "the keyboard was not sent again: it goes"
    assert mother.chat[2].labels == []
    again = refused(api, "editMessageReplyMarkup", chat_id=mother.id, message_id=plain)
    assert again.startswith("Bad Request: message is not modified: ")
    assert refused(api, "editMessageText", text="x", chat_id=mother.id) == (
        "Bad Request: message identifier is not specified"
    )


def test_an_edit_that_only_changes_the_looks_is_a_change(api, mother):
    number = says(api, mother, "来吗？")

    assert refused(api, "editMessageText", chat_id=mother.id, message_id=number, text="<b>来吗？</b>",
                   parse_mode="HTML") == ""  # fmt: skip
    assert refused(api, "editMessageText", chat_id=mother.id, message_id=number, text="来吗？") == ""


def test_deletions(api, clock, mother):
    old = says(api, mother, "一")
    clock.now += 48 * HOUR
    new = says(api, mother, "二")

    def delete(number: int) -> str:
        return refused(api, "deleteMessage", chat_id=mother.id, message_id=number)

    assert delete(old) == "Bad Request: message can't be deleted for everyone"
    assert delete(new) == ""
    assert delete(new) == "Bad Request: message to delete not found"
    assert refused(api, "deleteMessages", chat_id=mother.id, message_ids=list(range(101))) == (
        "Bad Request: too many message identifiers specified"
    )
    assert [message.text for message in mother.chat] == ["/start", "一"]


def test_answers_to_taps(api, clock, mother):
    says(api, mother, reply_markup=inline(button("好")))
    first, second = mother.taps("好"), mother.taps("好")

    assert refused(api, "answerCallbackQuery", callback_query_id=first, text="x" * 201).endswith("MESSAGE_TOO_LONG")
    assert refused(api, "answerCallbackQuery", callback_query_id=first, text="x" * 200) == ""
    assert refused(api, "answerCallbackQuery", callback_query_id=first) == TOO_OLD
    clock.now += 15 * 60 + 1
    assert refused(api, "answerCallbackQuery", callback_query_id=second) == TOO_OLD
    assert refused(api, "answerCallbackQuery", callback_query_id="1") == TOO_OLD


def test_people_who_cannot_be_reached(api, mother):
    stranger = api.user("陌生人")

    def say(chat_id: int | str) -> str:
        return refused(api, "sendMessage", chat_id=chat_id, text="你好")

    assert say("") == "Bad Request: chat_id is empty"
    assert say(1) == "Bad Request: chat not found"
    assert say(stranger.id) == NEVER_STARTED
    mother.blocks()
    assert say(mother.id) == BLOCKED
    mother.unblocks()
    assert say(mother.id) == ""
    mother.deactivates()
    assert say(mother.id) == "Forbidden: user is deactivated"


def test_floods(api, clock, mother):
    floods = api.floods = FloodControl(clock, burst=3)
    params = {"chat_id": mother.id, "text": "你好"}
    for _ in range(3):
        says(api, mother)

    status, body = api.call("sendMessage", params)

    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    clock.now += 1
    says(api, mother)
    assert [chat for _, chat in floods.violations] == [mother.id]


def test_thirty_a_second_in_all(api, clock):
    floods = api.floods = FloodControl(clock)
    families = [api.user(f"家{number}") for number in range(31)]
    for family in families:
        family.starts()
    for family in families[:30]:
        says(api, family)

    assert refused(api, "sendMessage", chat_id=families[30].id, text="你好") == "Too Many Requests: retry after 1"
    clock.now += 1
    says(api, families[30])
    assert len(floods.violations) == 1


def test_twenty_a_minute_in_a_group(api, clock, mother):
    api.floods = FloodControl(clock)
    group = mother.starts_in_group()

    def say() -> str:
        clock.now += 1
        return refused(api, "sendMessage", chat_id=group.room.id, text="你好")

    assert [say() for _ in range(21)] == [""] * 20 + ["Too Many Requests: retry after 40"]
