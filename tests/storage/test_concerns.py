"""Concerns: taken by one, closed with a note, and forgotten a while after that."""

from pathlib import Path

from storage import concerns
from tests.storage.a_person import SEAL, a_database, somebody


def test_only_what_was_closed_long_ago_is_forgotten(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    closed, still_open = (
        concerns.raise_concern(
            db, SEAL, person_id=1, level="now", source="menu", words="疼", matched="疼", now=100
        )
        for _ in range(2)
    )
    concerns.take(db, SEAL, closed, 1, 1, 150)
    concerns.close(db, SEAL, closed, 2, 1, 200, "打过电话了")
    assert concerns.note_of(db, SEAL, closed) == "打过电话了"

    assert concerns.forget_before(db, 200) == []
    assert concerns.forget_before(db, 201) == [closed]

    assert concerns.find(db, SEAL, closed) is None
    assert concerns.note_of(db, SEAL, closed) == ""
    assert [one.ref for one in concerns.unfinished(db, SEAL)] == [still_open]
