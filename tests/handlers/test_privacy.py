"""What is kept of a family: to see, to take along, and to have forgotten."""

import json

import pytest

from tests.a_number import MOBILE
from tests.chat import OpenHome, Visitor
from tests.handlers.a_family import FRIDAY, begins, decides, newest


async def taken_along(home: OpenHome, family: Visitor) -> dict:  # type: ignore[type-arg]
    """The file, fetched as the page fetches it."""
    await family.opens("privacy")
    await family.taps("看看留了我的什么")
    await family.taps("存成文件带走")
    family.sees("正在整理")
    await home.app.ticks.catch_up()
    await family.look()
    file = family.last["files"][0]
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
    await family.types(MOBILE)
    await family.taps("送出申请")


async def rows(home: OpenHome, sql: str) -> list[tuple]:  # type: ignore[type-arg]
    return await home.app.db.read(lambda db: [tuple(row) for row in db.execute(sql)])


async def test_what_is_kept_is_said_in_plain_words_and_with_the_homes_own_numbers(family: Visitor):
    await family.opens("privacy")

    family.sees("30天", "365天", "1095天", "加密", "您最后一次来之后再留1095天")


async def test_everything_kept_is_shown_with_how_often_it_was_read(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await decides(home, await newest(home))
    await family.opens("privacy")
    await family.taps("看看留了我的什么")

    family.sees(MOBILE, "孩子：小晴", "预约：1")
    family.sees_no("：0次")


@pytest.mark.page
async def test_the_file_contains_what_it_says(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await decides(home, await newest(home))
    kept = await taken_along(home, family)

    assert kept["phone"] == MOBILE
    assert kept["children"] == [{"nickname": "小晴", "age": "a4", "needs": ["autism"]}]
    assert [one["answer"] for one in kept["consents"]] == ["given"]
    booking = kept["bookings"][0]
    assert (booking["kind"], booking["children"], booking["details"]["notes"]) == ("half", ["小晴"], "怕大声")
    assert [step["state"] for step in booking["states"]] == ["held", "confirmed"]
    assert booking["from"] == "2026-12-11T08:30+08:00"
    assert booking["readings"]


@pytest.mark.page
async def test_the_file_tells_what_was_said_and_who_was_to_ring(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await family.types("人工")
    await family.taps("请打电话给我")
    kept = await taken_along(home, family)

    assert kept["calls"] == [{"why": "asked", "about": "", "at": "2026-12-01T09:00+08:00", "made": False}]
    assert kept["concerns"] == []
    spoken = [(one["from"], line) for one in kept["conversation"] for line in one["said"]]
    assert ("me", "人工") in spoken
    assert ("me", "怕大声") in spoken
    assert ("home", "正在整理，请稍等。") in spoken
    assert "~" not in json.dumps(kept["conversation"])


@pytest.mark.page
async def test_of_a_concern_the_file_tells_that_it_was_raised_and_when(home: OpenHome, family: Visitor):
    await family.types("爸爸又打我了")
    await family.opens("concerns")
    await family.taps_data("concerns.tell::")
    kept = await taken_along(home, family)

    assert kept["concerns"] == [{"at": "2026-12-01T09:00+08:00"}, {"at": "2026-12-01T09:00+08:00"}]
    assert "又打我" not in json.dumps(kept, ensure_ascii=False)
    assert kept["conversation"]


@pytest.mark.page
async def test_a_file_is_only_for_whoever_asked_for_it(home: OpenHome, family: Visitor):
    await taken_along(home, family)
    file = family.last["files"][0]
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


async def test_what_was_agreed_to_is_kept_much_longer_and_then_goes(home: OpenHome, family: Visitor):
    await begins(family, "小晴")
    home.clock.instant += 1090 * 24 * 3600
    await home.app.ticks.tick()
    assert await rows(home, "SELECT answer FROM consents") == [("given",)]

    home.clock.instant += 10 * 24 * 3600
    await home.app.ticks.tick()

    assert await rows(home, "SELECT answer FROM consents") == []


async def test_what_is_not_past_its_date_stays(home: OpenHome, family: Visitor):
    await writes_to_us(home, family)
    await home.passes("2026-12-02 03:30")

    assert (await rows(home, "SELECT details FROM children"))[0][0] is not None
