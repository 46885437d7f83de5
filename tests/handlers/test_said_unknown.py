"""Nobody can tell who tapped on the children's pages: not from any table, and not with the key."""

from typing import Any

from storage import people
from tests.chat import OpenHome, Visitor
from tests.handlers.on_the_page import asks, child, does, the_entry, the_poll, writes

COUNTS = {"ledger", "poll_answers", "heard_once"}
COLLEAGUES = {"audit", "drafts", "inbox", "meta", "sqlite_sequence"}  # one of them writes meanwhile


async def everything(home: OpenHome) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""

    def read(db: Any) -> dict[str, list[dict[str, Any]]]:
        names = [row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [dict(row) for row in db.execute(f"SELECT * FROM {name}")] for name in names}  # noqa: S608

    return await home.app.db.read(read)


async def newest_address(home: OpenHome) -> int:
    return int(await home.app.db.read(lambda db: db.execute("SELECT max(id) AS id FROM addresses").fetchone()["id"]))


def of(tables: dict[str, list[dict[str, Any]]], address_id: int) -> dict[str, Any]:
    """What leads to an address or its person: everything but ids, keys and sealed words, which always differ."""
    person = next(row["person_id"] for row in tables["addresses"] if row["id"] == address_id)
    found: dict[str, Any] = {}
    for name, those in tables.items():
        mine = [
            row for row in those
            if row.get("address_id") == address_id or person in (row.get("person_id"), row.get("changed_by"))
            or (name == "addresses" and row["id"] == address_id) or (name == "people" and row["id"] == person)
        ]  # fmt: skip
        found[name] = [_bare(row) for row in mine]
    return {name: those for name, those in found.items() if those}


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in row.items()
        if key not in ("id", "person_id", "address_id", "ref", "remote", "event_id") and not isinstance(value, bytes)
    }  # fmt: skip


async def tapper_and_reader(home: OpenHome) -> tuple[int, int, Visitor, Visitor]:
    """Two children at two devices with the page open: one will tap, the other only look."""
    one = await child(home)
    first = await newest_address(home)
    other = await child(home)
    return first, await newest_address(home), one, other


async def test_whoever_taps_leaves_no_more_than_whoever_only_looks(home: OpenHome):
    colleague = await writes(home)
    await asks(home)
    entry, poll = await the_entry(home), await the_poll(home)
    tapper, reader, one, other = await tapper_and_reader(home)
    before = await everything(home)
    for done in (False, True):
        if done:
            await does(colleague)
        await one.taps_data(f"said.{'no' if done else 'same'}:{entry.ref}:")
        await other.taps_data("said.page:0:")
    await one.taps_data(f"asked.say:{poll.ref}-1:")
    await other.taps_data("asked.ask:0:")
    for visitor in (one, other):
        await visitor.taps_data("said.page:0:")

    after = await everything(home)
    assert of(after, tapper) == of(after, reader)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= COUNTS | COLLEAGUES | {"outbox", "addresses"}
    assert (await the_entry(home)).votes.no == 1
    assert [one.number for one in (await the_poll(home)).choices] == [0, 1]


async def test_the_rows_of_a_count_have_no_place_for_whoever_tapped(home: OpenHome):
    await writes(home)
    await asks(home)
    visitor = await child(home)
    await visitor.taps("我也是")
    address = await newest_address(home)
    tables = await everything(home)

    assert {key for row in tables["heard_once"] for key in row} == {"hash", "generation"}
    assert {key for row in tables["poll_answers"] for key in row} == {"poll", "choice", "number"}
    # With the key in hand somebody tries every address there is.
    seal, entry = home.app.turns.seal, await the_entry(home)
    guesses = [f"same {entry.ref} {address}", f"same {entry.ref}", str(address)]
    hashes = {row["hash"] for row in tables["heard_once"]}
    assert hashes.isdisjoint({seal.blind(guess, "heard once") for guess in guesses})


async def test_neither_clock_nor_words_of_the_event_are_kept(home: OpenHome):
    await writes(home)
    visitor = await child(home)
    address = await newest_address(home)
    await visitor.taps("我也是")
    tables = await everything(home)

    assert [row for row in tables["inbox"] if row["address_id"] == address and row["payload"]] == []
    used = await home.app.db.read(lambda db: people.address(db, address).used_at)
    assert all(row["at"] <= used for row in tables["outbox"] if row["purpose"] == "unrecorded")
