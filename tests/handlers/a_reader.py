"""Colleagues who read children's letters, and letters for them to read."""

import sqlite3

from storage import concerns, posts, staff
from storage.posts import NewLine, Post
from tests.chat import OpenHome, Visitor, local
from tests.handlers.colleagues import invite

TUESDAY, FRIDAY = "2026-12-01", "2026-12-04"
WORDS = "晚饭太硬了，我咬不动"
SOFT = "谢谢你告诉我们。明天起有软一点的饭。"


async def put_in(
    home: OpenHome, words: str = WORDS, *, line: NewLine | None = None, topic: str = "food", level: str | None = None,
    not_for: frozenset[int] = frozenset(), by: str = FRIDAY,
) -> str:  # fmt: skip
    """A child has put a letter into the box on Tuesday; its ref."""
    seal, said = home.app.turns.seal, line or NewLine("words", {"words": words})
    return await home.app.turns.write(lambda db: posts.put_in(
        db, seal, said, claim=f"{words}{topic}", topic=topic, level=level, not_for=not_for, day=TUESDAY,
        promised_day=by,
    ))  # fmt: skip


async def adds(home: OpenHome, ref: str, words: str, origin: posts.Origin = "child") -> None:
    """One more line of the child's, or of a colleague."""
    seal, role = home.app.turns.seal, "duty" if origin == "home" else ""
    line = NewLine("words", {"words": words})
    await home.app.turns.write(
        lambda db: posts.add_line(db, seal, ref, line, origin=origin, day=TUESDAY, by_role=role)
    )


async def letter(home: OpenHome, ref: str) -> Post:
    """How it stands now."""
    seal = home.app.turns.seal
    found = await home.app.db.read(lambda db: posts.find(db, seal, ref))
    assert found is not None
    return found


async def lines(home: OpenHome, ref: str) -> list[posts.Line]:
    """Everything that was said in it."""
    seal = home.app.turns.seal
    return await home.app.db.read(lambda db: posts.lines(db, seal, ref))


async def person_of(home: OpenHome, role: str) -> int:
    """Who holds a role."""
    seal = home.app.turns.seal
    members = await home.app.db.read(lambda db: staff.members(db, seal))
    return next(one.person_id for one in members if role in one.roles)


async def at_the_desk(home: OpenHome, role: str = "duty") -> Visitor:
    """A colleague at the desk."""
    colleague = await home.staff(role)
    await colleague.opens("desk")
    return colleague


async def opens(home: OpenHome, ref: str, role: str = "duty") -> Visitor:
    """A colleague who has a letter open."""
    colleague = await home.staff(role)
    await colleague.taps_data(f"posts.card:{ref}:")
    return colleague


async def in_the_chat(home: OpenHome, role: str = "duty") -> Visitor:
    """A colleague with Telegram."""
    code = f"CHAT{role.upper().replace('_', '')}234"
    await invite(home, code, role, "王")
    return await home.texter().comes(f"signin-{code}")


async def days_later(home: OpenHome, day: str = "2026-12-05") -> None:
    """Some days have gone by, and nobody has looked."""
    home.clock.instant = local(f"{day} 09:00")


async def with_concern(home: OpenHome, ref: str, level: str = "today", not_for: frozenset[int] = frozenset()) -> str:
    """Something in a letter is pressing."""
    seal, at = home.app.turns.seal, home.clock.instant

    def raised(db: sqlite3.Connection) -> str:
        concern = concerns.raise_concern(
            db, seal, person_id=None, level=level, source="board", words=WORDS, matched="打我", now=at, not_for=not_for
        )
        concerns.became(db, concern, ref)
        return concern

    return await home.app.turns.write(raised)


async def speaks_of(home: OpenHome, ref: str, those: frozenset[int]) -> None:
    """Somebody else has seen meanwhile that a letter speaks of these colleagues."""
    seal = home.app.turns.seal

    def said(db: sqlite3.Connection) -> None:
        post = posts.find(db, seal, ref)
        assert post is not None
        posts.speaks_of(db, seal, post, those)

    await home.app.turns.write(said)


async def says(colleague: Visitor, words: str, *, sends: bool = True) -> None:
    """From the card to an answer in words."""
    await colleague.taps("写字或说话回信")
    await colleague.types(words)
    if sends:
        await colleague.taps("就这样")
