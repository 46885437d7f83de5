"""What a turn is: an event is kept, tried and answered; one that fails is tried again and, at last, set aside."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from bot.chat import Button, Event, Saying, Screen, Tap, Turn
from bot.clock import Clock
from bot.door import Door
from bot.home import Home
from bot.media import Clean, named
from bot.text import FIRST_LANGUAGE, Json, Message, Texts, _
from bot.turns.batches import Batches, Probe
from storage import attachments, calls, drafts, inbox, jobs, outbox, people, staff
from storage.db import Database, is_of_the_disk
from storage.due import Due
from storage.inbox import Heard
from storage.jobs import Job
from storage.people import Address, Person
from storage.seal import COMPACT, Seal, new_ref

LOG = logging.getLogger("ramp.turns")


class NoAddress(KeyError):  # noqa: N818 - reads as the sentence it is
    """The key names nobody: the visit has ended, or never was."""


@dataclass(frozen=True)
class Arrival:
    """An event as a channel brings it: `key` names the address on `channel`, `raw` are the bytes it came in.

    `media` is what an event of the kind "media" brought, cleaned; the turn itself gives it its ref.
    """

    channel: str
    key: str
    event_id: str
    event: Event
    raw: bytes
    secret: bool = False
    media: Clean | None = None


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
        self._probe("after-commit")
        return address_id

    def _heard(self, db: sqlite3.Connection, arrival: Arrival) -> int:
        address = people.address_by_key(db, self.seal, arrival.channel, arrival.key)
        if address is None:
            raise NoAddress(arrival.channel)
        waits = inbox.has_waiting(db, address.id)
        waits = waits or jobs.holds_up(db, address.id, self.clock.now() - inbox.JOB_SECONDS)
        ref = new_ref()
        heard = inbox.keep(
            db, self.seal, channel=arrival.channel, event_id=f"{address.id}/{arrival.event_id}", address_id=address.id,
            payload=_packed(arrival, ref), raw=arrival.raw, now=self.clock.now(), waits=waits,
        )  # fmt: skip
        if heard is not None and arrival.media is not None:  # before the first try, which may fail
            self._keep(db, ref, arrival.media, address)
        self._probe("after-receipt")
        if heard is not None and not waits:  # else a failed one or a job goes first, and this one right after it
            self._attempt(db, heard, address)
        return address.id

    def _keep(self, db: sqlite3.Connection, ref: str, media: Clean, address: Address) -> None:
        attachments.keep(
            db, self.seal, ref, kind=media.kind, media_type=media.media_type, content=media.content,
            seconds=media.seconds, person_id=address.person_id, day=self.home.local_day(self.clock.now()).isoformat(),
        )  # fmt: skip

    def _attempt(self, db: sqlite3.Connection, heard: Heard, address: Address) -> None:
        """One try at one event. A try that fails leaves a count and a reference, never the event's words."""
        now = self.clock.now()
        db.execute("SAVEPOINT attempt")
        try:
            self._take(db, heard, address, now)
            inbox.done(db, heard)
        except Exception as fault:
            if not db.in_transaction or is_of_the_disk(fault):  # no fault of this event: it costs it no try
                raise
            db.execute("ROLLBACK TO attempt")
            reference, aside = inbox.failed(db, self.seal, heard, now)
            LOG.error("event %s failed: %s at %s", reference, type(fault).__name__, _place(fault))
            if aside:
                self._apologise(db, address, reference, now)
        db.execute("RELEASE attempt")

    def _take(self, db: sqlite3.Connection, heard: Heard, address: Address, now: int) -> None:
        turn = self.turn(db, address, _unpacked(heard.payload), now)
        people.use(db, address.id, now)
        if turn.event.kind in ("text", "media") and address.channel == "web" and not address.ended:
            self._echo(turn, secret=heard.payload.get("secret", False))
        goes_on = jobs.tell_once(db, address.id)  # asked before a job that this very event may begin
        self._door.hear(turn)
        _let_go(turn)
        if goes_on:
            turn.say(Screen(text=_("What you sent before takes a little longer. We go on here, and it will follow.")))
        self._say(turn)

    def turn(self, db: sqlite3.Connection, address: Address, event: Event, now: int | None = None) -> Turn:
        """A turn of the person at an address, at `now` (the clock's time if left out)."""
        now = self.clock.now() if now is None else now
        person = people.person(db, self.seal, address.person_id)
        return Turn(db, now, self.home, self.seal, self.texts, person, address, event)

    def _echo(self, turn: Turn, *, secret: bool) -> None:
        """What was typed stands in the page's history; a PIN or a code does not."""
        asked = outbox.last_screen(turn.db, self.seal, turn.address.id).get("ask") or {}
        event = turn.event
        text = "••••••" if secret or asked.get("kind") in ("pin", "code") else event.text
        payload: Json = {"text": [text] if text else []}
        if event.kind == "media":
            payload = {"text": [named(event.media, event.seconds).pack(), *payload["text"]], "media": event.media}
        outbox.put(
            turn.db, self.seal, address_id=turn.address.id, payload=payload, now=turn.now, origin="me", state="seen"
        )

    def _say(self, turn: Turn) -> None:
        for saying in turn.sayings:
            to = self._address(turn.db, saying)
            if to is not None:
                self._put(turn, saying, to)
            elif saying.purpose != "answer":  # an answer to somebody who has left for good is let go
                calls.add(turn.db, person_id=saying.person_id or turn.person.id, reason="unreachable",
                          about=saying.purpose, now=turn.now)  # fmt: skip

    def _put(self, turn: Turn, saying: Saying, to: Address) -> None:
        outbox.put(
            turn.db, self.seal, address_id=to.id, payload=saying.screen.pack(), now=turn.now, purpose=saying.purpose,
            edits=saying.edits, state="stored" if to.channel == "web" else "waiting",
            important_until=saying.important_until,
        )  # fmt: skip
        self._touched.add(to.id)

    def _address(self, db: sqlite3.Connection, saying: Saying) -> Address | None:
        """Where a saying goes; nowhere if that visit has ended, for its page is gone and its history was emptied."""
        if saying.address_id is None:
            return people.last_address(db, saying.person_id or 0)
        found = people.address(db, saying.address_id)
        return None if found.ended else found

    def _apologise(self, db: sqlite3.Connection, address: Address, reference: str, now: int) -> None:
        """After the last try: a person is told a reference, and so is everyone who works here."""
        turn = self.turn(db, address, Event("text"), now)
        sorry = _("Something went wrong on our side, and we are sorry. Please try once more or ring {phone} and say "
                  "{reference}.", phone=self.home.phone, reference=reference)  # fmt: skip
        turn.say(self._here(turn, sorry))
        note = _("A message could not be handled. Its reference: {reference}", reference=reference)
        for member in staff.members(db, self.seal):
            turn.tell(member.person_id, Screen(note))
        self._say(turn)

    def _here(self, turn: Turn, sorry: Message) -> Screen:
        """Where the conversation is now, or a way to the menu: what broke may be the very screen to be shown."""
        try:
            return self._door.drafting.here(turn, sorry)
        except Exception as fault:
            if not turn.db.in_transaction or is_of_the_disk(fault):
                raise
            return Screen(notice=sorry, rows=((Button(_("Menu"), Tap("door", "menu")),),))

    def retry(self, db: sqlite3.Connection) -> int:
        """Try again what failed and what waits behind it, each address in its own order; how many were tried."""
        heard = inbox.to_retry(db, self.seal, self.clock.now())
        for one in heard:
            self._attempt(db, one, people.address(db, one.address_id))
        return len(heard)

    def job_ended(self, db: sqlite3.Connection, job: Job, result: Json) -> None:
        """The result of a job as an event of its flow; None if it was given up."""
        turn = self.turn(db, people.address(db, job.address_id), Event("job", text=job.kind))
        turn.result = result
        self._door.job_ended(turn, job)
        self._say(turn)

    def due(self, db: sqlite3.Connection, due: Due) -> None:
        """One due moment as a turn of its flow."""
        nowhere = Address(0, due.person_id, "clock", "family", self.clock.now())
        turn = self.turn(db, nowhere, Event("due"), self.clock.now())
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


def _packed(arrival: Arrival, ref: str) -> Json:
    event = arrival.event
    tap = str(event.tap) if event.tap else None
    packed = {"kind": event.kind, "text": event.text, "tap": tap, "on": event.on, "secret": arrival.secret}
    media = arrival.media
    return packed | ({"attachment": ref, "media": media.kind, "seconds": media.seconds} if media else {})


def _unpacked(payload: Json) -> Event:
    tap = Tap.parse(payload["tap"]) if payload["tap"] else None
    media = {name: payload[name] for name in ("attachment", "media", "seconds") if name in payload}
    return Event(payload["kind"], payload["text"], tap, payload["on"], **media)


def _place(fault: Exception) -> str:
    """Where a fault came from, by file and line: never its text, which may hold what somebody said."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "nowhere"
