"""Backups: made while the home is open, and put back after the worst day."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import backup
from bot.app import DATABASE
from storage import audit, meta
from storage import db as storage_db
from storage.db import AlreadyRunning, NewerData
from storage.seal import Seal
from tests.bot.a_backup import SEAL, adds_a_child, backed_up, destroyed, kept, lies_there, put_back, spoilt, tables
from tests.chat import KEY, ZONE, OpenHome, open_home
from tests.handlers.a_family import asks, decides, state_of

OTHER = Seal(bytes(32))


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


async def test_a_backup_made_while_families_write_comes_back_row_by_row(data: Path, disk: Path):
    async with open_home(data) as home:
        families = [await home.family() for _ in range(6)]
        writing = asyncio.gather(*(asks(home, family, "半天") for family in families))
        early = await asyncio.to_thread(backed_up, data, disk)
        await writing
        late = await asyncio.to_thread(backed_up, data, disk)
        open_again = await home.family()
        open_again.sees("欢迎来到")
    destroyed(data)
    for file in (early, late):
        put_back(file, data)
        before, after = tables(file), tables(data / DATABASE)

        assert len(before) > 20
        assert {name for name in before if before[name] != after[name]} <= {"audit", "tombstones", "meta"}
        assert set(before["audit"]) < set(after["audit"])
        assert set(before["meta"]) == set(after["meta"])
    assert len(kept(data, "SELECT 1 FROM bookings WHERE state = 'held'")) == 6


async def test_the_home_goes_on_from_its_backup(data: Path, disk: Path):
    async with open_home(data) as home:
        booking = await asks(home, await home.family(), "半天")
    file = backed_up(data, disk)
    destroyed(data)
    done = put_back(file, data)

    assert (done.forgotten, done.called_off, done.aside) == (0, (), None)
    async with open_home(data) as home:
        await decides(home, booking)
        assert (await state_of(home, booking.ref)).state == "confirmed"
        assert await home.app.db.read(audit.verify) is None
    assert kept(data, "SELECT act FROM audit WHERE act = 'data.restored'")


async def test_a_backup_is_one_file_for_its_owner_alone(home: OpenHome, disk: Path):
    file = backed_up(home.app.settings.data, disk)

    assert lies_there(disk) == {file.name}
    assert file.stat().st_mode & 0o777 == 0o600
    assert KEY not in file.read_bytes()
    assert KEY.hex().encode() not in file.read_bytes()
    with closing(storage_db.connect_reading(file)) as db:
        assert meta.get(db, meta.KEY_FINGERPRINT) == SEAL.fingerprint
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


async def test_two_backups_of_one_second_are_two_files(home: OpenHome, disk: Path):
    files = {backed_up(home.app.settings.data, disk) for _ in range(3)}

    assert len(files) == len(lies_there(disk)) == 3


async def test_what_lay_only_in_the_log_after_a_power_cut_is_in_the_backup(home: OpenHome, data: Path, disk: Path):
    family = await home.family()
    await adds_a_child(family)
    for name in (DATABASE, f"{DATABASE}-wal"):
        shutil.copyfile(home.app.settings.data / name, data / name)
    put_back(backed_up(data, disk), data)

    assert len(kept(data, "SELECT 1 FROM children")) == 1


async def test_the_present_data_is_kept_aside(data: Path, disk: Path):
    async with open_home(data) as home:
        await adds_a_child(await home.family())
        file = backed_up(data, disk)
        await adds_a_child(await home.family(), "小雨")
    present = tables(data / DATABASE)
    done = put_back(file, data)

    assert done.aside is not None
    assert tables(done.aside) == present
    assert len(kept(data, "SELECT 1 FROM children")) == 1
    assert lies_there(data) >= {DATABASE, done.aside.name}


# --- what is refused leaves everything as it was ---


@pytest.fixture
async def closed(data: Path) -> Path:
    """A home with one child, closed for the night."""
    async with open_home(data) as home:
        await adds_a_child(await home.family())
    return data


async def refused(file: Path, data: Path, why: type[Exception], seal: Seal = SEAL) -> None:
    before, there = tables(data / DATABASE), lies_there(data)
    with pytest.raises(why):
        put_back(file, data, seal)

    assert (tables(data / DATABASE), lies_there(data) | {"running.lock"}) == (before, there | {"running.lock"})


async def test_another_key_is_refused(closed: Path, disk: Path):
    await refused(backed_up(closed, disk), closed, backup.OtherKey, OTHER)

    with pytest.raises(backup.OtherKey):
        backup.back_up(closed / DATABASE, disk, OTHER, ZONE, ())
    assert len(lies_there(disk)) == 1


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000, backup.MAGIC + b"garbage" * 1000])
async def test_garbage_is_refused(closed: Path, disk: Path, content: bytes):
    (disk / "x.db").write_bytes(content)

    await refused(disk / "x.db", closed, backup.NotOurs)


async def test_somebody_elses_database_is_refused(closed: Path, disk: Path):
    with closing(sqlite3.connect(disk / "x.db")) as db:
        db.execute("CREATE TABLE songs (name TEXT)")

    await refused(disk / "x.db", closed, backup.NotOurs)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
async def test_a_half_written_backup_is_refused(closed: Path, disk: Path, share: float):
    whole = backed_up(closed, disk).read_bytes()
    (disk / "half.db").write_bytes(whole[: int(len(whole) * share)])

    await refused(disk / "half.db", closed, backup.Damaged)


async def test_a_backup_with_a_bad_page_is_refused(closed: Path, disk: Path):
    file = backed_up(closed, disk)
    spoilt(file)

    await refused(file, closed, backup.Damaged)


async def test_a_newer_schema_is_refused(closed: Path, disk: Path):
    file = backed_up(closed, disk)
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 999")

    await refused(file, closed, NewerData)


async def test_nothing_is_put_back_while_the_home_is_open(home: OpenHome, disk: Path):
    data = home.app.settings.data
    file = backed_up(data, disk)

    await refused(file, data, AlreadyRunning)


async def test_a_backup_of_a_damaged_database_leaves_no_file(closed: Path, disk: Path):
    spoilt(closed / DATABASE)

    with pytest.raises(backup.Damaged):
        backup.back_up(closed / DATABASE, disk, SEAL, ZONE, ())
    assert lies_there(disk) == set()


async def test_a_damaged_database_is_set_aside_for_its_backup(closed: Path, disk: Path):
    file = backed_up(closed, disk)
    (closed / DATABASE).write_bytes(b"nothing but noise" * 999)
    done = put_back(file, closed)

    assert not done.could_tell
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"nothing but noise")
    assert len(kept(closed, "SELECT 1 FROM children")) == 1


async def test_a_disk_that_is_not_plugged_in_is_missed(closed: Path, tmp_path: Path):
    with pytest.raises(backup.NoFolder):
        backup.back_up(closed / DATABASE, tmp_path / "usb", SEAL, ZONE, ())

    assert not (tmp_path / "usb").exists()


async def test_an_audit_log_that_was_changed_is_said_and_the_backup_is_kept(closed: Path, disk: Path):
    with closing(sqlite3.connect(closed / DATABASE)) as db:
        db.executescript("DROP TRIGGER audit_is_never_changed; UPDATE audit SET why = 'x' WHERE id = 1;")
    made = backup.back_up(closed / DATABASE, disk, SEAL, ZONE, ())

    assert made.gap == 1
    assert put_back(made.path, closed).gap == 1


async def test_an_older_schema_is_brought_up_to_date(data: Path, disk: Path):
    with closing(storage_db.connect(disk / "old.db")) as db:
        for file in sorted(storage_db.MIGRATIONS.glob("*.sql"))[:2]:
            db.executescript(file.read_text("utf-8"))
        db.execute("PRAGMA user_version = 2")
        meta.put(db, meta.KEY_FINGERPRINT, SEAL.fingerprint)
    put_back(disk / "old.db", data)

    async with open_home(data) as home:
        (await home.family()).sees("欢迎来到")
