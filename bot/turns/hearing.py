"""What a turn is: an event is kept, tried and answered; one that fails is tried again and, at last, set aside."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace

from bot.chat import Button, Event, Screen, Tap, Turn
from bot.clock import Clock
from bot.door import Door
from bot.home import Home
from bot.media import Clean
from bot.text import FIRST_LANGUAGE, Json, Message, Text, Texts, _
from bot.turns.arrival import Arrival, packed, unpacked
from bot.turns.batches import Batches, Probe
from bot.turns.saying import echo, say
from bot.turns.unrecorded import OffRecord, is_off_record
from storage import attachments, calls, delivery, drafts, inbox, jobs, people, staff
from storage.db import Database, is_of_the_disk
from storage.due import Due
from storage.inbox import Heard
from storage.jobs import Job
from storage.people import Address, Person
from storage.seal import COMPACT, Seal, new_ref

LOG = logging.getLogger("ramp.turns")


class NoAddress(KeyError):  # noqa: N818 - reads as the sentence it is
    """The key names nobody: the visit has ended, or never was."""


class Turns(Batches):
    """The turns of one home, run by the one writer."""

    def __init__(
        self, db: Database, door: Door, home: Home, seal: Seal, texts: Texts, clock: Clock,
        *, wake: Callable[[set[int]], None] = lambda _touched: None, probe: Probe = lambda _where: None,
    ) -> None:  # fmt: skip
        super().__init__(db, wake=wake, probe=probe)
        self._door = door
        self.home = home
        self.seal = seal
        self.texts = texts
        self.clock = clock

    async def hear(self, arrival: Arrival) -> int:
        """Keep an event and handle it; its address, once it is on the disk. Raises NoAddress, Busy, sqlite3.Error."""
        address_id = await self.write(lambda db: self._heard(db, arrival))
        self.probe("after-commit")
        return address_id

    def _heard(self, db: sqlite3.Connection, arrival: Arrival) -> int:
        address = people.address_by_key(db, self.seal, arrival.channel, arrival.key) or self._newcomer(db, arrival)
        waits = inbox.has_waiting(db, address.id)
        waits = waits or jobs.holds_up(db, address.id, self.clock.now() - inbox.JOB_SECONDS)
        tapped = delivery.seq_of(db, address.id, arrival.tapped) if arrival.tapped else arrival.event.on
        ref = new_ref()
        heard = inbox.keep(
            db, self.seal, channel=arrival.channel, event_id=f"{address.id}/{arrival.event_id}", address_id=address.id,
            payload=packed(arrival, tapped, ref), raw=arrival.raw, now=self.clock.now(), waits=waits,
        )  # fmt: skip
        if heard is not None and arrival.media is not None:  # before the first try, which may fail
            self._keep(db, ref, arrival.media, address)
        self.probe("after-receipt")
        if heard is not None and not waits:  # else a failed one or a job goes first, and this one right after it
            self._attempt(db, heard, address)
        return address.id

    def _newcomer(self, db: sqlite3.Connection, arrival: Arrival) -> Address:
        if arrival.language is None:
            raise NoAddress(arrival.channel)
        person_id = people.new_person(db, arrival.language, self.home.local_day(now := self.clock.now()).isoformat())
        return people.new_address(
            db, self.seal, person_id=person_id, channel=arrival.channel, door="family", key=arrival.key, now=now
        )

    async def set_aside(self, channel: str, event_id: str, raw: bytes) -> None:
        """Keep, sealed, what could not even be read, and tell everyone who works here."""
        await self.write(lambda db: self._aside(db, channel, event_id, raw))

    def _aside(self, db: sqlite3.Connection, channel: str, event_id: str, raw: bytes) -> None:
        now = self.clock.now()
        reference = inbox.keep_unread(db, self.seal, channel=channel, event_id=event_id, raw=raw, now=now)
        if reference is not None:
            LOG.error("event %s of %s cannot be read", reference, channel)
            self.as_home(db, lambda turn: self._tell_staff(turn, reference))

    def _keep(self, db: sqlite3.Connection, ref: str, media: Clean, address: Address) -> None:
        attachments.keep(
            db, self.seal, ref, kind=media.kind, media_type=media.media_type, content=media.content,
            seconds=media.seconds, person_id=address.person_id, day=self.home.local_day(self.clock.now()).isoformat(),
        )  # fmt: skip

    def _attempt(self, db: sqlite3.Connection, heard: Heard, address: Address) -> None:
        """One try at one event. One that fails leaves a count and a reference, never the event's words."""
        now = self.clock.now()
        db.execute("SAVEPOINT attempt")
        try:
            self._take(db, heard, address, now)
            inbox.done(db, heard)  # nothing of it is left if it was off the record
        except Exception as fault:
            if not db.in_transaction or is_of_the_disk(fault):  # no fault of this event: it costs it no try
                raise
            db.execute("ROLLBACK TO attempt")
            reference, aside = inbox.failed(db, self.seal, heard, now)
            LOG.error("event %s failed: %s at %s", reference, type(fault).__name__, _place(fault))
            if aside:
                self._forget_words(db, heard, address)  # before what is said leads out of where it was
                self._apologise(db, address, reference, now)
        db.execute("RELEASE attempt")

    def _take(self, db: sqlite3.Connection, heard: Heard, address: Address, now: int) -> None:
        turn = self.turn(db, address, unpacked(heard.payload), now)
        if turn.event.kind == "gone":
            for person_id, purpose in delivery.unreachable(db, address.id):
                calls.add(db, person_id=person_id, reason="unreachable", about=purpose, now=now)
            return
        aside = OffRecord(self._door, turn)
        people.use(db, address.id, now if turn.person.roles else turn.written_at)  # a colleague's page locks by it
        if turn.event.kind == "back":
            return
        if turn.event.kind in ("text", "media") and address.channel == "web" and not (address.ended or aside.was):
            echo(turn, secret=heard.payload.get("secret", False))
        goes_on = jobs.tell_once(db, address.id)  # asked before a job that this very event may begin
        self._door.hear(turn)
        _let_go(turn)
        if goes_on:
            turn.say(Screen(text=_("What you sent before takes a little longer. We go on here, and it will follow.")))
        self._say(turn, aside)
        aside.forget_event(heard)

    def _forget_words(self, db: sqlite3.Connection, heard: Heard, address: Address) -> None:
        """What was tried in vain is set aside with its words, but not off the record."""
        if heard.payload and is_off_record(self._door, self.turn(db, address, unpacked(heard.payload))):
            inbox.unrecord(db, self.seal, heard)

    def read_out(self, payload: Json, language: str) -> Json:
        """A kept screen in its reader's words. One that cannot be rendered must not hold up those behind it."""
        try:
            return self.texts.render(payload, language, self.home.zone)
        except Exception as fault:
            LOG.error("a message cannot be rendered: %s", type(fault).__name__)
            lost = _("This message cannot be shown. Please ring {phone}.", phone=self.home.phone)
            return {"text": [self.texts.say(lost, language, self.home.zone)]}

    def turn(self, db: sqlite3.Connection, address: Address, event: Event, now: int | None = None) -> Turn:
        """A turn of the person at an address, at `now` (the clock's time if left out)."""
        now = self.clock.now() if now is None else now
        person = people.person(db, self.seal, address.person_id)
        return Turn(db, now, self.home, self.seal, self.texts, person, address, event)

    def _say(self, turn: Turn, aside: OffRecord | None = None) -> None:
        if aside is not None:
            aside.handled()
        self._touched |= say(turn)
        if aside is not None:
            aside.said()
            self.empties_log |= aside.touches  # what was deleted still stands in the file's own log

    def _apologise(self, db: sqlite3.Connection, address: Address, reference: str, now: int) -> None:
        """After the last try: a person is told a reference, and so are all who work here."""
        turn = self.turn(db, address, Event("text"), now)
        sorry = _("Something went wrong on our side, and we are sorry. Please try once more or ring {phone} and say "
                  "{reference}.", phone=self.home.phone, reference=reference)  # fmt: skip
        aside = OffRecord(self._door, turn)
        turn.say(self._here(turn, sorry))
        self._tell_staff(turn, reference)
        self._say(turn, aside)

    def _tell_staff(self, turn: Turn, reference: str) -> None:
        note = Screen(_("A message could not be handled. Its reference: {reference}", reference=reference))
        for member in staff.members(turn.db, self.seal):
            turn.tell(member.person_id, note)

    def _here(self, turn: Turn, sorry: Message) -> Screen:
        """Where the conversation is now, or a way to the menu: what broke may be the very screen to be shown."""
        try:
            return self._door.drafting.here(turn, sorry)
        except Exception as fault:
            if not turn.db.in_transaction or is_of_the_disk(fault):
                raise
            return Screen(notice=sorry, rows=((Button(_("Menu"), Tap("door", "menu")),),))

    def retry(self, db: sqlite3.Connection) -> int:
        """Try again what failed and what waits behind it, each address in order; how many were tried."""
        heard = inbox.to_retry(db, self.seal, self.clock.now())
        for one in heard:
            self._attempt(db, one, people.address(db, one.address_id))
        return len(heard)

    def fetched(self, db: sqlite3.Connection, job: Job, media: Clean | None, why_not: Text | None = None) -> None:
        """What somebody sent has been brought here and cleaned, or could not be: then they read `why_not`."""
        address = people.address(db, job.address_id)
        event = Event("media", text=job.payload["text"])
        if media is not None:
            ref = new_ref()
            self._keep(db, ref, media, address)
            event = replace(event, attachment=ref, media=media.kind, seconds=media.seconds)
        turn = self.turn(db, address, event)
        aside = OffRecord(self._door, turn)
        if media is None:
            turn.say(self._door.drafting.here(turn, why_not))
        else:
            self._door.hear(turn)
            _let_go(turn)
        self._say(turn, aside)
        if aside.touches:
            jobs.unrecord(db, job.id)

    def job_ended(self, db: sqlite3.Connection, job: Job, result: Json) -> None:
        """The result of a job as an event of its flow; None if it was given up."""
        turn = self.turn(db, people.address(db, job.address_id), Event("job", text=job.kind))
        turn.result = result
        self._door.job_ended(turn, job)
        self._say(turn)

    def due(self, db: sqlite3.Connection, due: Due) -> None:
        """One due moment as a turn of its flow."""
        turn = self.turn(db, Address(0, due.person_id, "clock", "family", self.clock.now()), Event("due"))
        self._door.due(turn, due)
        self._say(turn)

    def as_home(self, db: sqlite3.Connection, function: Callable[[Turn], None]) -> None:
        """A turn of the home itself (a sweep, nightly work), which may tell people things."""
        home = Person(0, "clock", FIRST_LANGUAGE)
        nowhere = Address(0, 0, "clock", "family", self.clock.now())
        turn = Turn(db, self.clock.now(), self.home, self.seal, self.texts, home, nowhere, Event("due"))
        function(turn)
        self._say(turn)


def _let_go(turn: Turn) -> None:
    """What was sent and not wanted is not kept: it belongs to nothing, and no half-filled form holds it."""
    ref = turn.event.attachment
    sent = attachments.find(turn.db, ref) if ref else None
    if sent is not None and sent.object is None:
        held = [draft.state for draft in drafts.stack(turn.db, turn.seal, turn.address.id)]
        if ref not in COMPACT.encode(held):
            attachments.drop(turn.db, ref)


def _place(fault: Exception) -> str:
    """Where a fault came from, by file and line: never its text, which may hold what somebody said."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "nowhere"
