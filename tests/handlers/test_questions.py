"""A colleague asks about a booking, the family answers in its own words."""

import pytest

from storage import staff
from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books, ref_of
from tests.handlers.colleagues import acts, opens_the_card

QUESTION = "孩子坐轮椅来吗？"
ANSWER = "坐，折叠的。"


async def asked(home: OpenHome) -> tuple[Visitor, Visitor, str]:
    """A family with a question from a colleague."""
    family = await books(home)
    therapist = await home.staff("therapist")
    await opens_the_card(therapist)
    await therapist.taps("问家里人")
    await therapist.types(QUESTION)
    therapist.sees("已送出", f"我们问：{QUESTION}", "家里人答：还没有回话")
    await family.look()
    return family, therapist, ref_of(family)


async def test_the_family_reads_the_question_and_who_asks(home: OpenHome):
    family, _therapist, ref = await asked(home)

    family.sees("想问您一句", "康复师长", QUESTION, "[回答]")
    assert "booking.asked" in await acts(home, ref)


async def test_the_answer_comes_back_to_the_card_and_rises(home: OpenHome):
    family, therapist, ref = await asked(home)
    await books(home, day="2026-12-04")
    await family.taps("回答")
    family.sees(QUESTION)

    await family.types(ANSWER)

    family.sees("谢谢", "您的回答我们收到了")
    await therapist.look()
    therapist.sees(f"家里人回话了：{ref}")
    therapist.sees_no(ANSWER)
    await therapist.opens("desk")
    assert "12月7日" in therapist.offered()[0]
    therapist.sees("家里人回话了")
    home.clock.instant += 60
    await therapist.taps("康复首次评估")
    therapist.sees(f"家里人答：{ANSWER}")
    await therapist.taps("回值班台")
    therapist.sees_no("家里人回话了")


async def test_an_answer_about_something_settled_is_still_on_the_desk(home: OpenHome):
    family, therapist, _ref = await asked(home)
    await therapist.taps("确认")
    await family.taps("回答")
    await family.types(ANSWER)

    await therapist.opens("desk")

    therapist.sees("家里人回话了")


async def test_a_later_answer_replaces_the_first(home: OpenHome):
    family, therapist, _ref = await asked(home)
    _message, button = family.button("回答")
    await family.taps("回答")
    await family.types(ANSWER)
    await family.taps_data(button["data"])
    await family.types("不坐了，抱着来。")
    home.clock.instant += 60

    await opens_the_card(therapist)

    therapist.sees("不坐了，抱着来。")
    therapist.sees_no(ANSWER)


@pytest.mark.parametrize(("words", "says"), [("坐，折叠的。", "您的回答我们收到了"), ("长" * 501, "501")])
async def test_an_answer_may_be_typed_right_below_the_question(home: OpenHome, words: str, says: str):
    family, therapist, _ref = await asked(home)

    await family.types(words)

    family.sees(says)
    home.clock.instant += 60
    await opens_the_card(therapist)
    therapist.sees(f"家里人答：{words}" if len(words) <= 500 else "还没有回话")


async def test_nobody_else_answers(home: OpenHome):
    family, _therapist, _ref = await asked(home)
    _message, button = family.button("回答")
    stranger = await home.family()

    await stranger.taps_data(button["data"])
    stranger.sees_no(QUESTION)
    await stranger.taps_data("questions.answer:AAAAAAAAAA:")

    stranger.sees("这个问题已经不用回答了")


async def test_a_question_is_not_opened_by_itself(family: Visitor):
    await family.opens("questions")

    family.sees("欢迎来到")


async def test_an_answer_to_somebody_who_has_left_waits_on_the_desk(home: OpenHome):
    family, therapist, ref = await asked(home)
    await therapist.look()
    await home.app.turns.write(lambda db: staff.leave(db, staff.members(db, home.app.turns.seal)[0].person_id))
    await family.taps("回答")

    await family.types(ANSWER)

    assert not await therapist.look()
    head = await home.staff("head")
    await head.opens("desk")
    head.sees("家里人回话了")
    assert "booking.answered" in await acts(home, ref)
