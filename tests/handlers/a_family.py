"""What families do again and again in these tests, told once: they agree, describe a child, ask for respite care."""

from storage import places
from storage.places import Booking
from tests.chat import OpenHome, Visitor
from tests.written import written

FRIDAY = "2026-12-11"


async def begins(family: Visitor, *names: str, needs: str = "孤独症") -> None:
    """Open the respite form and say who comes: children that are known by name are ticked, others are added."""
    await family.opens("respite")
    if "同意" in family.offered():
        await family.taps("同意")
    for name in names:
        if name in family.offered():
            await family.taps(name)
        else:
            await adds_a_child(family, name, needs)
    await family.taps("选好了")


async def adds_a_child(family: Visitor, name: str, needs: str = "孤独症") -> None:
    """Add a child inside whatever form asks who comes."""
    await family.taps("＋ 加")
    await describes(family, name, needs)


async def describes(family: Visitor, name: str, needs: str = "孤独症") -> None:
    """Answer the four questions about a child."""
    await family.types(name)
    await family.taps("爸爸或妈妈")
    await family.taps("4–6岁")
    await family.taps(needs)
    await family.taps("选好了")
    await family.taps("对，就这样")


async def comes_to_the_summary(
    family: Visitor, kind: str, day: str = FRIDAY, *, nights: int = 1, clock: str = "上午9:00", points: str = "都没有"
) -> None:
    """Answer everything after who comes, as shortly as one can; where something should come first, ask all the same."""
    await family.taps(kind)
    if any("直接申请" in label for label in family.offered()):
        await family.taps("直接申请")
    await family.picks(day)
    if kind == "过夜":
        await family.taps(f"{nights}晚")
    elif kind == "首次见面":
        await family.taps(clock)
    if any("候补" in label for label in family.offered()):
        await family.taps("候补")
    await comes_from_the_notes(family, points)


async def comes_from_the_notes(family: Visitor, points: str = "都没有") -> None:
    """The last questions: nothing to note, the family's situation, no number."""
    await family.taps("跳过")
    await family.taps(points)
    if points != "都没有":
        await family.taps("选好了")
    if "____（tel）" in shown(family):
        await family.taps("跳过")


async def asks(home: OpenHome, family: Visitor, kind: str, day: str = FRIDAY, *names: str, **more: object) -> Booking:
    """Ask for one kind of respite care for these children (小晴, if nobody is named), and send it."""
    await begins(family, *(names or ("小晴",)))
    await comes_to_the_summary(family, kind, day, **more)  # type: ignore[arg-type]
    await family.taps("送出申请")
    return await newest(home)


async def newest(home: OpenHome) -> Booking:
    """The booking that was asked for last."""
    return (await everything(home))[-1]


async def everything(home: OpenHome) -> list[Booking]:
    """Every booking, in the order they were asked for."""
    rows = await home.app.db.read(lambda db: db.execute("SELECT ref FROM bookings ORDER BY id").fetchall())
    return [await state_of(home, row["ref"]) for row in rows]


async def state_of(home: OpenHome, ref: str) -> Booking:
    """A booking as it is now."""
    return await home.app.db.read(lambda db: places.get(db, ref))


async def decides(home: OpenHome, booking: Booking, label: str = "确认") -> None:
    """The head nurse opens the booking's card and decides."""
    nurse = await home.staff("care_lead")
    await nurse.taps_data(f"desk.card:{booking.ref}:")
    await nurse.taps(label)


async def closes(
    home: OpenHome, resource: str, day: str, *, capacity: int | None = None, closed: bool | None = None
) -> None:
    """The home changes what there is on a day: somebody is ill, a room is being painted."""

    def change(db):  # type: ignore[no-untyped-def]
        for span in places.spans_of(db, resource, day):
            places.edit_span(db, span.id, capacity, closed)

    await home.app.turns.write(change)


def shown(family: Visitor) -> str:
    """The newest screen as text."""
    return written(family.last)
