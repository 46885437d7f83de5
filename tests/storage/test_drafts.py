"""Drafts: a stack an address, sealed, forgotten when nobody comes back."""

from pathlib import Path

from storage import drafts
from storage.drafts import Draft
from tests.storage.a_person import SEAL, a_database, rows, somebody


def test_the_innermost_form_is_on_top(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    assert drafts.top(db, SEAL, 1) is None
    outer, inner = Draft(0, "respite", {"a": "小晴"}), Draft(1, "children", {})

    drafts.keep(db, SEAL, 1, outer, 100)
    drafts.keep(db, SEAL, 1, inner, 100)

    assert drafts.top(db, SEAL, 1) == inner
    assert drafts.stack(db, SEAL, 1) == [outer, inner]


def test_a_step_replaces_the_draft_at_its_depth(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    drafts.keep(db, SEAL, 1, Draft(0, "respite", {"step": 1}), 100)

    drafts.keep(db, SEAL, 1, Draft(0, "urgent", {"step": 2}), 200)

    assert drafts.stack(db, SEAL, 1) == [Draft(0, "urgent", {"step": 2})]
    assert rows(db, "SELECT updated_at FROM drafts") == [(200,)]


def test_dropping_takes_a_depth_and_all_above_it_of_one_address(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db, "one")
    somebody(db, "two")
    for address in (1, 2):
        for depth in range(3):
            drafts.keep(db, SEAL, address, Draft(depth, "x", {}), 100)

    drafts.drop(db, 1, 1)
    drafts.drop(db, 2)

    assert rows(db, "SELECT address_id, depth FROM drafts") == [(1, 0)]


def test_what_nobody_came_back_to_is_forgotten(tmp_path: Path):
    db = a_database(tmp_path)
    somebody(db)
    drafts.keep(db, SEAL, 1, Draft(0, "x", {}), 100)
    drafts.keep(db, SEAL, 1, Draft(1, "x", {}), 200)

    assert drafts.forget_before(db, 200) == 1
    assert [draft.depth for draft in drafts.stack(db, SEAL, 1)] == [1]
