"""A shift knows whether it is safe: two adults, a lead who may, the ratio and the skills for the children booked."""



from storage import children, places
from storage.places import NewBooking, Want
from tests.chat import OpenHome, Visitor, local
from tests.handlers.a_volunteer import (
    BOTH,
    GARDEN,
    READING,
    shift_card,
    shift_ref,
    takes,
    volunteer,
)
from tests.handlers.colleagues import acts


async def booked(home: OpenHome, number: int, *needs: str) -> None:
    """So many children in the day room on Saturday morning."""
    seal = home.app.turns.seal
    starts_at, ends_at = local("2026-12-05 08:30"), local("2026-12-05 12:00")

    def book(db):  # type: ignore[no-untyped-def]
        db.execute("INSERT INTO people (ref, language, created_day) VALUES (hex(randomblob(5)), 'zh', '2026-12-01')")
        person = db.execute("SELECT max(id) FROM people").fetchone()[0]
        for each in range(number):
            details = {"nickname": f"宝{each}", "age": "a4", "needs": list(needs), "high_support": False}
            children.add(db, seal, person_id=person, details=details, role="parent", day="2026-12-01")
        rows = db.execute("SELECT child_id FROM guardianships WHERE person_id = ?", (person,)).fetchall()
        ids = tuple(row["child_id"] for row in rows)
        new = NewBooking(
            service="respite", kind="half", person_id=person, children=ids, starts_at=starts_at, ends_at=ends_at,
            first_day="2026-12-05", details=seal.close({}, "bookings.details"),
        )  # fmt: skip
        places.request(db, new, [Want("day-room", starts_at, ends_at, number)], home.clock.now(), waitlist=False)

    await home.app.turns.write(book)


async def two_readers(home: OpenHome, *more: str) -> list[Visitor]:
    """A lead and another adult on Saturday."""
    found = []
    for name, passed in (("老张", (*BOTH, *more)), ("老李", ("record", *more))):
        visitor, _who = await volunteer(home, name, passed=passed)
        await takes(visitor, READING)
        found.append(visitor)
    return found


async def test_two_adults_with_a_lead_are_safe(home: OpenHome):
    await two_readers(home)
    await booked(home, 4)
    card = await shift_card(home)

    card.sees("安全吗：安全", "老张（报好了）", "3个，报了2位")
    card.sees_no("不安全")
    assert "shift.read" in await acts(home, shift_ref(READING))


async def test_one_adult_alone_is_not_safe(home: OpenHome):
    visitor, _who = await volunteer(home, "老张", passed=BOTH)
    await takes(visitor, READING)
    card = await shift_card(home)

    card.sees("现在不安全：只有1位大人")


async def test_without_a_lead_it_is_not_safe(home: OpenHome):
    for name in ("老张", "老李"):
        visitor, _who = await volunteer(home, name)
        await takes(visitor, READING)
    card = await shift_card(home)

    card.sees("现在不安全：没有能带班的人")


async def test_too_many_children_for_the_adults(home: OpenHome):
    """A ratio of one to four: eight children for two adults are fine, and not one more."""
    await two_readers(home)
    await booked(home, 8)
    card = await shift_card(home)

    card.sees("安全吗：安全")

    await home.app.turns.write(lambda db: db.execute("UPDATE spans SET capacity = 20"))
    await booked(home, 1)
    await card.taps_data(f"roster.shift:{shift_ref(READING)}:")

    card.sees("现在不安全：约了9个孩子，2位大人最多照看8个")


async def test_a_childs_need_that_nobody_there_can_answer(home: OpenHome):
    await two_readers(home)
    await booked(home, 1, "wheelchair")
    card = await shift_card(home)

    card.sees("来的孩子有需要，可没有人会：推轮椅、帮忙挪动")
    card.sees_no("宝0")


async def test_a_childs_need_that_somebody_can_answer(home: OpenHome):
    await two_readers(home, "skill-wheelchair")
    await booked(home, 1, "wheelchair")
    card = await shift_card(home)

    card.sees("安全吗：安全")


async def test_a_minor_counts_as_no_adult(home: OpenHome):
    visitor, _one = await volunteer(home, "老张")
    minor, _two = await volunteer(home, "丙丙", born="2010-05-03", passed=("guardian",))
    await takes(visitor, GARDEN)
    await takes(minor, GARDEN)
    await visitor.opens("volunteers")
    await visitor.taps("退出志愿服务")
    await visitor.taps("是的，退出")
    card = await shift_card(home, start=GARDEN)

    card.sees("现在不安全：只有未成年人")


async def test_a_newcomer_whose_buddy_was_let_go_is_not_safe(home: OpenHome):
    old, who = await volunteer(home, "老张")
    new, _second = await volunteer(home, "小新", experienced=False)
    await takes(old, GARDEN)
    await takes(new, GARDEN)
    card = await shift_card(home, start=GARDEN)

    card.sees("小新（报好了，新来的，由老张带）")

    await card.taps("老张")
    await card.taps("不等了")

    card.sees("不安全：有1位新志愿者没有人带")
    assert who.name == "老张"


async def test_waiting_for_a_check_and_looking_for_somebody_are_to_be_watched(home: OpenHome):
    _lead, other = await two_readers(home)
    third, who = await volunteer(home, "老王", passed=BOTH)
    await takes(third, READING)
    await other.taps("来不了")
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{who.ref}:")
    for label in ("记一项核查", "背景核查", "不通过"):
        await coordinator.taps(label)
    card = await shift_card(home)

    card.sees("安全，要留意", "有1位在等核查", "有1位来不了，在找人接")
