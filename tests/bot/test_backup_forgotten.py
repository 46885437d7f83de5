"""Whoever was forgotten after a backup was made is not brought back by it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import DATABASE
from bot.booking import DETAILS
from storage import audit, people, tombstones
from storage import db as storage_db
from tests.a_number import MOBILE, OTHER_MOBILE
from tests.bot.a_backup import SEAL, adds_a_child, asked, backed_up, destroyed, kept, put_back
from tests.chat import OpenHome, Visitor, open_home
from tests.handlers.a_family import asks, state_of
from tests.handlers.colleagues import signed_in


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


async def leaves(family: Visitor) -> None:
    response = await family.post("leave", {})
    assert response.status_code == 204


async def test_a_child_that_was_forgotten_stays_forgotten(data: Path, disk: Path):
    async with open_home(data) as home:
        family = await home.family()
        booking = await asks(home, family, "半天")
        file = backed_up(data, disk)
        await family.taps_data(f"bookings.drop:{booking.ref}:1")
        await family.opens("privacy")
        await family.taps("看看留了我的什么")
        await family.taps("删掉小晴")
        await family.taps("是的")
    done = put_back(file, data)

    assert (done.forgotten, done.called_off) == (1, (booking.ref,))
    assert kept(data, "SELECT details FROM children") == [(None,)]
    assert kept(data, "SELECT state, code FROM bookings") == [("cancelled", None)]
    assert kept(data, "SELECT 1 FROM claims WHERE counts = 1") == []
    assert kept(data, "SELECT 1 FROM due WHERE purpose LIKE 'bookings.%'") == []
    assert asked(file, "SELECT 1 FROM children WHERE details IS NULL") == []


async def test_a_consent_that_was_taken_back_stays_taken_back(data: Path, disk: Path):
    async with open_home(data) as home:
        family, neighbour = await home.family(), await home.family()
        booking, other = await asks(home, family, "半天"), await asks(home, neighbour, "半天")
        file = backed_up(data, disk)
        await family.opens("privacy")
        await family.taps("撤回同意")
        await family.taps("是的")
    done = put_back(file, data)

    assert (done.forgotten, done.called_off) == (1, (booking.ref,))
    async with open_home(data) as home:
        assert (await state_of(home, booking.ref)).state == "cancelled"
        assert (await state_of(home, other.ref)).state == "held"
        assert await home.app.db.read(audit.verify) is None
    assert len(kept(data, "SELECT 1 FROM children WHERE details IS NULL")) == 1
    assert len(kept(data, "SELECT 1 FROM consents WHERE answer = 'withdrawn'")) == 1
    talking = (
        "SELECT DISTINCT person_id FROM outbox JOIN addresses ON addresses.id = address_id WHERE payload IS NOT NULL"
    )
    assert len(asked(file, talking)) == 2
    assert kept(data, talking) == [(other.person_id,)]


async def test_a_number_that_was_forgotten_stays_forgotten_and_a_new_one_stays_kept(data: Path, disk: Path):
    async with open_home(data) as home:
        family = await home.family()
        await adds_a_child(family)
        person = kept(data, "SELECT person_id FROM guardianships")[0][0]
        await home.app.turns.write(lambda db: people.keep_phone(db, SEAL, person, MOBILE))
        before = backed_up(data, disk)
        await family.opens("privacy")
        await family.taps("看看留了我的什么")
        await family.taps("删掉我的电话")
        await home.app.turns.write(lambda db: people.keep_phone(db, SEAL, person, OTHER_MOBILE))
        after = backed_up(data, disk)
    put_back(after, data)

    assert len(kept(data, "SELECT 1 FROM people WHERE phone_index IS NOT NULL")) == 1
    put_back(before, data)
    assert kept(data, "SELECT 1 FROM people WHERE phone_index IS NOT NULL") == []


async def test_a_visit_that_was_left_stays_left(data: Path, disk: Path):
    async with open_home(data) as home:
        family = await home.family()
        await family.opens("respite")
        token = next(cookie.value for cookie in family.client.cookies.jar)
        file = backed_up(data, disk)
        await leaves(family)
    put_back(file, data)

    with closing(storage_db.connect(data / DATABASE)) as db:
        assert people.address_by_key(db, SEAL, "web", token or "") is None
    assert kept(data, "SELECT 1 FROM outbox WHERE payload IS NOT NULL") == []


async def test_a_device_that_was_signed_out_is_not_signed_in_again(data: Path, disk: Path):
    async with open_home(data) as home:
        nurse = await signed_in(home, pin="2468")
        file = backed_up(data, disk)
        await nurse.taps_data("pin.bye::")
    put_back(file, data)
    signed_in_there = "SELECT 1 FROM addresses JOIN staff USING (person_id) WHERE state = 'open' AND active"

    assert asked(file, signed_in_there) == [(1,)]
    assert kept(data, signed_in_there) == []
    assert kept(data, "SELECT 1 FROM staff WHERE active") == []


async def test_the_file_beside_tells_when_the_database_is_gone(data: Path, disk: Path):
    async with open_home(data) as home:
        family = await home.family()
        await adds_a_child(family)
        file = backed_up(data, disk)
        await family.opens("privacy")
        await family.taps("撤回同意")
        await family.taps("是的")
        await home.app.ticks.catch_up()
    destroyed(data)
    done = put_back(file, data)

    assert (done.could_tell, done.forgotten) == (True, 1)
    assert kept(data, "SELECT details FROM children") == [(None,)]


async def test_a_newer_backup_tells_too_when_everything_else_is_gone(data: Path, disk: Path):
    async with open_home(data) as home:
        family = await home.family()
        file = backed_up(data, disk)
        await leaves(family)
        backed_up(data, disk)
    destroyed(data)
    (data / tombstones.FILE).unlink(missing_ok=True)
    done = put_back(file, data)

    assert (done.could_tell, done.forgotten) == (False, 1)


async def test_the_file_beside_holds_each_line_once_and_heals_a_torn_one(data: Path):
    async with open_home(data) as home:
        for _ in range(2):
            await leaves(await home.family())
            await home.app.ticks.catch_up()
        await home.app.ticks.catch_up()
    beside = data / tombstones.FILE
    whole = tombstones.read_beside(beside)
    with closing(storage_db.connect_reading(data / DATABASE)) as db:
        assert whole == tombstones.every(db)
    assert len(whole) == 2
    beside.write_bytes(beside.read_bytes()[:-20])
    async with open_home(data) as home:
        await leaves(await home.family())
        await home.app.ticks.catch_up()

    healed = tombstones.read_beside(beside)
    assert {one.ref for one in healed} >= {one.ref for one in whole}
    assert len(healed) == 3
    assert beside.stat().st_mode & 0o777 == 0o600


async def test_a_turn_that_is_rolled_back_forgets_nobody(home: OpenHome):
    def breaks(db: sqlite3.Connection) -> None:
        tombstones.forget(db, SEAL, "number", "SOMEBODY", 1, DETAILS)
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        await home.app.turns.write(breaks)
    await home.app.ticks.catch_up()

    assert await home.app.db.read(tombstones.every) == []
    assert tombstones.read_beside(home.app.settings.data / tombstones.FILE) == []
