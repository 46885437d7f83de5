"""What people do on the fake Telegram reaches a bot as updates that python-telegram-bot reads whole."""

from collections.abc import Callable
from operator import attrgetter

import pytest
from telegram import Bot, Update

from tests.a_number import MOBILE
from tests.telegram.bot_api import TOKEN, BotApi, Person

NEWS: list[tuple[str, Callable[[Person], object], object]] = [
    ("message.text", lambda she: she.starts("stay_1"), "/start stay_1"),
    ("message.text", lambda she: she.writes("二十"), "二十"),
    ("message.contact.phone_number", lambda she: she.shares_contact(MOBILE), MOBILE),
    ("message.contact.user_id", lambda she: she.shares_contact(MOBILE, own=False), None),
    ("message.caption", lambda she: she.sends_photo(caption="看"), "看"),
    ("message.voice.mime_type", lambda she: she.sends_voice(seconds=7), "audio/ogg"),
    ("message.document.file_name", lambda she: she.sends_document("a.pdf", b"%PDF"), "a.pdf"),
    ("message.sticker.emoji", lambda she: she.sends_sticker(), "👍"),
    ("message.poll.question", lambda she: she.sends_poll("周几？"), "周几？"),
    ("message.location.latitude", lambda she: she.sends_location(30.0, 120.0), 30.0),
    ("message.forward_origin.sender_user_name", lambda she: she.forwards("听说", "邻居"), "邻居"),
    ("edited_message.text", lambda she: she.edits(she.writes("二"), "三"), "三"),
    ("my_chat_member.new_chat_member.status", lambda she: she.blocks(), "kicked"),
    ("my_chat_member.new_chat_member.status", lambda she: (she.blocks(), she.unblocks()), "member"),
    ("message.chat.title", lambda she: she.starts_in_group("家长群"), "家长群"),
]


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
def mother(api: BotApi) -> Person:
    return api.user("小晴妈妈")


def read(api: BotApi) -> list[Update]:
    """Everything in the queue, as the library reads it."""
    return [update for raw in api.updates if (update := Update.de_json(dict(raw), Bot(TOKEN)))]


@pytest.mark.parametrize(("where", "does", "expected"), NEWS)
def test_everything_a_person_can_do_is_read(api, mother, where, does, expected):
    does(mother)

    newest = read(api)[-1]
    assert attrgetter(where)(newest) == expected
    assert newest.effective_user.language_code == "zh-hans"


def test_an_own_number_says_whose_it_is(api, mother):
    mother.shares_contact(MOBILE)

    (update,) = read(api)
    assert update.message.contact.user_id == update.effective_user.id == mother.id


def test_a_deep_link_is_a_command(api, mother):
    mother.starts("stay_1")

    (update,) = read(api)
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    with pytest.raises(AssertionError, match="no link can carry"):
        mother.starts("预约")


def test_a_channel_post_comes_from_nobody(api):
    api.channel_post("通知")

    (update,) = read(api)
    assert (update.channel_post.text, update.effective_user) == ("通知", None)


def test_an_update_that_the_library_cannot_read(api, mother):
    api.sends_unparsable(mother)

    with pytest.raises(TypeError):
        read(api)


def test_an_update_of_a_kind_that_nobody_knows(api):
    api.sends_unknown()

    (update,) = read(api)
    assert set(update.api_kwargs) == {"telepathy"}


def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(api, mother):
    group = mother.starts_in_group()
    api.updates.clear()

    mother.writes("谁去接孩子？", to=group)
    mother.writes("/help", to=group)

    assert [update.message.text for update in read(api)] == ["/help"]
    assert len(group.chat) == 4


def test_a_button_tells_only_what_it_carries(api, mother):
    mother.starts()
    row = [{"text": "好", "callback_data": "a:1"}, {"text": "网页", "url": "https://home.example"}]
    api.call("sendMessage", {"chat_id": mother.id, "text": "来吗？", "reply_markup": {"inline_keyboard": [row]}})

    mother.taps("好")
    mother.taps("a:1", on=mother.last)

    assert [update.callback_query.data for update in read(api)[1:]] == ["a:1", "a:1"]
    with pytest.raises(AssertionError, match="tells the bot nothing"):
        mother.taps("网页")
    with pytest.raises(AssertionError, match="no button “不”"):
        mother.taps("不")


def test_a_tap_on_a_message_that_is_gone(api, mother):
    mother.starts()
    api.call("sendMessage", {"chat_id": mother.id, "text": "来吗？"})
    old = mother.last
    mother.deletes(old)

    mother.forges("a:1", on=old)

    assert read(api)[-1].callback_query.message.is_accessible is False


def test_keys_in_place_of_the_letters_write_what_stands_on_them(api, mother):
    mother.starts()
    keys = {"keyboard": [["有", "没有"], [{"text": "发号码", "request_contact": True}]]}
    api.call("sendMessage", {"chat_id": mother.id, "text": "过敏吗？", "reply_markup": keys})

    assert mother.keyboard == [["有", "没有"], ["发号码"]]
    mother.taps("没有")
    with pytest.raises(AssertionError, match="shares_contact"):
        mother.taps("发号码")
    api.call("sendMessage", {"chat_id": mother.id, "text": "好。", "reply_markup": {"remove_keyboard": True}})

    assert mother.keyboard == []
    assert read(api)[-1].message.text == "没有"


def test_the_app_cuts_a_text_that_is_too_long(api, mother):
    mother.writes("长" * 5000)

    assert [len(update.message.text) for update in read(api)] == [4096, 904]


def test_after_a_week_of_silence_the_numbers_are_any_numbers(api, mother):
    mother.writes("一")
    api.restart_ids(at=7)
    mother.writes("二")

    first, second = read(api)
    assert second.update_id == 7 < first.update_id
