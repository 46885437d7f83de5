"""What people with Telegram do and see, beyond what every channel can: their number, files, maps, links, and slips."""

import pytest

from storage import people
from tests.a_number import MOBILE
from tests.chat import OpenHome, open_home
from tests.handlers.a_family import asks, begins, comes_to_the_summary, decides, newest
from tests.handlers.booked import books
from tests.telegram.visitor import Texter, written


@pytest.fixture
async def home(tmp_path):
    async with open_home(tmp_path, channel="telegram") as opened:
        yield opened


@pytest.fixture
async def family(home: OpenHome) -> Texter:
    return await home.family()


async def does(family: Texter, act, *given, **more) -> None:
    """Something that a person does with the app, and what follows."""
    act(*given, **more)
    await family.look()


async def test_a_number_is_shared_with_the_large_button(home: OpenHome, family: Texter):
    await family.opens("human")
    await family.taps("请打电话给我")
    assert family.person.keyboard == [["☎️ 发送我的号码"]]

    await does(family, family.person.shares_contact, f"+86{MOBILE}")

    family.sees("我们会打给您", MOBILE)


async def test_the_large_button_is_gone_once_the_question_is_answered(home: OpenHome, family: Texter):
    await family.opens("human")
    await family.taps("请打电话给我")

    await family.taps("先不留号码")

    assert family.person.keyboard == []


async def test_a_day_that_cannot_be_chosen_says_so_and_changes_nothing(home: OpenHome, family: Texter):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("不，直接申请半天")
    before = written(family.person.last)

    await family.taps_data("calendar.no::")

    assert [popup.text for popup in family.person.popups if popup.text] == ["这一天不能选。"]
    assert before == written(family.person.last)


async def test_every_tap_is_answered_at_once(home: OpenHome, family: Texter):
    await asks(home, family, "半天")
    await family.taps_data("nonsense")

    assert home.api.unanswered == []


async def test_a_deep_link_opens_its_service(home: OpenHome):
    family = await home.family(wish="respite")

    family.sees("开始之前")


async def test_in_a_group_only_the_way_to_us_is_said_and_nothing_is_kept(home: OpenHome, family: Texter):
    group = family.person.starts_in_group("育儿群")
    family.person.writes("/start 我家孩子叫小晴", group)

    await family.look()

    [said] = [message.text for message in group.chat if message.by_bot]
    assert "t.me/" in said
    rows = await home.app.db.read(lambda db: db.execute("SELECT count(*) AS n FROM addresses").fetchone()["n"])
    assert rows == 1


async def test_commands_are_offered_in_each_language(home: OpenHome, family: Texter):
    english = home.texter("en")

    assert {"start", "respite", "urgent", "bookings", "privacy"} <= set(home.api.menu(family.person))
    assert home.api.menu(family.person) == home.api.menu(english.person)
    for command in home.api.menu(family.person)[1:]:
        await family.types(f"/{command}")
        family.sees_no("没看懂")


LANGUAGES = [("zh-hans", "欢迎"), ("zh-TW", "欢迎"), ("en-GB", "Welcome"), ("uk", "欢迎")]


@pytest.mark.parametrize(("code", "says"), LANGUAGES)
async def test_the_phones_language_is_ours_where_we_have_it(home: OpenHome, code: str, says: str):
    somebody = home.texter(code)
    somebody.person.starts()
    await somebody.look()

    somebody.sees(says)


async def test_the_notice_says_that_the_apps_company_keeps_it_too(home: OpenHome, family: Texter):
    await family.taps("预约喘息照料")

    family.sees("软件公司那里也会留一份")


async def test_a_message_that_was_edited_stays_one_message(home: OpenHome, family: Texter):
    before = len([message for message in family.person.chat if message.by_bot])

    await family.taps("预约喘息照料")
    await family.taps("同意")

    assert len([message for message in family.person.chat if message.by_bot]) == before


async def test_a_very_long_text_is_told_its_length(home: OpenHome, family: Texter):
    await family.types("长" * 4000)

    family.sees("4000")


async def test_news_reach_the_chat(home: OpenHome, family: Texter):
    await asks(home, family, "半天")
    await decides(home, await newest(home))

    await family.look()

    family.sees("定好了")


async def test_whoever_blocks_us_is_rung_about_and_healed_by_writing_again(home: OpenHome, family: Texter):
    booking = await asks(home, family, "半天")
    await does(family, family.person.blocks)
    await decides(home, booking)
    await home.telegram.settle()
    calls = await home.app.db.read(lambda db: [tuple(r) for r in db.execute("SELECT reason, object FROM calls")])
    assert calls == [("unreachable", f"booking {booking.ref}")]

    family.person.unblocks()
    await family.types("我的预约")

    family.sees("喘息照料·半天")
    address = await home.app.db.read(lambda db: people.last_address(db, 1))
    assert address is not None


async def test_a_whole_request_over_the_chat(home: OpenHome, family: Texter):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜")
    await family.taps("送出申请")

    family.sees("申请送出了", "取回码")
    assert (await newest(home)).kind == "night"


async def test_another_family_sees_nothing_of_it(home: OpenHome):
    first = await books(home)
    second = await home.family()

    await second.taps_data(f"bookings.show:{(await newest(home)).ref}:")

    second.sees("找不到")
    second.sees_no("小晴")
    assert first.has_seen("小晴")
