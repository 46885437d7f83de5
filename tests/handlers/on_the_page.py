"""The page of what was said and done, for its tests: colleagues who write on it, children who tap on it."""

from collections.abc import Sequence

from storage import ledger, polls
from storage.ledger import Entry
from storage.polls import Poll
from tests.chat import OpenHome, Visitor

SAID = "晚饭想吃面条"
PROMISED = "每个星期四吃面条"
QUESTION = "周末想做什么？"


async def begun(home: OpenHome) -> None:
    """The home has been open for a moment: its first entries stand there."""
    await home.app.ticks.catch_up()


async def writes(home: OpenHome, said: str = SAID, role: str = "duty", by: str = "2026-12-10") -> Visitor:
    """A colleague promises something to children."""
    colleague = await home.staff(role)
    await colleague.opens("saying")
    await colleague.taps("写一条新的")
    await colleague.types(said)
    await colleague.types(PROMISED)
    await colleague.taps("厨房师傅")
    await colleague.picks(by)
    await colleague.taps("吃的")
    await colleague.taps("给小朋友看")
    return colleague


async def does(colleague: Visitor, done: str = "星期四的晚饭有面条了") -> None:
    """On its card: it is done."""
    await colleague.taps("做到了")
    await colleague.types(done)
    await colleague.taps("给小朋友看")


async def child(home: OpenHome) -> Visitor:
    """Somebody at another device, with the page open."""
    visitor = await home.family()
    await visitor.opens("said")
    return visitor


async def children(home: OpenHome, number: int, tap: str) -> Sequence[Visitor]:
    """So many at devices of their own, who all tap the same."""
    those = [await child(home) for _number in range(number)]
    for one in those:
        await one.taps(tap)
    return those


async def asks(home: OpenHome, role: str = "duty", until: str = "2026-12-05") -> Visitor:
    """A colleague puts a question with two answers to children."""
    colleague = await home.staff(role)
    await colleague.opens("asking")
    await colleague.taps("问一个新问题")
    await colleague.types(QUESTION)
    await colleague.types("画画")
    await colleague.taps("一张纸")
    await colleague.types("打球")
    await colleague.taps("玩的")
    await colleague.taps("跳过")
    await colleague.picks(until)
    await colleague.taps("开始问")
    return colleague


async def the_entry(home: OpenHome, said: str = SAID) -> Entry:
    """The entry about this."""
    seal = home.app.turns.seal
    entries = await home.app.db.read(lambda db: ledger.every(db, seal))
    return next(one for one in entries if one.told.said == said)


async def the_poll(home: OpenHome) -> Poll:
    """The question that is asked."""
    seal = home.app.turns.seal
    ref = await home.app.db.read(lambda db: db.execute("SELECT ref FROM polls").fetchone()["ref"])
    found = await home.app.db.read(lambda db: polls.find(db, seal, ref))
    assert found is not None
    return found
