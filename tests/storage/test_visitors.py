"""Visitors who left nothing are deleted in time; whoever left anything stays."""

from storage import calls, consents, outbox, people, retention
from tests.chat import OpenHome

MONTH = 30 * 24 * 3600


async def count(home: OpenHome, table: str) -> int:
    sql = f"SELECT count(*) FROM {table}"  # noqa: S608 - a table of ours
    return await home.app.db.read(lambda db: int(db.execute(sql).fetchone()[0]))


async def test_whoever_looked_in_and_left_nothing_is_deleted(home: OpenHome):
    await home.family()
    later = home.clock.now() + MONTH

    deleted = await home.app.turns.write(lambda db: retention.delete_visitors(db, later))

    assert deleted == 1
    assert [await count(home, table) for table in ("people", "addresses", "inbox", "outbox")] == [0, 0, 0, 0]


async def test_whoever_was_here_lately_or_left_something_stays(home: OpenHome):
    def three(db):
        ids = [people.new_person(db, "zh", "2026-12-01") for _number in range(3)]
        people.new_address(db, home.app.turns.seal, person_id=ids[0], channel="web", door="family", key="k", now=500)
        consents.record(db, person_id=ids[1], purpose="care", wording="1", answer="refused", channel="web", now=1)
        calls.add(db, person_id=ids[2], reason="asked", about="", now=1)

    await home.app.turns.write(three)

    assert await home.app.turns.write(lambda db: retention.delete_visitors(db, 400)) == 0
    assert await count(home, "people") == 3


async def test_what_was_said_long_ago_is_forgotten_unless_it_still_waits(home: OpenHome):
    family = await home.family()
    before = await count(home, "outbox")

    def say(db):
        address = people.address_by_key(db, home.app.turns.seal, "web", token)
        for state in ("seen", "waiting"):
            outbox.put(db, home.app.turns.seal, address_id=address.id, payload={}, now=1, state=state)
        return outbox.forget_before(db, 100)

    token = next(cookie.value for cookie in family.client.cookies.jar)
    forgotten = await home.app.turns.write(say)

    assert forgotten == 1
    assert await count(home, "outbox") == before + 1
