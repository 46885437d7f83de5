"""What is kept of a family: to see, to take along, and to have forgotten."""

import json

from storage import people, places
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, asks, begins, closes, decides, everything, newest, state_of


async def taken_along(home: OpenHome, family: Visitor) -> dict:  # type: ignore[type-arg]
    """The file, fetched as the page fetches it."""
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("存成文件带走")
    await home.app.ticks.catch_up()
    await family.look()
    file = family.last["file"]
    response = await family.client.get(f"/family/files/{file['flow']}/{file['ref']}/{file['name']}")
    assert response.status_code == 200, response.text
    return dict(json.loads(response.text))


async def writes_to_us(home: OpenHome, family: Visitor) -> None:
    """A request with words of their own and a number."""
    await begins(family, "小晴")
    await family.taps("半天")
    await family.taps("直接申请")
    await family.picks(FRIDAY)
    await family.types("怕大声")
    await family.taps("都没有")
    await family.types("13812345678")
    await family.taps("送出申请")


async def rows(home: OpenHome, sql: str) -> list[tuple]:  # type: ignore[type-arg]
    return await home.app.db.read(lambda db: [tuple(row) for row in db.execute(sql)])


async def test_what_is_kept_is_said_in_plain_words_and_with_the_homes_own_numbers(family: Visitor):
    await family.opens("privacy")

    family.sees("30 天", "365 天", "1095 天", "加密")


async def test_everything_kept_is_shown_with_how_often_it_was_read(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await decides(home, await newest(home))
    await family.opens("privacy")
    await family.taps("看看留了我的什么")

    family.sees("13812345678", "孩子：小晴", "预约：1")
    family.sees_no("：0 次")


async def test_the_file_contains_what_it_says(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await decides(home, await newest(home))
    kept = await taken_along(home, family)

    assert kept["phone"] == "13812345678"
    assert kept["children"] == [{"nickname": "小晴", "age": "a4", "needs": ["autism"]}]
    assert [one["answer"] for one in kept["consents"]] == ["given"]
    booking = kept["bookings"][0]
    assert (booking["kind"], booking["children"], booking["details"]["notes"]) == ("half", ["小晴"], "怕大声")
    assert [step["state"] for step in booking["states"]] == ["held", "confirmed"]
    assert booking["from"] == "2026-12-11T08:30+08:00"
    assert booking["readings"]


async def test_a_file_is_only_for_whoever_asked_for_it(home: OpenHome, family: Visitor):
    await taken_along(home, family)
    file = family.last["file"]
    stranger = await home.family()
    response = await stranger.client.get(f"/family/files/{file['flow']}/{file['ref']}/{file['name']}")

    assert response.status_code != 200


async def test_a_file_that_cannot_be_gathered_is_apologised_for(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await home.app.turns.write(lambda db: db.execute("UPDATE bookings SET details = x'00'"))
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("存成文件带走")
    for _try in range(3):
        await home.app.ticks.catch_up()
    await family.look()

    family.sees("没有整理成", "000-0000-0000")


async def test_a_child_is_forgotten_after_one_question(home: OpenHome, family: Visitor):
    await family.opens("children")
    await begins(family, "小晴")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")

    family.sees("找不回来")

    await family.taps("是的，删掉")

    family.sees("小晴的资料删掉了")
    assert await rows(home, "SELECT details FROM children") == [(None,)]

    await family.taps_data("door.resume::")

    family.sees("哪个孩子来？")


async def test_a_child_somebody_waits_for_is_not_forgotten_yet(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")

    assert any("还有预约" in text for text in family.spoken[-1:])


async def test_another_familys_child_cannot_be_forgotten(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    ref = (await rows(home, "SELECT ref FROM children"))[0][0]
    stranger = await home.family()
    for verb in ("forget", "forgotten"):
        await stranger.taps_data(f"privacy.{verb}:{ref}:")

    stranger.sees("没有这个孩子的资料")
    assert (await rows(home, "SELECT details FROM children"))[0][0] is not None


async def test_what_was_written_for_earlier_visits_goes_with_the_child(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    booking = await newest(home)
    await family.taps_data(f"bookings.drop:{booking.ref}:{booking.version}")
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉小晴的资料")
    await family.taps("是的，删掉")
    kept = await taken_along(home, family)

    assert kept["bookings"][0]["details"] == {}


async def test_the_number_is_forgotten(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("删掉我的电话")

    family.sees("没有留")
    assert await home.app.db.read(lambda db: people.phone(db, home.app.turns.seal, 1)) == ""


async def test_taking_consent_back_cancels_and_forgets(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    booking = await newest(home)
    await decides(home, booking)
    await begins(family, "小晴")
    nurse = await home.staff("care_lead")
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")

    family.sees("12月11日（周五） 上午8:30", "一起取消")

    await family.taps("是的，撤回并删掉")

    family.sees("已经撤回")
    assert (await state_of(home, booking.ref)).state == "cancelled"
    assert await rows(home, "SELECT details FROM children") == [(None,)]
    assert await rows(home, "SELECT count(*) FROM drafts") == [(0,)]
    assert await rows(home, "SELECT details FROM people WHERE details IS NOT NULL") == []

    await nurse.look()

    nurse.sees("取消", booking.ref)

    await family.opens("respite")

    family.sees("开始之前")


async def test_nothing_of_the_conversation_is_left_after_taking_it_back(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")
    await family.taps("是的，撤回并删掉")
    later = await home.read(family, 0)

    assert "小晴" not in json.dumps(later, ensure_ascii=False)


async def test_what_it_frees_is_not_offered_to_the_family_that_leaves(home: OpenHome, family: Visitor):
    await closes(home, "day-room", FRIDAY, capacity=1)
    await asks(home, family, "半天")
    await asks(home, family, "白天")
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")
    await family.taps("是的，撤回并删掉")

    assert [one.state for one in await everything(home)] == ["cancelled", "cancelled"]
    steps = await rows(home, "SELECT to_state FROM booking_history")
    assert ("offered",) not in steps


async def test_a_stay_that_is_over_but_not_written_down_hinders_nothing(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    await decides(home, await newest(home))
    await home.passes("2026-12-11 13:00")
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")

    family.sees_no("一起取消")

    await family.taps("是的，撤回并删掉")

    family.sees("已经撤回")
    assert (await newest(home)).state == "unresolved"
    assert await rows(home, "SELECT details FROM children") == [(None,)]


async def test_while_a_child_is_in_the_house_its_notes_stay(home: OpenHome, family: Visitor):
    await asks(home, family, "半天")
    booking = await newest(home)
    await decides(home, booking)
    await home.passes("2026-12-11 08:40")
    nurse = places.Actor("staff", 1)
    await home.app.turns.write(lambda db: places.change(db, booking.ref, "arrived", nurse, home.clock.now()))
    await family.opens("privacy")
    await family.taps("撤回同意，并删掉")

    family.sees("正在我们这里")


async def test_taking_back_twice_or_nothing_is_answered(family: Visitor):
    await family.taps_data("privacy.withdrawn::")

    family.sees("没有可以撤回的")


async def a_year_ago(home: OpenHome) -> None:
    """As if everything so far had been more than a year ago."""

    def change(db):  # type: ignore[no-untyped-def]
        long = 400 * 24 * 3600
        db.execute("UPDATE bookings SET ends_at = ends_at - ?, starts_at = starts_at - ?", (long, long))
        db.execute("UPDATE addresses SET used_at = used_at - ?", (long,))

    await home.app.turns.write(change)


async def test_at_night_what_is_past_its_date_is_emptied(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    booking = await newest(home)
    await family.taps_data(f"bookings.drop:{booking.ref}:{booking.version}")
    await a_year_ago(home)
    await home.passes("2026-12-02 03:30")

    assert await rows(home, "SELECT code FROM bookings") == [(None,)]
    assert await rows(home, "SELECT details FROM children") == [(None,)]
    assert await rows(home, "SELECT details FROM people WHERE details IS NOT NULL") == []


async def test_what_is_not_past_its_date_stays(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await home.passes("2026-12-02 03:30")

    assert (await rows(home, "SELECT details FROM children"))[0][0] is not None
