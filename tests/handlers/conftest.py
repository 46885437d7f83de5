"""Every flow speaks over both channels: each test here is run on the page and on Telegram.

Those marked `page` are about what only a page has: its history, its files behind links, its lock, its closing.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat import OpenHome, open_home


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "channel" in metafunc.fixturenames:
        on_page_alone = next(metafunc.definition.iter_markers("page"), None)
        metafunc.parametrize("channel", ["web"] if on_page_alone else ["web", "telegram"])


@pytest.fixture
async def home(channel: str, tmp_path: Path) -> AsyncIterator[OpenHome]:
    async with open_home(tmp_path, channel=channel) as opened:
        yield opened
