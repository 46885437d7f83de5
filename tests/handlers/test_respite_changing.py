"""Answers and a world that change while the form is filled in; what is sent, and in which language."""

from datetime import date
from pathlib import Path

import pytest

from bot.app import sections
from bot.chat import Event, Turn
from bot.fields import AskAgain
from bot.mistakes import HomeMistakes
from bot.profile import load_home
from bot.settings import SAMPLE_HOME
from handlers import respite
from handlers.respite import questions
from storage import children, people, places
from tests.a_number import MOBILE, grouped
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import (
    FRIDAY,
    asks,
    begins,
    closes,
    comes_to_the_summary,
    everything,
    newest,
)


async def test_an_answer_is_changed_in_the_summary(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜", FRIDAY, nights=2)
    await family.taps("改：几晚")
    await family.taps("1晚")

    family.sees("1晚，到12月12日（周六）")

    await family.taps("送出申请")

    family.sees("12月12日（周六） 中午12:00")


async def test_another_kind_asks_only_for_what_it_needs(family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "过夜", FRIDAY)
    await family.taps("改：来多久")
    await family.taps("首次见面")

    family.sees("几点来？")

    await family.taps("下午2:00")

    family.sees("时间：下午2:00")
    family.sees_no("几晚")


async def test_midnight_passes_and_the_day_is_asked_again(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天", "2026-12-02")
    await home.passes("2026-12-03 09:00")
    await family.taps("送出申请")

    family.sees("已经过去", "哪天来？")
    assert await everything(home) == []


async def test_the_day_fills_up_between_looking_and_sending(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天")
    await closes(home, "day-room", FRIDAY, capacity=0)
    await family.taps("送出申请")

    family.sees("日间喘息活动室", "候补")
    assert await everything(home) == []

    await family.taps("候补")
    await family.taps("送出申请")

    family.sees("候补", "第1位")


async def test_a_day_that_is_closed_meanwhile_is_asked_again_with_its_reason(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天")
    await closes(home, "day-room", FRIDAY, closed=True)
    await family.taps("送出申请")

    family.sees("不开放", "哪天来？")


async def test_two_taps_on_send_make_one_booking(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await comes_to_the_summary(family, "半天")
    _message, send = family.button("送出申请")
    await family.taps_data(send["data"])
    await family.taps_data(send["data"])

    assert len(await everything(home)) == 1


async def test_an_appointment_that_has_begun_is_not_offered_any_more(home: OpenHome, family: Visitor):
    await home.passes("2026-12-01 14:30")
    await begins(family, "小晴")
    await family.taps("首次见面")
    await family.types("今天")

    assert family.offered()[0].startswith("下午3:30")

    await home.passes("2026-12-01 15:40")
    await family.taps("下午3:30")

    assert family.day("2026-12-01")["state"] in ("past", "closed")


async def test_points_are_public_and_put_a_request_further_up(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天", points="单亲")

    family.sees("单亲，或只有一个人照顾")
    assert booking.priority == 3


async def test_notes_are_read_back_and_seen_on_the_card(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.picks(FRIDAY)
    await family.types("怕大声")
    await family.taps("都没有")
    await family.types(grouped(MOBILE))

    family.sees("怕大声", grouped(MOBILE))

    await family.taps("送出申请")

    family.sees("要我们知道的：怕大声")
    assert (await newest(home)).details


async def test_a_kind_that_the_home_has_given_up_is_still_respite_care(home: OpenHome, family: Visitor):
    booking = await asks(home, family, "半天")
    await home.app.turns.write(lambda db: db.execute("UPDATE bookings SET kind = 'evening'"))
    await family.taps_data(f"bookings.show:{booking.ref}:")

    family.sees("喘息照料")
    family.sees_no("evening")

    again = await asks(home, family, "半天", "2026-12-12")

    assert again.state == "held"


async def test_english_reads_as_english(home: OpenHome):
    family = await home.family("en-GB")
    await family.opens("respite")

    family.sees("Before we begin", "I agree")

    await family.taps("I agree")
    await family.taps("Add my child")
    await family.types("Qing")
    for label in ("Father or mother", "4–6 years", "Autism", "Done", "Yes, that is right", "Done", "Overnight"):
        await family.taps(label)

    family.sees("Before the first “Overnight” comes “First visit”")

    await family.taps("Ask for “Overnight” all the same")
    await family.picks(FRIDAY)

    family.sees("2 nights, until Sun 13 December")


async def on_a_turn(home: OpenHome, family: Visitor, act) -> None:  # type: ignore[no-untyped-def]
    """Something that a form never lets happen, done behind its back in this family's own turn."""
    address = (await home.app.db.read(lambda db: db.execute("SELECT max(id) FROM addresses").fetchone()))[0]

    def write(db) -> None:  # type: ignore[no-untyped-def]
        act(home.app.turns.turn(db, people.address(db, address), Event("text")))

    await home.app.turns.write(write)


async def test_behind_the_forms_back_nothing_is_booked_that_does_not_fit(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    await closes(home, "day-room", FRIDAY, capacity=0)

    def send(turn: Turn) -> None:
        child = children.of_guardian(turn.db, turn.seal, turn.person.id)[0]
        with pytest.raises(AskAgain, match="day"):
            respite.send(turn, {"who": [child.ref], "kind": "half", "day": FRIDAY})
        with pytest.raises(AskAgain, match="day"):
            respite.send(turn, {"who": [child.ref], "kind": "half"})
        with pytest.raises(AskAgain, match="day"):
            respite.send(turn, {"who": [child.ref], "kind": "gone", "day": FRIDAY})

    await on_a_turn(home, family, send)

    assert len(await everything(home)) == 1


async def test_a_question_that_nobody_has_come_to_offers_nothing(home: OpenHome, family: Visitor):
    def look(turn: Turn) -> None:
        assert questions.time_options(turn, {}) == []
        assert questions.night_options(turn, {}) == []
        assert respite.days(turn, {}, date(2026, 12, 1)) == {}

    await on_a_turn(home, family, look)


async def test_an_hour_when_the_nurse_is_away_is_not_offered(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    await family.taps("首次见面")
    await family.picks(FRIDAY)
    first = (await home.app.db.read(lambda db: places.spans_of(db, "visit-nurse", FRIDAY)))[0]
    await home.app.turns.write(lambda db: places.edit_span(db, first.id, closed=True))
    await family.taps("上午9:00")

    family.sees("几点来？")
    assert "上午9:00" not in family.offered()


@pytest.mark.parametrize(
    ("line", "instead"),
    [('ends = "12:00"\nafter', "after"), ("high_support = {}", "high_support = {}\novernight = true")],
)
def test_a_kind_with_half_a_time_is_found_before_the_home_opens(tmp_path: Path, line: str, instead: str):
    profile = SAMPLE_HOME.read_text("utf-8")
    (tmp_path / "home.toml").write_text(profile.replace(line, instead, 1), "utf-8")

    assert line in profile
    with pytest.raises(HomeMistakes):
        load_home(tmp_path / "home.toml", sections())
