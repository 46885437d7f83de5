"""A crowd at the letter box: each of it writes a letter of some kind, over the page or in a chat, step by step.

Who wrote which letter is known here alone: by the five pictures that each of them was shown.
"""

import random
import re
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from bot.board.way_back import picture_words
from storage import people, posts
from tests.chat import OpenHome
from tests.page_visitor import Visitor
from tests.telegram.visitor import Texter
from tests.web.a_request import sends_media

CODE = re.compile(r"board\.known:([0-7]{15}):")
KINDS = ("words", "words", "cards", "voice", "draw", "now", "today", "card of danger")
TOPICS = ("food", "room", "play", "school", "mood", "idea", "whisper", "whisper")
AFTER = ("bye", "bye", "bye", "stands", "menu", "menu", "books", "again", "returns")
SYLLABLES = "饭菜床被子门窗书笔球车树花鸟鱼猫狗雨雪风云山水火灯"
DANGER = {"now": "我不想活了", "today": "有人打我"}
LAID = {"who": ("me", "child", "adult"), "feeling": ("glad", "angry"), "what": ("food", "bed", "play")}
TIRED_SECONDS = 25 * 60  # what stands on a page that was left lying is cleared within this



@dataclass
class Writer:
    """One of them, and what they will do: `after` the letter as well."""

    home: OpenHome
    visitor: Visitor
    kind: str
    topic: str
    after: str
    before: bool
    chance: random.Random
    code: str = ""
    address: int = 0
    media: bytes = b""

    async def presses(self, data: str) -> None:
        """Tap the newest button that carries this."""
        visitor = self.visitor
        if isinstance(visitor, Texter):
            chat = [
                (message, button["callback_data"]) for message in visitor.person.chat
                for row in message.rows for button in row if button["callback_data"].startswith(data)
            ]  # fmt: skip
            assert chat, f"{data}\n{visitor.transcript()}"
            visitor.person.forges(chat[-1][1], chat[-1][0])
            for _breath in range(3):
                await visitor.look()
            return
        page = [
            (message, button["data"]) for message in visitor.seen
            for row in message.get("rows", []) for button in row if button["data"].startswith(data)
        ]  # fmt: skip
        assert page, f"{data}\n{visitor.transcript()}"
        screen, carried = page[-1]
        await visitor.sends({"kind": "tap", "data": carried, "on": screen["seq"]})
        await visitor.post("seen", {"seq": visitor.seen[-1]["seq"]})

    async def steps(self) -> AsyncIterator[None]:
        """All that this one does, a step at a time."""
        await self.visitor.comes()
        yield
        if self.before:
            await self.presses("door.open:respite")
            yield
            await self.visitor.types("menu")
            yield
        for data in ("door.open:board", "board.start", f"board.set:{self.topic}"):
            await self.presses(data)
            yield
        async for _step in self.tells():
            yield
        await self.presses("board.send")
        self.code = CODE.search(str([self.visitor.last["rows"]]))[1]
        yield
        async for _step in self.goes_on():
            yield

    def has(self, data: str) -> bool:
        """Whether the newest screen has a button that carries this."""
        return any(button["data"].startswith(data) for row in self.visitor.last["rows"] for button in row)

    async def tells(self) -> AsyncIterator[None]:
        """The letter itself."""
        way = {"words": "write", "now": "write", "today": "write", "voice": "voice", "draw": "draw"}.get(self.kind)
        await self.presses(f"board.set:{way or 'cards'}")
        yield
        if way == "write":
            await self.visitor.types(self.words())
        elif way:
            await sends_media(self.visitor, "voice" if way == "voice" else "photo", self.media)
        for kind, laid in () if way else LAID.items():
            card = "secret" if self.kind == "card of danger" and kind == "what" else self.chance.choice((*laid, ""))
            await self.presses(f"board.set:{card}" if card or kind == "what" else "board.skip")
            yield
        if self.has("door.resume"):
            yield
            await self.presses("door.resume")
        yield

    def words(self) -> str:
        """So many words, nobody else's."""
        said = "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(12, 300)))
        return DANGER.get(self.kind, "") + "，" + said

    async def goes_on(self) -> AsyncIterator[None]:
        """What they do once the letter lies in the box. Some only look at the five pictures and walk away."""
        if self.after in ("stands", "walks away"):
            return
        for data in ("board.known", "board.bye"):
            await self.presses(data)
            yield
        if self.after == "again":
            await self.presses("board.start")
            yield
            await self.presses("board.set:food")
        elif self.after == "returns":
            await self.presses("box.look")
            yield
            await self.visitor.types("，".join(map(self.spoken, picture_words(self.code))))
            yield
            await self.presses("board.bye")
        elif self.after in ("menu", "books"):
            await self.presses("door.menu")
            yield
        if self.after == "books":
            await self.presses("door.open:respite")

    def spoken(self, word: Any) -> str:
        texts = self.home.app.turns.texts
        return texts.say(word.label, self.visitor.language[:2], self.home.app.home.zone)

    def finds_itself(self, db: sqlite3.Connection) -> tuple[str, int]:
        """The ref of the letter, and the address it came from."""
        seal = self.home.app.turns.seal
        post = posts.by_claim(db, seal, self.code)
        assert post is not None
        if isinstance(self.visitor, Texter):
            found = people.address_by_key(db, seal, "telegram", str(self.visitor.person.id))
        else:
            token = next(str(cookie.value) for cookie in self.visitor.client.cookies.jar)
            found = people.address_by_key(db, seal, "web", token)
        assert found is not None
        return post.ref, found.id


@dataclass
class Colleague:
    """Somebody on duty, who opens what is new as soon as it is there, and takes some of it."""

    visitor: Visitor
    chance: random.Random
    known: set[str] = field(default_factory=set)

    async def looks(self) -> None:
        """Open the desk, and a card that was not opened yet."""
        await self.visitor.opens("desk")
        buttons = [button["data"] for row in self.visitor.last["rows"] for button in row]
        new = [data for data in buttons if data.startswith("concerns.card:") and data.split(":")[1] not in self.known]
        for data in new[:1]:
            self.known.add(data.split(":")[1])
            await self.visitor.taps_data(data)
            buttons = [button["data"] for row in self.visitor.last["rows"] for button in row]
            if buttons[0].startswith("concerns.take") and self.chance.random() < 0.6:
                await self.visitor.taps_data(buttons[0])


@dataclass
class Crowd:
    """How a day goes. `telegram` is the share that comes by chat."""

    home: OpenHome
    number: int
    kinds: tuple[str, ...] = KINDS
    afters: tuple[str, ...] = AFTER
    telegram: float = 0.5
    at_once: int = 12
    seed: int = 1
    writers: list[Writer] = field(default_factory=list)

    async def writes(self, midway: Any = None) -> dict[str, int]:
        """All of them write, some at the same time; letters with the addresses they came from."""
        chance = random.Random(self.seed)  # noqa: S311 - a day that can be lived again
        await self.home.app.db.write(lambda db: db.execute("PRAGMA synchronous = OFF").fetchall())
        staff = [Colleague(await self.home.staff(role), chance) for role in ("duty", "head")]
        going: list[tuple[Writer, AsyncIterator[None]]] = []
        for at in range(self.number):
            while len(going) >= self.at_once:
                await self.step(going, staff, chance)
            writer = self.writer(chance, last=at > self.number - self.at_once * 2)
            self.writers.append(writer)
            going.append((writer, writer.steps()))
            await self.step(going, staff, chance)
            if at == self.number // 2 and midway is not None:
                await midway()
        while going:
            await self.step(going, staff, chance)
        return await self.home.app.db.read(lambda db: dict(one.finds_itself(db) for one in self.writers))

    def writer(self, chance: random.Random, *, last: bool) -> Writer:
        """Somebody new. The last ones do not walk away from their five pictures: those are cleared after a while."""
        home, chats = self.home, chance.random() < self.telegram
        language = "en" if chance.random() < 0.1 else "zh-CN"
        visitor = home.texter(language) if chats else Visitor(home, "family", home.client(), language)
        after = chance.choice([each for each in self.afters if not (last and each in ("stands", "again"))])
        media = b"media" + chance.randbytes(chance.randint(60, 3000))
        kind, topic, before = chance.choice(self.kinds), chance.choice(TOPICS), chance.random() < 0.2
        return Writer(home, visitor, kind, topic, after, before, chance, media=media)

    async def step(
        self, going: list[tuple[Writer, AsyncIterator[None]]], staff: list[Colleague], chance: random.Random
    ) -> None:
        """One of those who are there does one thing; whoever is on duty sees at once that somebody called."""
        self.home.clock.instant += chance.randint(2, 22)
        one = chance.choice(going)
        try:
            await anext(one[1])
        except StopAsyncIteration:
            going.remove(one)
        if chance.random() < 0.15:
            await self.home.app.ticks.catch_up()
        for colleague in staff:
            if any("马上看的话" in str(message) for message in await colleague.visitor.look()):
                self.home.clock.instant += chance.randint(5, 40)
                await colleague.looks()
