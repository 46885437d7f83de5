"""What the tests of the transport may ask for: a server on this machine, and a bot that sends to it."""

import os
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.telegram.a_server import Server, a_bot, a_server


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with a_server() as running:
        yield running


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with a_bot(server.url) as ready:
        yield ready
