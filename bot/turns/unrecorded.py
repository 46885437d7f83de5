"""A turn off the record: what it leaves at the address it came from, which is next to nothing.

The last screen is kept until it was seen and followed by another. Whoever goes elsewhere leaves nothing behind, and on
a page, which others may look at next, nothing to scroll back to.
"""

import sqlite3
from dataclasses import replace
from datetime import time

from bot.chat import Saying, Screen, Tap, Turn
from bot.door import Door
from bot.home import Home
from bot.hours import instant
from storage import drafts, inbox, outbox, people, unrecorded
from storage.inbox import Heard
from storage.seal import Seal

RESUME = Tap("door", "resume")  # the numbers to ring stand beside the conversation and lead back to it


def is_off_record(door: Door, turn: Turn) -> bool:
    """Whether a turn's event belongs to a conversation of which nothing is kept, or leads out of one."""
    if unrecorded.is_open(turn.db, turn.address.id):
        return True
    event = turn.event
    named = event.tap.flow if event.tap else event.text.partition("-")[0] if event.kind == "open" else ""
    return _is_off(door, named) or _drafts_off_record(door, turn)


def _is_off(door: Door, name: str) -> bool:
    return name in door.flows and door.flows[name].off_record


def _drafts_off_record(door: Door, turn: Turn) -> bool:
    return _is_off(door, drafts.flow_on_top(turn.db, turn.address.id))


class OffRecord:
    """One event, from before it is handled to after: whether the conversation `was` and `is_now` off the record."""

    def __init__(self, door: Door, turn: Turn) -> None:
        self._door = door
        self._turn = turn
        self._seq = outbox.last_seq(turn.db, turn.address.id)
        self._drafted = _drafts_off_record(door, turn)
        self.was = self.is_now = turn.off_record = is_off_record(door, turn)

    @property
    def touches(self) -> bool:
        """Whether the event has led into such a conversation, through it or out of it: then nothing of it is kept."""
        return self.was or self.is_now

    def handled(self) -> None:
        """After the flow has answered, before anything is said: whether the answer is off the record, or leads out."""
        turn = self._turn
        mine = [saying for saying in turn.sayings if saying.address_id == turn.address.id]
        shown = any(self._is_shown(saying.screen) for saying in mine)
        self.is_now = turn.off_record = shown or (self.was and not mine)
        if self.is_now:
            outbox.unsay(turn.db, turn.address.id, self._seq)  # an echo of the words that led here
        elif self.was:
            turn.sayings = [self._cleared(saying) for saying in turn.sayings]
            for name in flows_of(self._door):
                drafts.drop_flow(turn.db, turn.address.id, name)
        if (self._drafted and not _drafts_off_record(self._door, turn)) or (self.was and not self.is_now):
            unrecorded.fold(turn.db, turn.address.id)
            self._seq = outbox.last_seq(turn.db, turn.address.id)

    def said(self) -> None:
        """After everything was said: what stood here before is forgotten, and when it was today."""
        turn = self._turn
        if not self.touches:
            return
        # A chat app still needs the name of the message it replaces, until that is done.
        on = turn.event.on if self.is_now and turn.address.channel != "web" else None
        unrecorded.clear(turn.db, turn.address.id, up_to=self._seq, but=on)
        unrecorded.let_go(turn.db, turn.seal, turn.person.id)
        if not turn.person.roles:
            unrecorded.clear_day(turn.db, turn.seal, turn.address.id, turn.day_began, up_to=self._seq, but=on)
            people.use(turn.db, turn.address.id, turn.day_began)

    def forget_event(self, heard: Heard) -> None:
        """Neither the event nor its hour is kept; nor of what follows at this address on the same day."""
        if self.touches or not self._turn.has_clock:
            inbox.unrecord(self._turn.db, self._turn.seal, heard)

    def _is_shown(self, screen: Screen) -> bool:
        """A screen belongs to such a conversation if it has one of its buttons, or stands beside it (no menu does)."""
        taps = [button.data for buttons in screen.rows for button in buttons]
        beside = self.was and RESUME in taps and not any((tap.flow, tap.verb) == ("door", "open") for tap in taps)
        return beside or any(_is_off(self._door, tap.flow) for tap in taps)

    def _cleared(self, saying: Saying) -> Saying:
        """On a page: take everything off it first."""
        here = saying.address_id == self._turn.address.id and self._turn.address.channel == "web"
        return replace(saying, screen=replace(saying.screen, clears=True), edits=None) if here else saying


def flows_of(door: Door) -> list[str]:
    """The names of the flows of which nothing is kept."""
    return [flow.name for flow in door.flows.values() if flow.off_record]


def tidy(db: sqlite3.Connection, seal: Seal, door: Door, home: Home, now: int) -> None:
    """What was begun or said off the record on an earlier day is forgotten."""
    today = home.local_day(now)
    day_began = instant(today, time(), home.zone)
    unrecorded.clear_before(db, day_began)
    for name in flows_of(door):
        drafts.forget_flow_before(db, name, day_began)
    unrecorded.let_go(db, seal, before=today.isoformat())
