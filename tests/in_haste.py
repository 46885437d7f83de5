"""A crowd that is not waited for: what is slow on purpose, or is another program, is done once or quickly."""

from typing import Any

import pytest

from bot.media import Clean, clean
from storage.people import _any_id as any_id
from tests.some_media import a_photo, a_voice


def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is slow on purpose, or is another program, is done once or quickly: here it matters who wrote."""

    async def cleaned(kind: Any, content: bytes) -> Clean:
        if kind not in made:
            made[kind] = await clean(kind, a_photo() if kind == "photo" else a_voice())
        real = made[kind]
        return Clean(real.kind, real.media_type, real.content + content, real.seconds)

    made: dict[str, Clean] = {}
    monkeypatch.setattr("storage.people._any_id", any_id)
    monkeypatch.setattr("bot.web.incoming.clean", cleaned)
    monkeypatch.setattr("bot.jobs.clean", cleaned)
    monkeypatch.setattr("storage.seal.Seal.slow", lambda seal, value, place: seal.blind(value, f"slow {place}"))
