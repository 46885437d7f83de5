"""The database file: migrated step by step, locked, read only by readers, in folders of any name."""

import sqlite3
from pathlib import Path

import pytest

from storage import db as storage_db
from storage import meta
from storage.db import AlreadyRunning, Database, NewerData, connect, connect_reading, is_of_the_disk, lock, migrate


def test_a_new_file_gets_every_migration_and_an_old_one_none(tmp_path: Path):
    db = connect(tmp_path / "a.db")

    assert migrate(db) == len(list(storage_db.MIGRATIONS.glob("*.sql")))
    assert migrate(db) == 0


def test_the_writer_is_durable_and_forgets_what_it_deletes(tmp_path: Path):
    db = connect(tmp_path / "a.db")
    found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in
             ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    steps = tmp_path / "migrations"
    steps.mkdir()
    (steps / "0001_good.sql").write_text("BEGIN; CREATE TABLE good (a); COMMIT;")
    (steps / "0002_bad.sql").write_text("BEGIN; CREATE TABLE half (a); INSERT INTO nowhere VALUES (1); COMMIT;")
    monkeypatch.setattr(storage_db, "MIGRATIONS", steps)
    db = connect(tmp_path / "a.db")

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(db)

    assert not db.in_transaction
    assert [row["name"] for row in db.execute("SELECT name FROM sqlite_schema")] == ["good"]
    (steps / "0002_bad.sql").write_text("BEGIN; CREATE TABLE whole (a); COMMIT;")
    assert migrate(db) == 1


def test_a_migration_that_is_no_sql_leaves_no_transaction_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    steps = tmp_path / "migrations"
    steps.mkdir()
    (steps / "0001_bad.sql").write_text("NONSENSE; COMMIT;")
    monkeypatch.setattr(storage_db, "MIGRATIONS", steps)
    db = connect(tmp_path / "a.db")

    with pytest.raises(sqlite3.OperationalError):
        migrate(db)

    assert not db.in_transaction


def test_data_of_a_newer_version_is_left_alone(tmp_path: Path):
    db = connect(tmp_path / "a.db")
    migrate(db)
    db.execute("PRAGMA user_version = 9999")

    with pytest.raises(NewerData):
        migrate(db)


@pytest.mark.parametrize("name", ["plain", "100%41", "#1", "where?mode=rwc", "家 里"])
def test_a_reader_cannot_write_whatever_the_folder_is_called(tmp_path: Path, name: str):
    folder = tmp_path / name
    folder.mkdir()
    migrate(connect(folder / "a.db"))
    reader = connect_reading(folder / "a.db")

    assert meta.get(reader, "nothing") == ""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        meta.put(reader, "a", "b")


def test_one_process_works_in_a_folder(tmp_path: Path):
    first = lock(tmp_path)

    with pytest.raises(AlreadyRunning):
        lock(tmp_path)

    first.close()
    lock(tmp_path).close()


async def test_what_is_written_is_read_and_kept(tmp_path: Path):
    db = await Database.open(tmp_path / "a.db")
    await db.write(lambda found: meta.put(found, "a", "b"))
    assert await db.read(lambda found: meta.get(found, "a")) == "b"
    await db.close()

    again = await Database.open(tmp_path / "a.db")
    assert await again.read(lambda found: meta.get(found, "a")) == "b"
    await again.close()


async def test_a_file_that_is_no_database_is_refused_and_let_go(tmp_path: Path):
    (tmp_path / "a.db").write_bytes(b"not a database " * 100)

    with pytest.raises(sqlite3.DatabaseError):
        await Database.open(tmp_path / "a.db")


async def test_a_newer_database_is_closed_again(tmp_path: Path):
    db = connect(tmp_path / "a.db")
    db.execute("PRAGMA user_version = 9999")

    with pytest.raises(NewerData):
        await Database.open(tmp_path / "a.db")


def test_the_disk_and_the_writer_are_told_apart(tmp_path: Path):
    db = connect(tmp_path / "a.db")
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError) as read_only:
        db.execute("CREATE TABLE a (b)")
    with pytest.raises(sqlite3.OperationalError) as slip:
        db.execute("SELECT * FROM nowhere")

    assert is_of_the_disk(read_only.value)
    assert not is_of_the_disk(slip.value)
    assert not is_of_the_disk(ValueError("full"))
