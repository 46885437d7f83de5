"""What every test may ask for: an open home, and the people at its doors."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat import OpenHome, Visitor, open_home


@pytest.fixture(autouse=True)
def people_count_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests speak of the first and the second; that nobody else can is what tests/test_anonymous.py sees to."""
    monkeypatch.setattr("storage.people._any_id", lambda: None)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[OpenHome]:
    async with open_home(tmp_path) as opened:
        yield opened


@pytest.fixture
async def family(home: OpenHome) -> Visitor:
    return await home.family()


@pytest.fixture
async def staff(home: OpenHome) -> Visitor:
    return await home.staff("care_lead")
