"""What volunteers and their coordinator do again and again in these tests, told once. 2026-12-01 is a Tuesday."""

from datetime import date, timedelta
from typing import Any

from bot.volunteering.standing import CONDUCT
from storage import checks, consents, hours, people, places, signups, volunteers
from storage.places import Actor, NewBooking
from storage.signups import Signup
from storage.volunteers import Volunteer
from tests.a_number import MOBILE, OTHER_MOBILE
from tests.chat import OpenHome, Visitor, local
from tests.handlers.colleagues import rows
from tests.written import written

INTRO = "2026-12-02 16:30"  # 岗前体验, on Wednesday
READING = "2026-12-05 09:30"  # 绘本陪读, on Saturday
GARDEN = "2026-12-06 09:00"  # 园艺养护, on Sunday
WORKSHOP = "2026-12-06 14:00"
PAPERS = "2026-12-02 14:00"  # 资料整理, on Wednesday
BOTH = ("record", "lead")  # what a lead with children has passed
POSTS = {INTRO: "v-intro", READING: "v-read", GARDEN: "v-garden", WORKSHOP: "v-work", PAPERS: "v-off"}


def shift_ref(start: str, post: str = "") -> str:
    """The name of a shift on its buttons."""
    return f"{local(start) // 60:08d}-{post or POSTS[start]}"


async def fills_in(visitor: Visitor, name: str = "李小梅", *, born: str = "", record: str = "同意") -> None:
    """Go through the sign-up's questions, to its summary."""
    await visitor.opens("joining")
    if "不同意" in visitor.offered():
        await visitor.taps("同意")
    await visitor.types(name)
    await visitor.taps("14到17岁" if born else "18岁以上")
    if born:
        await visitor.types(born)
        await visitor.types("妈妈 王芳")
        await visitor.types(OTHER_MOBILE)
    if "____（tel）" in written(visitor.last):
        await visitor.types(MOBILE)
    await visitor.taps("讲故事")
    await visitor.taps("选好了")
    await visitor.taps("普通话")
    await visitor.taps("选好了")
    await visitor.taps("周六上午")
    await visitor.taps("选好了")
    await visitor.taps("跳过")
    if not born:
        await visitor.taps(record)
    await visitor.taps("看过了")


async def signs_up(home: OpenHome, name: str = "李小梅", *, born: str = "", record: str = "同意") -> Visitor:
    """Somebody signs up and sends it."""
    visitor = await home.family()
    await fills_in(visitor, name, born=born, record=record)
    await visitor.taps("报名")
    return visitor


async def notes(coordinator: Visitor, ref: str, what: str, result: str = "通过") -> None:
    """The coordinator notes what was looked at."""
    await coordinator.taps_data(f"vetting.card:{ref}:")
    await coordinator.taps("记一项核查、培训")
    await coordinator.taps(what)
    await coordinator.taps(result)


async def accepted(home: OpenHome, ref: str, *more: str) -> Visitor:
    """The coordinator takes somebody on, notes what must be there, and says yes; the coordinator."""
    coordinator = await home.staff("coordinator")
    await coordinator.taps_data(f"vetting.card:{ref}:")
    await coordinator.taps("开始了解")
    for what in ("聊过", "培训：岗前体验", *more):
        await notes(coordinator, ref, what)
    await coordinator.taps("正式加入")
    return coordinator


async def all_volunteers(home: OpenHome) -> list[Volunteer]:
    """Every volunteer, in the order they signed up."""
    seal = home.app.turns.seal
    rows = await home.app.db.read(lambda db: [row["id"] for row in db.execute("SELECT id FROM volunteers ORDER BY id")])
    return [await home.app.db.read(lambda db, i=i: volunteers.get(db, seal, i)) for i in rows]  # type: ignore[misc]


async def newest(home: OpenHome) -> Volunteer:
    """Whoever signed up last."""
    return (await all_volunteers(home))[-1]


def become(
    db: Any, home: OpenHome, person_id: int, name: str, *, born: str | None = None, passed: tuple[str, ...] = (),
    until: date | None = None, skills: tuple[str, ...] = (),
) -> Volunteer:  # fmt: skip
    """Written straight into the database: an active volunteer, with these checks."""
    seal, now = home.app.turns.seal, home.clock.now()
    details = {"name": name, "born": born, "skills": list(skills), "languages": ["mandarin"], "times": ["sat-am"],
               "experience": None, "guardian": {"name": "妈妈", "phone": OTHER_MOBILE} if born else None}  # fmt: skip
    made = volunteers.apply(
        db, seal, person_id=person_id, details=details, code=f"C{person_id:07d}", decide_by=now, now=now
    )
    for purpose, wording in ((CONDUCT, "2026-1"), ("record", "record-1"), ("volunteer", "volunteer-1")):
        consents.record(
            db, person_id=person_id, purpose=purpose, wording=wording, answer="given", channel="web", now=now
        )
    people.keep_phone(db, seal, person_id, MOBILE)
    for kind in (checks.TALK, f"{checks.TRAINING}intro", *passed):
        day = home.app.turns.home.local_day(now)
        last = (until or day + timedelta(days=364)) if kind == checks.RECORD else None
        checks.add(db, made.id, kind, "passed", day=day, until=last, by=None, now=now)
    made = volunteers.change(db, seal, made, "in_process", ("staff", None), now)
    return volunteers.change(db, seal, made, "active", ("staff", None), now)


async def volunteer(home: OpenHome, name: str, *, experienced: bool = True, **more: Any) -> tuple[Visitor, Volunteer]:
    """Somebody who is active already: with a record check, and with a shift served long ago unless they are new."""
    visitor = await home.family()
    more = {"passed": (checks.RECORD,), **more}

    def begin(db: Any) -> Volunteer:
        person = db.execute("SELECT max(id) FROM people").fetchone()[0]
        made = become(db, home, person, name, **more)
        if experienced:
            served_before(db, home, made)
        return made

    return visitor, await home.app.turns.write(begin)


def served_before(db: Any, home: OpenHome, made: Volunteer) -> None:
    """Two hours in the garden, on the last Sunday of November."""
    starts_at = local("2026-11-29 09:00")
    new = NewBooking(
        service="shifts", kind="v-garden", person_id=made.person_id, children=(), starts_at=starts_at,
        ends_at=starts_at + 7200, first_day="2026-11-29", details=home.app.turns.seal.close({}, "bookings.details"),
    )  # fmt: skip
    span = next(span for span in places.spans_of(db, "post:v-garden", "2026-12-06"))
    booking = places.request(db, new, [], starts_at, waitlist=False)
    db.execute(
        "INSERT INTO spans (resource_id, day, starts_at, ends_at, capacity) SELECT resource_id, '2026-11-29', ?, ?, 6"
        " FROM spans WHERE id = ? ON CONFLICT DO NOTHING",
        (starts_at, starts_at + 7200, span.id),
    )
    old = db.execute("SELECT id FROM spans WHERE day = '2026-11-29'").fetchone()[0]
    db.execute("INSERT INTO signups (booking_id, volunteer_id, span_id, came_at, left_at) VALUES (?, ?, ?, ?, ?)",
               (booking.id, made.id, old, starts_at, starts_at + 7200))  # fmt: skip
    for to, role in (("confirmed", "clock"), ("completed", "staff")):
        places.change(db, booking.ref, to, Actor(role), starts_at)  # type: ignore[arg-type]
    hours.add(db, made.id, day="2026-11-29", halves=4, by="x", now=starts_at, booking=booking.ref)


async def takes(visitor: Visitor, start: str, post: str = "") -> None:
    """Take a shift by its card."""
    await visitor.taps_data(f"shifts.show:{shift_ref(start, post)}:")
    await visitor.taps("我报这一班")


async def on_shift(home: OpenHome, start: str, post: str = "") -> list[Signup]:
    """Who has a place in a shift."""
    post, day = post or POSTS[start], start[:10]

    def read(db: Any) -> list[Signup]:
        span = next(span for span in places.spans_of(db, f"post:{post}", day) if span.starts_at == local(start))
        return signups.of_span(db, span.id)

    return await home.app.db.read(read)


async def signup_of(home: OpenHome, start: str, who: Volunteer, post: str = "") -> Signup:
    """Somebody's place in a shift."""
    return next(one for one in await on_shift(home, start, post) if one.volunteer_id == who.id)


async def digits(home: OpenHome) -> str:
    """What stands at the door now."""
    colleague = await home.staff("care_lead")
    await colleague.taps_data("roster.door::")
    return str(colleague.last["text"][0])


async def at_the_door(home: OpenHome, visitor: Visitor, label: str, start: str, typed: str = "") -> None:
    """They open the shift and type the digits."""
    await visitor.taps_data(f"shifts.show:{shift_ref(start)}:")
    await visitor.taps(label)
    await visitor.types(typed or await digits(home))


async def gardeners(home: OpenHome, number: int) -> list[Visitor]:
    """So many who could work in the garden; the first has signed up."""
    found = [(await volunteer(home, f"第{each}位"))[0] for each in range(1, number + 1)]
    await takes(found[0], GARDEN)
    return found


async def newest_search(home: OpenHome) -> str:
    """The name of the search that was begun last."""
    return str((await rows(home, "SELECT ref FROM standins ORDER BY id"))[-1][0])


async def looked(visitors: list[Visitor], text: str) -> list[bool]:
    """Who has this on the page."""
    for one in visitors:
        await one.look()
    return [one.has_seen(text) for one in visitors]


async def shift_card(home: OpenHome, role: str = "coordinator", start: str = READING) -> Visitor:
    """A colleague with a shift of the roster open."""
    colleague = await home.staff(role)
    await colleague.taps_data(f"roster.shift:{shift_ref(start)}:")
    return colleague


async def card_of(home: OpenHome, ref: str, role: str = "coordinator") -> Visitor:
    """A colleague with a volunteer's card open."""
    colleague = await home.staff(role)
    await colleague.taps_data(f"vetting.card:{ref}:")
    return colleague
