"""What nobody here can take: stickers, papers, changed and forwarded messages. Each gets a sentence that helps on."""

import pytest

from tests.chat import OpenHome, open_home
from tests.handlers.a_family import begins
from tests.telegram.visitor import Texter


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


@pytest.fixture
async def family(home: OpenHome) -> Texter:
    return await home.family()


async def does(family: Texter, act, *given) -> None:
    """Something that a person does with the app, and what follows."""
    act(*given)
    await family.look()


@pytest.mark.parametrize(
    ("sends", "says"),
    [
        ("sends_photo", "看不了照片"),
        ("sends_voice", "听不了语音"),
        ("sends_sticker", "只看得懂字"),
        ("sends_poll", "投票"),
        ("sends_location", "地图位置"),
    ],
)
async def test_what_cannot_be_taken_is_answered_kindly_and_the_form_stays(
    home: OpenHome, family: Texter, sends: str, says: str
):
    await begins(family, "小晴")

    await does(family, getattr(family.person, sends))

    family.sees(says, "您想歇多久？")


async def test_a_paper_is_not_wanted_as_a_file(home: OpenHome, family: Texter):
    await does(family, family.person.sends_document, "残疾人证.pdf", b"%PDF")

    family.sees("打不开文件", "不用发")


@pytest.mark.parametrize(("becomes", "says"), [("喘息照料", "改之前的那句"), ("我不想活了", "110")])
async def test_a_changed_message_is_asked_for_anew_and_read_for_danger(
    home: OpenHome, family: Texter, becomes: str, says: str
):
    message = family.person.writes("喘息")
    await family.look()

    await does(family, family.person.edits, message, becomes)

    family.sees(says)


async def test_what_is_forwarded_is_asked_for_in_ones_own_words(home: OpenHome, family: Texter):
    await does(family, family.person.forwards, "转发：孩子补贴新政策")

    family.sees("转发来的消息")
