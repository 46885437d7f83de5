"""News in the evening: the same for everybody who asked, once, and only when there is something new."""

import sqlite3
from pathlib import Path

import pytest

from bot.board.way_back import new_code
from storage import people, posts, retention
from storage.posts import NewLine
from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.colleagues import rows
from tests.handlers.on_the_page import asks, child, writes
from tests.handlers.test_privacy import taken_along

NEWS = "信箱里有新消息。"
LOOK = "写过信的小朋友可以打开自己的信箱看看。"
EVENING = "2026-12-01 18:45"
NEXT = "2026-12-02 18:45"
PHONE_OFF = "不用再告诉我"


async def hearer(home: OpenHome) -> Visitor:
    """Somebody who would like to hear."""
    visitor = await child(home)
    await visitor.taps("傍晚告诉我有新消息")
    await visitor.taps("好，告诉我")
    visitor.sees("好，有新消息，傍晚就告诉你")
    return visitor


async def answered(home: OpenHome, day: str = "2026-12-01") -> None:
    """Somebody's letter is answered on this day."""
    seal = home.app.turns.seal

    def answer(db: sqlite3.Connection) -> None:
        ref = posts.put_in(
            db, seal, NewLine("words", {"words": "面条"}), claim=new_code(), topic="food", level=None,
            not_for=frozenset(), day=day, promised_day=day,
        )  # fmt: skip
        posts.add_line(db, seal, ref, NewLine("words", {"words": "好"}), origin="home", day=day, by_role="duty")

    await home.app.turns.write(answer)


async def heard(visitor: Visitor) -> int:
    """How often somebody has read the news so far."""
    await visitor.look()
    return visitor.transcript().count(NEWS)


async def test_everybody_who_asked_reads_the_same(home: OpenHome):
    those = [await hearer(home), await hearer(home)]
    other = await child(home)
    await answered(home)
    await home.passes(EVENING)
    for visitor in those:
        assert await heard(visitor) == 1
        visitor.sees(NEWS, LOOK, "打开我的信箱", "你说了，我们做了", PHONE_OFF)

    assert await heard(other) == 0
    sql = "SELECT count(DISTINCT address_id), count(*) FROM outbox WHERE purpose = 'evening'"
    assert await rows(home, sql) == [(2, 2)]


async def test_it_comes_once_in_an_evening(home: OpenHome):
    visitor = await hearer(home)
    await answered(home)
    await home.passes("2026-12-01 18:00")
    assert await heard(visitor) == 0
    await home.passes(EVENING)
    await answered(home)
    await home.passes("2026-12-01 23:00")

    assert await heard(visitor) == 1


async def test_an_answer_after_the_evening_is_told_on_the_next_one_and_then_no_more(home: OpenHome):
    visitor = await hearer(home)
    await home.passes(EVENING)
    await answered(home)
    await home.passes("2026-12-02 12:00")
    assert await heard(visitor) == 0
    await home.passes(NEXT)
    assert await heard(visitor) == 1
    await home.passes("2026-12-03 18:45")

    assert await heard(visitor) == 1


async def test_a_day_without_anything_new_is_silent(home: OpenHome):
    visitor = await hearer(home)
    await home.passes(EVENING)

    assert await heard(visitor) == 0


async def test_a_promise_and_a_question_are_new_for_everybody_as_well(home: OpenHome):
    visitor = await hearer(home)
    await writes(home)
    await home.passes(EVENING)
    assert await heard(visitor) == 1
    await asks(home)
    await home.passes(NEXT)

    assert await heard(visitor) == 2


async def test_what_children_tap_is_no_news(home: OpenHome):
    await writes(home)
    await home.passes(EVENING)
    visitor = await hearer(home)
    other = await child(home)
    await other.taps("我也是")
    await home.passes(NEXT)

    assert await heard(visitor) == 0


async def test_it_is_stopped_with_one_tap(home: OpenHome):
    visitor = await hearer(home)
    await answered(home)
    await home.passes(EVENING)
    await visitor.look()
    await visitor.taps(PHONE_OFF)
    visitor.sees("好，不再告诉你了", "好，告诉我")
    await answered(home, "2026-12-02")
    await home.passes(NEXT)

    assert await heard(visitor) == 1
    assert await rows(home, "SELECT * FROM news") == []


@pytest.mark.page
async def test_on_a_page_that_stays_closed_one_message_lies_and_not_ten(home: OpenHome):
    visitor = await hearer(home)
    for day in ("2026-12-01", "2026-12-02", "2026-12-03"):
        await answered(home, day)
        await home.passes(f"{day} 18:45")

    assert await heard(visitor) == 1


async def test_after_a_restart_it_is_not_told_again(channel: str, tmp_path: Path):
    async with open_home(tmp_path, channel=channel) as home:
        visitor = await hearer(home)
        await answered(home)
        await home.passes(EVENING)
        assert await heard(visitor) == 1
    async with open_home(tmp_path, EVENING, channel=channel) as home:
        await home.passes("2026-12-01 19:30")

        assert await rows(home, "SELECT count(*) FROM outbox WHERE purpose = 'evening'") == [(1,)]


async def test_my_data_shows_that_it_was_asked_for(home: OpenHome):
    visitor = await hearer(home)
    await visitor.opens("privacy")
    visitor.sees("傍晚的消息：只记下谁想要，不想要了就删掉")
    await visitor.taps("看看留了我的什么")
    visitor.sees("傍晚的消息：要了")
    await visitor.taps("傍晚的消息")
    await visitor.taps(PHONE_OFF)
    await visitor.opens("privacy")
    await visitor.taps("看看留了我的什么")

    visitor.sees_no("傍晚的消息：要了")


@pytest.mark.page
async def test_it_is_in_the_file_that_is_taken_along(home: OpenHome):
    visitor = await hearer(home)

    assert (await taken_along(home, visitor))["news"] is True


async def test_the_wish_says_nothing_of_letters_and_has_no_clock(home: OpenHome):
    await hearer(home)
    columns = await rows(home, "SELECT name FROM pragma_table_info('news')")

    assert columns == [("person_id",)]


async def test_it_is_forgotten_with_the_person(home: OpenHome):
    await hearer(home)
    person = (await rows(home, "SELECT person_id FROM news"))[0][0]
    later = home.clock.now() + 40 * 24 * 3600
    await home.app.turns.write(lambda db: retention.delete_visitors(db, later))
    assert await rows(home, "SELECT count(*) FROM news") == [(1,)]  # who asked for something has left something
    await home.app.turns.write(lambda db: retention.forget_conversation(db, int(str(person))))

    assert await rows(home, "SELECT count(*) FROM news") == [(0,)]


async def test_it_is_forgotten_with_whoever_is_not_heard_of_any_more(home: OpenHome):
    await hearer(home)
    later = home.clock.now() + 400 * 24 * 3600
    await home.app.turns.write(lambda db: retention.forget_unused_people(db, later))

    assert await rows(home, "SELECT count(*) FROM news") == [(0,)]


async def test_whoever_left_for_good_is_told_nothing_and_taken_off_the_list(home: OpenHome):
    await hearer(home)
    address = (await rows(home, "SELECT max(id) FROM addresses"))[0][0]
    await home.app.turns.write(lambda db: people.end_visit(db, int(str(address))))
    await answered(home)
    await home.passes(EVENING)
    assert await rows(home, "SELECT count(*) FROM outbox WHERE purpose = 'evening'") == [(0,)]
    assert await rows(home, "SELECT count(*) FROM calls") == [(0,)]
    await home.passes("2026-12-02 04:00")

    assert await rows(home, "SELECT count(*) FROM news") == [(0,)]
