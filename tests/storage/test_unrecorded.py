"""What is forgotten off the record, and what a copy of it leaves out."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import attachments, drafts, jobs, outbox, people, unrecorded
from storage import db as storage_db
from storage.drafts import Draft
from storage.seal import Seal

KEY, DAY = bytes(32), "2026-12-01"


@pytest.fixture
def seal() -> Seal:
    return Seal(KEY)


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    opened = storage_db.connect(tmp_path / "rainbow.db")
    storage_db.migrate(opened)
    return opened


def somebody(db: sqlite3.Connection, seal: Seal, key: str = "key") -> people.Address:
    person = people.new_person(db, "zh", DAY)
    return people.new_address(db, seal, person_id=person, channel="web", door="family", key=key, now=5)


def says(db: sqlite3.Connection, seal: Seal, address: people.Address, purpose: str, state: str = "seen") -> int:
    return outbox.put(
        db, seal, address_id=address.id, payload={}, now=0, purpose=purpose, state=state, hourless=True
    )  # fmt: skip


def said(db: sqlite3.Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in db.execute("SELECT purpose, state FROM outbox ORDER BY purpose, state")]


def test_what_was_heard_is_known_until_it_was_turned_over_twice(db: sqlite3.Connection, seal: Seal):
    known = [unrecorded.heard_once(db, seal, "event") for _time in range(2)]
    unrecorded.turn_over(db)
    known.append(unrecorded.was_heard(db, seal, "event"))
    unrecorded.turn_over(db)
    known.append(unrecorded.was_heard(db, seal, "event"))

    assert known == [False, True, True, False]


@pytest.mark.parametrize(("count", "folded"), [(0, 63), (1, 63), (62, 63), (63, 63), (64, 127)])
def test_how_much_was_said_is_folded_into_a_round_number(
    db: sqlite3.Connection, seal: Seal, count: int, folded: int
):
    address = somebody(db, seal)
    db.execute("UPDATE addresses SET last_seq = ?", (count,))

    unrecorded.fold(db, address.id)

    assert outbox.last_seq(db, address.id) == folded


def test_a_call_to_a_colleague_is_kept_until_it_was_seen(db: sqlite3.Connection, seal: Seal):
    address = somebody(db, seal)
    for purpose in (unrecorded.PURPOSE, unrecorded.PAGE):
        for state in ("waiting", "stored", "seen"):
            says(db, seal, address, purpose, state)

    standing = unrecorded.clear_idle(db, [], ["board"])
    assert len(said(db)) == 6
    assert len(standing) == 3
    unrecorded.clear_idle(db, standing, ["board"])

    page = unrecorded.PAGE
    assert said(db) == [(page, "stored"), (page, "waiting"), (unrecorded.PURPOSE, "waiting")]
    unrecorded.clear_before(db, 1)
    assert said(db) == [(page, "stored"), (page, "waiting")]


def test_the_screen_of_what_is_half_written_stands(db: sqlite3.Connection, seal: Seal):
    address = somebody(db, seal)
    drafts.keep(db, seal, address.id, Draft(0, "board", {}), 0)
    says(db, seal, address, unrecorded.PURPOSE)

    unrecorded.clear_idle(db, unrecorded.clear_idle(db, [], ["board"]), ["board"])

    assert len(said(db)) == 1


def test_rows_without_an_hour_have_no_order_and_leave_that_of_others(db: sqlite3.Connection, seal: Seal):
    address = somebody(db, seal)
    numbers = [says(db, seal, address, unrecorded.PURPOSE) for _time in range(20)]
    outbox.put(db, seal, address_id=address.id, payload={}, now=7)

    ids = [row["id"] for row in db.execute("SELECT id FROM outbox ORDER BY seq")]
    assert numbers == list(range(1, 21))
    assert ids[-1] == 1
    assert max(ids[:-1]) < 0
    assert ids[:-1] not in (sorted(ids[:-1]), sorted(ids[:-1], reverse=True))


def test_a_copy_leaves_out_what_is_just_being_written(db: sqlite3.Connection, seal: Seal):
    child, other = somebody(db, seal), somebody(db, seal, "other")
    for address, flow in ((child, "board"), (other, "respite")):
        ref = f"VOICE{flow}"
        drafts.keep(db, seal, address.id, Draft(0, flow, {"answers": {"attachment": ref}}), 0)
        attachments.keep(db, seal, ref, kind="voice", media_type="audio/mp4", content=b"x", seconds=1,
                         person_id=address.person_id, day=DAY)  # fmt: skip
        jobs.add(db, seal, kind="media.fetch", address_id=address.id, payload={}, now=0)
    says(db, seal, child, unrecorded.PURPOSE)
    unrecorded.heard_once(db, seal, "event")

    unrecorded.leave_out(db, seal, ["board", "box"])

    assert [row["flow"] for row in db.execute("SELECT flow FROM drafts")] == ["respite"]
    assert [row["ref"] for row in db.execute("SELECT ref FROM attachments")] == ["VOICErespite"]
    assert [row["address_id"] for row in db.execute("SELECT address_id FROM jobs")] == [other.id]
    assert said(db) == []
    assert outbox.last_seq(db, child.id) == unrecorded.FOLD - 1
    assert db.execute("SELECT count(*) FROM heard_once").fetchone()[0] == 0


def test_a_half_filled_form_that_cannot_be_opened_holds_nothing_up(db: sqlite3.Connection, seal: Seal):
    address = somebody(db, seal)
    drafts.keep(db, seal, address.id, Draft(0, "respite", {}), 0)
    db.execute("UPDATE drafts SET state = zeroblob(60)")

    unrecorded.let_go(db, seal)

    assert drafts.states(db, seal) == []


def test_the_new_order_of_the_file_waits_for_who_still_reads(db: sqlite3.Connection, seal: Seal, tmp_path: Path):
    somebody(db, seal)
    with closing(storage_db.connect_reading(tmp_path / "rainbow.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()

        assert not storage_db.lay_in_order(db)

        reader.execute("ROLLBACK")
        assert storage_db.empty_log(db)
    assert (tmp_path / "rainbow.db-wal").stat().st_size == 0


def test_what_was_left_while_something_was_said_off_the_record_does_not_tell_how_much(
    db: sqlite3.Connection, seal: Seal
):
    address = somebody(db, seal)
    for _time in range(9):
        says(db, seal, address, unrecorded.PURPOSE)

    people.end_visit(db, address.id)

    assert said(db) == []
    assert outbox.last_seq(db, address.id) == unrecorded.FOLD - 1
