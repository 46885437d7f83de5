"""The urgent lane: two questions, then a person."""

from tests.a_number import MOBILE, grouped
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import asks, newest


async def calls_for_help(family: Visitor, when: str = "今晚", number: str = MOBILE) -> None:
    await family.opens("urgent")
    await family.taps(when)
    await family.types(number)
    await family.taps("送出，请打给我")


async def test_two_questions_and_somebody_rings(home: OpenHome, family: Visitor):
    await calls_for_help(family)

    family.sees("我们会打给您", "喘息服务护理组长", "上午11:00", MOBILE, "☎ 120")
    family.sees_no("空位", "夜里")
    booking = await newest(home)
    assert (booking.urgent, booking.state, booking.kind) == (True, "held", "tonight")


async def test_it_is_asked_without_any_consent_and_without_any_child(family: Visitor):
    await family.opens("urgent")

    family.sees("什么时候需要人照料孩子？", "(1/2)")


async def test_it_stands_on_top_of_the_desk(home: OpenHome, family: Visitor):
    other = await home.family()
    await asks(home, other, "半天", "2026-12-02")
    nurse = await home.staff("care_lead")
    await calls_for_help(family)
    await nurse.look()

    nurse.sees("急！")

    await nurse.opens("desk")

    assert "急需照料" in nurse.offered()[0]


async def test_at_night_it_says_whom_to_ring_at_once(home: OpenHome, family: Visitor):
    await home.passes("2026-12-01 23:00")
    await calls_for_help(family)

    family.sees("现在是夜里", "等不及请打 000-0000-0000", "上午10:00")


async def test_a_number_left_before_need_only_be_looked_over(family: Visitor):
    await calls_for_help(family)
    await family.opens("urgent")
    await family.taps("明天")

    family.sees("再看一遍", grouped(MOBILE))


async def test_a_wrong_number_is_asked_again(family: Visitor):
    await family.opens("urgent")
    await family.taps("现在")
    await family.types(MOBILE[:-1])

    family.sees("11", "打哪个电话能找到您？")


async def test_its_card_promises_no_place(home: OpenHome, family: Visitor):
    await calls_for_help(family)
    await family.opens("bookings")
    await family.taps("急需照料")

    family.sees("急需照料·今晚", "喘息服务护理组长", "上午9:00提出")
    family.sees_no("空位", "日历", "改时间")


async def test_an_urgent_kind_of_another_version_still_has_a_title(home: OpenHome, family: Visitor):
    await calls_for_help(family)
    await home.app.turns.write(lambda db: db.execute("UPDATE bookings SET kind = 'before_breakfast'"))
    await family.opens("bookings")

    assert any("急需照料" in label for label in family.offered())
