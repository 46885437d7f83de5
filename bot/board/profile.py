"""The section [board] of the profile: the children's letter box, its topics, who reads it and by when.

All numbers are the home's own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Annotated, Literal

from bot.home import Count, Role, RoleName
from bot.kinds import Between
from bot.mistakes import Wrong
from bot.text import Words, _

TOPIC_ID = re.compile(r"[a-z0-9-]{1,15}")


@dataclass(frozen=True)
class Topic:
    """What a letter can be about; one with `alone` is read by nobody but the duty officer."""

    id: str
    name: Words
    picture: str
    alone: bool = False

    def wrongs(self) -> Iterable[Wrong]:
        """The id travels on a button."""
        if not TOPIC_ID.fullmatch(self.id):
            mend = _("Use up to 15 small English letters, digits and dashes, such as food.")
            yield Wrong("id", _("“{id}” is too long for a button, or has other signs.", id=self.id), mend)


@dataclass(frozen=True)
class First:
    """What a home has done already when it opens its page: an entry of 你说了，我们做了.

    `role` keeps what was `promised`, within so many `days` from the first day on; `why` it cannot be done.
    """

    said: str
    picture: str
    state: Literal["doing", "done", "cannot"]
    promised: str = ""
    role: Role | None = None
    days: Annotated[int, Between(1, 366)] = 30
    done: str = ""
    why: str = ""


@dataclass(frozen=True)
class Board:
    """The letter box. `who` says who reads, in words for a child; `readers` are the roles that read beside the duty
    officer and whoever leads the home.

    An answer is promised within `answer_days`; sadness is read within `soon_days` at the latest. A box can be opened
    for `box_days` after its letter was closed. `news_at` is when everybody who asked hears that there is something new;
    how many think the same is told from `same_from` on.
    `said` is what stands on the page of what was said and done to begin with.
    """

    topics: tuple[Topic, ...]
    who: Words
    readers: tuple[RoleName, ...] = ()
    answer_days: Annotated[int, Between(1, 30)] = 3
    soon_days: Annotated[int, Between(1, 7)] = 3
    box_days: Annotated[int, Between(7, 1000)] = 180
    news_at: time = time(18, 30)
    same_from: Count = 5
    said: tuple[First, ...] = ()

    @property
    def roles(self) -> tuple[RoleName, ...]:
        """Who reads letters, answers and writes for children; the foremost role first."""
        return ("duty", "head", *self.readers)

    def topic(self, ref: str) -> Topic | None:
        """The topic of this id."""
        return next((topic for topic in self.topics if topic.id == ref), None)
