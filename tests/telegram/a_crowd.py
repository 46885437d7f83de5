"""A few hundred people with Telegram, each of whom does what their own dice say, looking only at their own chat.

So they do the same whether the line is good or bad, as long as in the end they see the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.a_number import MOBILE
from tests.telegram.bot_api import BotApi, Group, Person
from tests.telegram.chats import Message

TEXTS = ("菜单", "人工", "小晴", "喘息", "我想死", "取消", "3", "下周三", "🙂", "a" * 2100, "<b>&", "\u202e混", "0",
         "help")  # fmt: skip
LINKS = ("", "respite", "urgent", "assessment", "bookings", "privacy", "board", "camp", "signin-NOPE", "nothing")
COMMANDS = ("/start", "/respite", "/help", "/stop", "/anything", "/start@rainbow_ramp_bot respite")


def dice(seed: int | str) -> Random:
    """Dice that fall as they always fell."""
    return Random(seed)  # noqa: S311 - nothing is kept secret by them


@dataclass(repr=False)
class Somebody:
    """One of them."""

    person: Person
    dice: Random
    group: Group | None = None

    def does_something(self) -> None:
        """One to three things; whoever taps or blocks looks first, and does nothing else until answered."""
        if self.person.room.closed:
            self.person.unblocks()
            return
        chosen = self.dice.choices(list(LOOKING), list(LOOKING.values()))[0]
        if chosen is not None:
            chosen(self)
            return
        for _thing in range(self.dice.randint(1, 3)):
            self.dice.choices(list(DOING), list(DOING.values()))[0](self)

    def taps(self) -> None:
        newest = self._newest()
        if newest is None:
            self.person.starts()
            return
        button = self.dice.choice([button for row in newest.rows for button in row])
        for _impatient in range(self.dice.choice((1, 1, 1, 2))):
            self.person.forges(button["callback_data"], newest)

    def forges(self) -> None:
        data = self.dice.choice(("door.open:desk:", "respite.send::1", "desk.confirm:AAAAAAAAAA:1", "?", "door.menu::"))
        newest = self._newest()
        if newest is not None:
            self.person.forges(data, newest)

    def _newest(self) -> Message | None:
        """With buttons: others, the bot may have sent twice over a bad line without knowing what the copy is called."""
        return next((message for message in reversed(self.person.chat) if message.by_bot and message.rows), None)

    def edits(self) -> None:
        mine = [each for each in self.person.chat if not each.by_bot and "text" in each.json]
        if mine:
            self.person.edits(mine[-1], "改了")

    def goes_to_a_group(self) -> None:
        if self.group is None:
            self.group = self.person.starts_in_group()
        else:
            self.person.writes("/help", to=self.group)


LOOKING: dict[Callable[[Somebody], object] | None, int] = {
    Somebody.taps: 55, lambda she: she.person.blocks(): 1, None: 44
}  # fmt: skip
DOING: dict[Callable[[Somebody], object], int] = {
    lambda she: she.person.writes(she.dice.choice(TEXTS)): 40,
    lambda she: she.person.starts(she.dice.choice(LINKS)): 15,
    lambda she: she.person.writes(she.dice.choice(COMMANDS)): 8,
    lambda she: she.person.shares_contact(MOBILE, own=she.dice.random() < 0.5): 5,
    lambda she: she.person.sends_photo(caption="看"): 3,
    lambda she: she.person.sends_voice(): 2,
    lambda she: she.person.sends_document("病历.pdf", b"%PDF"): 2,
    lambda she: she.person.sends_sticker(): 3,
    lambda she: she.person.sends_poll(): 2,
    lambda she: she.person.sends_location(): 2,
    lambda she: she.person.forwards("听说"): 3,
    Somebody.edits: 3,
    Somebody.forges: 3,
    Somebody.goes_to_a_group: 2,
    lambda she: she.person.cloud.sends_unparsable(she.person): 2,
    lambda she: she.person.cloud.sends_unknown(): 2,
    lambda she: she.person.cloud.channel_post("通知"): 1,
}


@dataclass(repr=False)
class Crowd:
    """All of them. `brought` is every update there was, each once."""

    api: BotApi
    people: list[Somebody]
    dice: Random
    brought: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, api: BotApi, number: int, seed: int) -> "Crowd":
        languages = dice(seed)
        return cls(api, [
            Somebody(api.user(f"{one}", languages.choice(("zh-hans", "zh-hans", "en", ""))), dice(f"{seed} {one}"))
            for one in range(number)
        ], dice(seed))  # fmt: skip

    def acts(self, share: float) -> None:
        """A share of them does something, all at once."""
        for one in self.people:
            if self.dice.random() < share:
                one.does_something()
        self.brought += self.api.updates

    def hand_over(self) -> list[dict[str, Any]]:
        """What waits, as a webhook may bring it: some of it twice, and not in its order."""
        queue = list(self.api.updates)
        self.api.updates.clear()
        for _few in range(len(queue) // 20):
            at = self.dice.randrange(len(queue))
            queue.insert(self.dice.randint(at, len(queue)), queue[at])
            at = self.dice.randrange(len(queue))
            queue[at : at + 2] = reversed(queue[at : at + 2])
        return queue

    @property
    def events(self) -> int:
        """How many of these updates somebody should be answered for."""
        return len(self.brought) - sum(map(_is_nothing, self.brought))


def _is_nothing(update: dict[str, Any]) -> bool:
    """What concerns nobody, cannot be read, or was said elsewhere."""
    found = next((update[kind] for kind in update if kind not in ("update_id", "telepathy")), None)
    if found is None or found.get("date") == "yesterday":
        return True
    return (found.get("chat") or found["message"]["chat"])["type"] != "private"
