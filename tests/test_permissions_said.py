"""Who may write for children and ask them: every button of it, old ones included, pressed by everybody else.

Nothing on the page may change, and from a page taken off it not a word may be shown.
"""

from dataclasses import dataclass

import pytest

from tests.chat import OpenHome
from tests.handlers.on_the_page import SAID, asks, does, the_entry, the_poll, writes
from tests.permissions import PEOPLE, WRITERS, rows_of_the_table
from tests.test_permissions import Unlimited, comes, presses

MAY = {"duty", "head", "care_lead"}  # the sample home's readers, the duty officer, whoever leads the home
NUMBERS = ("said.same", "said.yes", "said.little", "said.no", "asked.say")


@dataclass(frozen=True)
class Page:
    """An entry that was taken off the page, a question that is asked, and every ref that a button could name."""

    home: OpenHome
    refs: list[str]

    async def state(self) -> str:
        """Everything that a colleague could change."""
        return await self.home.app.db.read(
            lambda db: repr([
                tuple(row) for name in ("ledger", "polls", "poll_answers")
                for row in db.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own tables
            ])
        )  # fmt: skip


@pytest.fixture
async def page(home: OpenHome) -> Page:
    home.app.web.state.chat.limits = Unlimited()
    colleague = await writes(home)
    await does(colleague)
    await colleague.taps("撤下来，不给小朋友看")
    await asks(home)
    poll = await the_poll(home)
    return Page(home, [(await the_entry(home)).ref, poll.ref, f"{poll.ref}-0"])


@pytest.mark.parametrize("who", [one for one in PEOPLE if one not in MAY])
async def test_nobody_else_writes_or_asks(home: OpenHome, page: Page, who: str):
    visitor = await comes(home, who)
    before = await page.state()

    for button in (one for one, group in rows_of_the_table().items() if group == WRITERS):
        said = await presses(visitor, *(f"{button}:{ref}:{version}" for ref in page.refs for version in ("", 1, 2, 3)))
        assert SAID not in said, button
        assert await page.state() == before, button


@pytest.mark.parametrize("who", sorted(MAY))
async def test_whoever_may_is_let_through(home: OpenHome, page: Page, who: str):
    visitor = await comes(home, who)

    assert SAID in await presses(visitor, f"saying.open:{page.refs[0]}:")
    assert "结束，公布结果" in await presses(visitor, f"asking.open:{page.refs[1]}:")


@pytest.mark.parametrize("who", [one for one in PEOPLE if one != "a stranger"])
async def test_no_colleague_is_counted(home: OpenHome, page: Page, who: str):
    visitor = await comes(home, who)
    before = await page.state()
    for button in NUMBERS:
        await presses(visitor, *(f"{button}:{ref}:" for ref in page.refs))

    assert await page.state() == before
