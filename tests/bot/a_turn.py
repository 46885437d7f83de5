"""To try the engine without a house around it: a turn whose clock stands where it is put, and somebody who fills in.

There is no database, no network and no seal in this turn: that a form needs none of them is part of what is tried.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat import Event, Screen, Tap, Turn
from bot.fields import Field
from bot.form import Form, Step
from bot.text import Json, Texts
from storage.people import Address, Person

ZONE = ZoneInfo("Asia/Shanghai")
TEXTS = Texts(Path(__file__).parents[2] / "locales")
NONE: Any = None


def a_turn(when: str = "2026-12-02 09:00", horizon_days: int = 60) -> Turn:
    """A Wednesday morning, unless told otherwise."""
    now = int(datetime.fromisoformat(when).replace(tzinfo=ZONE).timestamp())
    home: Any = SimpleNamespace(zone=ZONE, horizon_days=horizon_days)
    person, address = Person(1, "P", "zh"), Address(1, 1, "web", "family", 0)
    return Turn(NONE, now, home, NONE, TEXTS, person, address, Event("open"))


def spoken(screen: Screen) -> Any:
    """A screen as a Chinese reader gets it."""
    return TEXTS.render(screen.pack(), "zh", ZONE)


class Filler:
    """Somebody who fills in a form: taps what they see, types, and comes back."""

    def __init__(self, form: Form, turn: Turn | None = None, given: Mapping[str, Json] | None = None) -> None:
        self.form = form
        self.turn = turn or a_turn()
        self.screen: Screen | None = None
        self.takes(form.begin(self.turn, given or {}))

    @property
    def state(self) -> Any:
        assert self.step.state is not None
        return self.step.state

    @property
    def sees(self) -> str:
        """All that stands on the screen, in one text."""
        return json.dumps(spoken(self.now_on), ensure_ascii=False)

    @property
    def now_on(self) -> Screen:
        assert self.screen is not None
        return self.screen

    @property
    def notice(self) -> str | None:
        """The line on top."""
        return spoken(self.now_on).get("notice")

    def buttons(self) -> dict[str, Tap]:
        """Every button in sight, the days of the calendar by their dates."""
        found = {TEXTS.say(each.label, "zh", ZONE): each.data for row in self.now_on.rows for each in row}
        for day in self.now_on.calendar.days if self.now_on.calendar else ():
            if day.data:
                found[day.day.isoformat()] = day.data
        return found

    def taps(self, label: str) -> None:
        self.sends(self.buttons()[label])

    def sends(self, tap: Tap) -> None:
        """A tap that may be old or forged."""
        parsed = Tap.parse(str(tap))
        assert parsed is not None
        assert len(str(tap)) <= 64
        self.takes(self.form.step(self.turn, self.state, Event("tap", tap=parsed)))

    def types(self, text: str) -> None:
        self.takes(self.form.step(self.turn, self.state, Event("text", text)))

    def gets(self, kind: Any) -> None:
        """Another event: a job's result, a due moment."""
        self.takes(self.form.step(self.turn, self.state, Event(kind)))

    def comes_back_with(self, result: Json) -> None:
        self.takes(self.form.resume(self.turn, self.state, result))

    def takes(self, step: Step) -> None:
        self.step = step
        assert step.state is None or json.loads(json.dumps(step.state)) == step.state
        if step.screen is not None:
            self.screen = step.screen


def asked(question: Field, when: str = "2026-12-02 09:00", **given: Any) -> Filler:
    """Somebody who is asked this one question."""
    form = Form("try", "试试", (question,), send=lambda turn, answers: Screen("好"))
    return Filler(form, a_turn(when), given)


def answer(question: Field, text: str) -> Any:
    """The value of a typed answer, or the refusal in words."""
    family = asked(question)
    family.types(text)
    return family.state["answers"].get(question.name, family.notice)
