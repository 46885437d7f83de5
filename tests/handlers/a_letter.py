"""A child at the letter box: what it taps and says, on the page and in a chat."""

import re
from typing import Any

from tests.chat import OpenHome, Visitor
from tests.written import written

WORD = re.compile(r"\d\. (?:\S+ )?(\S+的\S+)")


async def taps(visitor: Visitor, *labels: str) -> None:
    for label in labels:
        await visitor.taps(label)


async def begins(home: OpenHome, *ways: str) -> Visitor:
    """A child comes in, reads who reads, and begins a letter."""
    child = await home.family()
    await taps(child, "童声留言板", "写一封信", *ways)
    return child


async def writes(home: OpenHome, words: str = "晚饭太硬了，我咬不动", topic: str = "吃的") -> Visitor:
    """A child has put a letter into the box, and looks at its five pictures."""
    child = await begins(home, topic, "写字")
    await child.types(words)
    await child.taps("放进信箱")
    return child


def five_words(child: Visitor) -> str:
    """The five picture-words on the screen, as a child would say them."""
    found = WORD.findall(written(child.last))
    assert len(found) == 5, child.transcript()
    return "，".join(found)


async def comes_back(home: OpenHome, said: str) -> Visitor:
    """The child comes back on another device and says its five words."""
    child = await home.family()
    await taps(child, "童声留言板", "看我的回信")
    await child.types(said)
    return child


async def rows(home: OpenHome, sql: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    return await home.app.db.read(lambda db: [tuple(row) for row in db.execute(sql)])
