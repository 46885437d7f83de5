"""Colleagues at work, for the tests of the staff's side."""

from storage import audit, concerns, staff
from tests.chat import OpenHome, Visitor
from tests.handlers.booked import books, ref_of

SOON = 24 * 3600


async def at_the_staff_door(home: OpenHome) -> Visitor:
    """Somebody opens the staff page on a device that nobody knows."""
    return await Visitor(home, "staff", home.client()).comes()


async def invite(home: OpenHome, code: str, role: str = "care_lead", name: str = "王") -> None:
    """The command line hands out an invite."""
    expires = home.clock.now() + SOON
    seal = home.app.turns.seal
    await home.app.turns.write(lambda db: staff.invite(db, seal, code=code, role=role, name=name, expires_at=expires))


async def signed_in(home: OpenHome, role: str = "care_lead", pin: str = "", name: str = "王") -> Visitor:
    """A colleague who has used an invite, and chosen a PIN if one is given."""
    code = f"SEED{role.upper().replace('_', '')}{len(home.visitors)}"
    await invite(home, code, role, name)
    visitor = await at_the_staff_door(home)
    await visitor.types(code)
    if pin:
        await visitor.taps("设一个密码")
        await visitor.types(pin)
        await visitor.types(pin)
    return visitor


async def acts(home: OpenHome, ref: str) -> list[str]:
    """What the audit log holds of an object, in order."""
    return [act for _at, _who, act, _why in await home.app.db.read(lambda db: audit.of_object(db, ref))]


async def rows(home: OpenHome, sql: str, *values: object) -> list[tuple[object, ...]]:
    """What the database itself says."""
    return [tuple(row) for row in await home.app.db.read(lambda db: db.execute(sql, values).fetchall())]


async def opens_the_card(visitor: Visitor, label: str = "康复首次评估") -> None:
    """From wherever one is to a card in the queue."""
    await visitor.opens("desk")
    await visitor.taps(label)


async def deciding(home: OpenHome, role: str = "therapist") -> tuple[Visitor, Visitor, str]:
    """A family that has asked, and a colleague with its card open."""
    family = await books(home)
    ref = ref_of(family)
    colleague = await home.staff(role)
    await opens_the_card(colleague)
    return family, colleague, ref


async def raised(home: OpenHome) -> list[concerns.Concern]:
    """The concerns that are not closed."""
    seal = home.app.turns.seal
    return await home.app.db.read(lambda db: concerns.unfinished(db, seal))


async def concern_card(home: OpenHome, role: str = "duty") -> Visitor:
    """A colleague who has the newest concern open."""
    colleague = await home.staff(role)
    await colleague.opens("desk")
    await colleague.taps("可能有危险")
    return colleague
