"""The web chat's server: pages and files, events up, screens down. Nothing here knows what is being talked about."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.chat import Event, Refused, Tap, Turn
from bot.door import Door
from bot.text import FIRST_LANGUAGE, Json, Moment, Text, _, language_of
from bot.turns import Arrival, Busy, Turns
from bot.web import limits
from bot.web.hub import Hub, TooMany
from bot.web.labels import LABELS
from bot.web.limits import Limits
from bot.web.requests import Bad, body_of, bytes_of, read_object
from storage import outbox, people
from storage.db import Database
from storage.outbox import Said
from storage.people import Address
from storage.seal import Seal

CHANNEL = "web"
FOLDER = Path(__file__).parent
COOKIE_SECONDS = 180 * 24 * 3600
PING_SECONDS = 20
LONGEST_BODY_TEXT = 20_000
KINDS = frozenset({"tap", "text", "open"})


class Chat:
    """The web channel: what its routes do. `secure` sets Secure cookies; `sample` shows the sample home's bar."""

    def __init__(
        self, db: Database, turns: Turns, door: Door, seal: Seal, hub: Hub, *, secure: bool, sample: bool
    ) -> None:
        self.db = db
        self.turns = turns
        self.door = door
        self.seal = seal
        self.hub = hub
        self.limits = Limits()
        self.secure = secure
        self.sample = sample

    async def page(self, _request: Request) -> Response:
        """The one page, for every door."""
        return FileResponse(FOLDER / "page.html", headers={"Cache-Control": "no-cache"})

    async def bye(self, _request: Request) -> Response:
        """Where "leave quickly" leads: a page that says nothing of us."""
        return FileResponse(FOLDER / "bye.html", headers={"Cache-Control": "no-cache"})

    async def visit(self, request: Request) -> Response:
        """Begin a visit, or go on with the one whose key the browser brings."""
        body = await body_of(request)
        door = request.path_params["door"]
        token, address = await self._address(request)
        fresh = address is None
        if address is None:
            self._limit("new visits", limits.NEW_VISITS)
            token = secrets.token_urlsafe(32)
            address = await self.new_visit(door, token, language_of(str(body.get("language") or "")))
        wished = body.get("open")
        if fresh or isinstance(wished, str):
            name = wished if isinstance(wished, str) else ""
            event = Event("open", text=name[:40])
            await self.turns.hear(Arrival(CHANNEL, token, f"visit {secrets.token_hex(8)}", event, name.encode()))
        response = JSONResponse(await self.db.read(lambda db: self._welcome(db, address)))
        self.set_cookie(response, door, token)
        return response

    async def new_visit(self, door: str, token: str, language: str) -> Address:
        """A new person of whom nothing is known but a language, at a new address."""
        now = self.turns.clock.now()

        def begin(db: Any) -> Address:
            person_id = people.new_person(db, language, self._today(now))
            return people.new_address(
                db, self.seal, person_id=person_id, channel=CHANNEL, door=door, key=token, now=now
            )

        return await self.turns.write(begin)

    async def events(self, request: Request) -> Response:
        """Hear one event; 200 only when it is on the disk."""
        received = await bytes_of(request)
        token, address = await self._here(request)
        self._limit(f"visit {address.id}", limits.A_VISIT)
        self._limit("everyone", limits.EVERYONE)
        arrival = read_event(read_object(received), received, token)
        await self.turns.hear(arrival)
        return JSONResponse({"ok": True})

    async def stream(self, request: Request) -> Response:
        """What is said at this address from now on, and what was said since the page last heard."""
        _token, address = await self._here(request)
        after = _number(request.headers.get("last-event-id")) or _number(request.query_params.get("after")) or 0
        first = await self.db.read(lambda db: outbox.history_from(db, address.id))
        return EventSourceResponse(
            self._messages(address.id, max(after, first)), ping=PING_SECONDS,
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )  # fmt: skip

    async def _messages(self, address_id: int, after: int) -> AsyncIterator[ServerSentEvent]:
        with self.hub.listening(address_id) as bell:
            while not self.hub.closing:
                bell.clear()
                language, said = await self.db.read(lambda db, a=after: self._said(db, address_id, a))  # type: ignore[misc]
                if language is None:
                    return
                for one in said:
                    after = one.seq
                    yield ServerSentEvent(id=str(one.seq), data=json.dumps(self.spoken(one, language), ensure_ascii=False))
                if not said:
                    await bell.wait()

    def _said(self, db: Any, address_id: int, after: int) -> tuple[str | None, list[Said]]:
        address = people.address(db, address_id)
        if people.has_ended(db, address_id):
            return None, []
        language = people.person(db, self.seal, address.person_id).language
        return language, outbox.after(db, self.seal, address_id, after)

    def spoken(self, said: Said, language: str) -> Json:
        """A message as the page shows it, in its reader's language of this moment."""
        spoken = self._render(said.payload, language)
        clock = self._render(Moment(said.at, "clock").pack(), language)
        origin = "home" if said.origin == "home" else "me"
        return {**spoken, "seq": said.seq, "clock": clock, "from": origin, "edits": said.edits}

    async def seen(self, request: Request) -> Response:
        """The page has shown everything up to a message."""
        body = await body_of(request)
        _token, address = await self._here(request)
        seq = body.get("seq")
        if isinstance(seq, int) and 0 < seq < 2**53:
            await self.turns.write(lambda db: outbox.seen(db, address.id, seq))
        return Response(status_code=204)

    async def leave(self, request: Request) -> Response:
        """Leave quickly: the visit ends here and now, and its key opens nothing any more."""
        await body_of(request)
        _token, address = await self._address(request)
        if address is not None:
            ended = address.id
            await self.turns.write(lambda db: people.end_visit(db, ended))
            self.hub.wake([ended])
        response = Response(status_code=204, headers={"Clear-Site-Data": '"storage"'})
        door = request.path_params["door"]
        response.delete_cookie("visit", path=f"/{door}", httponly=True, samesite="strict", secure=self.secure)
        return response

    async def file(self, request: Request) -> Response:
        """A file that a flow makes on demand, for whoever may read it."""
        token, _address = await self._here(request)
        flow = self.door.flows.get(request.path_params["flow"])
        make = flow.read_file if flow else None
        if make is None:
            raise Bad(404, _("There is no such file."))
        ref = request.path_params["ref"]
        try:
            content, media_type = await self.db.read(lambda db: make(self.reading_turn(db, token), ref))
        except Refused as refusal:
            raise Bad(404, refusal.message) from None
        disposition = f'attachment; filename="{request.path_params["flow"]}-{ref}.ics"' if "calendar" in media_type else "inline"
        return Response(content, media_type=media_type,
                        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"})  # fmt: skip

    def reading_turn(self, db: Any, token: str) -> Turn:
        """A turn that can only read: for files. Raises Bad where the visit has ended."""
        address = people.address_by_key(db, self.seal, CHANNEL, token)
        if address is None:
            raise Bad(401, ENDED)
        person = people.person(db, self.seal, address.person_id)
        turns = self.turns
        return Turn(db, turns.clock.now(), turns.home, self.seal, turns.texts, person, address, Event("open"))

    def _welcome(self, db: Any, address: Address) -> Json:
        home = self.turns.home
        language = people.person(db, self.seal, address.person_id).language
        tree = {
            "language": language,
            "last": outbox.last_seq(db, address.id),
            "home": {"name": home.name.pack(), "brand": home.brand.pack(), "phone": home.phone},
            "sample": self.sample,
            "labels": {key: label.pack() for key, label in LABELS.items()},
        }
        return self._render(tree, language)

    async def _address(self, request: Request) -> tuple[str, Address | None]:
        token = request.cookies.get("visit", "")
        if not token:
            return "", None
        address = await self.db.read(lambda db: people.address_by_key(db, self.seal, CHANNEL, token))
        return token, address if address and address.door == request.path_params["door"] else None

    async def _here(self, request: Request) -> tuple[str, Address]:
        token, address = await self._address(request)
        if address is None:
            raise Bad(401, ENDED)
        return token, address

    def set_cookie(self, response: Response, door: str, token: str) -> None:
        response.set_cookie(
            "visit", token, max_age=COOKIE_SECONDS, path=f"/{door}", httponly=True, samesite="strict", secure=self.secure
        )

    def _limit(self, name: str, rate: limits.Rate) -> None:
        wait = self.limits.take(name, rate)
        if wait:
            raise Bad(429, _("One moment, please: that was a lot at once. It goes on by itself."), retry_after=wait)

    def _render(self, tree: Json, language: str) -> Json:
        return self.turns.texts.render(tree, language, self.turns.home.zone)

    def _today(self, now: int) -> str:
        return self.turns.home.local_day(now).isoformat()

    def refuse(self, request: Request, fault: Exception) -> Response:
        """Every refusal as a sentence in the reader's language."""
        bad = fault if isinstance(fault, Bad) else _as_bad(fault)
        language = language_of(request.headers.get("accept-language")) if request.headers.get("accept-language") else FIRST_LANGUAGE
        answer: dict[str, Any] = {"message": self._render(_packed(bad.message), language)}
        if bad.retry_after:
            answer["retry_after"] = max(1, round(bad.retry_after))
        return JSONResponse(answer, status_code=bad.status)


ENDED = _("This visit has ended. You can start again; nothing that you sent is lost.")


def _as_bad(fault: Exception) -> Bad:
    if isinstance(fault, TooMany):
        return Bad(429, _("This page is open too often. Please close some of its tabs."), retry_after=10)
    if isinstance(fault, KeyError):
        return Bad(401, ENDED)
    wait = 1 if isinstance(fault, Busy) else 3
    return Bad(503, _("We cannot write that down at this moment. It is sent again by itself."), retry_after=wait)


def _packed(message: Text) -> Json:
    return message if isinstance(message, (str, int)) else message.pack()


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else None


def read_event(body: dict[str, Any], received: bytes, token: str) -> Arrival:
    """The event in a request's body. Anyone may have written it. Raises Bad."""
    event_id, kind, text, data, on = (body.get(name) for name in ("id", "kind", "text", "data", "on"))
    if not isinstance(event_id, str) or not 8 <= len(event_id) <= 64 or kind not in KINDS:
        raise Bad(400, _("That could not be read. Please try once more."))
    text = text if isinstance(text, str) else ""
    if len(text) > LONGEST_BODY_TEXT:
        raise Bad(413, _("That is too long for one message. Please shorten it and send it again."))
    if kind == "open" and isinstance(data, str):
        text = data
    tap = Tap.parse(data) if kind == "tap" and isinstance(data, str) else None
    seq = on if kind == "tap" and isinstance(on, int) and not isinstance(on, bool) and 0 < on < 2**53 else None
    event = Event(kind, text=_storable(text), tap=tap, on=seq)
    return Arrival(CHANNEL, token, event_id, event, received, secret=body.get("secret") is True)


def _storable(text: str) -> str:
    """Half a surrogate pair is not text: it can neither be stored nor sent."""
    return text.encode("utf-8", "replace").decode()


async def stop_streams(hub: Hub) -> None:
    """Let the open streams end before the server waits for them."""
    hub.close()
    await asyncio.sleep(0)
