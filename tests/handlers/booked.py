"""Families with bookings, for the tests of what happens to bookings. 2026-12-01 is a Tuesday."""

from storage import places
from storage.places import Booking
from tests.chat import OpenHome, Visitor

WEDNESDAY = "2026-12-02"
MONDAY = "2026-12-07"


async def books(home: OpenHome, day: str = MONDAY, clock: str = "上午9:00", phone: str = "") -> Visitor:
    """A family asks for an assessment; what it saw last is what was sent."""
    family = await home.family()
    await family.opens("assessment")
    await family.taps("同意")
    await family.taps("我的孩子")
    for answer in ("小晴", "爸爸或妈妈", "4–6岁", "都没有", "对，就这样"):
        await family.types(answer)
    await asks(family, day, clock, phone)
    return family


async def asks(family: Visitor, day: str, clock: str = "上午9:00", phone: str = "") -> None:
    """From the choice of a therapist to the end."""
    await family.taps("谁都可以")
    await family.picks(day)
    await family.taps(clock)
    await family.taps("跳过")
    await (family.types(phone) if phone else family.taps("跳过"))
    await family.taps("送出申请")


def ref_of(family: Visitor) -> str:
    """The booking on the newest screen that leads to one."""
    _message, button = family.button("怎么来")
    return str(button["data"].split(":")[1])


def fact(family: Visitor, name: str) -> str:
    """A fact of the newest screen."""
    return str(dict(family.last["facts"])[name])


async def staff_decides(home: OpenHome, ref: str, to: str) -> None:
    """A colleague's decision, as the desk writes it down."""
    actor = places.Actor("staff")
    await home.app.turns.write(lambda db: places.change(db, ref, to, actor, home.clock.now()))


async def state(home: OpenHome, ref: str) -> Booking:
    return await home.app.db.read(lambda db: places.get(db, ref))


async def confirmed(home: OpenHome, phone: str = "") -> tuple[Visitor, str]:
    """A family whose booking on Monday at nine is settled."""
    family = await books(home, phone=phone)
    ref = ref_of(family)
    await staff_decides(home, ref, "confirmed")
    return family, ref
